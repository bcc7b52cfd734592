import type { Complete, LoggedEvent, PartEvent, ToolUpdate, Update, WireMessage } from '../../src/protocol/index.ts';

/**
 * The fold once more, as PROTOCOL.md reads and as plainly as it can be said: one mutable list, plain strings, a search for everything.
 * It shares nothing with the real one but the names of the wire, so both must be wrong in the same way for a test to miss it.
 */
export function naiveFold(log: readonly LoggedEvent[]): WireMessage[] {
  const messages: WireMessage[] = [];
  for (const event of log.map((logged) => structuredClone(logged))) {
    if (event.type === 'Unknown') continue;
    if (event.type === 'MessageAdded') {
      if (!messages.some(({ id }) => id === event.message.id)) messages.push(event.message);
      continue;
    }
    const message = messages.find(({ id }) => id === event.message_id);
    if (!message || !isUnfinished(message)) continue;
    if (event.type === 'Complete') {
      end(message, event);
      continue;
    }
    message.status = 'streaming';
    if (event.type === 'Update') write(message, event);
    if (event.type === 'ToolUpdate') mergeTool(message, event);
    if (event.type === 'Part') put(message, event);
  }
  return messages;
}

/** Ids of the messages that can still change. */
export function unfinishedOf(messages: readonly WireMessage[]): string[] {
  return messages.filter(isUnfinished).map(({ id }) => id);
}

function isUnfinished({ status }: WireMessage): boolean {
  return ['pending', 'streaming'].includes(status);
}

function write(message: WireMessage, { delta, new_part, at }: Update): void {
  let mustOpen = new_part ?? false;
  for (const [type, text] of [
    ['reasoning', delta.reasoning],
    ['text', delta.content],
  ] as const) {
    if (!text) continue;
    const last = message.parts[message.parts.length - 1];
    if (last?.type === type && !mustOpen) {
      last.text = last.text + text;
    } else {
      stopThinking(message, at);
      message.parts.push(type === 'reasoning' && at !== undefined ? { type, text, started_at: at } : { type, text });
    }
    mustOpen = false;
  }
}

function mergeTool(message: WireMessage, { tool, at }: ToolUpdate): void {
  let part = message.parts.find((held) => held.type === 'tool' && held.id === tool.id);
  if (!part) {
    stopThinking(message, at);
    part = { type: 'tool', id: tool.id, name: '', status: 'running', started_at: at };
    message.parts.push(part);
  }
  Object.assign(part, tool);
  if (tool.status && ['done', 'failed', 'denied'].includes(tool.status)) Object.assign(part, { ended_at: at });
}

function put(message: WireMessage, { part, at }: PartEvent): void {
  const held = 'id' in part && part.id !== undefined && message.parts.find((other) => 'id' in other && other.id === part.id);
  if (!held) {
    stopThinking(message, at);
    message.parts.push(part);
  } else if (held.type === 'unknown' && part.type === 'unknown') {
    Object.assign(held.value, part.value);
  } else {
    Object.assign(held, part);
  }
}

function end(message: WireMessage, { status, at, finish_reason, model, usage, error }: Complete): void {
  stopThinking(message, at);
  const facts = Object.entries({ status, ended_at: at, finish_reason, model, usage, error });
  Object.assign(message, Object.fromEntries(facts.filter(([, fact]) => fact !== undefined)));
}

function stopThinking(message: WireMessage, at: number | undefined): void {
  const last = message.parts[message.parts.length - 1];
  if (last?.type === 'reasoning' && at !== undefined) last.ended_at ??= at;
}
