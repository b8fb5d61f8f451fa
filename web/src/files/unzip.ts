import { Inflate } from "fflate";
import { t } from "../language/text";
import { limits } from "../state/limits";
import { Refusal } from "./found";

/**
 * The files in a ZIP archive, found by its central directory (PKWARE APPNOTE 6.3.10, 4.3). What comes out is counted
 * while it is unpacked, for what an archive says about its sizes may be a lie: at most limits.unpacked bytes.
 */
interface Entry {
  name: string;
  stored: boolean;
  packed: Uint8Array;
}

const DAMAGED = t`This file is a damaged archive: it may not have been copied or downloaded whole.`;
const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const LARGEST_COMMENT = 65_535;

export const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3;

function endOf(view: DataView): number {
  const first = Math.max(0, view.byteLength - 22 - LARGEST_COMMENT);
  for (let at = view.byteLength - 22; at >= first; at -= 1) if (view.getUint32(at, true) === END) return at;
  throw new Refusal(DAMAGED);
}

function entryAt(bytes: Uint8Array, view: DataView, at: number): { entry: Entry; next: number } {
  if (view.getUint32(at, true) !== CENTRAL) throw new Refusal(DAMAGED);
  const [nameLength, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true)) as number[];
  const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + (nameLength ?? 0)));
  if (view.getUint16(at + 8, true) & 1)
    throw new Refusal(t`This archive is locked by a password. Save it without one.`);
  const method = view.getUint16(at + 10, true);
  if (method !== 0 && method !== 8)
    throw new Refusal(t`"${name}" in this archive is packed in a way that is not known.`);
  const local = view.getUint32(at + 42, true);
  if (view.getUint32(local, true) !== LOCAL) throw new Refusal(DAMAGED);
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  const packed = bytes.subarray(start, start + view.getUint32(at + 20, true));
  const next = at + 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0);
  return { entry: { name, stored: method === 0, packed }, next };
}

function entriesOf(bytes: Uint8Array): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  const count = view.getUint16(end + 10, true);
  if (count > limits.packedFiles) throw new Refusal(t`This archive holds ${count} files, too many to be a data file.`);
  const entries: Entry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < count; i += 1) {
    const { entry, next } = entryAt(bytes, view, at);
    entries.push(entry);
    at = next;
  }
  return entries;
}

const TOO_LARGE = {
  archive: t`This archive unpacks to more than ${limits.unpacked / 1_000_000} MB. Pooled stops there.`,
  picture: t`This picture unpacks to more than ${limits.file / 1_000_000} MB. Pooled stops there.`,
} as const;
const STEP = 16_384;

/**
 * @param room  bytes that may still be unpacked
 * @param what  the file is, for the words of a refusal
 */
export function inflate(packed: Uint8Array, room: number, what: "archive" | "picture" = "archive"): Uint8Array {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const stream = new Inflate((chunk) => {
    size += chunk.length;
    if (size > room) throw new Refusal(TOO_LARGE[what]);
    chunks.push(chunk);
  });
  for (let at = 0; at < packed.length; at += STEP)
    stream.push(packed.subarray(at, at + STEP), at + STEP >= packed.length);
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** Names of all files in the archive, and the contents of those that are wanted. */
export interface Unzipped {
  names: string[];
  files: Map<string, Uint8Array>;
}

export function unzip(bytes: Uint8Array, isWanted: (name: string) => boolean): Unzipped {
  try {
    const entries = entriesOf(bytes).filter(({ name }) => !name.endsWith("/"));
    const files = new Map<string, Uint8Array>();
    let room: number = limits.unpacked;
    for (const { name, stored, packed } of entries.filter((entry) => isWanted(entry.name))) {
      const content = stored ? packed : inflate(packed, room);
      room -= content.length;
      files.set(name, content);
    }
    return { names: entries.map(({ name }) => name), files };
  } catch (error) {
    // fflate, and reading outside of the bytes, say no more than that it is damaged.
    throw error instanceof Refusal ? error : new Refusal(DAMAGED);
  }
}
