import type { DeliveryError, Outgoing } from './outbox-entry.ts';

/** A message as it outlives the page. */
export interface KeptMessage {
  readonly frame: Outgoing;
  /** Whose it is; `nobody` as long as no user has been known in this browser. */
  readonly userId: string;
  /** Ms since 1970, by this machine's clock. */
  readonly created_at: number;
  /** Why it failed; absent while it is to be sent. */
  readonly error?: DeliveryError;
  /** Its place among the messages of all tabs; absent before it is kept. */
  readonly seq?: number;
}

/** A message that is to be kept; without a user until the first `Welcome` of its page. */
export type Unkept = Omit<KeptMessage, 'userId'> & Partial<Pick<KeptMessage, 'userId'>>;

/** Whose a message is where no user has ever been known: it is adopted by the first one. */
export const nobody = '';

/** What a tab tells the others. */
export type TabMessage =
  /** A message was kept, or changed: read what is kept. */
  | { readonly type: 'kept' }
  /** I am the tab that sends, and alive. */
  | { readonly type: 'alive' }
  /** The server has it. */
  | { readonly type: 'acknowledged'; readonly id: string }
  | { readonly type: 'removed'; readonly id: string };

/** What keeps the messages of one address for all tabs of a browser, and says which tab sends. */
export interface OutboxKeeper {
  /** The user of the last `Welcome`, in this page or one before. */
  lastUser(): Promise<string | undefined>;
  rememberUser(userId: string): Promise<void>;
  /** In the order in which they were kept. */
  load(userId: string): Promise<readonly KeptMessage[]>;
  /**
   * Keeps a message, in one step, and resolves with its place. One that had a place keeps that, or the one where another tab has put it since; if
   * it is kept no longer, for another tab has sent it or taken it back, it resolves with undefined. One without a user is kept for the last user,
   * so that it outlives a page that the server never answered, and is sent by a later page for that user alone.
   */
  keep(message: Unkept): Promise<number | undefined>;
  /** Gives a message another place, in one step; nothing happens if it is no longer at `seq`, or that place is taken, which may reject. */
  move(seq: number, id: string, to: number): Promise<void>;
  /** Keeps a message no longer: it stands at `seq`, or where another tab has put it since. */
  discard(seq: number, id: string): Promise<void>;
  /** Enters the tabs of a user. */
  join(userId: string, on: TabEvents): TabMembership;
}

export interface TabEvents {
  /** This tab is now the one that sends, or no longer. */
  onLead: (isLeading: boolean) => void;
  onMessage: (message: TabMessage) => void;
}

export interface TabMembership {
  tell(message: TabMessage): void;
  /** Takes the sending over from a tab that shows no life. */
  takeOver(): void;
  leave(): void;
}

/** Opens the keeper of an address. */
export type OpenKeeper = (address: string) => Promise<OutboxKeeper>;
