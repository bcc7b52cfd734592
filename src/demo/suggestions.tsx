import { useEffect, type MouseEvent } from 'react';
import { useChatActions } from '../index.ts';

const questions = ['What is 12 × 7 + 5?', 'Write some code that counts words', 'Compare these words in a table'];

/** What stands in a new conversation: a greeting, and three ways to begin. */
export function Suggestions({ onShown }: { readonly onShown: () => void }) {
  const { send } = useChatActions();
  useEffect(onShown, [onShown]);
  const ask = (question: string, { currentTarget }: MouseEvent) => {
    // The button goes away with the empty page: whoever pressed it goes on in the text field.
    currentTarget.closest('.chat-window')?.querySelector('textarea')?.focus();
    send(question);
  };
  return (
    <div className="demo-welcome">
      <h2 className="demo-greeting">What would you like to know?</h2>
      <ul className="demo-suggestions">
        {questions.map((question) => (
          <li key={question}>
            <button type="button" className="demo-suggestion" onClick={(event) => ask(question, event)}>
              {question}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
