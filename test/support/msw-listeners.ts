import { setMaxListeners } from 'node:events';

/** msw adds a listener to one shared channel for each socket, and Node.js takes eleven of them for a leak. */
setMaxListeners(0);
