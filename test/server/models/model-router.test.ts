import { expect, it } from 'vitest';
import { createModelRouter, createScriptedModel, UnknownModelError, type RouteRequest } from '../../../src/server/models/index.ts';

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

it('the first rule that names a model decides where the message names none', () => {
  const rules = [({ repos }: RouteRequest) => (repos ? ('deep' as const) : undefined), () => 'quick' as const];
  const ruled = createModelRouter({ models: { deep, quick }, default: 'deep', rules });
  expect(ruled.route({ repos: ['a/b'] })).toBe(deep);
  expect(ruled.route({ use_reasoning: true })).toBe(quick);
  expect(ruled.route({ model: 'deep' })).toBe(deep);
});

it('the models that take the place of another are known, in order', () => {
  const spare = createScriptedModel({ name: 'spare' });
  const safe = createModelRouter({ models: { deep, quick, spare }, default: 'quick', fallbacks: { quick: ['spare', 'deep'] } });
  expect(safe.fallbacks?.(quick)).toEqual([spare, deep]);
  expect(safe.fallbacks?.(deep)).toEqual([]);
});
