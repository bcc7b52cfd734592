import type { Mutant } from './mutant.ts';

/** Rules of models, of the tools that they call, and of the people who allow it. */
export const toolMutants: readonly Mutant[] = [
  {
    breaks: 'a tool is called before anyone has allowed it',
    file: 'server/tool-rounds.ts',
    code: "status: looked.output === true ? 'awaiting' : 'running'",
    broken: "status: 'running'",
    killedBy: { file: 'server/tools/approval.test.ts', name: 'is not carried out before it is allowed, and then it is' },
  },
  {
    breaks: 'a later word about a tool counts',
    file: 'server/approve.ts',
    code: "    if (call.status !== 'awaiting' || !isUnfinished(message)) return undefined;\n",
    broken: '',
    killedBy: { file: 'server/tools/approval.test.ts', name: 'can be allowed from another device, and the first word counts' },
  },
  {
    breaks: 'an answer that waits for a person ends with its process',
    file: 'server/runs.ts',
    code: '          if (isAtRest(message)) return;\n',
    broken: '',
    killedBy: { file: 'server/tools/approval.test.ts', name: 'survives kill -9, and goes on when it is allowed' },
  },
  {
    breaks: 'what waits behind an answer that waited for a person is forgotten',
    file: 'server/cancel.ts',
    code: '  runs.wake(conversation_id);\n',
    broken: '',
    killedBy: { file: 'server/tools/approval.test.ts', name: 'holds up what is asked behind it until it is cancelled' },
  },
  {
    breaks: 'a model that has begun is replaced',
    file: 'server/models/ask-models.ts',
    code: 'if (hasBegun || request.signal.aborted) throw error;',
    broken: 'if (request.signal.aborted) throw error;',
    killedBy: { file: 'server/models/ask-models.test.ts', name: 'a model that fails behind its first word is not replaced' },
  },
  {
    breaks: 'a prompt that is cut loses its question',
    file: 'server/models/fit-prompt.ts',
    code: "message.role === 'system' || place >= question || weight <= room",
    broken: "message.role === 'system' || weight <= room",
    killedBy: { file: 'server/models/fit-prompt.test.ts', name: 'always keeps the question and what follows it' },
  },
  {
    breaks: 'any error of a tool is shown',
    file: 'server/tools/tool-events.ts',
    code: "if (!(error instanceof ToolError)) return 'The tool failed.';",
    broken: 'if (!(error instanceof ToolError)) return String(error);',
    killedBy: { file: 'server/tools/tool-rounds.test.ts', name: 'whose tool fails in words of its own' },
  },
  {
    breaks: 'a tool on GitHub touches any repository',
    file: 'server/github/allowed-repos.ts',
    code: '=== named);',
    broken: '!== undefined);',
    killedBy: { file: 'server/github/github-tools.test.ts', name: 'are not left by naming' },
  },
  {
    breaks: 'a redirect of GitHub is followed',
    file: 'server/github/github-api.ts',
    code: "redirect: 'manual'",
    broken: "redirect: 'follow'",
    killedBy: { file: 'server/github/github-tools.test.ts', name: 'are not left by a redirect' },
  },
  {
    breaks: 'a path on GitHub climbs',
    file: 'server/github/github-api.ts',
    code: "if (text === '' || text === '.' || text === '..')",
    broken: "if (text === '')",
    killedBy: { file: 'server/github/github-tools.test.ts', name: 'are not left by the path' },
  },
  {
    breaks: 'a decision about a tool is sent once',
    file: 'client/approvals.ts',
    code: 'for (const frame of wanted.values()) requests.ask(frame.request_id, () => frame);',
    broken: '',
    killedBy: { file: 'client/approvals.test.ts', name: 'is sent again after silence, and on a new socket, until it is seen' },
  },
  {
    breaks: 'a user has as many answers made at once as they like, by tools or not',
    file: 'server/places.ts',
    code: 'if (held < count)',
    broken: 'if (held >= 0)',
    killedBy: { file: 'server/budget.test.ts', name: 'waits with the next until one has ended' },
  },
];
