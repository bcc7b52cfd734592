/** Lets a test wait for what happens, instead of for time to pass. */
export interface Changes {
  /** Something happened: the conditions that are waited for are looked at again. */
  announce(): void;
  /** Resolves with what the condition gives, as soon as that is neither false nor undefined. */
  until<T>(condition: () => T | false | undefined): Promise<T>;
}

/** Nobody waits yet. */
export function createChanges(): Changes {
  const waiting = new Set<() => void>();
  return {
    announce() {
      for (const look of waiting) look();
    },
    until: (condition) =>
      new Promise((resolve, reject) => {
        function look(): void {
          try {
            const met = condition();
            if (met === false || met === undefined) return;
            resolve(met);
          } catch (error) {
            reject(error);
          }
          waiting.delete(look);
        }
        waiting.add(look);
        look();
      }),
  };
}
