import type {
  ApproveFrame,
  AuthenticateFrame,
  CancelFrame,
  ClientFrame,
  DeleteFrame,
  HistoryRequestFrame,
  MessageFrame,
  PingFrame,
  RegenerateFrame,
  RenameFrame,
  RestoreFrame,
  SubscribeFrame,
  UnsubscribeFrame,
} from './client-frames.ts';
import { maxRepositories } from './repository.ts';
import {
  array,
  atMost,
  base64,
  count,
  flag,
  frame,
  line,
  lookUp,
  mediaType,
  object,
  oneOf,
  optional,
  record,
  repository,
  shortText,
  text,
  uuid,
  type Parse,
} from './shape.ts';
import type { MessageFile } from './wire-message.ts';

const request = { request_id: optional(shortText(128)) };
const modelName = shortText(200);

type Leave<Scope> = Extract<UnsubscribeFrame, { scope: Scope }>;
const leaveChat = frame<Leave<'chat'>>('Unsubscribe', { ...request, scope: oneOf(['chat']), conversation_id: uuid });
const leaveList = frame<Leave<'conversations'>>('Unsubscribe', { ...request, scope: oneOf(['conversations']) });
const files = atMost(10, array(object<MessageFile>({ name: shortText(200), media_type: mediaType, data: base64 })));

/** Every frame that a client sends. Ids are lower-case UUIDs where the client makes them. */
const clientFrames: { [Type in ClientFrame['type']]: Parse<Extract<ClientFrame, { type: Type }>> } = {
  Subscribe: frame<SubscribeFrame>('Subscribe', {
    ...request,
    scope: oneOf(['chat', 'conversations']),
    conversation_id: optional(uuid),
    last_sync_id: optional(count),
    log_id: optional(shortText(128)),
  }),
  Unsubscribe: (value) => (record(value)['scope'] === 'conversations' ? leaveList(value) : leaveChat(value)),
  Message: frame<MessageFrame>('Message', {
    ...request,
    id: uuid,
    conversation_id: optional(uuid),
    content: text,
    files: optional(files),
    reply_to: optional(uuid),
    fork: optional(flag),
    use_reasoning: optional(flag),
    model: optional(modelName),
    repos: optional(atMost(maxRepositories, array(repository))),
  }),
  Regenerate: frame<RegenerateFrame>('Regenerate', {
    ...request,
    id: uuid,
    conversation_id: uuid,
    message_id: uuid,
    use_reasoning: optional(flag),
    model: optional(modelName),
  }),
  Cancel: frame<CancelFrame>('Cancel', { ...request, conversation_id: uuid, message_id: uuid }),
  Approve: frame<ApproveFrame>('Approve', {
    ...request,
    conversation_id: uuid,
    message_id: uuid,
    tool_id: shortText(200),
    approved: flag,
  }),
  History: frame<HistoryRequestFrame>('History', { ...request, conversation_id: uuid, before: uuid, limit: count }),
  Rename: frame<RenameFrame>('Rename', { ...request, conversation_id: uuid, title: line(200) }),
  Delete: frame<DeleteFrame>('Delete', { ...request, conversation_id: uuid }),
  Restore: frame<RestoreFrame>('Restore', { ...request, conversation_id: uuid }),
  Authenticate: frame<AuthenticateFrame>('Authenticate', { ...request, token: shortText(4096) }),
  Ping: frame<PingFrame>('Ping', request),
};

/** The parser of a client's frame of that type, if there is such a type. */
export function clientFrameParser(type: unknown): Parse<ClientFrame> | undefined {
  return lookUp<Parse<ClientFrame>>(clientFrames, type);
}
