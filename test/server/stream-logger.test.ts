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

it('says of what kind the causes of an error are, and nothing of what they say', () => {
  const written: string[] = [];
  const logger = createStreamLogger({ write: (text) => written.push(text) }, () => 0);
  const refused = Object.assign(new Error('connect 10.0.0.1'), { code: 'ECONNREFUSED' });
  const answer = Object.assign(new TypeError('an upstream body', { cause: refused }), { statusCode: 502 });

  logger.error('a model failed', { error: new Error('It cannot be reached.', { cause: answer }) });

  expect(JSON.parse(written.join(''))).toMatchObject({ error: 'Error: It cannot be reached. (TypeError 502, Error ECONNREFUSED)' });
});
