/** The outbox holds as many messages as it keeps; this one was not taken, and is still the writer's. */
export class OutboxFullError extends Error {
  override readonly name = 'OutboxFullError';

  constructor(limit: number) {
    super(`The outbox is full: ${limit} messages wait to be sent, and more could not be kept. Wait until some are sent, or remove one.`);
  }
}
