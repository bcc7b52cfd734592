import { inParagraphs, signature } from './answers.ts';
import type { Reading } from './reading.ts';

/** The weather, as the tool told it. */
export function weatherAnswer({ calls, town }: Reading): string {
  const outcome = calls.at(-1)?.outcome;
  if (outcome?.type !== 'done') return inParagraphs(`The tool could not tell me the weather in **${town}**.`, signature);
  const { sky, degrees }: Readonly<Record<string, unknown>> = Object(outcome.output);
  return inParagraphs(
    `In **${town}** the sky is ${String(sky)}, and it has ${String(degrees)} °C. I know that from the tool, not from myself.`,
    signature,
  );
}

/** What became of the postcard. */
export function postcardAnswer({ calls, town }: Reading): string {
  const outcome = calls.at(-1)?.outcome;
  const words =
    outcome?.type === 'done' ? String(outcome.output) : `No postcard went to **${town}**: you did not allow it, and so it was not sent.`;
  return inParagraphs(words, signature);
}
