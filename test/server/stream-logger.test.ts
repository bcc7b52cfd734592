import { expect, it } from 'vitest';
import { createStreamLogger } from '../../src/server/cli/stream-logger.ts';

it('writes one line of JSON for each thing that happened, without a stack', () => {
  const written: string[] = [];
  const logger = createStreamLogger({ write: (text) => written.push(text) }, () => 0);

  logger.info('came');
  logger.error('a frame\nfailed', { connection_id: 'c', error: new TypeError('no') });

  expect(written).toEqual([
    '{"time":"1970-01-01T00:00:00.000Z","level":"info","message":"came"}\n',
    '{"time":"1970-01-01T00:00:00.000Z","level":"error","message":"a frame\\nfailed","connection_id":"c","error":"TypeError: no"}\n',
  ]);
});
