import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { createBackground, type Thread } from "web/src/core/background";
import { workerScript } from "web/src/core/core";
import type { Report, Request } from "web/src/core/types";

const request = (id: string): Request => ({ version: 1, dataset: { studies: [] }, options: {}, want: [id] });
const report = (text: string): Report => ({ engine: text }) as Report;
const turn = () => new Promise((done) => setTimeout(done));

/** Threads under the hand of the test: nothing is answered but by answer(). */
function threads() {
  const made: (Thread & { asked: string[]; ended: boolean })[] = [];
  const start = (): Thread => {
    const thread = {
      asked: [] as string[],
      ended: false,
      onmessage: null as Thread["onmessage"],
      onerror: null as Thread["onerror"],
      postMessage: (text: unknown) => void thread.asked.push(JSON.parse(String(text)).want[0]),
      terminate: () => void (thread.ended = true),
    };
    made.push(thread);
    return thread;
  };
  const answer = (thread: number, text: string): void =>
    made[thread]?.onmessage?.({ data: JSON.stringify(report(text)) });
  return { made, start, answer };
}

const never = (): Report => {
  throw new Error("asked here");
};

test("questions are answered one after the other, by one thread", async () => {
  const { made, start, answer } = threads();
  const background = createBackground(start, never);
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
  const background = createBackground(start, never);
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
  const background = createBackground(start, never);
  const [a, b] = [background.ask(request("a")), background.ask(request("b"))];
  b.cancel();
  expect(await b.answer).toBeNull();
  answer(0, "A");
  await a.answer;
  a.cancel();
  expect(made.map((t) => [t.ended, t.asked])).toEqual([[false, ["a"]]]);
});

test("where threads cannot be made the page answers itself, after a turn", async () => {
  const background = createBackground(
    () => {
      throw new Error("refused");
    },
    () => report("here"),
  );
  const [a, b] = [background.ask(request("a")), background.ask(request("b"))];
  b.cancel();
  expect(await a.answer).toEqual(report("here"));
  expect(await b.answer).toBeNull();
});

test("a first thread that fails is the last that is tried", async () => {
  const { made, start } = threads();
  const background = createBackground(start, () => report("here"));
  const a = background.ask(request("a"));
  made[0]?.onerror?.({});
  expect(await a.answer).toEqual(report("here"));
  expect(await background.ask(request("b")).answer).toEqual(report("here"));
  expect(made).toHaveLength(1);
});

test("a thread that has answered and then breaks is replaced", async () => {
  const { made, start, answer } = threads();
  const background = createBackground(start, () => report("here"));
  const a = background.ask(request("a"));
  answer(0, "A");
  await a.answer;
  const b = background.ask(request("b"));
  made[0]?.onerror?.({});
  expect(await b.answer).toEqual(report("here"));
  background.ask(request("c"));
  expect(made.map((t) => t.ended)).toEqual([true, false]);
});

test("the script of a worker stands on its own", async () => {
  const sent: string[] = [];
  const memory = { buffer: new ArrayBuffer(4096) };
  const exports = {
    memory,
    _initialize: () => undefined,
    pl_alloc: () => 16,
    pl_free: () => undefined,
    pl_call: (_op: number, pointer: number) => pointer,
    pl_len: () => 5,
  };
  const self: { postMessage: (text: string) => void; onmessage?: (event: { data: unknown }) => void } = {
    postMessage: (text) => sent.push(text),
  };
  const WebAssembly = { instantiate: async () => ({ exports }) };
  runInNewContext(workerScript(), { self, WebAssembly, TextEncoder, TextDecoder, Uint8Array, setTimeout });
  self.onmessage?.({ data: "module" });
  self.onmessage?.({ data: "hello" });
  await turn();
  expect(sent).toEqual(["hello"]);
});
