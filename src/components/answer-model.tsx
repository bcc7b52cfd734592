import type { MessageOutline } from '../react/index.ts';
import { useLabels } from './use-labels.ts';

/** Which model answered, and what of the conversation it was not given. */
export function AnswerModel({ message: { model, usage } }: { readonly message: Pick<MessageOutline, 'model' | 'usage'> }) {
  const labels = useLabels();
  const omitted = usage?.omitted_messages ?? 0;
  if (model === undefined) return null;
  return <span className="chat-message-model">{omitted > 0 ? labels.list(model, labels.omitted(omitted)) : model}</span>;
}
