import type { Verdict } from '../../bench/peers/judge.ts';
import { answerLength, pieceMs } from '../../bench/peers/numbered-answer.ts';
import { afterwardsMs, halfOpenLimitMs, usualLimitMs } from '../../bench/peers/patience.ts';
import { markdownTable, seconds } from './markdown-table.ts';
import type { PeerFigures, PeerOutcomes } from './peer-figures.ts';

export function peersSection({ node, seed, seeds, libraries }: PeerFigures): string {
  return `## The same faults, over react-chat-socket and its peers

In \`bench/peers\`: \`npm ci && npm run peers\` (Node ${node}, ${seeds} seeds from ${seed}). Real sockets on loopback, through a proxy that makes the faults; servers
in processes of their own, one for all people of a scenario; one model behind all servers, which says ${answerLength} numbered pieces, one every ${pieceMs} ms, and
writes down what it was asked and what it said before it does. ${seconds(afterwardsMs)} after each fault the person says one thing more; then there
are ${seconds(usualLimitMs)} for everything to come right, ${seconds(halfOpenLimitMs)} where a connection is half open. partysocket and react-use-websocket bring no protocol: theirs is a
small server that sends each piece to all who are in the room at that moment. They are good at what they claim; this is about what a chat
needs besides.

${libraries.map(aboutLibrary).join('\n')}

### Messages of the person

Never told to the model / asked twice / out of order, of those that the input took.

${matrix(libraries, ({ lost, doubled, reordered, sent }) => `${lost} / ${doubled} / ${reordered} of ${sent}`)}

Told to the model at most in the history of a later message, never answered as a question / not taken, since the input stayed closed.

${matrix(libraries, ({ unanswered, blocked }) => `${unanswered} / ${blocked}`)}

### Pieces of answers

Lost / doubled on the page, of those that the model said while that page was open.

${matrix(libraries, ({ pieces, piecesLost, piecesDoubled }) => `${piecesLost} / ${piecesDoubled} of ${pieces}`)}

A piece that reached nobody because its server was killed counts as lost. "—": not claimed.`;
}

function aboutLibrary({ name, version, setup, noClaim }: PeerOutcomes): string {
  return `- **${name}** ${version}. ${setup} Does not claim: ${noClaim}`;
}

function matrix(libraries: readonly PeerOutcomes[], show: (verdict: Verdict) => string): string {
  const scenarios = libraries[0]?.outcomes.map(({ scenario }) => scenario) ?? [];
  return markdownTable(
    ['', ...libraries.map(({ name }) => name)],
    scenarios.map((scenario) => [
      scenario,
      ...libraries.map(({ outcomes }) => {
        const verdict = outcomes.find((outcome) => outcome.scenario === scenario)?.verdict;
        return verdict ? show(verdict) : '—';
      }),
    ]),
  );
}
