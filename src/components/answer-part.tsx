import { memo } from 'react';
import { usePart, useParts } from '../react/index.ts';
import type { PartGroup } from './group-parts.ts';
import type { MessageSettings } from './message.tsx';
import { ReasoningPanel } from './reasoning-panel.tsx';
import { TextPartView } from './text-part.tsx';
import { ToolPartView } from './tool-part.tsx';

export interface AnswerPartProps extends PartGroup, Pick<MessageSettings, 'reasoning' | 'components'> {
  readonly messageId: string;
  /** `cut`: the answer ended within it, before it was complete. */
  readonly state: 'growing' | 'ended' | 'cut';
}

/** A part of an answer. While it grows it renders by itself, and nothing around it does. */
export const AnswerPart = memo(function AnswerPart({ type, ...props }: AnswerPartProps) {
  const View = views[type];
  return <View {...props} />;
});

const reasoningStates = { growing: 'thinking', ended: 'thought', cut: 'cut' } as const;

type PartProps = Omit<AnswerPartProps, 'type'>;

function AnswerTool({ messageId, from, state, components }: PartProps) {
  const part = usePart(messageId, from);
  const View = components?.tool ?? ToolPartView;
  return part?.type === 'tool' ? <View messageId={messageId} part={part} answer={state === 'growing' ? 'running' : 'ended'} /> : null;
}

function AnswerText({ messageId, from, state, components }: PartProps) {
  const part = usePart(messageId, from);
  const View = components?.text ?? TextPartView;
  return part?.type === 'text' ? <View part={part} isStreaming={state === 'growing'} /> : null;
}

function AnswerReasoning({ messageId, from, to, state, reasoning, components }: PartProps) {
  const parts = useParts(messageId, from, to).filter((part) => part.type === 'reasoning');
  const View = components?.reasoning ?? ReasoningPanel;
  return <View parts={parts} state={reasoningStates[state]} reasoning={reasoning} />;
}

const views = { text: AnswerText, reasoning: AnswerReasoning, tool: AnswerTool };
