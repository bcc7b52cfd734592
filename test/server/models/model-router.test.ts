import { expect, it } from 'vitest';
import { createModelRouter, createScriptedModel, UnknownModelError } from '../../../src/server/models/index.ts';

const quick = createScriptedModel({ name: 'quick' });
const deep = createScriptedModel({ name: 'deep' });
const router = createModelRouter({ models: { deep, quick }, default: 'quick', reasoning: 'deep' });

it('the default model answers', () => {
  expect(router.route({})).toBe(quick);
  expect(router.route({ use_reasoning: false })).toBe(quick);
});

it('the reasoning model answers where reasoning is asked for', () => {
  expect(router.route({ use_reasoning: true })).toBe(deep);
});

it('a named model answers, whatever is said about reasoning', () => {
  expect(router.route({ model: 'deep', use_reasoning: false })).toBe(deep);
  expect(router.route({ model: 'quick', use_reasoning: true })).toBe(quick);
});

it('the default answers everything where it is the only one', () => {
  expect(createModelRouter({ models: { quick }, default: 'quick' }).route({ use_reasoning: true })).toBe(quick);
});

it('the names are known, the default first', () => {
  expect(router.names).toEqual(['quick', 'deep']);
});

it.each(['other', '', 'constructor', '__proto__'])('the name %j is refused with the names that there are', (model) => {
  expect(() => router.route({ model })).toThrow(UnknownModelError);
  expect(() => router.route({ model })).toThrow('This server has no such model. It has: quick, deep.');
});
