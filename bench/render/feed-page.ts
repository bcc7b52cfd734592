import type { CDPSession, Page } from 'playwright-core';
import './contender.ts';

/** What the main thread of a page did while text came. */
export interface Fed {
  /** Milliseconds of all its tasks, and of the scripts in them. */
  readonly taskMs: number;
  readonly scriptMs: number;
  readonly frames: number;
  /** Frames that took longer than one and a half. */
  readonly droppedFrames: number;
  readonly longestTaskMs: number;
  /** From an event of the wire to the frame that shows it, at the 99th percentile. */
  readonly paintMs: number;
}

export interface Feed {
  readonly text: string;
  /** How many answers get it at once. */
  readonly streams: number;
  /** Letters of an event; a burst is one of everything. */
  readonly piece: number;
  readonly piecesPerSecond: number;
}

/** Lets text come, and waits until the page has come to rest. */
export async function feedPage(page: Page, session: CDPSession, feed: Feed): Promise<Fed> {
  const before = await metrics(session);
  const seen = await page.evaluate(runFeed, feed);
  const after = await metrics(session);
  return { ...seen, taskMs: after.taskMs - before.taskMs, scriptMs: after.scriptMs - before.scriptMs };
}

async function metrics(session: CDPSession): Promise<{ taskMs: number; scriptMs: number }> {
  const { metrics: all } = await session.send('Performance.getMetrics');
  const ms = (name: string) => (all.find((metric) => metric.name === name)?.value ?? 0) * 1000;
  return { taskMs: ms('TaskDuration'), scriptMs: ms('ScriptDuration') };
}

/** Runs in the page, so it stands alone. */
async function runFeed({ text, streams, piece, piecesPerSecond }: Feed): Promise<Omit<Fed, 'taskMs' | 'scriptMs'>> {
  const pieces = Array.from({ length: Math.ceil(text.length / piece) }, (_, place) => text.slice(place * piece, (place + 1) * piece));
  const times: number[] = [];
  const paints: number[] = [];
  let longestTaskMs = 0;
  let firstWaiting: number | undefined;
  const tasks = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longestTaskMs = Math.max(longestTaskMs, duration);
  });
  tasks.observe({ type: 'longtask' });
  let isOver = false;
  const painted = new MessageChannel();
  painted.port1.addEventListener('message', ({ data }) => paints.push(performance.now() - Number(data)));
  painted.port1.start();
  requestAnimationFrame(function frame(now) {
    times.push(now);
    if (firstWaiting !== undefined) painted.port2.postMessage(firstWaiting);
    firstWaiting = undefined;
    if (!isOver) requestAnimationFrame(frame);
  });
  const start = performance.now();
  await new Promise<void>((resolve) => {
    let sent = 0;
    const timer = setInterval(() => {
      const due = Math.min(pieces.length, Math.floor(((performance.now() - start) / 1000) * piecesPerSecond));
      for (; sent < due; sent += 1) {
        firstWaiting ??= performance.now();
        for (let stream = 0; stream < streams; stream += 1) window.contender.write(stream, pieces[sent] ?? '');
      }
      if (sent < pieces.length) return;
      clearInterval(timer);
      resolve();
    }, 5);
  });
  let height = -1;
  for (let calm = 0; calm < 10;) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const length = document.body.textContent.length;
    calm = length === height ? calm + 1 : 0;
    height = length;
  }
  isOver = true;
  tasks.disconnect();
  const gaps = times.slice(1).map((time, place) => time - (times[place] ?? 0));
  return {
    frames: gaps.length,
    droppedFrames: gaps.filter((gap) => gap > 25).reduce((sum, gap) => sum + Math.round(gap / (1000 / 60)) - 1, 0),
    longestTaskMs,
    paintMs: paints.toSorted((a, b) => a - b)[Math.floor(paints.length * 0.99)] ?? 0,
  };
}
