/** How long after a fault the person says one thing more, in ms. */
export const afterwardsMs = 2000;

/** How long everything then has to come right, in ms. */
export const usualLimitMs = 14_000;
/** The same where a connection is half open: longer than the longest heartbeat takes. */
export const halfOpenLimitMs = 80_000;
