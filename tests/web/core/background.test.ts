import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { createBackground } from "web/src/core/background";
import { workerScript } from "web/src/core/core";
import type { Thread } from "web/src/core/threads";
import type { Report, Request } from "web/src/core/types";

const request = (id: string): Request => ({ version: 1, dataset: { studies: [] }, options: {}, want: [id] });
const report = (text: string): Report => ({ engine: text }) as Report;
const turn = () => new Promise((done) => setTimeout(done));

/** What was asked of a thread: the analysis, and which part of it. */
function short(text: unknown): string {
  const { want, parts } = JSON.parse(String(text)) as Request;
  if (!parts) return want[0] ?? "";
  return `${want[0]} ${"at" in parts ? parts.at : parts.done.map((each) => each ?? "-").join("")}/${parts.of}`;
}

/** Threads under the hand of the test: nothing is answered but by answer(). */
function threads() {
  const made: (Thread & { asked: string[]; ended: boolean })[] = [];
  const start = (): Thread => {
    const thread = {
      asked: [] as string[],
      ended: false,
      onmessage: null as Thread["onmessage"],
      onerror: null as Thread["onerror"],
      postMessage: (text: unknown) => void thread.asked.push(short(text)),
      terminate: () => {
        thread.ended = true;
      },
    };
    made.push(thread);
    return thread;
  };
  const post = (thread: number, answer: object, took = 1): void =>
    made[thread]?.onmessage?.({ data: { answer: JSON.stringify(answer), took } });
  const answer = (thread: number, text: string): void => post(thread, report(text));
  return { made, start, post, answer };
}

const one = (start: () => Thread) => ({ start, most: 1, inParts: () => false });
const two = (start: () => Thread) => ({ start, most: 2, inParts: (id: string) => id === "long" });

const never = (): Report => {
  throw new Error("asked here");
};

test("questions are answered one after the other, by one thread", async () => {
  const { made, start, answer } = threads();
  const background = createBackground(one(start), never);
  const [a, b] = [background.ask(request("a")), background.ask(request("b"))];
  expect(made.map((t) => t.asked)).toEqual([["a"]]);
  answer(0, "A");
  expect(await a.answer).toEqual(report("A"));
  expect(made.map((t) => t.asked)).toEqual([["a", "b"]]);
  answer(0, "B");
  expect(await b.answer).toEqual(report("B"));
});

test("cancelling the question being answered ends its thread; the next one has a new thread", async () => {
  const { made, start, answer } = threads();
  const background = createBackground(one(start), never);
  const [a, b] = [background.ask(request("a")), background.ask(request("b"))];
  a.cancel();
  expect(await a.answer).toBeNull();
  expect(made.map((t) => [t.ended, t.asked])).toEqual([
    [true, ["a"]],
    [false, ["b"]],
  ]);
  answer(1, "B");
  expect(await b.answer).toEqual(report("B"));
});

test("a question cancelled while it waits is never asked, and cancelling an answered one does nothing", async () => {
  const { made, start, answer } = threads();
  const background = createBackground(one(start), never);
  const [a, b] = [background.ask(request("a")), background.ask(request("b"))];
  b.cancel();
  expect(await b.answer).toBeNull();
  answer(0, "A");
  await a.answer;
  a.cancel();
  expect(made.map((t) => [t.ended, t.asked])).toEqual([[false, ["a"]]]);
});

test("where threads cannot be made the page answers itself, after a turn", async () => {
  const refused = (): Thread => {
    throw new Error("refused");
  };
  const background = createBackground(one(refused), () => report("here"));
  const [a, b] = [background.ask(request("a")), background.ask(request("b"))];
  b.cancel();
  expect(await a.answer).toEqual(report("here"));
  expect(await b.answer).toBeNull();
});

test("a first thread that fails is the last that is tried", async () => {
  const { made, start } = threads();
  const background = createBackground(one(start), () => report("here"));
  const a = background.ask(request("a"));
  made[0]?.onerror?.({});
  expect(await a.answer).toEqual(report("here"));
  expect(await background.ask(request("b")).answer).toEqual(report("here"));
  expect(made).toHaveLength(1);
});

test("a thread that has answered and then breaks is replaced", async () => {
  const { made, start, answer } = threads();
  const background = createBackground(one(start), () => report("here"));
  const a = background.ask(request("a"));
  answer(0, "A");
  await a.answer;
  const b = background.ask(request("b"));
  made[0]?.onerror?.({});
  expect(await b.answer).toEqual(report("here"));
  background.ask(request("c"));
  expect(made.map((t) => t.ended)).toEqual([true, false]);
});

