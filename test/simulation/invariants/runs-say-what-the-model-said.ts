import { isDeepStrictEqual } from 'node:util';
import { contentOf, fromWireMessage, type Complete, type WireMessage } from '../../../src/protocol/index.ts';
import type { PromptMessage } from '../../../src/server/index.ts';
import type { CreateInvariant } from '../invariant.ts';
import { answerName, type WrittenAnswer } from '../seeded-model.ts';
import { toldOf, turnsOf, type Turn } from '../turns-of.ts';

/** An answer is what one run of the model wrote, to the letter, and ends as that did, or because somebody stopped it, or the server died (I7, I8). */
export const runsSayWhatTheModelSaid: CreateInvariant = ({ truth, ledger, model, schedule }, fail) => {
  const messageOf = new Map<WrittenAnswer, string>();

  function writtenFor(text: string): WrittenAnswer | undefined {
    const name = answerName.exec(text)?.[0];
    return name === undefined ? undefined : model.answers[Number(name.slice(1, -1)) - 1];
  }

  function checkTurn({ message_id }: Complete, message: WireMessage, { content, reasoning }: Turn, isWhole: boolean): void {
    const written = writtenFor(content || reasoning);
    if (!written) return content + reasoning === '' ? undefined : fail('I7', `${message_id} says what no run wrote: "${content}"`);
    const other = messageOf.get(written);
    if (other !== undefined) return fail('I3', `one run wrote both ${other} and ${message_id}`);
    messageOf.set(written, message_id);
    if (written.question !== questionOf(message))
      return fail('I3', `${message_id} answers "${written.question}", and stands behind another question`);
    const isRight = isPart(content, written.content, isWhole) && isPart(reasoning, written.reasoning, isWhole);
    if (!isRight) fail('I7', `${message_id} has "${reasoning}" "${content}"; the model wrote "${written.reasoning}" "${written.content}"`);
    if (isWhole && written.outcome !== 'finished') fail('I7', `${message_id} is whole, and its run ${written.outcome}`);
  }

  /** What ends in calls of tools is whole, and what is complete. */
  function checkText(event: Complete, message: WireMessage): void {
    const turns = turnsOf(message);
    for (const turn of turns) {
      const isLast = turn === turns.at(-1);
      checkTurn(event, message, turn, turn.calls.length > 0 || (isLast && event.status === 'complete'));
    }
    const question = questionOf(message);
    const hasFailed = model.answers.some((written) => written.question === question && written.outcome === 'failed');
    if (event.status === 'failed' && !hasFailed) fail('I7', `${event.message_id} failed, and none of its runs did`);
  }

  function questionOf({ reply_to }: WireMessage): string | undefined {
    const question = reply_to === null ? undefined : truth.message(reply_to, Infinity);
    return question && contentOf(fromWireMessage(question));
  }

  /** The path from the first question to that one; a question whose answer has no text is left out with it. */
  function promptFor(question: WireMessage): PromptMessage[] {
    const path: WireMessage[] = [];
    for (
      let next: WireMessage | undefined = question;
      next;
      next = next.reply_to === null ? undefined : truth.message(next.reply_to, Infinity)
    )
      path.unshift(next);
    const content = (place: number) => path[place] && contentOf(fromWireMessage(path[place]));
    const isSilent = (place: number) => path[place]?.role === 'assistant' && content(place) === '';
    return path.flatMap((message, place): PromptMessage[] => {
      if (isSilent(place) || isSilent(place + 1)) return [];
      return message.role === 'assistant' ? [...toldOf(turnsOf(message))] : [{ role: message.role, content: content(place) ?? '' }];
    });
  }

  /** The turns of the same answer that went before, as it says itself. */
  function toldBefore([first, ...rest]: readonly PromptMessage[]): readonly PromptMessage[] {
    const written = first && writtenFor(first.content);
    const message = written && truth.message(messageOf.get(written) ?? '', Infinity);
    return message ? toldOf(turnsOf(message)).slice(0, rest.length + 1) : [];
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
        const path = promptFor(asked);
        const expected = [...path, ...toldBefore(prompt.slice(path.length))];
        if (!isDeepStrictEqual(prompt, expected))
          fail('R4.13', `the model was given ${JSON.stringify(prompt)}, not ${JSON.stringify(expected)}`);
      }
    },
  };
};

/** A character that was cut in two at the end is one that nobody knows. */
function isPart(text: string, whole: string, isWhole: boolean): boolean {
  return whole.toWellFormed() === text || (!isWhole && whole.startsWith(text));
}
