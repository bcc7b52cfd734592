import { quantile, seriesOf, type Metrics } from './read-metrics.ts';
import { Tile } from './tile.tsx';
import { useStatus, type Status } from './use-status.ts';
import './status.css';

const words: Record<Status['health'], string> = {
  asked: 'Asking …',
  ready: 'Everything works',
  'not ready': 'The server is restarting, or its database is away',
  away: 'The server cannot be reached',
};

/** How the server of this page is, in plain numbers. */
export function StatusPage() {
  const { health, metrics } = useStatus();
  return (
    <main className="status">
      <header className="status-head" data-state={health.replace(' ', '-')}>
        <span className="status-dot" aria-hidden="true" />
        <h1 className="status-title" role="status">
          {words[health]}
        </h1>
        <a className="status-link" href="/">
          To the chat
        </a>
      </header>
      {metrics ? <Numbers metrics={metrics} /> : health !== 'asked' && <p className="status-note">{reason(health)}</p>}
    </main>
  );
}

function Numbers({ metrics }: { metrics: Metrics }) {
  const count = (name: string) => String(metrics.get(name) ?? 0);
  const answers = seriesOf(metrics, 'chat_answers_total', 'status');
  const catchUps = seriesOf(metrics, 'chat_catch_ups_total', 'by');
  const errors = seriesOf(metrics, 'chat_errors_total', 'code');
  const within = (name: string, part: number) => seconds(quantile(metrics, name, part));
  return (
    <dl className="status-tiles">
      <Tile name="Open sockets" value={count('chat_sockets')} />
      <Tile name="Answers in the making" value={count('chat_answers_unfinished')} />
      <Tile name="Answers ended" value={total(answers)} parts={answers} />
      <Tile name="First text, half of them within" value={within('chat_first_content_seconds', 0.5)} />
      <Tile name="First reasoning, half of them within" value={within('chat_first_reasoning_seconds', 0.5)} />
      <Tile name="Stored, 95 % within" value={within('chat_commit_seconds', 0.95)} />
      <Tile name="Catch-ups" value={total(catchUps)} parts={catchUps} />
      <Tile name="Requests refused" value={total(errors)} parts={errors} />
      <Tile name="Writes that failed" value={total([...metrics].filter(([series]) => series.startsWith('chat_commit_failures_total')))} />
    </dl>
  );
}

function reason(health: Status['health']): string {
  if (health === 'away') return 'It is asked again every two seconds.';
  return 'Numbers are shown on the machine of the server alone. Elsewhere, read /metrics with the METRICS_TOKEN.';
}

function total(series: readonly [string, number][]): string {
  return String(series.reduce((sum, [, value]) => sum + value, 0));
}

function seconds(value: number | undefined): string {
  if (value === undefined) return '–';
  if (value === Infinity) return 'more than a minute';
  return value < 1 ? `${value * 1000} ms` : `${value} s`;
}
