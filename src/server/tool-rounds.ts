import type { Message } from '../protocol/index.ts';
import type { AnswerWriter } from './answer-writer.ts';
import { callsOf } from './at-rest.ts';
import type { ModelCall } from './model-turn.ts';
import type { RunOptions } from './run.ts';
import {
  callTool,
  type CallOptions,
  type CallOutcome,
  type ChatTool,
  isRunning,
  loggedInput,
  loggedOutcome,
  textOfError,
  ToolError,
  type PreparedCall,
  type ToolChange,
} from './tools/index.ts';
import { cleanText } from './written-text.ts';

/** What rounds of calls need. */
export interface ToolRoundsOptions extends Pick<RunOptions, 'answer' | 'conversationId' | 'environment' | 'limits' | 'logger' | 'userId'> {
  /** What the model may call. */
  readonly tools: readonly ChatTool[];
  readonly writer: Pick<AnswerWriter, 'update'>;
  readonly signal: AbortSignal;
}

/** The tools of one run. */
export interface ToolRounds {
  /** How many rounds an answer has had. */
  count(message: Message): number;
  /** What the log is to say of calls that a model has just made: which run, which wait for a person, which cannot be made. */
  begin(message: Message, calls: readonly ModelCall[]): Promise<ToolChange[]>;
  /** Carries out what runs in the log, side by side; resolves with the answer as it is then. */
  carryOut(message: Message | undefined): Promise<Message | undefined>;
}

/** The longest name of a tool or id of a call, in UTF-16 code units. */
const maxNameLength = 200;

/** The rounds of a run. */
export function createToolRounds(options: ToolRoundsOptions): ToolRounds {
  const { answer, conversationId, environment, limits, logger, signal, userId, writer } = options;
  const tools = new Map(options.tools.map((tool) => [tool.name, tool]));
  let begun = 0;

  function prepare(
    id: string,
    { name, input }: Pick<ModelCall, 'name' | 'input'>,
    until: AbortSignal,
  ): PreparedCall | Promise<PreparedCall> {
    const tool = tools.get(name);
    if (!tool) throw new ToolError(`There is no such tool. There are: ${[...tools.keys()].join(', ') || 'none'}.`);
    return tool.prepare(input, { userId, conversationId, messageId: answer.id, toolId: id, signal: until });
  }

  async function beginOne(id: string, call: ModelCall): Promise<ToolChange> {
    const change = { id, name: cleanText(call.name.slice(0, maxNameLength)) };
    const logged = loggedInput(call.input);
    const looked = await inTime(async (until) => {
      if (!logged) throw new ToolError('The input is too long.');
      const { needsApproval } = await prepare(id, { name: call.name, input: logged.input }, until);
      return { run: () => needsApproval };
    });
    if (looked.type === 'done') return { ...change, ...logged, status: looked.output === true ? 'awaiting' : 'running' };
    if (looked.type === 'left') return { ...change, ...logged, status: 'failed', error: 'The call was not carried out.' };
    tell(change, looked.error);
    return { ...change, ...logged, status: 'failed', error: textOfError(looked.error) };
  }

  /** Neither looking at a call nor making it may take for ever, whoever wrote the tool. */
  function inTime(look: CallOptions['prepare']): Promise<CallOutcome> {
    return callTool({ prepare: look, signal, limitMs: limits.toolMs, environment });
  }

  function tell({ id, name }: { readonly id: string; readonly name?: string }, error: unknown): void {
    logger.error('a tool failed', { conversation_id: conversationId, message_id: answer.id, tool_id: id, tool: name, error });
  }

  const rounds: ToolRounds = {
    // The calls of a round are logged in one step, and so at one time.
    count: (message) => Math.max(begun, new Set(callsOf(message).map(({ started_at }) => started_at)).size),
    begin(message, calls) {
      begun += 1;
      const taken = new Set(callsOf(message).map(({ id }) => id));
      return Promise.all(
        calls.map((call) => {
          // Some models count their calls anew in each round.
          const given = cleanText(call.id);
          const isFree = given !== '' && given.length <= maxNameLength && !taken.has(given);
          const id = isFree ? given : environment.id();
          taken.add(id);
          return beginOne(id, call);
        }),
      );
    },
    async carryOut(message) {
      const running = message ? callsOf(message).filter(isRunning) : [];
      if (running.length === 0) return message;
      await Promise.all(
        running.map(async ({ id, name, input }) => {
          const outcome = await inTime((until) => prepare(id, { name, input }, until));
          if (outcome.type === 'left') return;
          if (outcome.type === 'failed') tell({ id, name }, outcome.error);
          await writer.update([loggedOutcome(id, outcome)]);
        }),
      );
      // A person may have allowed others meanwhile.
      return rounds.carryOut(await writer.update([]));
    },
  };
  return rounds;
}
