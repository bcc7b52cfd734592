import { createByFormula, createOurs, type ClientKind } from './returning-client.ts';

/** The published delays of Phoenix (phoenix.js 1.8), before the first, second, … attempt, in ms. */
const phoenixDelays = [10, 50, 100, 150, 200, 250, 500, 1000, 2000];

/** What is compared. The others by the formulas and defaults in their sources; none of them reads a hint of the server. */
export const clientKinds: readonly ClientKind[] = [
  { name: 'react-chat-socket', isFormula: false, create: createOurs },
  {
    // minReconnectionDelay 3000, reconnectionDelayGrowFactor 1.3, maxReconnectionDelay 10000.
    name: 'partysocket 1.3',
    isFormula: true,
    create: createByFormula((attempt) => Math.min(3000 * 1.3 ** (attempt - 1), 10_000)),
  },
  { name: 'Phoenix 1.8', isFormula: true, create: createByFormula((attempt) => phoenixDelays[attempt - 1] ?? 5000) },
  { name: 'react-use-websocket 4.13', isFormula: true, create: createByFormula(() => 5000) },
  {
    // reconnectionDelay 1000, reconnectionDelayMax 5000, randomizationFactor 0.5.
    name: 'Socket.IO client 4.8',
    isFormula: true,
    create: createByFormula((attempt, random) => {
      const base = 1000 * 2 ** (attempt - 1);
      const chance = random.next();
      const deviation = Math.floor(chance * 0.5 * base);
      return Math.min(Math.floor(chance * 10) % 2 === 0 ? base - deviation : base + deviation, 5000);
    }),
  },
];
