import { expect, it } from 'vitest';
import { runWorld } from './run-world.ts';
import type { Schedule, Step } from './schedule.ts';

const durable = { hasCookies: true, isDurable: true };
const plain = { hasCookies: true, isDurable: false };
const hidden = { browser: 0, shows: false };

/** A world in which nothing is slow, and one person has one chat in one tab, but for what is said. */
function world(seed: string, steps: readonly Step[], setting: Partial<Schedule> = {}): Schedule {
  return {
    seed,
    browsers: [plain],
    tabs: [hidden],
    conversations: [{ owner: 0 }],
    network: { latencyMs: [1, 1], byteWeight: 1 },
    diskMs: [0, 0],
    server: { eventsKeptMs: 900_000, messagesPerSecond: 5 },
    verbosity: 1,
    steps,
    ...setting,
  };
}

/** The smallest worlds in which something was once found to be wrong. */
const found: readonly [what: string, schedule: Schedule][] = [
  [
    'a message that was written before its tab was among the others is sent by the one that sends',
    world('s1', [{ at: 0, do: 'send', tab: 0, conversation: 0, how: 'plainly' }], { browsers: [durable], tabs: [hidden, hidden, hidden] }),
  ],
  [
    'a dead socket is noticed though the clock of the page was set back',
    world('s31', [
      { at: 20_333, fault: 'clock', tab: 0, byMs: -3_600_000 },
      { at: 21_410, fault: 'kill', moment: 'now', what: 'machine', downMs: 1601 },
      { at: 21_435, do: 'send', tab: 0, conversation: 0, how: 'plainly' },
    ]),
  ],
  [
    'a log goes on where it ended though the clock of the server was set back while it was written',
    world(
      'journal',
      [
        { at: 2000, do: 'send', tab: 0, conversation: 0, how: 'plainly' },
        { at: 2005, fault: 'clock', tab: 'server', byMs: -3_600_000 },
        { at: 9000, fault: 'kill', moment: 'now', what: 'process', downMs: 0 },
        { at: 20_000, do: 'send', tab: 0, conversation: 1, how: 'plainly' },
        { at: 40_000, fault: 'kill', moment: 'now', what: 'process', downMs: 0 },
        { at: 60_000, do: 'send', tab: 0, conversation: 0, how: 'plainly' },
      ],
      { conversations: [{ owner: 0 }, { owner: 0 }], tabs: [{ browser: 0, shows: true }] },
    ),
  ],
  [
    'a server that is stopped while its disk is full leaves no timer',
    world('c', [
      { at: 2000, do: 'send', tab: 0, conversation: 0, how: 'plainly' },
      { at: 2366, fault: 'disk full', commits: 3 },
      { at: 3666, fault: 'restart', downMs: 0 },
      { at: 7366, do: 'retryNow', tab: 0 },
    ]),
  ],
  [
    'what one tab takes back is gone in another that slept',
    world(
      's729',
      [
        { at: 33_488, fault: 'pause', forMs: 3652 },
        { at: 33_488, do: 'send', tab: 0, conversation: 0, how: 'plainly' },
        { at: 33_530, fault: 'cache', tab: 0, forMs: 4693 },
        { at: 33_573, fault: 'kill', moment: 'now', what: 'machine', downMs: 295 },
        { at: 33_623, do: 'remove', tab: 2, conversation: 0 },
        { at: 51_569, fault: 'echo', tab: 0 },
      ],
      { browsers: [durable], tabs: [hidden, hidden, hidden] },
    ),
  ],
  [
    'what one tab sends again while another takes it back is sent, or gone, in both',
    world(
      's10328',
      [
        { at: 0, do: 'send', tab: 1, conversation: 0, how: 'too long' },
        { at: 5000, do: 'retry', tab: 0, conversation: 0 },
        { at: 5000, do: 'remove', tab: 1, conversation: 0 },
      ],
      { browsers: [durable], tabs: [hidden, hidden] },
    ),
  ],
  [
    'a message that another tab sent is not waited for behind the window of a long conversation',
    world(
      'c43',
      [
        { at: 0, do: 'send', tab: 0, conversation: 0, how: 'plainly' },
        { at: 1000, do: 'send', tab: 1, conversation: 0, how: 'with reasoning' },
        { at: 2000, do: 'send', tab: 1, conversation: 0, how: 'plainly' },
      ],
      { browsers: [durable], tabs: [hidden, hidden], verbosity: 2000 },
    ),
  ],
  [
    'what is taken back before it is kept does not come back',
    world(
      's33820',
      [
        { at: 62_085, fault: 'freeze', tab: 1, isAsleep: false, forMs: 51_021 },
        { at: 62_085, do: 'send', tab: 0, conversation: 1, how: 'plainly' },
        { at: 64_462, do: 'send', tab: 1, conversation: 0, how: 'with reasoning' },
        { at: 66_621, do: 'send', tab: 2, conversation: 0, how: 'plainly' },
        { at: 66_621, do: 'remove', tab: 1, conversation: 0 },
      ],
      { browsers: [durable], tabs: [hidden, hidden, hidden], conversations: [{ owner: 0 }, { owner: 0 }] },
    ),
  ],
  [
    'what is taken back while another tab reads what is kept does not come back there',
    world(
      's22686',
      [
        { at: 24_275, do: 'send', tab: 1, conversation: 0, how: 'plainly' },
        { at: 24_337, do: 'send', tab: 0, conversation: 0, how: 'plainly' },
        { at: 24_340, do: 'remove', tab: 0, conversation: 0 },
      ],
      { browsers: [durable], tabs: [hidden, hidden], network: { latencyMs: [1, 1500], byteWeight: 1 } },
    ),
  ],
  [
    'a stop that overtakes its message is heard',
    world(
      's24',
      [
        { at: 2000, do: 'send', tab: 0, conversation: 1, how: 'with reasoning' },
        { at: 3000, do: 'send', tab: 0, conversation: 0, how: 'with reasoning' },
        { at: 4000, do: 'stop', tab: 0, conversation: 0 },
      ],
      { conversations: [{ owner: 0 }, { owner: 0 }], server: { eventsKeptMs: 900_000, messagesPerSecond: 0.5 } },
    ),
  ],
  [
    'a stop is let go though its question stands before the window of a long conversation',
    world(
      's37125',
      [
        { at: 11_840, fault: 'kill', moment: 'after commit', what: 'process', downMs: 12_820 },
        { at: 11_894, do: 'send', tab: 1, conversation: 0, how: 'with reasoning' },
        { at: 11_943, do: 'stop', tab: 1, conversation: 0 },
        { at: 12_116, do: 'stop', tab: 1, conversation: 0 },
      ],
      {
        tabs: [
          { browser: 0, shows: true },
          { browser: 0, shows: true },
        ],
        conversations: [{ owner: 0 }, { owner: 0 }],
        network: { latencyMs: [1, 200], byteWeight: 1 },
        verbosity: 2000,
      },
    ),
  ],
  [
    'a removal that was wanted before the list was shown is carried out',
    world(
      'list0/2',
      [
        { at: 0, do: 'send', tab: 1, conversation: 0, how: 'plainly' },
        { at: 1000, fault: 'kill', moment: 'now', what: 'process', downMs: 9795 },
        { at: 2000, do: 'delete', tab: 1, conversation: 0 },
      ],
      { tabs: [{ ...hidden, showsList: true }, hidden], conversations: [{ owner: 0 }, { owner: 0 }] },
    ),
  ],
  [
    'what is stored and deleted is waited for by nobody',
    world(
      'base/41',
      [
        { at: 4984, do: 'send', tab: 1, conversation: 0, how: 'with reasoning' },
        { at: 32_277, do: 'regenerate', tab: 0, conversation: 0 },
        { at: 32_332, do: 'delete', tab: 1, conversation: 0 },
      ],
      {
        browsers: [durable],
        tabs: [
          { browser: 0, shows: true, showsList: true },
          { browser: 0, shows: true },
        ],
        network: { latencyMs: [1, 200], byteWeight: 1 },
      },
    ),
  ],
  [
    'what fails while it is being kept is kept once',
    world(
      'base/286',
      [
        { at: 18_129, do: 'send', tab: 2, conversation: 1, how: 'as an edit' },
        { at: 18_179, do: 'delete', tab: 2, conversation: 1 },
        { at: 18_179, do: 'send', tab: 2, conversation: 1, how: 'with reasoning' },
      ],
      {
        browsers: [plain, durable],
        tabs: [hidden, hidden, { browser: 1, shows: false }],
        conversations: [{ owner: 0 }, { owner: 1 }],
        subprotocol: 'chat.v1.compact',
      },
    ),
  ],
  [
    'a chat that was gone and has taken a message is asked for again',
    world(
      'list2/529',
      [
        { at: 0, do: 'send', tab: 3, conversation: 3, how: 'with reasoning' },
        { at: 2000, fault: 'swallow', tab: 2, direction: 'up' },
        { at: 3000, do: 'delete', tab: 3, conversation: 3, undoneAfterMs: 508 },
        { at: 4000, do: 'send', tab: 2, conversation: 3, how: 'as an edit' },
      ],
      {
        browsers: [{ hasCookies: false, isDurable: false }, durable],
        tabs: [
          { browser: 0, shows: true, showsList: true },
          { browser: 1, shows: true, showsList: true },
          { browser: 1, shows: true },
          { browser: 1, shows: true, showsList: true },
        ],
        conversations: [{ owner: 0 }, { owner: 0 }, { owner: 1 }, { owner: 1 }],
        subprotocol: 'chat.v1',
      },
    ),
  ],
  [
    'a chat of which nothing was shown before it was deleted is asked for again when it is restored',
    world(
      'now1/849',
      [
        { at: 25_888, fault: 'freeze', tab: 2, isAsleep: true, forMs: 37_095 },
        { at: 25_888, fault: 'disk full', commits: 1 },
        { at: 25_946, do: 'send', tab: 2, conversation: 1, how: 'as an edit' },
        { at: 25_965, do: 'delete', tab: 2, conversation: 1, undoneAfterMs: 2273 },
        { at: 25_965, fault: 'cache', tab: 0, forMs: 7723 },
        { at: 26_039, fault: 'freeze', tab: 5, isAsleep: true, forMs: 376 },
        { at: 26_045, do: 'send', tab: 3, conversation: 2, how: 'plainly' },
        { at: 26_045, fault: 'cut', tab: 4, code: 4400, heard: 'both' },
        { at: 31_996, do: 'delete', tab: 2, conversation: 0, undoneAfterMs: 1532 },
        { at: 56_438, fault: 'swallow', tab: 3, direction: 'up' },
        { at: 56_896, fault: 'kill', moment: 'before commit', what: 'machine', downMs: 369 },
        { at: 56_896, do: 'send', tab: 1, conversation: 0, how: 'with reasoning' },
      ],
      {
        browsers: [plain, plain],
        tabs: [
          { browser: 0, shows: true, showsList: true },
          { browser: 0, shows: true },
          { browser: 0, shows: true },
          { browser: 1, shows: true },
          { browser: 1, shows: true, showsList: true },
          { browser: 1, shows: false, showsList: true },
        ],
        conversations: [{ owner: 0 }, { owner: 0 }, { owner: 1 }],
        network: { latencyMs: [1, 1500], byteWeight: 1 },
        verbosity: 2,
        subprotocol: 'chat.v1.compact',
      },
    ),
  ],
  [
    'a message that is sent at once passes one that is sent again in another tab, of which its own has not heard yet',
    world(
      '84ebc41/707',
      [
        { at: 968, do: 'send', tab: 1, conversation: 0, how: 'with reasoning' },
        { at: 978, do: 'delete', tab: 0, conversation: 0, undoneAfterMs: 764 },
        { at: 1460, do: 'send', tab: 0, conversation: 0, how: 'with reasoning' },
        { at: 1499, do: 'send', tab: 0, conversation: 0, how: 'plainly' },
        { at: 3374, fault: 'kill', moment: 'before begin', what: 'machine', downMs: 0 },
        { at: 3374, do: 'retry', tab: 0, conversation: 0 },
        { at: 3380, do: 'send now', tab: 1, conversation: 0 },
        { at: 18_494, do: 'send', tab: 1, conversation: 0, how: 'with reasoning' },
      ],
      { browsers: [durable], tabs: [hidden, hidden] },
    ),
  ],
];

it.each(found)('%s', async (_, schedule) => {
  expect((await runWorld(schedule)).violation).toBeUndefined();
});
