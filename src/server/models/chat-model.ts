import type { MessageFile, RunError, Usage } from '../../protocol/index.ts';

/** One message as a model is given it: plain text, without reasoning. */
export interface PromptMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
  /** What was attached to it. */
  readonly files?: readonly Readonly<MessageFile>[];
}

/** One question to a model. */
export interface ModelRequest {
  /** The path from the root to the question, the question last and once. */
  readonly messages: readonly PromptMessage[];
  /** Whether the person asked to see the model think. */
  readonly useReasoning: boolean;
  /** Aborted when nobody wants the answer any more. */
  readonly signal: AbortSignal;
}

/** A piece of an answer, or its end. Texts are to be joined as they come, letter for letter. */
export type ModelDelta =
  | { readonly type: 'reasoning' | 'content'; readonly text: string }
  | { readonly type: 'finish'; readonly finish_reason: string; readonly usage?: Usage; readonly model?: string };

/** The port behind which every model stands: Groq, an OpenAI-compatible endpoint, any AI SDK model, or the scripted one. */
export interface ChatModel {
  readonly name: string;
  /**
   * Asks once, and streams the answer. It ends with one `finish`, or throws a `ModelError`. When the signal is aborted it ends at once,
   * without either.
   */
  stream(request: ModelRequest): AsyncIterable<ModelDelta>;
}

/** What went wrong with a model: its `message` is fit to be shown to a person; its `cause` is for the server's log alone. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
  readonly code: string;
  readonly retryable: boolean;

  constructor(error: RunError, options?: ErrorOptions) {
    super(error.message, options);
    this.code = error.code;
    this.retryable = error.retryable;
  }
}
