import type { MessageFile, RunError, Usage } from '../../protocol/index.ts';

/** A call of a tool that a model has made, and what came of it. */
export interface AnsweredCall {
  readonly id: string;
  readonly name: string;
  readonly input: unknown;
  readonly outcome: { readonly type: 'done'; readonly output: unknown } | { readonly type: 'failed'; readonly error: string };
}

/** One message as a model is given it: plain text, without reasoning. */
export interface PromptMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
  /** What was attached to it. */
  readonly files?: readonly Readonly<MessageFile>[];
  /** The tools that an assistant called behind its text. */
  readonly toolCalls?: readonly AnsweredCall[];
}

/** A tool as a model is told of it. */
export interface ToolDescription {
  readonly name: string;
  readonly description: string;
  /** The form of its input, as a JSON schema. */
  readonly inputSchema: Readonly<Record<string, unknown>>;
}

/** One question to a model. */
export interface ModelRequest {
  /** The path from the root to the question, the question once, and last unless tools were called since. */
  readonly messages: readonly PromptMessage[];
  /** Whether the person asked to see the model think. */
  readonly useReasoning: boolean;
  /** The tools that the model may call. @default none */
  readonly tools?: readonly ToolDescription[];
  /** `none`: it has called enough, and is to answer. @default 'auto' */
  readonly toolChoice?: 'auto' | 'none';
  /** Aborted when nobody wants the answer any more. */
  readonly signal: AbortSignal;
}

/**
 * A piece of an answer, or its end. Texts are to be joined as they come, letter for letter. `working` shows nothing: the model is busy with
 * something long, such as the input of a tool.
 */
export type ModelDelta =
  | { readonly type: 'reasoning' | 'content'; readonly text: string }
  | { readonly type: 'working' }
  | { readonly type: 'tool-call'; readonly id: string; readonly name: string; readonly input: unknown }
  | { readonly type: 'finish'; readonly finish_reason: string; readonly usage?: Usage; readonly model?: string };

/** What a million tokens cost, in US dollars. */
export interface TokenPrice {
  readonly input: number;
  readonly output: number;
}

/** What is known of a model beside its name. */
export interface ModelTraits {
  /** How many tokens it takes in and gives out together. A longer conversation is cut at its front. @default without a limit */
  readonly contextTokens?: number;
  /** Whether it is offered tools. @default true */
  readonly callsTools?: boolean;
  /** Whether it can show its reasoning. One that cannot is not asked to. @default true */
  readonly reasons?: boolean;
  /** @default not known, and no cost is told */
  readonly price?: TokenPrice;
}

/** The port behind which every model stands: Groq, an OpenAI-compatible endpoint, any AI SDK model, or the scripted one. */
export interface ChatModel {
  readonly name: string;
  readonly traits?: ModelTraits;
  /**
   * Asks once, and streams the answer. It ends with one `finish`, or throws a `ModelError`. When the signal is aborted it ends at once,
   * without either.
   */
  stream(request: ModelRequest): AsyncIterable<ModelDelta>;
}

/** What went wrong with a model, besides its cause. */
export interface ModelErrorOptions extends ErrorOptions {
  /** How long the provider asks to be left alone, in milliseconds. */
  readonly retryAfterMs?: number;
}

/** What went wrong with a model: its `message` is fit to be shown to a person; its `cause` is for the server's log alone. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
  readonly code: string;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(error: RunError, options: ModelErrorOptions = {}) {
    super(error.message, options);
    this.code = error.code;
    this.retryable = error.retryable;
    this.retryAfterMs = options.retryAfterMs;
  }
}
