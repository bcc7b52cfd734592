// What is loaded behind the page to keep messages beyond it: one piece, so one request.
export { openIndexedDbKeeper } from './indexed-db-keeper.ts';
export { createOutboxSharing } from './outbox-sharing.ts';
