import type { CreateInvariant } from '../invariant.ts';
import { toolThatAsks } from '../toolbox.ts';

/** Each call of a tool is carried out at most once, and what needs a person's word after that word alone (I3, R4.20). */
export const toolsAreAllowed: CreateInvariant = ({ truth, ledger }, fail) => {
  const used = new Set<string>();

  function statusOf(messageId: string, toolId: string, before: number): string | undefined {
    const call = truth.message(messageId, before)?.parts.find((part) => part.type === 'tool' && part.id === toolId);
    return call?.type === 'tool' ? call.status : undefined;
  }

  return {
    onToolUse(tool, { messageId, toolId }) {
      const key = `${messageId} ${toolId}`;
      if (used.has(key)) fail('I3', `${key} was carried out twice`);
      used.add(key);
      if (statusOf(messageId, toolId, Infinity) !== 'running') fail('R4.20', `${key} was carried out, and the log does not say so`);
      if (tool === toolThatAsks && !ledger.decisions(messageId, toolId).has(true)) fail('R4.20', `${key} was allowed by nobody`);
    },
    onStored(event) {
      if (event.type !== 'ToolUpdate') return;
      const { message_id, tool, sync_id } = event;
      const before = statusOf(message_id, tool.id, sync_id - 1);
      const key = `${message_id} ${tool.id}`;
      if (before === undefined && tool.name === toolThatAsks && tool.status !== 'awaiting') fail('R4.20', `${key} waits for nobody`);
      const decisions = ledger.decisions(message_id, tool.id);
      if (before === 'awaiting' && !decisions.has(tool.status === 'running')) fail('R4.20', `${key} is ${tool.status} by nobody's word`);
      if (tool.status === 'done' && !used.has(key)) fail('I3', `${key} is done, and was not carried out`);
    },
  };
};
