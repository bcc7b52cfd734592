import type { ServerSettings } from './options.ts';
import { StartError } from './start-error.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** Reads a text, or says in words what was expected instead. */
interface Reader<T> {
  readonly expected: string;
  /** Undefined if the text is not what was expected. */
  readonly read: (text: string) => T | undefined;
  /** A text that must not be shown, not even one that is wrong. */
  readonly isSecret?: true;
}

/** A whole number within bounds. */
export function wholeNumber(least: number, most: number = Number.MAX_SAFE_INTEGER): Reader<number> {
  const range = most === Number.MAX_SAFE_INTEGER ? `from ${least} on` : `from ${least} to ${most}`;
  const read = (text: string) => (/^\d{1,15}$/.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : undefined);
  return { expected: `a whole number ${range}`, read };
}

const someText: Reader<string> = { expected: 'some text', read: (text) => text || undefined };

const originList: Reader<readonly string[]> = {
  expected: 'origins like https://example.org, separated by commas',
  read(text) {
    const origins = text.split(',').map((origin) => origin.trim());
    return origins.every((origin) => URL.parse(origin)?.origin === origin) ? origins : undefined;
  },
};

const secret: Reader<string> = {
  expected: 'at least 32 characters',
  read: (text) => (text.length >= 32 ? text : undefined),
  isSecret: true,
};

const postgresUrl: Reader<string> = {
  expected: 'an address like postgres://user:password@host/name',
  read: (text) => (/^postgres(?:ql)?:$/.test(URL.parse(text)?.protocol ?? '') ? text : undefined),
  isSecret: true,
};

/** A choice. */
export const yesOrNo: Reader<boolean> = {
  expected: 'true or false',
  read: (text) => (text === 'true' || text === 'false' ? text === 'true' : undefined),
};

const durability: Reader<'normal' | 'full'> = {
  expected: 'normal or full',
  read: (text) => (text === 'normal' || text === 'full' ? text : undefined),
};

/** Which variable stands for which setting. */
const variables: { readonly [Name in keyof ServerSettings]?: readonly [variable: string, reader: Reader<ServerSettings[Name]>] } = {
  port: ['PORT', wholeNumber(0, 65_535)],
  host: ['HOST', someText],
  databaseUrl: ['DATABASE_URL', postgresUrl],
  data: ['DATA_DIR', someText],
  durability: ['DURABILITY', durability],
  origins: ['ALLOWED_ORIGINS', originList],
  sessionSecret: ['SESSION_SECRET', secret],
  sessionDays: ['SESSION_DAYS', wholeNumber(1, 400)],
  trustProxy: ['TRUST_PROXY', yesOrNo],
  metricsToken: ['METRICS_TOKEN', secret],
  heartbeatMs: ['HEARTBEAT_MS', wholeNumber(100)],
  flushIntervalMs: ['FLUSH_INTERVAL_MS', wholeNumber(0)],
  drainMs: ['DRAIN_MS', wholeNumber(0)],
  spreadMs: ['SPREAD_MS', wholeNumber(0)],
  eventsKeptMs: ['EVENTS_KEPT_MS', wholeNumber(0)],
  deletedKeptMs: ['DELETED_KEPT_MS', wholeNumber(0)],
  maxFrameBytes: ['MAX_FRAME_BYTES', wholeNumber(1024)],
  compressFromBytes: ['COMPRESS_FROM_BYTES', wholeNumber(1024)],
  maxContentBytes: ['MAX_CONTENT_BYTES', wholeNumber(1)],
  maxAnswerBytes: ['MAX_ANSWER_BYTES', wholeNumber(1)],
  firstTokenMs: ['FIRST_TOKEN_MS', wholeNumber(1)],
  betweenTokensMs: ['BETWEEN_TOKENS_MS', wholeNumber(1)],
  runsPerUser: ['RUNS_PER_USER', wholeNumber(1)],
  tokensPerDay: ['TOKENS_PER_DAY', wholeNumber(1)],
  maxToolRounds: ['MAX_TOOL_ROUNDS', wholeNumber(0)],
  toolMs: ['TOOL_MS', wholeNumber(1)],
  // A timer holds no more than 24 days.
  approvalMs: ['APPROVAL_MS', wholeNumber(1, 2_000_000_000)],
  maxSubscriptions: ['MAX_SUBSCRIPTIONS', wholeNumber(1)],
  maxSocketsPerUser: ['MAX_SOCKETS_PER_USER', wholeNumber(1)],
  upgradesPerSecond: ['UPGRADES_PER_SECOND', wholeNumber(1)],
  upgradeBurst: ['UPGRADE_BURST', wholeNumber(1)],
  maxAnonymousSocketsPerAddress: ['MAX_ANONYMOUS_SOCKETS_PER_ADDRESS', wholeNumber(1)],
  framesPerSecond: ['FRAMES_PER_SECOND', wholeNumber(1)],
  frameBurst: ['FRAME_BURST', wholeNumber(1)],
  messagesPerSecond: ['MESSAGES_PER_SECOND', wholeNumber(1)],
  messageBurst: ['MESSAGE_BURST', wholeNumber(1)],
};

/**
 * The settings that the environment makes. An empty variable is none.
 * @throws StartError that names the first variable that is wrong, and what was expected.
 */
export function settingsFromEnvironment(environment: Variables): Partial<ServerSettings> {
  const settings: Record<string, unknown> = {};
  for (const [name, [variable, reader]] of Object.entries(variables)) {
    const text = environment[variable];
    if (text) settings[name] = readSetting<unknown>(variable, text, reader);
  }
  return settings; // each reader of the table gives what its setting is
}

/**
 * A text as a setting.
 * @throws StartError that says which setting is wrong, and what was expected.
 */
export function readSetting<T>(name: string, text: string, { expected, read, isSecret }: Reader<T>): T {
  const value = read(text);
  if (value === undefined) throw new StartError(`${name}: expected ${expected}${isSecret ? '' : `, not "${text}"`}.`);
  return value;
}
