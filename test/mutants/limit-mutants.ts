import type { Mutant } from './mutant.ts';

/** What strangers, guests and models may not take. */
export const limitMutants: readonly Mutant[] = [
  {
    breaks: 'a sign-in leads to whatever host dots come out as',
    file: 'server/auth/return-path.ts',
    code: " || url.pathname.startsWith('//')",
    broken: '',
    killedBy: { file: 'server/auth/sign-in.test.ts', name: 'brings nobody to "/.//evil.example"' },
  },
  {
    breaks: 'a page that anybody on the way can have written is the own one of a server over https',
    file: 'server/origin-policy.ts',
    code: ' && (!isEncrypted || page.protocol ===',
    broken: ' && (isEncrypted || page.protocol !==',
    killedBy: { file: 'server/sessions.test.ts', name: 'takes a page of its own host over http for its own, called by https' },
  },
  {
    breaks: 'questions wait without end behind an answer that has not ended',
    file: 'protocol/is-full.ts',
    code: 'if (behind.length >= most.messages) return true;',
    broken: '',
    killedBy: { file: 'conformance/section-7-errors.test.ts', name: 'lets 64 messages wait behind an answer that has not ended' },
  },
  {
    breaks: 'large questions wait without end',
    file: 'protocol/is-full.ts',
    code: 'return part.text.length;',
    broken: 'return 1;',
    killedBy: { file: 'conformance/section-7-errors.test.ts', name: 'lets 2 Mi characters wait' },
  },
  {
    breaks: 'a guest has the tools of the owner called',
    file: 'server/runs.ts',
    code: 'answer.author === undefined ?',
    broken: 'answer !== undefined ?',
    killedBy: { file: 'server/tools/owner.test.ts', name: 'a model is offered tools for what the owner asks' },
  },
  {
    breaks: 'a guest has the repositories of the owner read again',
    file: 'server/regenerate.ts',
    code: 'if (repos) assertOwner(there, connection);',
    broken: '',
    killedBy: { file: 'server/tools/owner.test.ts', name: 'an answer about repositories is made anew for the owner alone' },
  },
  {
    breaks: 'a model lives for ever by signs of life',
    file: 'server/models/within-time.ts',
    code: 'if (isFirst || isWord(delta)) saidAt = heardAt;',
    broken: 'saidAt = heardAt;',
    killedBy: { file: 'server/models/ask-models.test.ts', name: 'but gives signs of life is given up after ten times its limit: work' },
  },
  {
    breaks: 'a model calls tools without end',
    file: 'server/model-turn.ts',
    code: 'else enough.abort();',
    broken: '',
    killedBy: { file: 'server/tools/tool-rounds.test.ts', name: 'is heard no further if it asks for more' },
  },
];