test("two questions have two threads, one of which stays when all is done", async () => {
  const { made, start, answer } = threads();
  const background = createBackground(two(start), never);
  const [a, b, c] = ["a", "b", "c"].map((id) => background.ask(request(id)).answer);
  expect(made.map((t) => t.asked)).toEqual([["a"], ["b"]]);
  answer(1, "B");
  answer(0, "A");
  answer(1, "C");
  expect([await a, await b, await c]).toEqual([report("A"), report("B"), report("C")]);
  expect(made.map((t) => [t.ended, t.asked])).toEqual([
    [false, ["a"]],
    [true, ["b", "c"]],
  ]);
});

test("of a long question the first part is shown, then all parts go to all threads and are put together", async () => {
  const { made, start, post, answer } = threads();
  const background = createBackground(two(start), never);
  const seen: unknown[] = [];
  const later = background.ask(request("long"), (share, soFar) => seen.push([share, soFar]));
  expect(made.map((t) => t.asked)).toEqual([["long 0/129"]]);
  post(0, { part: "x" }, 10);
  expect(made[0]?.asked[1]).toBe(`long x${"-".repeat(128)}/129`);
  expect(made, "the other thread is not made while the first picture is waited for").toHaveLength(1);
  answer(0, "a sample");
  expect(seen).toEqual([[0, report("a sample")]]);
  expect(made.map((t) => t.asked.at(-1))).toEqual(["long 0/9", "long 1/9"]);
  // In the order of the parts, whatever the order of the answers.
  for (const thread of [0, 0, 1, 0, 0, 0, 1, 1, 0]) {
    const at = Number(/long (\d)\/9/.exec(made[thread]?.asked.at(-1) ?? "")?.[1]);
    post(thread, { part: "abcdefghi"[at] });
  }
  expect(seen.at(-1)).toEqual([1, null]);
  expect(made.flatMap((t) => t.asked.filter((text) => text.includes("abcdefghi")))).toHaveLength(1);
  for (const thread of [0, 1]) if (made[thread]?.asked.at(-1)?.includes("abcdefghi")) answer(thread, "whole");
  expect(await later.answer).toEqual(report("whole"));
});

test("a question that turns out to be short is asked whole", async () => {
  const { made, start, post, answer } = threads();
  const later = createBackground(two(start), never).ask(request("long"));
  post(0, { part: "x" }, 0.5);
  answer(0, "whole");
  expect(await later.answer).toEqual(report("whole"));
  expect(made.map((t) => t.asked)).toEqual([["long 0/129", "long"]]);
});

test("cancelling a question in parts ends all threads that are at it", async () => {
  const { made, start, post, answer } = threads();
  const background = createBackground(two(start), never);
  const later = background.ask(request("long"));
  post(0, { part: "x" }, 10);
  answer(0, "a sample");
  later.cancel();
  expect(await later.answer).toBeNull();
  expect(made.map((t) => t.ended)).toEqual([true, true]);
  background.ask(request("b"));
  expect(made.map((t) => t.asked.at(-1))).toEqual(["long 0/9", "long 1/9", "b"]);
});

test("a fault in one part is the answer", async () => {
  const { start, post } = threads();
  const later = createBackground(two(start), never).ask(request("long"));
  const fault = { version: 1, error: { code: "bad_request", where: "", text: "no" } };
  post(0, fault);
  expect(await later.answer).toEqual(fault);
});

test("a thread that breaks at a part leaves the whole question to the page, once", async () => {
  const { made, start, post, answer } = threads();
  let asked = 0;
  const background = createBackground(two(start), () => report(`here ${++asked}`));
  const later = background.ask(request("long"));
  post(0, { part: "x" }, 10);
  answer(0, "a sample");
  made[0]?.onerror?.({});
  made[1]?.onerror?.({});
  expect(await later.answer).toEqual(report("here 1"));
});

test("the script of a worker stands on its own", async () => {
  const sent: unknown[] = [];
  const memory = { buffer: new ArrayBuffer(4096) };
  const exports = {
    memory,
    _initialize: () => undefined,
    pl_alloc: () => 16,
    pl_free: () => undefined,
    pl_call: (_op: number, pointer: number) => pointer,
    pl_len: () => 5,
  };
  const self: { postMessage: (posted: unknown) => void; onmessage?: (event: { data: unknown }) => void } = {
    postMessage: (posted) => sent.push(posted),
  };
  const WebAssembly = { instantiate: async () => ({ exports }) };
  runInNewContext(workerScript(), { self, WebAssembly, TextEncoder, TextDecoder, Uint8Array, setTimeout, performance });
  self.onmessage?.({ data: "module" });
  self.onmessage?.({ data: "hello" });
  await turn();
  expect(sent).toEqual([{ answer: "hello", took: expect.any(Number) }]);
});
