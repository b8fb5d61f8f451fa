import { t } from "../language/text";
import { Refusal } from "./found";

/** Bytes to text. Programs do not say in which encoding they wrote: it is found out, and said when it had to be guessed. */
export interface DecodedText {
  text: string;
  notes: string[];
}

/** By its mark at the beginning (BOM); TextDecoder takes the mark away. */
function markedEncoding(bytes: Uint8Array): string | null {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return "utf-8";
  if (a === 0xff && b === 0xfe) return "utf-16le";
  return a === 0xfe && b === 0xff ? "utf-16be" : null;
}

/** UTF-16 without a mark: tables are mostly ASCII, so that every other byte is zero. */
function sparseEncoding(bytes: Uint8Array): string | null {
  const zeros = [0, 0];
  const seen = Math.min(bytes.length, 4000) & ~1;
  for (let i = 0; i < seen; i += 1) if (bytes[i] === 0) zeros[i % 2] = (zeros[i % 2] as number) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > 0.3 * (seen / 2) && even < odd / 10) return "utf-16le";
  return even > 0.3 * (seen / 2) && odd < even / 10 ? "utf-16be" : null;
}

/** Text has no NUL and hardly any other control character. */
function isBinary(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  const controls = text.slice(0, 20_000).match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/g)?.length ?? 0;
  return text.includes("\u0000") || controls > 0.01 * Math.min(text.length, 20_000);
}

const GUESSED = t`The file is not in UTF-8, so it was read as Windows-1252 (Western European). Check letters with accents.`;

function decode(bytes: Uint8Array, declared: string | null): DecodedText {
  const known = markedEncoding(bytes) ?? sparseEncoding(bytes) ?? declared;
  if (known !== null) {
    try {
      return { text: new TextDecoder(known).decode(bytes), notes: [] };
    } catch {
      // A name of an encoding that the browser does not know: found out as if there were none.
    }
  }
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), notes: [] };
  } catch {
    return { text: new TextDecoder("windows-1252").decode(bytes), notes: [GUESSED] };
  }
}

/** @param declared  what the file itself says, as XML does; a mark at the beginning counts for more */
export function decodeText(bytes: Uint8Array, declared: string | null = null): DecodedText {
  const decoded = decode(bytes, declared);
  if (decoded.text.trim() === "") throw new Refusal(t`This file is empty.`);
  if (isBinary(decoded.text)) throw new Refusal(t`This file holds no text: it is of a kind that Pooled cannot read.`);
  return decoded;
}

/** The encoding that an XML file names in its first line, which is ASCII in every encoding but UTF-16. */
export function xmlEncoding(bytes: Uint8Array): string | null {
  const start = new TextDecoder("windows-1252").decode(bytes.subarray(0, 200));
  return /^\s*<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)["']/.exec(start)?.[1] ?? null;
}
