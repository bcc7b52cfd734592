import { clientMutants } from './client-mutants.ts';
import { connectionMutants } from './connection-mutants.ts';
import { databaseMutants } from './database-mutants.ts';
import { limitMutants } from './limit-mutants.ts';
import { listMutants } from './list-mutants.ts';
import type { Mutant } from './mutant.ts';
import { outboxMutants } from './outbox-mutants.ts';
import { pageMutants } from './page-mutants.ts';
import { protocolMutants } from './protocol-mutants.ts';
import { runMutants } from './run-mutants.ts';
import { serverMutants } from './server-mutants.ts';
import { toolMutants } from './tool-mutants.ts';

/** Every rule that is broken on purpose. */
export const mutants: readonly Mutant[] = [
  ...protocolMutants,
  ...connectionMutants,
  ...outboxMutants,
  ...clientMutants,
  ...pageMutants,
  ...runMutants,
  ...serverMutants,
  ...listMutants,
  ...toolMutants,
  ...databaseMutants,
  ...limitMutants,
];
