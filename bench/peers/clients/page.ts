/** A page with a chat in it, as a person has it open. */
export interface Page {
  /** Whether the input takes a message now, by what the library's documentation shows. */
  canSend(): boolean;
  send(text: string): void;
  /** The text of all answers that the page shows, in order. */
  text(): string;
  /** The page goes: reloaded or closed. Nothing of it runs any more. */
  leave(): void;
}

/** A browser: what outlives its pages is its own affair. */
export interface Browser {
  /** Opens a page of that room, through a port of this machine. */
  open(port: number, room: string): Promise<Page> | Page;
}

/** A client library, set up as its documentation recommends. */
export interface Library {
  readonly name: string;
  readonly version: string;
  /** The script in `servers/` that speaks its protocol. */
  readonly server: string;
  /** How it was set up, in a sentence or two. */
  readonly setup: string;
  /** What it does not claim to do. */
  readonly noClaim: string;
  /** Whether a page claims to show what other tabs say and are answered. */
  readonly isShared: boolean;
  createBrowser(): Browser;
}
