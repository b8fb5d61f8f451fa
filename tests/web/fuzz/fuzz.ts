import { expect } from "vitest";
import { randomFrom } from "../state/helpers";

/**
 * Seeded mutation: the same rounds at every run, and many more of them, from another seed each time, under
 * `scripts/test.sh --long`, which sets POOLED_LONG to 1.
 */
export const long = process.env.POOLED_LONG === "1";
export const rounds = (usual: number, whenLong: number): number => (long ? whenLong : usual);
export const seed = Number(process.env.POOLED_SEED ?? 20261124) % 2147483646 || 1;
/** CPU seconds for each fuzz in place of a number of rounds, where the environment says so. */
const seconds = Number(process.env.POOLED_FUZZ_SECONDS ?? 0);
/** Milliseconds a fuzz may take on a busy machine. */
export const WAIT = { timeout: long || seconds > 0 ? 6 * 3_600_000 : 120_000 };

/** 0, 1, 2 … for so many rounds, or as long as POOLED_FUZZ_SECONDS says; then says on the log how many there were. */
export function* turns(what: string, usual: number, whenLong: number): Generator<number> {
  const used = (): number => (process.cpuUsage().user + process.cpuUsage().system) / 1e6;
  const began = used();
  const goOn = (i: number): boolean => (seconds > 0 ? used() - began < seconds : i < rounds(usual, whenLong));
  let i = 0;
  for (; goOn(i); i += 1) yield i;
  if (long || seconds > 0) console.log(`Fuzz, ${what}: ${i} inputs, ${(used() - began).toFixed(0)} CPU s, no finding`);
}

export type Random = () => number;
export const randomSource = (more: number): Random => randomFrom(((seed + more * 7919) % 2147483646) + 1);
export const below = (random: Random, n: number): number => Math.floor(random() * n);
export const oneOf = <T>(random: Random, list: readonly T[]): T => list[below(random, list.length)] as T;

/** What parsers trip over: ends of text and markup, prototypes, odd numbers, direction marks, half characters. */
export const NASTY = [
  ...[
    "",
    " ",
    "\0",
    "\ufeff",
    "\u202e",
    "\ud800",
    "\udc00",
    "\u2028",
    "\n",
    "\r\n",
    "\t",
    '"',
    "'",
    "`",
    "\\",
    "&",
    "<",
  ],
  ...["]]>", "-->", "<![CDATA[", "<!DOCTYPE x [<!ENTITY a 'b'>]>", "&a;", "&#0;", "</text><script>alert(1)</script>"],
  ...[
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "=1+1",
    "@SUM(A1)",
    "__proto__",
    "constructor",
    "toString",
  ],
  ...["NaN", "Infinity", "1e309", "-0", "1e-324", "0x10", "1,2,3", "1.234,5", "9".repeat(400), "\u0661\u0662", "½"],
  ...["a".repeat(20_000), "{".repeat(200), "[".repeat(200), "(".repeat(2000), "\u0301".repeat(500)],
] as const;

/** One to six changes of the bytes: flipped, replaced, cut out, doubled, cut off, spliced, or something nasty put in. */
export function mutatedBytes(from: Uint8Array, random: Random, other: Uint8Array = from): Uint8Array {
  let bytes: Uint8Array = from.slice();
  for (let n = 1 + below(random, 6); n > 0; n -= 1) {
    const at = below(random, bytes.length + 1);
    const end = Math.min(bytes.length, at + below(random, 40));
    const insert = (what: Uint8Array, until: number): Uint8Array =>
      Uint8Array.from([...bytes.subarray(0, at), ...what, ...bytes.subarray(until)]);
    const kind = below(random, 8);
    if (kind === 0 && at < bytes.length) bytes[at] = (bytes[at] as number) ^ (1 << below(random, 8));
    else if (kind === 1 && at < bytes.length) bytes[at] = below(random, 256);
    else if (kind === 2) bytes = insert(new Uint8Array(), end);
    else if (kind === 3) bytes = insert(bytes.slice(at, end), at);
    else if (kind === 4 && random() < 0.2) bytes = bytes.slice(0, at);
    else if (kind === 5) bytes = insert(other.slice(below(random, other.length)).subarray(0, 60), end);
    else if (kind === 6) bytes = insert(new TextEncoder().encode(oneOf(random, NASTY)), at);
    else bytes = insert(new TextEncoder().encode(oneOf(random, NASTY)), end);
  }
  return bytes;
}

