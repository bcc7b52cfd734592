/** What the gap before a byte divides: the lines of the HTTP upgrade, two frames, the header of one, its payload, or a character of that. */
export type Gap = 'http' | 'frame' | 'header' | 'payload' | 'character';

/** Follows one way of a WebSocket connection byte by byte. */
export interface FrameScanner {
  /** Tells what the gap before the next byte of the stream divides. */
  next(byte: number): Gap;
  /** Whether the frame that the last byte belongs to is a close frame. */
  isClose(): boolean;
}

const endOfHead = [13, 10, 13, 10];
const closeOpcode = 8;

/** A scanner at the first byte of a connection. */
export function createFrameScanner(): FrameScanner {
  const head: number[] = [];
  let isHttp = true;
  let header: number[] = [];
  let isHeaderWhole = false;
  let payloadLength = 0;
  let payloadRead = 0;

  function scanHead(byte: number): Gap {
    head.push(byte);
    if (head.length > endOfHead.length) head.shift();
    isHttp = endOfHead.some((expected, place) => head[place] !== expected);
    return 'http';
  }

  function scanHeader(byte: number): Gap {
    if (isHeaderWhole) header = [];
    const gap = header.length === 0 ? 'frame' : 'header';
    header.push(byte);
    const lengths = lengthOf(header);
    isHeaderWhole = header.length === lengths.header;
    payloadLength = isHeaderWhole ? lengths.payload : 0;
    payloadRead = 0;
    return gap;
  }

  function scanPayload(byte: number): Gap {
    const mask = isMasked(header) ? (header.at((payloadRead % 4) - 4) ?? 0) : 0;
    payloadRead += 1;
    return ((byte ^ mask) & 0xc0) === 0x80 ? 'character' : 'payload';
  }

  return {
    next(byte) {
      if (isHttp) return scanHead(byte);
      return payloadRead < payloadLength ? scanPayload(byte) : scanHeader(byte);
    },
    isClose: () => ((header[0] ?? 0) & 0x0f) === closeOpcode,
  };
}

function isMasked(header: readonly number[]): boolean {
  return ((header[1] ?? 0) & 0x80) !== 0;
}

/** The lengths of a frame, as far as its header has come. */
function lengthOf(header: readonly number[]): { header: number; payload: number } {
  const short = (header[1] ?? 0) & 0x7f;
  const extended = short === 126 ? 2 : short === 127 ? 8 : 0;
  const bytes = header.slice(2, 2 + extended);
  return {
    header: 2 + extended + (isMasked(header) ? 4 : 0),
    payload: extended === 0 ? short : bytes.reduce((sum, byte) => sum * 256 + byte, 0),
  };
}
