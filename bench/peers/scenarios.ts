import { setTimeout as pause } from 'node:timers/promises';
import { answerLength } from './numbered-answer.ts';
import { halfOpenLimitMs, usualLimitMs } from './patience.ts';
import type { World } from './world.ts';

/** The end of the server by SIGKILL, and its return. */
export interface Restart {
  readonly killed: Promise<void>;
  readonly restarted: Promise<void>;
}

/** A fault, and what a person does around it. After it they say one thing more. */
export interface Scenario {
  readonly name: string;
  /** How long to wait for what is still to come, in ms. */
  readonly limitMs: number;
  readonly tabs: 1 | 2;
  /** Whether the server is killed while this goes on. */
  readonly isRestart: boolean;
  play(world: World, restart: Restart): Promise<void>;
}

/** How long an answer may take to the page, in ms. */
const shownMs = 1000;
const usual = { limitMs: usualLimitMs, tabs: 1, isRestart: false } as const;

/** Some pieces into an answer, but not at its end. */
function middle({ random }: World): number {
  return random.whole(2, answerLength - 4);
}

export const scenarios: readonly Scenario[] = [
  {
    ...usual,
    name: 'messages sent while the server cannot be reached',
    async play(world) {
      await world.say();
      await world.emitted(answerLength);
      await pause(shownMs);
      world.proxy.refuse();
      world.proxy.drop();
      for (let n = 0; n < 3; n += 1) {
        await pause(world.random.whole(200, 800));
        await world.say();
      }
      await pause(world.random.whole(200, 2000));
      await world.proxy.accept();
    },
  },
  {
    ...usual,
    name: 'a message sent into a connection that is just going',
    async play(world) {
      await world.say();
      await world.emitted(answerLength);
      await pause(shownMs);
      world.proxy.swallow();
      await world.say();
      await pause(world.random.whole(10, 500));
      world.proxy.drop();
    },
  },
  {
    ...usual,
    name: 'dropped without a close frame in mid-answer',
    async play(world) {
      await world.say();
      await world.emitted(middle(world));
      world.proxy.drop();
      await pause(world.random.whole(200, 700));
      await world.say();
    },
  },
  {
    ...usual,
    name: 'half-open in mid-answer',
    limitMs: halfOpenLimitMs,
    async play(world) {
      await world.say();
      await world.emitted(middle(world));
      world.proxy.swallow();
      await pause(world.random.whole(0, 2000));
      await world.say();
    },
  },
  {
    ...usual,
    name: 'frames delivered twice',
    async play(world) {
      await world.say();
      await world.emitted(middle(world) + 2);
      world.proxy.repeat(world.random.whole(1, 6));
    },
  },
  {
    ...usual,
    name: 'server killed in mid-answer, back after 1 s',
    isRestart: true,
    async play(world, { killed, restarted }) {
      await pause(world.random.whole(0, 500));
      await world.say();
      await killed;
      await pause(world.random.whole(100, 700));
      await world.say();
      await restarted;
    },
  },
  {
    ...usual,
    name: 'page reloaded in mid-answer, offline, with a message not sent yet',
    async play(world) {
      await world.say();
      await world.emitted(middle(world));
      world.proxy.refuse();
      world.proxy.drop();
      await pause(world.random.whole(0, 300));
      await world.say(0, world.random.whole(50, 300));
      await pause(world.random.whole(50, 300));
      world.leave(0);
      await world.proxy.accept();
      await world.reopen(0);
    },
  },
  {
    ...usual,
    name: 'two tabs, both dropped in mid-answer, both sending',
    tabs: 2,
    async play(world) {
      await world.say(0);
      await world.emitted(middle(world));
      world.proxy.drop();
      await pause(world.random.whole(200, 700));
      await Promise.all([world.say(0), world.say(1)]);
    },
  },
];