/** The same for a text, character by character. */
export function mutatedText(from: string, random: Random, alphabet: string): string {
  let text = from;
  for (let n = 1 + below(random, 4); n > 0; n -= 1) {
    const at = below(random, text.length + 1);
    const end = Math.min(text.length, at + 1 + below(random, 12));
    const letter = alphabet[below(random, alphabet.length)] as string;
    const kind = below(random, 9);
    if (kind === 0) text = text.slice(0, at) + letter + text.slice(at + 1);
    else if (kind === 1) text = text.slice(0, at) + letter + text.slice(at);
    else if (kind === 2) text = text.slice(0, at) + text.slice(at + 1);
    else if (kind === 3) text = text.slice(0, at) + text.slice(end);
    else if (kind === 4) text = text.slice(0, at) + text.slice(at, end) + text.slice(at);
    else if (kind === 5) text = text.slice(0, at);
    else if (kind === 6) text = text.slice(0, at) + text.slice(at, end).toUpperCase() + text.slice(end);
    else if (kind === 7) text = text.slice(0, at) + [...text.slice(at, end)].reverse().join("") + text.slice(end);
    else text = text.slice(0, at) + oneOf(random, NASTY).slice(0, 50) + text.slice(at);
  }
  return text;
}

/** A tree of JSON with a few of its values replaced by others of any kind, and keys that nobody expects. */
export function mutatedTree(value: unknown, random: Random, rate = 0.02): unknown {
  if (random() < rate) return strange(random);
  if (Array.isArray(value)) {
    const list = value.map((one) => mutatedTree(one, random, rate));
    return random() < rate ? [...list, ...list.slice(0, 3)] : list;
  }
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).map(([key, one]) => [key, mutatedTree(one, random, rate)] as const);
  if (random() < 2 * rate) entries.push([oneOf(random, NASTY).slice(0, 100), strange(random)]);
  // As JSON.parse makes it: a key of its own, even if it is called __proto__.
  return JSON.parse(
    `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${JSON.stringify(one) ?? "null"}`).join()}}`,
  );
}

function strange(random: Random): unknown {
  const all = [null, true, false, 0, -1, 0.5, 1e300, -1e-300, [], {}, [[]], { a: [] }, "REML", "RR", "counts"];
  return random() < 0.5 ? oneOf(random, NASTY) : oneOf<unknown>(random, all);
}

/** Bytes that the process holds, once what nobody needs any more is freed (vitest.config.ts hands out gc). */
function held(): number {
  (globalThis as { gc?: () => void }).gc?.();
  return process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
}

const MOST = 64 * 1024 * 1024;

/**
 * Watches the memory while a fuzz runs: `look` after every round, of which one in a few hundred is measured, and
 * `end` with what to say in the log. Fails as soon as more than 64 MB are held over what was held before.
 */
export function memoryWatch(every: number): { look: (round: number) => void; end: (what: string) => void } {
  const [before, began] = [held(), performance.now()];
  let most = 0;
  const look = (round: number): void => {
    if (round % every !== 0) return;
    most = Math.max(most, held() - before);
    expect(most, `bytes held after round ${round}`).toBeLessThan(MOST);
  };
  const end = (what: string): void => {
    look(0);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    if (long) console.log(`${what}; ${seconds} s, at most ${(most / 1024 / 1024).toFixed(1)} MB over the baseline`);
  };
  return { look, end };
}
