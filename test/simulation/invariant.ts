import type { ClientChange } from '../../src/client/index.ts';
import type { ClientFrame, ConversationEvent, LoggedEvent, ServerFrame } from '../../src/protocol/index.ts';
import type { ToolUse } from '../../src/server/tools/index.ts';
import type { Link } from './link.ts';
import type { Page, Tab } from './tab.ts';
import type { World } from './world.ts';

/** What must hold in every world, by its name in the list of the guarantee: `I1` to `I16`. */
export interface Violation {
  readonly invariant: string;
  readonly what: string;
}

/** Says that something does not hold. The world is stopped after the step in which that is said. */
export type Fail = (invariant: string, what: string) => void;

/** One thing that must hold, held against everything that happens. */
export interface Invariant {
  /** An event is on the disk, and in the truth already. */
  onStored?(event: LoggedEvent): void;
  /** An event of the list of a user is on the disk, and in the truth already. */
  onListed?(userId: string, event: ConversationEvent): void;
  /** A tool begins to do what it does. */
  onToolUse?(tool: string, use: ToolUse): void;
  /** A client gives a frame to its socket. */
  onClientFrame?(link: Link, frame: ClientFrame): void;
  /** The server gives a frame to a socket. */
  onServerFrame?(link: Link, frame: ServerFrame, bytes: number): void;
  /** A new page is in a tab. */
  onPage?(tab: Tab, page: Page): void;
  onChange?(tab: Tab, page: Page, change: ClientChange): void;
  /** What a page shows has been painted. */
  onPaint?(tab: Tab, page: Page): void;
  /** What a page knows of the list of its user has changed. */
  onList?(tab: Tab, page: Page): void;
  /** The network has been good for a while, and nothing is under way. */
  atRest?(): void;
  /** Everything was given back, and the server was stopped. */
  atEnd?(): void;
}

/** Makes an invariant of one world. */
export type CreateInvariant = (world: World, fail: Fail) => Invariant;
