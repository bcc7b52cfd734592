import type { WireMessage } from '../../src/protocol/index.ts';
import type { PromptMessage } from '../../src/server/index.ts';

type Call = Extract<WireMessage['parts'][number], { type: 'tool' }>;

/** What a model wrote in one go, and the calls that it ended in. */
export interface Turn {
  content: string;
  reasoning: string;
  readonly calls: Call[];
}

/** An answer as the turns in which it was written. */
export function turnsOf({ parts }: WireMessage): readonly Turn[] {
  const turns: Turn[] = [];
  for (const part of parts) {
    let turn = turns.at(-1);
    if (!turn || (turn.calls.length > 0 && part.type !== 'tool')) {
      turn = { content: '', reasoning: '', calls: [] };
      turns.push(turn);
    }
    if (part.type === 'tool') turn.calls.push(part);
    if (part.type === 'text') turn.content += part.text;
    if (part.type === 'reasoning') turn.reasoning += part.text;
  }
  return turns;
}

/** What a model is told of turns that went before. */
export function toldOf(turns: readonly Turn[]): readonly PromptMessage[] {
  const told = turns.filter(({ content, calls }) => content !== '' || calls.length > 0);
  return told.map(({ content, calls }) => ({
    role: 'assistant',
    content,
    ...(calls.length === 0
      ? {}
      : { toolCalls: calls.map((call) => ({ id: call.id, name: call.name, input: call.input, outcome: outcomeOf(call) })) }),
  }));
}

function outcomeOf({ status, output, error = '' }: Call) {
  if (status === 'done') return { type: 'done', output } as const;
  const errors: Partial<Record<Call['status'], string>> = { failed: error, denied: 'The person did not allow this call.' };
  return { type: 'failed', error: errors[status] ?? 'The call was not carried out.' } as const;
}
