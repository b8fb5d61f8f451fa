import { XzReadableStream } from "xz-decompress";
import { DIGITS } from "../../../scripts/base85.mjs";

const VALUE = new Uint8Array(128);
for (let i = 0; i < DIGITS.length; i++) VALUE[DIGITS.charCodeAt(i)] = i;

/** Five digits as four bytes, and the last two to four as one to three. A plain loop: the first screen waits for it. */
function fromBase85(text: string): Uint8Array<ArrayBuffer> {
  const groups = Math.ceil(text.length / 5);
  const words = new DataView(new ArrayBuffer(groups * 4));
  for (let i = 0; i < groups; i++) {
    let word = 0;
    for (let j = 5 * i; j < 5 * i + 5; j++)
      word = word * 85 + (j < text.length ? (VALUE[text.charCodeAt(j)] ?? 0) : 84);
    words.setUint32(4 * i, word);
  }
  return new Uint8Array(words.buffer, 0, text.length - groups);
}

let streams = 0;

/** The library would keep its module, and 67 MB of memory with it, for as long as the page lives. */
function forgetModule(): void {
  streams -= 1;
  if (streams === 0) Object.assign(XzReadableStream, { _moduleInstance: undefined, _moduleInstancePromise: undefined });
}

function unxz(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  streams += 1;
  return new XzReadableStream(body).pipeThrough(new TransformStream({ flush: forgetModule }));
}

const GZIP = 0x1f;

/** What scripts/pack.mjs has packed. */
export function unpacked(text: string): Response {
  const bytes = fromBase85(text);
  const { body } = new Response(bytes);
  if (body === null) throw new Error("nothing to unpack");
  return new Response(bytes[0] === GZIP ? body.pipeThrough(new DecompressionStream("gzip")) : unxz(body));
}
