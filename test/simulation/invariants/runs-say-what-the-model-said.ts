import { isDeepStrictEqual } from 'node:util';
import { contentOf, fromWireMessage, reasoningOf, type Complete, type WireMessage } from '../../../src/protocol/index.ts';
import type { CreateInvariant } from '../invariant.ts';
import { answerName, type WrittenAnswer } from '../seeded-model.ts';

/** An answer is what one run of the model wrote, to the letter, and ends as that did, or because somebody stopped it, or the server died (I7, I8). */
export const runsSayWhatTheModelSaid: CreateInvariant = ({ truth, ledger, model, schedule }, fail) => {
  const messageOf = new Map<WrittenAnswer, string>();

  function writtenFor(text: string): WrittenAnswer | undefined {
    const name = answerName.exec(text)?.[0];
    return name === undefined ? undefined : model.answers[Number(name.slice(1, -1)) - 1];
  }

  function checkText({ message_id, status }: Complete, message: WireMessage): void {
    const folded = fromWireMessage(message);
    const [content, reasoning] = [contentOf(folded), reasoningOf(folded)];
    const written = writtenFor(content || reasoning);
    if (!written) return content + reasoning === '' ? undefined : fail('I7', `${message_id} says what no run wrote: "${content}"`);
    const other = messageOf.get(written);
    if (other !== undefined) return fail('I3', `one run wrote both ${other} and ${message_id}`);
    messageOf.set(written, message_id);
    if (written.question !== questionOf(message))
      return fail('I3', `${message_id} answers "${written.question}", and stands behind another question`);
    const isWhole = status === 'complete';
    const isRight = isPart(content, written.content, isWhole) && isPart(reasoning, written.reasoning, isWhole);
    if (!isRight)
      fail(
        'I7',
        `${message_id} is ${status} with "${reasoning}" "${content}"; the model wrote "${written.reasoning}" "${written.content}"`,
      );
    if (isWhole && written.outcome !== 'finished') fail('I7', `${message_id} is complete, and its run ${written.outcome}`);
    if (status === 'failed' && written.outcome !== 'failed') fail('I7', `${message_id} failed, and its run ${written.outcome}`);
  }

  function questionOf({ reply_to }: WireMessage): string | undefined {
    const question = reply_to === null ? undefined : truth.message(reply_to, Infinity);
    return question && contentOf(fromWireMessage(question));
  }

  /** The path from the first question to that one; a question whose answer has no text is left out with it. */
  function promptFor(question: WireMessage): unknown {
    const path: WireMessage[] = [];
    for (
      let next: WireMessage | undefined = question;
      next;
      next = next.reply_to === null ? undefined : truth.message(next.reply_to, Infinity)
    )
      path.unshift(next);
    const said = path.map((message) => ({ role: message.role, content: contentOf(fromWireMessage(message)) }));
    const isSilent = (place: number) => said[place]?.role === 'assistant' && said[place].content === '';
    return said.filter((_, place) => !isSilent(place) && !isSilent(place + 1));
  }

  return {
    onStored(event) {
      if (event.type !== 'Complete') return;
      const message = truth.message(event.message_id, event.sync_id);
      if (!message) return;
      checkText(event, message);
      if (event.status === 'stopped' && !ledger.wasStopped(event.conversation_id)) fail('I8', `${event.message_id} was stopped by nobody`);
      const isShaky = schedule.steps.some((step) => 'fault' in step && (step.fault === 'kill' || step.fault === 'restart'));
      if (event.status === 'interrupted' && !isShaky) fail('I8', `${event.message_id} was interrupted, and the server lived on`);
    },
    atRest() {
      const questions = new Map(ledger.entries.map(({ id, content }) => [content, truth.message(id, Infinity)]));
      for (const { question, prompt } of model.answers) {
        const asked = questions.get(question);
        if (!asked) return fail('I3', `the model was asked "${question}", and nobody asked that`);
        if (!isDeepStrictEqual(prompt, promptFor(asked)))
          fail('R4.13', `the model was given ${JSON.stringify(prompt)}, not ${JSON.stringify(promptFor(asked))}`);
      }
    },
  };
};

/** A character that was cut in two at the end is one that nobody knows. */
function isPart(text: string, whole: string, isWhole: boolean): boolean {
  return whole.toWellFormed() === text || (!isWhole && whole.startsWith(text));
}
