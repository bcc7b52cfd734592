export const shortQuestion = 'Hi! Can you read me?';

export const shortAnswer = 'Yes, loud and clear. What would you like to know?';

export const question = 'How much does compression save when I send small JSON frames over a WebSocket, and is it worth it?';

export const reasoning = `The question is about \`permessage-deflate\` on small frames. Two things matter: the size of a frame, and what a context costs on the server.

A single 90 byte frame has little to compress by itself. With a shared context the repeated keys vanish, so the saving is large, but each connection then holds a window of up to 32 KiB in each direction.

So the honest answer is **it depends**, and I should give numbers, a way to measure, and a recommendation.`;

export const longAnswer = `For small frames, compression saves **a lot of bytes and costs a lot of memory**. Merging frames is usually the better trade.

# What it saves

| Method | Bytes per token | Memory per connection | Latency, p99 |
| :-- | --: | --: | --: |
| plain JSON | 98 | 10 KiB | 2.4 ms |
| gzip, no context | 91 | 14 KiB | 3.1 ms |
| gzip, shared context | 12 | 200 KiB | 40 ms |
| merged frames | 28 | 10 KiB | 2.6 ms |

# What to do

1. Merge what is produced within one tick. It needs no negotiation, and every client profits.
2. Compress only large frames, such as a snapshot:
   - above 1 KiB the saving is real,
   - below it the header alone eats it.
3. Measure before you go further. The counters are in \`server.metrics()\`.

\`\`\`ts
import { createServer } from './server.ts';

const server = createServer({
  // Small frames go out as they are; a snapshot is worth the work.
  perMessageDeflate: { threshold: 1024, serverNoContextTakeover: true, clientNoContextTakeover: true },
});
\`\`\`

> A context per connection is a promise: ten thousand of them are two gigabytes.

See [RFC 7692](https://datatracker.ietf.org/doc/html/rfc7692) for the details of the negotiation.`;

export const atWorkQuestion = 'Why does the profile page take two seconds, and can we make it faster?';

export const atWorkReasoning = `The page waits for \`loadUser\` and then for \`loadPosts\`, which does not need the user. So the two times are added where the longer one would do.`;

export const atWorkAnswer = `The two queries run one after the other, though neither needs what the other finds. Side by side they take as long as the slower one:

\`\`\`ts
export async function loadProfile(id: string): Promise<Profile> {
  // 1.9 s became 1.1 s
  const [user, posts] = await Promise.all([loadUser(id), loadPosts(id)]);
  return { ...user, posts };
}
\`\`\``;

export const phoneQuestion = 'How do I wait for two requests at once?';

export const phoneReasoning = 'Short: Promise.all, and what happens when one fails.';

export const phoneAnswer = `Start both, then wait for **both together**:

\`\`\`ts
const [user, posts] =
  await Promise.all([
    loadUser(id),
    loadPosts(id),
  ]);
\`\`\`

- It takes as long as the slower one.
- If one fails, you hear of it at once; \`Promise.allSettled\` waits for the rest.`;

export const arabicQuestion = 'ما هي عاصمة المغرب؟';

export const arabicReasoning = 'سؤال بسيط في الجغرافيا، والإجابة معروفة.';

export const arabicAnswer = `عاصمة المغرب هي **الرباط**، وتقع على ساحل المحيط الأطلسي.

- أكبر مدينة هي الدار البيضاء.
- من المدن التاريخية فاس ومراكش.

\`\`\`sh
echo "Rabat"
\`\`\``;

export const everySyntax = `# A heading
## A smaller one

Text with **strong**, *emphasised*, ~~struck~~ and \`code\` words, a [link](https://example.com), a bare https://example.com and an entity: &copy; &amp; so on.

- one
- two
  - two and a half, which is long enough to need a second line in a narrow window, so that the hanging indent can be seen
- three

1. first
2. second

- [x] done
- [ ] to do

> A quotation
> of two lines.

---

| Left | Centre | Right |
| :--- | :----: | ----: |
| a | b | 1 |
| a longer cell | \`code\` | 20 |

\`\`\`json
{ "a": "a line that is rather long, longer than a phone is wide, so that it has to scroll sideways in its own frame" }
\`\`\`

HTML is <b>text</b>, and [this](javascript:alert(1)) is no link. A claim has its source[^1].

[^1]: A footnote, with [a link](https://example.com).`;

export const formulas = `The energy at rest is $E = mc^2$, and the integral

$$
\\int_0^\\infty e^{-x^2}\\,dx = \\frac{\\sqrt{\\pi}}{2}
$$

costs nothing, while a book about it costs $25 to $40.`;

const square = `<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96"><rect width="96" height="96" rx="14" fill="#2452c7"/></svg>`;

export const images = `![a square](data:image/svg+xml,${encodeURIComponent(square)})

A drawing from elsewhere: ![the plan of the house](https://images.example/plan.png). A badge that leads somewhere:
[![build passing](https://badges.example/passing.svg)](https://ci.example/builds).`;

/** About fifty thousand tokens. */
export const hugeAnswer = Array.from({ length: 130 }, (_, place) => `## Part ${place + 1}\n\n${longAnswer}`).join('\n\n');
