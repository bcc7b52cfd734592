import { CopyButton } from '../copy-button.tsx';
import { useLabels } from '../use-labels.ts';

/** Code with the name of its language and a button that copies it. */
export function CodeBlock({ language, code }: { readonly language: string; readonly code: string }) {
  const labels = useLabels();
  return (
    <figure className="chat-code">
      <figcaption className="chat-code-head">
        <span className="chat-code-language">{language}</span>
        <CopyButton text={code} label={labels.copyCode} />
      </figcaption>
      <pre className="chat-code-body" role="group" aria-label={labels.code(language)} tabIndex={0}>
        <code>{code}</code>
      </pre>
    </figure>
  );
}
