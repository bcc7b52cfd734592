import { type ChatTool } from './chat-tool.ts';
import { defineTool } from './define-tool.ts';
import type { ToolInput } from './tool-input.ts';

const skies = ['clear', 'cloudy', 'misty', 'stormy', 'full of swallows'] as const;

const town = { type: 'string', description: 'The name of the town.', maxLength: 50 } as const;

/** A tool that reads, and one that a person has to allow: the scripted model shows with them what tools look like. Neither touches the world. */
export const demoTools: readonly ChatTool[] = [
  defineTool({
    name: 'weather',
    description: 'The weather of a town, made up, and always the same for the same town.',
    inputSchema: { type: 'object', properties: { town }, required: ['town'], additionalProperties: false },
    read: (input: ToolInput) => input.text('town', 50),
    execute(name) {
      const letters = [...name.toLowerCase()].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0);
      return { town: name, sky: skies[letters % skies.length], degrees: (letters % 31) - 4 };
    },
  }),
  defineTool({
    name: 'send_postcard',
    description: 'Sends a postcard to a town. It costs a stamp, so a person has to allow it.',
    inputSchema: {
      type: 'object',
      properties: { town, text: { type: 'string', maxLength: 200 } },
      required: ['town', 'text'],
      additionalProperties: false,
    },
    needsApproval: true,
    read: (input: ToolInput) => ({ town: input.text('town', 50), text: input.text('text', 200) }),
    execute: ({ town: name }) => `The postcard is on its way to ${name}. (It is not: this is a demonstration.)`,
  }),
];
