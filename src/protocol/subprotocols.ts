/** The subprotocol of this version, one JSON object a frame. A socket that names none means it. */
export const plainSubprotocol = 'chat.v1';

/** The same with deltas as short arrays (PROTOCOL.md §12). */
export const compactSubprotocol = 'chat.v1.compact';

/** What this version speaks, in the order in which a client offers it. */
export const subprotocols: readonly string[] = [compactSubprotocol, plainSubprotocol];

/** The subprotocol to speak of those that a client offers; undefined if it offers none that is known. */
export function chooseSubprotocol(offered: readonly string[]): string | undefined {
  return offered.length === 0 ? plainSubprotocol : offered.find((name) => subprotocols.includes(name));
}
