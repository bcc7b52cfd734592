import { parseRepository, type Repository } from '../../protocol/index.ts';
import { ToolError, type ToolInput } from '../tools/index.ts';

/** The repositories that the tools of one answer may touch. */
export interface AllowedRepos {
  /** For the model, as a field of a tool's input. */
  readonly schema: Readonly<Record<string, unknown>>;
  /**
   * The one that a call names.
   * @throws ToolError when it is none of them.
   */
  read(input: ToolInput): Repository;
}

/** Those that a message names. */
export function allowedRepos(names: readonly string[]): AllowedRepos {
  const repos = names.flatMap((name) => parseRepository(name) ?? []);
  const nameOf = ({ owner, name }: Repository) => `${owner}/${name}`;
  const all = [...new Set(repos.map(nameOf))];
  return {
    schema: { type: 'string', enum: all, description: 'The repository.' },
    read(input) {
      const named = input.text('repo', 150).toLowerCase();
      const found = repos.find((repo) => nameOf(repo).toLowerCase() === named);
      if (!found) throw new ToolError(`This repository is not one of the conversation. There are: ${all.join(', ')}.`);
      return found;
    },
  };
}
