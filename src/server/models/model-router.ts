import type { ChatModel } from './chat-model.ts';

/** What a message may say about the model that is to answer it. */
export interface RouteRequest {
  /** The name of a model. It wins over `use_reasoning`. */
  readonly model?: string;
  readonly use_reasoning?: boolean;
  /** The repositories that the answer is about. */
  readonly repos?: readonly string[];
}

/** Chooses the model for an answer. */
export interface ModelRouter {
  /** The names that `route` knows, the default first. */
  readonly names: readonly string[];
  /** @throws UnknownModelError when `model` names none of them. */
  route(request: RouteRequest): ChatModel;
  /** Which models take the place of one that fails before its first word, in order. @default none */
  fallbacks?(model: ChatModel): readonly ChatModel[];
}

/** A message named a model that the server does not have. Its `message` is fit to be shown to a person. */
export class UnknownModelError extends Error {
  override readonly name = 'UnknownModelError';
  /** The field of the frame that is wrong. */
  readonly field = 'model';

  constructor(names: readonly string[]) {
    super(`This server has no such model. It has: ${names.join(', ')}.`);
  }
}

/** The models of a server by name, and which of them answers when none is named. */
export interface ModelRouterOptions<Name extends string> {
  readonly models: Readonly<Record<Name, ChatModel>>;
  readonly default: NoInfer<Name>;
  /** The one for messages with `use_reasoning`. @default the default model */
  readonly reasoning?: NoInfer<Name>;
  /**
   * Asked in order where a message names no model; the first that names one decides.
   * @default none
   * @example [({ repos }) => (repos ? 'coder' : undefined)]
   */
  readonly rules?: readonly ((request: RouteRequest) => NoInfer<Name> | undefined)[];
  /** Which models take the place of one that fails before its first word, in order. @default none */
  readonly fallbacks?: { readonly [Failed in NoInfer<Name>]?: readonly NoInfer<Name>[] };
}

/** A router over models with names of one's own choice. */
export function createModelRouter<Name extends string>(options: ModelRouterOptions<Name>): ModelRouter {
  const { rules = [], fallbacks = {} } = options;
  const byDefault = options.models[options.default];
  const reasoning = options.models[options.reasoning ?? options.default];
  const models = new Map<string, ChatModel>([[options.default, byDefault], ...Object.entries<ChatModel>(options.models)]);
  const names = [...models.keys()];
  const substitutes = new Map<ChatModel, readonly ChatModel[]>();
  for (const [name, others = []] of Object.entries<readonly Name[] | undefined>(fallbacks)) {
    const failed = models.get(name);
    if (failed)
      substitutes.set(
        failed,
        others.map((other) => options.models[other]),
      );
  }

  function byRule(request: RouteRequest): ChatModel | undefined {
    for (const rule of rules) {
      const name = rule(request);
      if (name !== undefined) return options.models[name];
    }
    return undefined;
  }

  return {
    names,
    route(request) {
      const { model, use_reasoning } = request;
      if (model === undefined) return byRule(request) ?? (use_reasoning === true ? reasoning : byDefault);
      const named = models.get(model);
      if (named === undefined) throw new UnknownModelError(names);
      return named;
    },
    fallbacks: (model) => substitutes.get(model) ?? [],
  };
}
