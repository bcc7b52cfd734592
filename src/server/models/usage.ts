import type { Usage } from '../../protocol/index.ts';
import type { TokenPrice } from './chat-model.ts';

/** What was used in all, of two calls of a model. */
export function addUsage(before: Usage | undefined, after: Usage | undefined): Usage | undefined {
  if (!before || !after) return before ?? after;
  const sum: Usage = { ...before };
  for (const [name, amount] of Object.entries(after) as [keyof Usage, number][]) {
    sum[name] = (sum[name] ?? 0) + amount; // the keys of a Usage hold numbers
  }
  return sum;
}

/** What was used, with what it cost where the price is known. */
export function withCost(usage: Usage | undefined, price: TokenPrice | undefined): Usage | undefined {
  if (!usage || !price) return usage;
  const { input_tokens = 0, output_tokens = 0 } = usage;
  const cost = (input_tokens * price.input + output_tokens * price.output) / 1_000_000;
  // A millionth of a cent is as fine as anybody bills.
  return { ...usage, cost_usd: Number(cost.toFixed(8)) };
}
