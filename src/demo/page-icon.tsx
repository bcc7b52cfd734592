const paths = {
  menu: 'M4.5 8h15M4.5 16h10',
  close: 'm7 7 10 10M17 7 7 17',
  new: 'M5 19l1-4L16.5 4.5l3 3L9 18zM14 7l3 3',
  sun: 'M12 8.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M5.6 18.4 7 17M17 7l1.4-1.4',
  moon: 'M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z',
  person: 'M12 11.5a3.5 3.5 0 1 1 0-7 3.5 3.5 0 0 1 0 7zM5 19.5c.8-3.2 3.6-5 7-5s6.2 1.8 7 5',
  leave: 'M13 4.5H6.5v15H13M10.5 12h9M16 8.5l3.5 3.5-3.5 3.5',
} as const;

/** A sign of the page, beside or in place of words. */
export function PageIcon({ name }: { readonly name: keyof typeof paths }) {
  return (
    <svg className="chat-icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
