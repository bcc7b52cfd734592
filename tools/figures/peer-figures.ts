import type { Library } from '../../bench/peers/clients/page.ts';
import type { Verdict } from '../../bench/peers/judge.ts';

/** What became of one library, in each scenario. */
export interface PeerOutcomes extends Omit<Library, 'server' | 'createBrowser'> {
  /** Without a verdict: it does not claim to do this. */
  readonly outcomes: readonly { readonly scenario: string; readonly verdict?: Verdict }[];
}

export interface PeerFigures {
  readonly node: string;
  readonly seed: number;
  /** How many times each scenario was played. */
  readonly seeds: number;
  readonly libraries: readonly PeerOutcomes[];
}
