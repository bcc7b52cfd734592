/** How many letters a token has, about. */
export const tokenLength = 4;

const section = (place: number) => `## Section ${place}

A paragraph with **strong** and *soft* words, some \`code\`, and a [link](https://example.com/${place}) to read more about what it says here.

- a first point, which has something to say about the matter at hand
- a second **point**, with \`names\` in it
- a third one

| Name | Size | Notes |
| :-- | --: | :-- |
| one | ${place} | a cell of some words |
| two | ${place * 2} | another cell |

\`\`\`ts
export function compute${place}(input: number): number {
  const value = input * ${place};
  return value > 100 ? value : 100;
}
\`\`\`

`;

/** Markdown of so many tokens, as a model writes it. */
export function markdownAnswer(tokens: number): string {
  let text = '';
  for (let place = 1; text.length < tokens * tokenLength; place += 1) text += section(place);
  return text.slice(0, tokens * tokenLength);
}
