let formats:
  | { readonly time: Intl.DateTimeFormat; readonly day: Intl.DateTimeFormat; readonly relative: Intl.RelativeTimeFormat }
  | undefined;

/** Formats of the reader's own language; they are dear to make, so all messages share them. */
function dateFormats() {
  formats ??= {
    time: new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' }),
    day: new Intl.DateTimeFormat(undefined, { dateStyle: 'full' }),
    relative: new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' }),
  };
  return formats;
}

/** The time of day, as people write it where the reader is. */
export function formatTime(date: Date): string {
  return dateFormats().time.format(date);
}

/** The day: today and yesterday by name, others by their date. */
export function formatDay(date: Date, today: Date): string {
  const midnight = (day: Date) => new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
  const daysAgo = Math.round((midnight(today) - midnight(date)) / 86_400_000);
  const { day, relative } = dateFormats();
  if (daysAgo !== 0 && daysAgo !== 1) return day.format(date);
  const name = relative.format(-daysAgo, 'day');
  return name.charAt(0).toLocaleUpperCase() + name.slice(1);
}

/** Whether two times, in ms since 1970, fall on the same day where the reader is. */
export function isSameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}
