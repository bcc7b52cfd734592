import type { MessageAdded, WireMessage } from '../../../src/protocol/index.ts';
import type { CreateInvariant } from '../invariant.ts';
import type { Asked } from '../ledger.ts';

/** What people send takes effect once, unchanged, in the order of each sender; what they are told is sent, is stored (G1: I3, I4). */
export const nothingLost: CreateInvariant = ({ ledger, truth }, fail) => {
  const contents = new Set<string>();
  const stored: Asked[] = [];

  function checkOrder(id: string): void {
    const asked = ledger.find(id);
    if (!asked) return;
    const isOvertaken = (other: Asked) =>
      other.page === asked.page && other.conversationId === asked.conversationId && ledger.isBefore(asked, other);
    if (stored.some(isOvertaken)) fail('I4', `${asked.page} asked for ${id} before what was stored before it`);
    stored.push(asked);
  }

  function checkQuestion({ conversation_id, message }: MessageAdded): void {
    const asked = ledger.find(message.id);
    const content = textOf(message);
    if (asked?.kind !== 'Message') return fail('I3', `nobody asked for ${message.id}, "${content}"`);
    if (asked.conversationId !== conversation_id)
      return fail('I3', `${message.id} was sent to ${asked.conversationId}, and stored in ${conversation_id}`);
    if (asked.content !== content) return fail('I3', `${message.id} was sent as "${asked.content}", and stored as "${content}"`);
    if (contents.has(content)) return fail('I3', `"${content}" was stored twice`);
    contents.add(content);
  }

  return {
    onClientFrame(_link, frame) {
      if (frame.type === 'Message' || frame.type === 'Regenerate') ledger.given(frame.id);
    },
    onStored(event) {
      if (event.type !== 'MessageAdded') return;
      checkOrder(event.message.id);
      if (event.message.role === 'user') checkQuestion(event);
    },
    onChange(tab, page, change) {
      if (change.type !== 'conversation') return;
      for (const { frame, status, error } of page.client.outbox(change.conversationId)) {
        if (status === 'sent' && !truth.message(frame.id, Infinity))
          fail('I3', `${tab.name} was told that ${frame.id} is stored, and it is not`);
        const mayFail = error?.code === 'too_large' || (error?.code === 'not_found' && ledger.wasDeleted(change.conversationId));
        if (status === 'failed' && !mayFail) fail('G1', `${tab.name} could not send ${frame.id}: ${error?.code}: ${error?.message}`);
      }
    },
    atRest() {
      for (const { id, state, page, content } of ledger.entries) {
        if (state === 'wanted' && !truth.message(id, Infinity)) fail('I3', `${id} of ${page} was lost: "${content.slice(0, 40)}"`);
      }
    },
  };
};

function textOf(message: WireMessage): string {
  return message.parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
}
