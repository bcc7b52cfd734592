import type {
  FilePart,
  MessageOptions,
  MessageStatus,
  Role,
  RunError,
  Timestamp,
  ToolPart,
  UnknownPart,
  Usage,
  WireMessage,
  WirePart,
} from './wire-message.ts';
import { joinText, partText, type PartText } from './part-text.ts';

export interface TextPart {
  readonly type: 'text';
  readonly text: PartText;
}

export interface ReasoningPart {
  readonly type: 'reasoning';
  readonly text: PartText;
  readonly started_at?: Timestamp;
  readonly ended_at?: Timestamp;
  readonly redacted?: boolean;
}

export type Part = TextPart | ReasoningPart | Readonly<ToolPart> | Readonly<FilePart> | Readonly<UnknownPart>;

/** One message of a conversation. It is replaced when it changes, so identity tells whether it did. */
export interface Message {
  readonly id: string;
  readonly role: Role;
  readonly reply_to: string | null;
  readonly parts: readonly Part[];
  readonly status: MessageStatus;
  readonly author?: string;
  readonly model?: string;
  readonly options?: MessageOptions;
  readonly created_at: Timestamp;
  readonly ended_at?: Timestamp;
  readonly finish_reason?: string;
  readonly usage?: Usage;
  readonly error?: RunError;
}

/** What folding a log gives, up to and with the event `cursor`. */
export interface Conversation {
  readonly id: string;
  /** The incarnation of the log that was folded; null before anything was. */
  readonly log_id: string | null;
  /** The last sync_id that was applied. */
  readonly cursor: number;
  /** In log order. */
  readonly messages: readonly Message[];
  /** Ids of the messages that can still change, in log order. */
  readonly unfinished: readonly string[];
  /** Whether the log holds messages before the first of these. */
  readonly has_earlier: boolean;
  /** Place by message id, shared by the versions of a conversation and only ever added to. Read it through `findMessage`. */
  readonly places: Map<string, number>;
}

/** A conversation of which nothing is known yet. */
export function emptyConversation(id: string): Conversation {
  return { id, log_id: null, cursor: 0, messages: [], unfinished: [], has_earlier: false, places: new Map() };
}

/** Whether a message can still change. */
export function isUnfinished(message: { readonly status: MessageStatus }): boolean {
  return message.status === 'pending' || message.status === 'streaming';
}

/** Whether an answer is being written, or follows at once: a question is stored in one step with its answer (R4.6), but shown before it. */
export function isAnswering({ unfinished, messages }: Pick<Conversation, 'unfinished' | 'messages'>): boolean {
  return unfinished.length > 0 || messages.at(-1)?.role === 'user';
}

/** The place of a message in log order, or -1. */
export function placeOf({ messages, places }: Pick<Conversation, 'messages' | 'places'>, id: string): number {
  // It is nearly always the newest that is being written.
  const newest = messages.length - 1;
  const place = messages[newest]?.id === id ? newest : places.get(id);
  return place !== undefined && messages[place]?.id === id ? place : -1;
}

/** The message with that id, if this version of the conversation holds it. */
export function findMessage(conversation: Conversation, id: string): Message | undefined {
  return conversation.messages[placeOf(conversation, id)];
}

/** What a conversation knows of its messages beside them. */
export function indexMessages(messages: readonly Message[]): Pick<Conversation, 'messages' | 'places' | 'unfinished'> {
  return { messages, places: indexPlaces(messages), unfinished: messages.filter(isUnfinished).map((message) => message.id) };
}

export function indexPlaces(messages: readonly Message[]): Map<string, number> {
  return new Map(messages.map((message, place) => [message.id, place]));
}

/** A message of the wire in the form that the fold keeps. */
export function fromWireMessage(message: WireMessage): Message {
  return { ...message, parts: message.parts.map(fromWirePart) };
}

export function fromWirePart(part: WirePart): Part {
  if (part.type === 'text' || part.type === 'reasoning') return { ...part, text: partText(part.text) };
  return part;
}

/** A message in the form that the wire takes. */
export function toWireMessage(message: Message): WireMessage {
  return { ...message, parts: message.parts.map(toWirePart) };
}

function toWirePart(part: Part): WirePart {
  if (part.type === 'text' || part.type === 'reasoning') return { ...part, text: joinText(part.text) };
  return part;
}

/** All text that the model wrote as its answer, or that the user asked; reasoning and tools are left out. */
export function contentOf(message: Message): string {
  return message.parts.map((part) => (part.type === 'text' ? joinText(part.text) : '')).join('');
}

/** All text of the message's reasoning parts. */
export function reasoningOf(message: Message): string {
  return message.parts.map((part) => (part.type === 'reasoning' ? joinText(part.text) : '')).join('');
}
