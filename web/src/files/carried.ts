import { zlibSync } from "fflate";
import { t } from "../language/text";
import { limits } from "../state/limits";
import { toPlain } from "../state/plain";
import { crc32 } from "../state/share-bytes";
import type { Review } from "../state/state";
import { Refusal } from "./found";
import { inflate } from "./unzip";

/**
 * Figures and reports carry the review they were made from, so that whoever has the file can open it again: in an SVG
 * as its <metadata>, in a page as a <template> (which browsers do not show), in a PNG as an iTXt chunk.
 */
export const CARRIED_ID = "pooled-review";

/** JSON in ASCII: no program on the way can change its letters. */
export function carriedText(review: Review): string {
  const asCode = (c: string): string => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(toPlain(review)).replace(/[\u007f-\uffff]/g, asCode);
}

type Carrier = "figure" | "page" | "picture";
const NO_DATA: Readonly<Record<Carrier, string>> = {
  figure: t`This figure holds no review: only those that Pooled saved with the data in them can be opened.`,
  page: t`This page holds no review: only those that Pooled saved with the data in them can be opened.`,
  picture: t`This picture holds no review: only those that Pooled saved with the data in them can be opened.`,
};

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  "#39": "'",
};

/** The text of the element with our id: found by one look from the left, whatever else the file holds. */
export function carriedInMarkup(markup: string, what: Carrier): string {
  const at = markup.indexOf(`id="${CARRIED_ID}"`);
  const start = at < 0 ? -1 : markup.indexOf(">", at);
  const end = start < 0 ? -1 : markup.indexOf("<", start);
  if (end < 0) throw new Refusal(NO_DATA[what]);
  const text = markup.slice(start + 1, end);
  return text.replace(/&(#39|amp|lt|gt|quot|apos);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const ascii = (text: string): number[] => [...text].map((c) => c.charCodeAt(0));

export const isPng = (bytes: Uint8Array): boolean => SIGNATURE.every((byte, i) => bytes[i] === byte);

/** Length, type, data and check of one chunk (PNG specification, 5.3). */
export function pngChunk(type: string, data: Uint8Array | readonly number[]): Uint8Array {
  const chunk = new Uint8Array(12 + data.length);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length);
  chunk.set(ascii(type), 4);
  chunk.set(data, 8);
  view.setUint32(8 + data.length, crc32(chunk.subarray(4, 8 + data.length)));
  return chunk;
}

/** What stands before the text of our iTXt chunk: keyword, deflated, no language, no translation (11.3.3.4). */
const ITXT_HEAD = [...ascii(CARRIED_ID), 0, 1, 0, 0, 0];

export function carryingChunk(review: Review): Uint8Array {
  const text = zlibSync(new TextEncoder().encode(carriedText(review)), { level: 9 });
  return pngChunk("iTXt", Uint8Array.from([...ITXT_HEAD, ...text]));
}

const DAMAGED = t`This picture is damaged: it may not have been copied whole.`;

/** The data of a zlib stream without its two bytes of head and four of check, which the chunk's own check stands for. */
function unpacked(data: Uint8Array): string {
  try {
    return new TextDecoder().decode(inflate(data.subarray(2, -4), limits.file, "picture"));
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal(DAMAGED);
  }
}

/** The review's text in a PNG; every length is checked against the file's. */
export function carriedInPng(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = SIGNATURE.length; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    const end = at + 12 + length;
    if (end > bytes.length) throw new Refusal(DAMAGED);
    const data = bytes.subarray(at + 8, end - 4);
    if (
      ITXT_HEAD.every((byte, i) => data[i] === byte) &&
      String.fromCharCode(...bytes.subarray(at + 4, at + 8)) === "iTXt"
    ) {
      if (view.getUint32(end - 4) !== crc32(bytes.subarray(at + 4, end - 4))) throw new Refusal(DAMAGED);
      return unpacked(data.subarray(ITXT_HEAD.length));
    }
    at = end;
  }
  throw new Refusal(NO_DATA.picture);
}
