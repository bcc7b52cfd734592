import type { LoggedEvent } from '../../protocol/index.ts';

/** Who is told how the log fares. */
export interface LogObserver {
  /** In their order, and before anybody is shown them. */
  onStored(events: readonly LoggedEvent[]): void;
  /** After each transaction, with the changes that it was made of. */
  onCommit(commit: { readonly isStored: boolean; readonly changes: number; readonly durationMs: number }): void;
}
