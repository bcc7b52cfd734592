import { setTimeout as pause } from 'node:timers/promises';
import { writeEntry } from './ledger.ts';

/** How many pieces an answer has, and how long each takes to say, in ms. */
export const answerLength = 20;
export const pieceMs = 40;

/** The one model behind all servers: it says each piece once, and writes down that it did. Pieces hold no space, and end with one. */
export async function* numberedAnswer(ledger: string, room: string, questions: readonly string[]): AsyncGenerator<string> {
  writeEntry(ledger, { type: 'asked', room, questions });
  for (let n = 0; n < answerLength; n += 1) {
    await pause(pieceMs);
    const piece = `${questions.at(-1)}#${n}`;
    writeEntry(ledger, { type: 'emitted', room, piece, at: Date.now() });
    yield `${piece} `;
  }
}
