import type { ChatModel } from './chat-model.ts';

/** What a message may say about the model that is to answer it. */
export interface RouteRequest {
  /** The name of a model. It wins over `use_reasoning`. */
  readonly model?: string;
  readonly use_reasoning?: boolean;
}

/** Chooses the model for an answer. */
export interface ModelRouter {
  /** The names that `route` knows, the default first. */
  readonly names: readonly string[];
  /** @throws UnknownModelError when `model` names none of them. */
  route(request: RouteRequest): ChatModel;
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
}

/** A router over models with names of one's own choice. */
export function createModelRouter<Name extends string>(options: ModelRouterOptions<Name>): ModelRouter {
  const fallback = options.models[options.default];
  const reasoning = options.models[options.reasoning ?? options.default];
  const models = new Map<string, ChatModel>([[options.default, fallback], ...Object.entries<ChatModel>(options.models)]);
  const names = [...models.keys()];

  return {
    names,
    route({ model, use_reasoning }) {
      if (model === undefined) return use_reasoning === true ? reasoning : fallback;
      const named = models.get(model);
      if (named === undefined) throw new UnknownModelError(names);
      return named;
    },
  };
}
