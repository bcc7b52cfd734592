/** A piece of what a server says on one connection: the answer to the upgrade, or one whole frame. */
export interface Piece {
  readonly bytes: Buffer;
  readonly isText: boolean;
}

const textOpcode = 0x81;

/** Takes the bytes of a server as they come, and gives them back in whole pieces; those of a page, as they are. A server does not mask. */
export function splitFrames(): (bytes: Buffer) => Piece[] {
  let rest = Buffer.alloc(0);
  let isHead = true;
  let isPage = false;
  return (bytes) => {
    isPage ||= isHead && rest.length === 0 && !isUpgrade(bytes);
    if (isPage) return [{ bytes, isText: false }];
    rest = Buffer.concat([rest, bytes]);
    const pieces: Piece[] = [];
    for (let length = isHead ? headLength(rest) : frameLength(rest); length > 0 && length <= rest.length; length = frameLength(rest)) {
      pieces.push({ bytes: rest.subarray(0, length), isText: !isHead && rest[0] === textOpcode });
      rest = rest.subarray(length);
      isHead = false;
    }
    return pieces;
  };
}

/** The first line of an answer comes at once. */
function isUpgrade(bytes: Buffer): boolean {
  return bytes.subarray(0, 12).toString('latin1') === 'HTTP/1.1 101';
}

/** 0 while it is not known. */
function headLength(bytes: Buffer): number {
  const end = bytes.indexOf('\r\n\r\n');
  return end === -1 ? 0 : end + 4;
}

function frameLength(bytes: Buffer): number {
  const short = (bytes[1] ?? 0) & 0x7f;
  if (bytes.length < 2 || (short === 126 && bytes.length < 4) || (short === 127 && bytes.length < 10)) return 0;
  if (short === 126) return 4 + bytes.readUInt16BE(2);
  return short === 127 ? 10 + Number(bytes.readBigUInt64BE(2)) : 2 + short;
}
