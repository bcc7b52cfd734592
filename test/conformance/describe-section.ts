import { afterEach, beforeEach, describe } from 'vitest';
import { compactSubprotocol } from '../../src/protocol/index.ts';
import { openChatSocket, type ChatSocket } from './chat-socket.ts';
import { mockTarget } from './mock-target.ts';
import { realTarget } from './real-target.ts';
import type { Entered, Run, Target } from './target.ts';

/** Every implementation of the server's side, in every encoding. */
const targets: readonly (Target & { readonly protocols: readonly string[] })[] = [mockTarget, realTarget].flatMap((target) => [
  { ...target, protocols: [] },
  { ...target, name: `${target.name}, compact`, protocols: [compactSubprotocol] },
]);

/** What a test of a section may do with the server under test. */
export interface ServerUnderTest {
  /** A socket on which nothing was read yet. */
  open(protocols?: string[]): ChatSocket;
  /** A socket of a new user, welcomed; `token`: of the user that it belongs to. */
  enter(token?: string): Promise<ChatSocket & Entered>;
  nextRun(): Promise<Run>;
  runCount(): number;
  /** Sets the server's clock forward. */
  pass(ms: number): void;
  /** Signs an anonymous user in; resolves to the next socket of that browser, on which nothing was read yet. */
  signIn(who: Entered): Promise<ChatSocket>;
}

/** Runs the tests of one section of PROTOCOL.md on every implementation, each test on a fresh server. */
export function describeSection(title: string, suite: (server: ServerUnderTest) => void): void {
  describe.each(targets)(`${title}: $name`, (target) => {
    let running: Awaited<ReturnType<Target['start']>>;
    const sockets: ChatSocket[] = [];

    beforeEach(async () => {
      running = await target.start();
    });
    afterEach(async () => {
      await Promise.all(sockets.splice(0).map((socket) => socket.close()));
      await running.close();
    });

    function open(protocols: readonly string[] = target.protocols, headers: Readonly<Record<string, string>> = {}): ChatSocket {
      const socket = openChatSocket(running.url, [...protocols], headers);
      sockets.push(socket);
      return socket;
    }

    suite({
      open: (protocols) => open(protocols),
      async enter(presented) {
        const socket = open();
        const { token, user_id } = await socket.next('Welcome');
        if (token === undefined) throw new Error('A socket without credentials was given no token.');
        if (presented === undefined) return { ...socket, token, userId: user_id };
        socket.send({ type: 'Authenticate', token: presented });
        const authenticated = await socket.next('Authenticated');
        return { ...socket, token: presented, userId: authenticated.user_id };
      },
      nextRun: () => running.nextRun(),
      runCount: () => running.runCount(),
      pass: (ms) => running.pass(ms),
      signIn: async (who) => open(target.protocols, await running.signIn(who)),
    });
  });
}
