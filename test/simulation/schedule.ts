import type { BrowserSetup } from './browser.ts';
import type { CommitMoment } from './disk.ts';
import type { Direction, Heard } from './link.ts';
import type { Door } from './network.ts';

/** What a person does; `tab` and `conversation` are numbers of the schedule. */
export type Action =
  | {
      readonly do: 'send';
      readonly tab: number;
      readonly conversation: number;
      readonly how: 'plainly' | 'as an edit' | 'with reasoning' | 'too long';
    }
  | {
      readonly do:
        | 'stop'
        | 'regenerate'
        | 'retry'
        | 'remove'
        | 'earlier'
        | 'show'
        | 'hide'
        | 'send now'
        | 'approve'
        | 'decline'
        | 'rename'
        | 'restore';
      readonly tab: number;
      readonly conversation: number;
    }
  | { readonly do: 'delete'; readonly tab: number; readonly conversation: number; readonly undoneAfterMs?: number }
  | { readonly do: 'switch'; readonly tab: number; readonly from: number; readonly to: number }
  | { readonly do: 'enter' | 'leave' | 'remount' | 'reload' | 'retryNow' | 'show list' | 'hide list'; readonly tab: number }
  /** Somebody tries to see or touch a conversation of someone else. */
  | {
      readonly do: 'intrude';
      readonly conversation: number;
      readonly by: 'Subscribe' | 'Message' | 'Regenerate' | 'Cancel' | 'History' | 'Approve' | 'Rename' | 'Delete' | 'Restore' | 'noise';
    };

/** What goes wrong. Times are in milliseconds. */
export type Fault =
  | { readonly fault: 'door'; readonly tab: number; readonly door: Exclude<Door, 'open'>; readonly forMs: number }
  | { readonly fault: 'cut'; readonly tab: number; readonly code: number; readonly heard: Heard }
  | { readonly fault: 'swallow'; readonly tab: number; readonly direction: Direction }
  | { readonly fault: 'hold'; readonly tab: number; readonly direction: Direction; readonly forMs: number }
  | { readonly fault: 'echo'; readonly tab: number }
  | { readonly fault: 'offline'; readonly tab: number; readonly forMs: number }
  | { readonly fault: 'freeze'; readonly tab: number; readonly isAsleep: boolean; readonly forMs: number }
  | { readonly fault: 'cache'; readonly tab: number; readonly forMs: number }
  | { readonly fault: 'clock'; readonly tab: number | 'server'; readonly byMs: number }
  | { readonly fault: 'kill'; readonly moment: CommitMoment | 'now'; readonly what: 'process' | 'machine'; readonly downMs: number }
  | { readonly fault: 'restart'; readonly downMs: number }
  | { readonly fault: 'pause'; readonly forMs: number }
  | { readonly fault: 'disk full'; readonly commits: number };

/** Something that happens in a world, at its time in milliseconds. */
export type Step = { readonly at: number } & (Action | Fault);

/** A tab, and whose it is. */
export interface TabSetup {
  readonly browser: number;
  /** Whether it shows all chats of its user from the beginning. */
  readonly shows: boolean;
  /** Whether it shows the list of their user's chats from the beginning. @default false */
  readonly showsList?: boolean;
}

/** One world, as data: made from a seed, and shrunk by leaving out steps. */
export interface Schedule {
  readonly seed: string;
  readonly browsers: readonly BrowserSetup[];
  readonly tabs: readonly TabSetup[];
  /** Whose each conversation is: the number of a browser. */
  readonly conversations: readonly { readonly owner: number }[];
  readonly network: {
    readonly latencyMs: readonly [least: number, most: number];
    /** What a byte weighs to a server that waits for a slow reader. */
    readonly byteWeight: number;
  };
  /** The encoding that the server speaks. @default the compact one */
  readonly subprotocol?: string;
  readonly diskMs: readonly [least: number, most: number];
  readonly server: {
    /** How long it keeps events one by one. */
    readonly eventsKeptMs: number;
    /** How many messages it takes from one user. */
    readonly messagesPerSecond: number;
  };
  /** How many words the model writes at once, at most. */
  readonly verbosity: number;
  /** How probable it is that what the model writes ends in calls of tools. @default 0 */
  readonly eagerness?: number;
  readonly steps: readonly Step[];
}
