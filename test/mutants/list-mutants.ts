import type { Mutant, NamedTest } from './mutant.ts';

const conformance = (name: string): NamedTest => ({ file: 'conformance/section-9-conversations.test.ts', name });
const client = (name: string): NamedTest => ({ file: 'client/conversations.test.ts', name });
const server = (name: string): NamedTest => ({ file: 'server/conversation-list.test.ts', name });
const log = (name: string): NamedTest => ({ file: 'server/log/conversation-list.test.ts', name });

/** The list of a user's conversations: rules of PROTOCOL.md §9. */
export const listMutants: readonly Mutant[] = [
  {
    breaks: 'a list shows what is another user’s',
    file: 'server/log/conversation-list.ts',
    code: ".where('owner_id', '=', userId)",
    broken: '',
    killedBy: conformance('is the list of its user alone'),
  },
  {
    breaks: 'a compacted replay does not say what it follows',
    file: 'server/list-followers.ts',
    code: 'return after === event.sync_id - 1 ? event : { ...event, after };',
    broken: 'return after === -1 ? { ...event, after } : event;',
    killedBy: server('R8.4, R6.7'),
  },
  {
    breaks: 'what is deleted goes on being answered',
    file: 'server/change-conversation.ts',
    code: 'for (const messageId of stopped) runs.abort(messageId);',
    broken: '',
    killedBy: server('is left by the model'),
  },
  {
    breaks: 'who follows a deleted conversation is not told',
    file: 'server/change-conversation.ts',
    code: 'state.dismiss(conversation_id);',
    broken: '',
    killedBy: conformance('stops what is being answered'),
  },
  {
    breaks: 'a stranger restores what was deleted',
    file: 'server/change-conversation.ts',
    code: 'if (state?.owner_id !== userId) throw',
    broken: "if (!state || userId === '') throw",
    killedBy: server('can be restored for as long as it is kept'),
  },
  {
    breaks: 'what was deleted can be restored for ever',
    file: 'server/change-conversation.ts',
    code: ' || deleted_at + limits.deletedKeptMs < environment.now()',
    broken: '',
    killedBy: server('can be restored for as long as it is kept'),
  },
  {
    breaks: 'a conversation without its text can be restored',
    file: 'server/change-conversation.ts',
    code: 'isErased || ',
    broken: '',
    killedBy: server('cannot be restored once its text is erased'),
  },
  {
    breaks: 'what was deleted keeps its text',
    file: 'server/log/conversation-list.ts',
    code: "parts_json: '[]', ",
    broken: '',
    killedBy: log('has no text any more'),
  },
  {
    breaks: 'a client applies an event of the list behind a gap',
    file: 'client/conversations.ts',
    code: 'if (isNew && (event.after ?? event.sync_id - 1) !== cursor) return ask();',
    broken: '',
    killedBy: client('R6.12: asks again from its cursor'),
  },
  {
    breaks: 'the list of one user stays for the next',
    file: 'client/conversations.ts',
    code: 'if (owner !== undefined && user !== owner) forget();',
    broken: '',
    killedBy: client('I13: is forgotten'),
  },
  {
    breaks: 'a wish is forgotten with its socket',
    file: 'client/conversations.ts',
    code: 'for (const frame of wishes.values()) requests.ask(frame.request_id, () => frame);',
    broken: '',
    killedBy: client('is sent again after silence and on a new socket'),
  },
  {
    breaks: 'a list of another log is added to the one before',
    file: 'client/conversations.ts',
    code: 'const isAnother = answer.log_id !== logId || answer.last_sync_id < cursor;',
    broken: 'const isAnother = false;',
    killedBy: client('is replaced by that of'),
  },
  {
    breaks: 'a frame of another scope is taken for one of a conversation',
    file: 'protocol/server-frame-parser.ts',
    code: "if (typeof scope === 'string' && scope !== 'chat')",
    broken: 'if (scope === value)',
    killedBy: client('R9.4: what a list says touches no conversation'),
  },
];
