const paths = {
  send: 'M12 19V5m-6 6 6-6 6 6',
  stop: 'M8 8h8v8H8z',
  copy: 'M9 9h10v10H9zM5 15V5h10',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  chevron: 'm10 7 5 5-5 5',
  down: 'M12 5v14m-6-6 6 6 6-6',
  again: 'M4.5 12a7.5 7.5 0 1 1 2.2 5.3M4.5 12V7.5M4.5 12H9',
  alert: 'M12 8v5m0 3v.01M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17z',
} as const;

/** A sign beside or in place of words; the words are what a screen reader gets. */
export function Icon({ name }: { readonly name: keyof typeof paths }) {
  return (
    <svg className="chat-icon" data-icon={name} viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
