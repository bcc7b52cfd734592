import type { FilePart, ToolPart, WirePart } from '../../src/protocol/index.ts';

/** A file as a question brings it. */
export const file: FilePart = { type: 'file', name: 'αρχείο', media_type: 'text/plain', data: 'zrE=', size: 2 };

/** A call that waits for a person. */
export const tool: ToolPart = { type: 'tool', id: 'c1', name: 'καιρός', status: 'awaiting', input: { πόλη: 'Αθήνα' } };

const markdown = `# Τίτλος

| α | β |
| - | - |
| 1 | 2 |

- [x] έγινε
- [ ] όχι ακόμη

\`\`\`
κώδικας
\`\`\`

[σύνδεσμος](https://example.com) και υποσημείωση[^1].

[^1]: Σημείωση.`;

/** One part of every kind and state, in which all that a person wrote is Greek. */
export const everyPart: WirePart[] = [
  { type: 'reasoning', text: 'Σκέψη.', started_at: 1, ended_at: 7001 },
  { type: 'reasoning', text: '', redacted: true, started_at: 7001, ended_at: 7002 },
  { ...tool, id: 'c2', status: 'done', output: { βαθμοί: 4 }, truncated: true },
  { ...tool, id: 'c3', status: 'failed', error: 'Δεν υπάρχει.' },
  { ...tool, id: 'c4', status: 'denied' },
  { type: 'text', text: markdown },
];
