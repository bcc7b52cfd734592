import type { CreateInvariant } from '../invariant.ts';
import { listIsTrue } from './list-is-true.ts';
import { logIsSound } from './log-is-sound.ts';
import { memoryIsBounded } from './memory-is-bounded.ts';
import { nothingIsLeft } from './nothing-is-left.ts';
import { nothingLeaks } from './nothing-leaks.ts';
import { nothingLost } from './nothing-lost.ts';
import { oneSocket } from './one-socket.ts';
import { retriesAreJittered } from './retries-are-jittered.ts';
import { runsSayWhatTheModelSaid } from './runs-say-what-the-model-said.ts';
import { screenIsTrue } from './screen-is-true.ts';
import { shownIsFold } from './shown-is-fold.ts';
import { stopsAreHeard } from './stops-are-heard.ts';
import { toolsAreAllowed } from './tools-are-allowed.ts';

/** Everything that must hold in every world. */
export const allInvariants: readonly CreateInvariant[] = [
  logIsSound,
  shownIsFold,
  listIsTrue,
  nothingLost,
  runsSayWhatTheModelSaid,
  stopsAreHeard,
  toolsAreAllowed,
  nothingLeaks,
  retriesAreJittered,
  oneSocket,
  memoryIsBounded,
  screenIsTrue,
  nothingIsLeft,
];
