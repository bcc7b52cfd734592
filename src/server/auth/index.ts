export { sessionSecret } from './session-secret.ts';
export { createSessions, type Identity, type Sessions } from './sessions.ts';
