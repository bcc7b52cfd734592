import type { Environment } from './environment.ts';

export interface HoldersOptions {
  environment: Pick<Environment, 'setTimer'>;
  /** How long after the last release it is still held, in ms. */
  lingerMs: number;
  onHeld: () => void;
  onReleased: () => void;
}

/** Who holds a thing that several need: it starts with the first and ends some time after the last. */
export interface Holders {
  isHeld(): boolean;
  /** Holds in the name of one effect instance; the returned function releases, once. */
  hold(instanceId: string): () => void;
}

/**
 * Counts by effect instance ids, and releases late: the double mount of Strict Mode, a remount and a change of route give the thing
 * back and take it again at once, and find it as it was.
 */
export function createHolders({ environment, lingerMs, onHeld, onReleased }: HoldersOptions): Holders {
  const instances = new Set<string>();
  let isHeld = false;
  let stay: (() => void) | undefined;

  function release(instanceId: string): void {
    if (!instances.delete(instanceId) || instances.size > 0) return;
    stay = environment.setTimer(lingerMs, () => {
      isHeld = false;
      onReleased();
    });
  }

  return {
    isHeld: () => isHeld,
    hold(instanceId) {
      stay?.();
      instances.add(instanceId);
      if (!isHeld) {
        isHeld = true;
        onHeld();
      }
      return () => release(instanceId);
    },
  };
}
