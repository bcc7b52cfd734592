import { describe, expect, it } from 'vitest';
import { createScriptedModel } from '../../../src/server/models/index.ts';
import { demoTools } from '../../../src/server/tools/index.ts';
import { answerTo } from './answer-to.ts';

const ask = (content: string, tools = demoTools) => answerTo(createScriptedModel({ pause: async () => undefined }), tools, content);

describe('the scripted model, where it is offered the tools of the demonstration', () => {
  it('calls one for the weather, and says what it said', async () => {
    const { calls, content } = await ask('What is the weather in Odense?');
    expect(calls).toMatchObject([{ name: 'weather', input: { town: 'Odense' }, outcome: { type: 'done' } }]);
    expect(content).toMatch(/^In \*\*Odense\*\* the sky is [a-z ]+, and it has -?\d+ °C\./);
  });

  it('calls one for a postcard, and says that it was not allowed', async () => {
    const { calls, content } = await ask('Send a postcard to Aarhus, please');
    expect(calls).toMatchObject([{ name: 'send_postcard', input: { town: 'Aarhus' } }]);
    expect(content).toContain('you did not allow it');
  });

  it('offers to', async () => {
    expect((await ask('Hello')).content).toContain('a postcard to Odense');
  });

  it('and otherwise does not', async () => {
    const { calls, content } = await ask('What is the weather in Odense?', []);
    expect(calls).toEqual([]);
    expect(content).not.toContain('postcard');
  });
});
