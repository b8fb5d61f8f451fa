import { deflateSync, Inflate } from "fflate";
import { limits } from "./limits";
import { LinkFault } from "./share-faults";

/**
 * A text as the characters of a link and back:
 *   bytes = version(1) flags(1) varint(rawLength) body crc32(4, over version + flags + varint + raw)
 *   flags: bit 0 = the body is raw deflate, all other bits 0
 *
 * One text has one link on every engine, so compression is fflate's at level 9 (pinned, pure JavaScript) and not the
 * browser's, whose output differs from engine to engine. The golden links in the tests fail should an update of fflate
 * write other bytes; then the old encoder has to stay for version 1 and the new one gets the next version byte.
 */
export const VERSION = 1;
const DEFLATED = 1;
const CRC_BYTES = 4;
/** Small slices, so that a bomb is stopped before one of them can unpack to much. */
const SLICE = 1024;

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

/** CRC-32 as in ISO 3309 and gzip, over the parts one after the other. */
export function crc32(...parts: Uint8Array[]): number {
  let c = 0xffffffff;
  for (const part of parts) for (const byte of part) c = (crcTable[(c ^ byte) & 0xff] as number) ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

function join(...parts: Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  while (left >= 0x80) {
    bytes.push((left & 0x7f) | 0x80);
    left >>>= 7;
  }
  return [...bytes, left];
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

export function toBase64url(bytes: Uint8Array): string {
  const characters: string[] = [];
  for (let i = 0; i < bytes.length; i += 3) {
    const group = ((bytes[i] as number) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const length = Math.min(4, bytes.length - i + 1);
    for (let j = 0; j < length; j += 1) characters.push(ALPHABET[(group >> (18 - 6 * j)) & 63] as string);
  }
  return characters.join("");
}

/** Refuses what no encoder writes: a lone last character, or bits set in the padding. */
function fromBase64url(text: string): Uint8Array {
  if (text.length % 4 === 1) throw new LinkFault("E_LINK_SHORT");
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  for (let i = 0, at = 0; i < text.length; i += 4) {
    let group = 0;
    for (let j = 0; j < 4; j += 1) {
      const value = i + j < text.length ? ALPHABET.indexOf(text[i + j] as string) : 0;
      group = (group << 6) | value;
    }
    for (let j = 16; j >= 0 && at < bytes.length; j -= 8) {
      bytes[at] = (group >> j) & 255;
      at += 1;
    }
  }
  if (toBase64url(bytes) !== text) throw new LinkFault("E_LINK_NONCANON");
  return bytes;
}

/** The text as the payload of a link, whichever of deflated and plain is shorter. */
export function packText(text: string): string {
  const raw = new TextEncoder().encode(text);
  if (raw.length > limits.raw) throw new LinkFault("E_LINK_TOO_LARGE");
  const deflated = deflateSync(raw, { level: 9 });
  const smaller = deflated.length < raw.length;
  const head = Uint8Array.from([VERSION, smaller ? DEFLATED : 0, ...varint(raw.length)]);
  const crc = new Uint8Array(CRC_BYTES);
  new DataView(crc.buffer).setUint32(0, crc32(head, raw));
  return toBase64url(join(head, smaller ? deflated : raw, crc));
}

function readVarint(bytes: Uint8Array, from: number): { value: number; end: number } {
  let value = 0;
  for (let i = 0; i < 4; i += 1) {
    const byte = bytes[from + i];
    if (byte === undefined) throw new LinkFault("E_LINK_SHORT");
    value += (byte & 0x7f) << (7 * i);
    if (byte < 0x80) return { value, end: from + i + 1 };
  }
  throw new LinkFault("E_LINK_TOO_LARGE");
}

/** Unpacks at most `length` bytes; any more or any fewer is a fault. */
function inflate(body: Uint8Array, length: number): Uint8Array {
  const raw = new Uint8Array(length);
  let at = 0;
  const stream = new Inflate((chunk) => {
    if (at + chunk.length > length) throw new LinkFault("E_LINK_CHECK");
    raw.set(chunk, at);
    at += chunk.length;
  });
  try {
    for (let i = 0; i < body.length; i += SLICE) stream.push(body.subarray(i, i + SLICE), i + SLICE >= body.length);
  } catch {
    // The stream's own errors and ours mean the same to the reader of the link.
    throw new LinkFault("E_LINK_CHECK");
  }
  if (at !== length) throw new LinkFault("E_LINK_CHECK");
  return raw;
}

function unpackBytes(bytes: Uint8Array): Uint8Array {
  if (bytes.length === 0) throw new LinkFault("E_LINK_SHORT");
  if ((bytes[0] as number) > VERSION) throw new LinkFault("E_LINK_NEWER");
  if (bytes[0] !== VERSION) throw new LinkFault("E_LINK_CHECK");
  const flags = bytes[1];
  const { value: length, end } = readVarint(bytes, 2);
  const bodyEnd = bytes.length - CRC_BYTES;
  if (bodyEnd < end) throw new LinkFault("E_LINK_SHORT");
  if (flags !== 0 && flags !== DEFLATED) throw new LinkFault("E_LINK_CHECK");
  if (length > limits.raw) throw new LinkFault("E_LINK_TOO_LARGE");
  const body = bytes.subarray(end, bodyEnd);
  if (flags === 0 && body.length !== length) throw new LinkFault("E_LINK_CHECK");
  const raw = flags === DEFLATED ? inflate(body, length) : body;
  const crc = new DataView(bytes.buffer, bytes.byteOffset + bodyEnd, CRC_BYTES).getUint32(0);
  if (crc32(bytes.subarray(0, end), raw) !== crc) throw new LinkFault("E_LINK_CHECK");
  return raw;
}

/** What mail programs and chats do to a link, undone: line breaks, %2D and %5F, punctuation after its end. */
export function repairPayload(payload: string): string {
  return payload
    .replace(/\s+/g, "")
    .replace(/%2d/gi, "-")
    .replace(/%5f/gi, "_")
    .replace(/[^A-Za-z0-9_-]{1,64}$/, "");
}

/** The text of a repaired payload. Throws LinkFault and nothing else. */
export function unpackText(payload: string): string {
  if (/[^A-Za-z0-9_-]/.test(payload)) throw new LinkFault("E_LINK_CHARS");
  const raw = unpackBytes(fromBase64url(payload));
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(raw);
  } catch {
    throw new LinkFault("E_LINK_UTF8");
  }
}
