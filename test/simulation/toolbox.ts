import { ToolError, type ChatTool, type ToolUse } from '../../src/server/tools/index.ts';
import type { Host } from './host.ts';
import type { Random } from './random.ts';
import { pause } from './seeded-model.ts';

/** The tool that a person has to allow first; the other needs nobody. */
export const toolThatAsks = 'act';
const toolThatDoesNot = 'look';

/** What models may call. */
export interface Toolbox {
  /** The tools as one server process reaches them. */
  reachedFrom(host: Host): readonly ChatTool[];
}

/** Tools that take their time, and fail now and then. */
export function createToolbox(random: Random, onUse: (tool: string, use: ToolUse) => void): Toolbox {
  async function carryOut(name: string, use: ToolUse, host: Host): Promise<unknown> {
    if (!host.isDead()) onUse(name, use);
    const own = random.fork(`${use.messageId} ${use.toolId}`);
    const delayMs = own.chance(0.1) ? own.between(1000, 30_000) : own.between(0, 800);
    if (!host.isDead()) await pause(host, delayMs, use.signal);
    if (own.chance(0.1)) throw new ToolError('The tool is out of order.');
    return { seen: use.toolId };
  }

  return {
    reachedFrom: (host) =>
      [toolThatAsks, toolThatDoesNot].map((name) => ({
        name,
        description: name,
        inputSchema: { type: 'object' },
        prepare: (_input, use) => ({ needsApproval: name === toolThatAsks, run: () => carryOut(name, use, host) }),
      })),
  };
}
