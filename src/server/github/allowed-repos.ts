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
  const bareName = ({ owner, name }: Repository) => `${owner}/${name}`;
  /** Two branches of one repository are told apart by their names. */
  const nameOf = (repo: Repository) => {
    const isAlone = repos.every((other) => other.branch === repo.branch || bareName(other).toLowerCase() !== bareName(repo).toLowerCase());
    return isAlone || repo.branch === undefined ? bareName(repo) : `${bareName(repo)}#${repo.branch}`;
  };
  const all = [...new Set(repos.map(nameOf))];
  return {
    schema: { type: 'string', enum: all, description: 'The repository.' },
    read(input) {
      const named = input.text('repo', 300);
      const isNamed = (repo: Repository) => nameOf(repo) === named;
      const found = repos.find(isNamed) ?? repos.find((repo) => nameOf(repo).toLowerCase() === named.toLowerCase());
      if (!found) throw new ToolError(`This repository is not one of the conversation. There are: ${all.join(', ')}.`);
      return found;
    },
  };
}
