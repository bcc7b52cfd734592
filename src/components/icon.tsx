const paths = {
  send: 'M12 19V5m-6 6 6-6 6 6',
  stop: 'M8 8h8v8H8z',
  copy: 'M9 9h10v10H9zM5 15V5h10',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  chevron: 'm10 7 5 5-5 5',
  down: 'M12 5v14m-6-6 6 6 6-6',
  again: 'M4.5 12a7.5 7.5 0 1 1 2.2 5.3M4.5 12V7.5M4.5 12H9',
  alert: 'M12 8v5m0 3v.01M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17z',
  attach: 'm20 11.5-8.2 8.2a5 5 0 0 1-7-7l8.4-8.5a3.3 3.3 0 0 1 4.7 4.7l-8.4 8.4a1.7 1.7 0 0 1-2.4-2.3l7.6-7.6',
  file: 'M6 3.5h8l4.5 4.5v12.5H6zM13.5 3.5v5h5',
  remove: 'm7 7 10 10M17 7 7 17',
  clock: 'M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zm0 4v4.5l3 1.5',
  edit: 'M5 19l1-4L16.5 4.5l3 3L9 18zM14 7l3 3',
  thumbUp: 'M7.5 10.5 11 3.8c1.4 0 2.3 1 2.1 2.4l-.5 3.3h5a1.9 1.9 0 0 1 1.9 2.3l-1.1 5.7a1.9 1.9 0 0 1-1.9 1.5h-9zm0 0h-3V19h3z',
  thumbDown: 'm16.5 13.5-3.5 6.7c-1.4 0-2.3-1-2.1-2.4l.5-3.3h-5a1.9 1.9 0 0 1-1.9-2.3l1.1-5.7A1.9 1.9 0 0 1 7.5 5h9zm0 0h3V5h-3z',
  tool: 'M14.5 6.5a4 4 0 0 1 5-1.2l-2.7 2.7 1.2 2 2.6-1.6a4 4 0 0 1-5.4 4L8.5 19a2 2 0 0 1-3-3l6.6-6.7a4 4 0 0 1 2.4-2.8z',
} as const;

/** One of the window's signs, or another one with its path, which whoever shows it brings along. */
export type IconProps = { readonly name: keyof typeof paths; readonly path?: never } | { readonly name: string; readonly path: string };

/** A sign beside or in place of words; the words are what a screen reader gets. */
export function Icon(icon: IconProps) {
  return (
    <svg className="chat-icon" data-icon={icon.name} viewBox="0 0 24 24" aria-hidden="true">
      <path d={icon.path ?? paths[icon.name]} />
    </svg>
  );
}
