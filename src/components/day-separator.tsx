import { useLabels } from './use-labels.ts';

export interface DaySeparatorProps {
  /** In ms since 1970. */
  readonly at: number;
  readonly today: number;
}

/** Says on which day the turns below it began. */
export function DaySeparator({ at, today }: DaySeparatorProps) {
  const labels = useLabels();
  const date = new Date(at);
  return (
    <p className="chat-day">
      <time dateTime={date.toISOString()}>{labels.day(date, new Date(today))}</time>
    </p>
  );
}
