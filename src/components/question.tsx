import { useMessage } from '../react/index.ts';
import { MessageFiles } from './file-part.tsx';
import { splitPiles } from './markdown/split-piles.tsx';
import type { SendKey } from './send-key.ts';
import type { Editor } from './use-editor.ts';

export interface QuestionProps {
  readonly messageId: string;
  readonly editor: Editor;
  readonly sendKey?: SendKey | undefined;
}

/** What the user asked, letter for letter, or the field to ask it in other words. */
export function Question({ messageId, editor: { Field, close }, sendKey }: QuestionProps) {
  const message = useMessage(messageId);
  if (!message) return null;
  return (
    <>
      <MessageFiles message={message} />
      {Field && <Field message={message} sendKey={sendKey} onClose={close} />}
      {!Field && message.content !== '' && <div className="chat-bubble">{splitPiles(message.content)}</div>}
    </>
  );
}
