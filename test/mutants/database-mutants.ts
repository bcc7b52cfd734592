import type { Mutant } from './mutant.ts';

/** Rules of a database that goes away, and of those who operate a server. */
export const databaseMutants: readonly Mutant[] = [
  {
    breaks: 'a commit whose answer was lost is taken for one that failed',
    file: 'server/log/sql-conversation-log.ts',
    code: 'doubtful = ready ?? doubtful;',
    broken: '',
    killedBy: { file: 'server/log/lost-answer.test.ts', name: 'took effect is looked up before the next' },
  },
  {
    breaks: 'a commit that failed is taken for one whose answer was lost',
    file: 'server/log/sql-conversation-log.ts',
    code: 'const found = isStored ? doubtful : undefined;',
    broken: 'const found = doubtful;',
    killedBy: { file: 'server/log/lost-answer.test.ts', name: 'took none is looked up before the next' },
  },
  {
    breaks: 'a database that is away is a fault of the server',
    file: 'server/message-processor.ts',
    code: 'if (error instanceof DatabaseAwayError)',
    broken: 'if (error === undefined)',
    killedBy: { file: 'server/database-away.test.ts', name: 'is told of as unavailable, retryable' },
  },
  {
    breaks: 'a model writes on and on while nothing can be stored',
    file: 'server/answer-writer.ts',
    code: 'if (isStuck) return false;',
    broken: 'if (isStuck) return true;',
    killedBy: { file: 'server/database-away.test.ts', name: 'has a model left that writes more than 256 KiB' },
  },
  {
    breaks: 'whoever comes through a proxy reads the metrics',
    file: 'server/metrics/operations.ts',
    code: 'return !isForwarded && ',
    broken: 'return ',
    killedBy: { file: 'server/metrics/operations.test.ts', name: 'is for this machine alone' },
  },
  {
    breaks: 'a server that drains is ready',
    file: 'server/create-chat-server.ts',
    code: '!stopped && isAnswering()',
    broken: 'isAnswering()',
    killedBy: { file: 'server/metrics/operations.test.ts', name: 'tell apart a server that drains' },
  },
  {
    breaks: 'an address opens sockets without end',
    file: 'server/websocket-transport.ts',
    code: 'if (waitMs > 0) return endWith',
    broken: 'if (waitMs < 0) return endWith',
    killedBy: { file: 'server/address-limits.test.ts', name: 'is refused by HTTP 429 when it opens sockets like a flood' },
  },
  {
    breaks: 'a stranger that has gone counts for ever',
    file: 'server/websocket-transport.ts',
    code: "  else stream.once('close', leave);\n",
    broken: '',
    killedBy: { file: 'server/address-limits.test.ts', name: 'and another when one has gone' },
  },
  {
    breaks: 'an address makes as many users of itself as it likes',
    file: 'server/address-limits.ts',
    code: ' : newcomers.take(address)',
    broken: ' : 0',
    killedBy: { file: 'server/address-limits.test.ts', name: 'makes ten times as many new users of itself at once and no more' },
  },
  {
    breaks: 'an address makes users of itself by looking at pages',
    file: 'server/page.ts',
    code: "'page', () => addresses.takeNewcomer(address))",
    broken: "'page')",
    killedBy: { file: 'server/address-limits.test.ts', name: 'has as many new users by page views as by sockets' },
  },
  {
    breaks: 'an anonymous user who comes back is not counted',
    file: 'server/websocket-transport.ts',
    code: '    if (isAnonymous(identity)) leaveWith(stream, addresses.comeBack(address));\n',
    broken: '',
    killedBy: { file: 'server/address-limits.test.ts', name: 'has ten times as many of those who come back' },
  },
  {
    breaks: 'whoever says who they are still counts as a stranger',
    file: 'server/message-processor.ts',
    code: '    if (isOther) onKnown?.(holder);\n',
    broken: '',
    killedBy: { file: 'server/address-limits.test.ts', name: 'is not the fuller for a socket that says who it is' },
  },
];
