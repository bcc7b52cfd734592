import type { RoomRecord } from './ledger.ts';

/** What a person did in one tab, and what the tab shows in the end. */
export interface TabRecord {
  readonly sent: readonly string[];
  /** When the page that is open now was opened, ms since 1970. */
  readonly openedAt: number;
  readonly text: string;
}

/** What went wrong. Each is a number of messages or pieces. */
export interface Verdict {
  /** Messages that the input took. */
  readonly sent: number;
  /** Messages that the person could not send, since the input stayed closed. */
  readonly blocked: number;
  /** Sent, and never told to the model, be it as part of the history. */
  readonly lost: number;
  /** Sent, and never answered as a question of its own. */
  readonly unanswered: number;
  readonly doubled: number;
  readonly reordered: number;
  /** Pieces of answers that the model said while the page was open. */
  readonly pieces: number;
  readonly piecesLost: number;
  readonly piecesDoubled: number;
}

export function judge(tabs: readonly TabRecord[], { asked, emitted }: RoomRecord, blocked: number): Verdict {
  const sent = tabs.flatMap((tab) => tab.sent);
  const questions = asked.map((history) => history.at(-1) ?? '');
  const shown = tabs.map(({ openedAt, text }) => ({
    due: emitted.filter(({ at }) => at >= openedAt).map(({ piece }) => piece),
    counts: countsOf(text.split(' ').filter((piece) => piece !== '')),
  }));
  return {
    sent: sent.length,
    blocked,
    lost: sent.filter((text) => !asked.some((history) => history.includes(text))).length,
    unanswered: sent.filter((text) => !questions.includes(text)).length,
    doubled: sum(sent.map((text) => timesOver(text, questions, asked))),
    reordered: sum(tabs.map((tab) => inversions(tab.sent.map((text) => questions.indexOf(text)).filter((place) => place !== -1)))),
    pieces: sum(shown.map(({ due }) => due.length)),
    piecesLost: sum(shown.map(({ due, counts }) => due.filter((piece) => !counts.has(piece)).length)),
    piecesDoubled: sum(shown.map(({ counts }) => sum([...counts.values()].map((count) => count - 1)))),
  };
}

/** All verdicts in one. */
export function total(verdicts: readonly Verdict[]): Verdict {
  const of = (field: keyof Verdict) => sum(verdicts.map((verdict) => verdict[field]));
  return {
    sent: of('sent'),
    blocked: of('blocked'),
    lost: of('lost'),
    unanswered: of('unanswered'),
    doubled: of('doubled'),
    reordered: of('reordered'),
    pieces: of('pieces'),
    piecesLost: of('piecesLost'),
    piecesDoubled: of('piecesDoubled'),
  };
}

/** How many times too often a message was asked, or stood in one history. */
function timesOver(text: string, questions: readonly string[], asked: readonly (readonly string[])[]): number {
  const times = [questions, ...asked].map((texts) => texts.filter((other) => other === text).length);
  return Math.max(0, ...times.map((count) => count - 1));
}

function inversions(places: readonly number[]): number {
  return places.filter((place, index) => index > 0 && place < (places[index - 1] ?? place)).length;
}

function countsOf(pieces: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const piece of pieces) counts.set(piece, (counts.get(piece) ?? 0) + 1);
  return counts;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
