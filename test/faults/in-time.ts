/** So long anything may take, in milliseconds. */
const patienceMs = 60_000;

/** What the promise comes to. Rejects after a minute, in words of what was waited for: a test that is ended from outside says nothing. */
export async function inTime<Value>(waitedFor: () => string, promise: Promise<Value>): Promise<Value> {
  const { promise: tooLong, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`Not in ${patienceMs} ms: ${waitedFor()}`)), patienceMs);
  return Promise.race([promise, tooLong]).finally(() => clearTimeout(timer));
}
