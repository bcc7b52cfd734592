import { clientFrameParser } from './client-frame-parser.ts';
import type { ClientFrame } from './client-frames.ts';
import type { ConversationsFrame } from './conversation-list.ts';
import { serverFrameParser } from './server-frame-parser.ts';
import type { ServerFrame } from './server-frames.ts';
import { InvalidField, record, type Parse } from './shape.ts';

/** A frame, or why the text is none. */
export type Decoded<Frame> =
  | { readonly ok: true; readonly frame: Frame }
  | {
      readonly ok: false;
      readonly code: 'bad_json' | 'unknown_type' | 'invalid_field';
      /** What is wrong, in words that name the field. */
      readonly message: string;
      /** The request that was refused, where it could be read. */
      readonly request_id?: string;
    };

/** Text to a frame that a client may send. Never throws. */
export function decodeClientFrame(text: string): Decoded<ClientFrame> {
  return decode(text, clientFrameParser);
}

/** Text to a frame that a server may send. Unknown events of the log come as `Unknown`. Never throws. */
export function decodeServerFrame(text: string): Decoded<ServerFrame> {
  return decode(text, serverFrameParser);
}

/** A frame to text. */
export function encodeFrame(frame: ClientFrame | ServerFrame | ConversationsFrame): string {
  return JSON.stringify(frame);
}

function decode<Frame>(
  encoded: string,
  parserOf: (type: unknown, source: Record<string, unknown>) => Parse<Frame> | undefined,
): Decoded<Frame> {
  let source: Record<string, unknown>;
  try {
    source = record(JSON.parse(encoded));
  } catch {
    return { ok: false, code: 'bad_json', message: 'A frame is one JSON object. This text is none.' };
  }
  const requestId = requestIdOf(source);
  const parse = parserOf(source['type'], source);
  if (!parse) return { ok: false, code: 'unknown_type', message: `There is no frame of type ${show(source['type'])}.`, ...requestId };
  try {
    return { ok: true, frame: parse(source) };
  } catch (error) {
    if (!(error instanceof InvalidField)) throw error;
    const field = error.path.join('.');
    return { ok: false, code: 'invalid_field', message: `${show(source['type'])}: ${field}: ${error.message}.`, ...requestId };
  }
}

/** `Message` and `Regenerate` default to their id, so a refusal can be told apart even then. */
function requestIdOf({ request_id, id }: Record<string, unknown>): { request_id?: string } {
  const given = request_id ?? id;
  return typeof given === 'string' && given.length <= 128 ? { request_id: given } : {};
}

function show(type: unknown): string {
  return typeof type === 'string' ? type.slice(0, 40) : 'none';
}
