/** Both ways in which an application may run React: what holds in one holds in the other. */
export const modes = [
  { mode: 'without Strict Mode', reactStrictMode: false },
  { mode: 'in Strict Mode', reactStrictMode: true },
] as const;
