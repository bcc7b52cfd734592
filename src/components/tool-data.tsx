import { splitPiles } from './markdown/split-piles.tsx';

/** What a tool was given, or gave. It can be scrolled by keyboard. */
export function ToolData({ label, value }: { readonly label: string; readonly value: unknown }) {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  if (text === undefined || text === '{}') return null;
  return (
    <figure className="chat-tool-data">
      <figcaption>{label}</figcaption>
      <pre role="group" aria-label={label} tabIndex={0} dir="ltr">
        {splitPiles(text)}
      </pre>
    </figure>
  );
}
