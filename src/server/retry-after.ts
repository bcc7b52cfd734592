/**
 * How long an answer of HTTP asks to be left alone, in milliseconds: by `retry-after-ms`, or by `Retry-After`, in seconds or as a date, which is held
 * against that of the answer. Undefined where it says nothing that can be read.
 */
export function retryAfter(header: (name: string) => string | null): number | undefined {
  const ms = header('retry-after-ms') ?? '';
  if (isNumber(ms)) return Math.ceil(Number(ms));
  const after = header('retry-after') ?? '';
  if (isNumber(after)) return Math.ceil(Number(after) * 1000);
  const waitMs = after.endsWith('GMT') ? Date.parse(after) - Date.parse(header('date') ?? '') : Number.NaN;
  return Number.isNaN(waitMs) ? undefined : Math.max(0, waitMs);
}

function isNumber(text: string): boolean {
  return /^\d{1,9}(\.\d+)?$/.test(text);
}
