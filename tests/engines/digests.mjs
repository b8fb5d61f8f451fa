// Every golden request, and the digest of every answer's bytes: of the module in the page, and in Node.js.
import { readFileSync } from "node:fs";
import { wasmPath } from "../../scripts/core_node.mjs";
import { allCases } from "../golden/all_cases.mjs";

/** Subject -> requests as texts: the very bytes that every engine is asked with. */
export function goldenRequests() {
  const subjects = Object.entries(allCases());
  return Object.fromEntries(subjects.map(([name, list]) => [name, list.map((c) => JSON.stringify(c.request))]));
}

/** Stands on its own, for it runs in the pages as well. The page's `pooled.core` is the module of the single file. */
export async function digests(module, requests) {
  const nothing = () => 0;
  const wasi = { proc_exit: nothing, fd_close: nothing, fd_seek: nothing, fd_write: nothing };
  const imports = { env: { emscripten_notify_memory_growth: nothing }, wasi_snapshot_preview1: wasi };
  const { exports: core } = await WebAssembly.instantiate(module, imports);
  core._initialize();
  const digest = async (text) => {
    const bytes = new TextEncoder().encode(text);
    const input = core.pl_alloc(bytes.length);
    new Uint8Array(core.memory.buffer, input, bytes.length).set(bytes);
    const output = core.pl_call(1, input, bytes.length);
    const answer = new Uint8Array(core.memory.buffer, output, core.pl_len()).slice();
    core.pl_free(input);
    const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", answer));
    return `${answer.length} bytes ${[...sum].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  };
  const made = [];
  for (const text of requests) made.push(await digest(text));
  return made;
}

export const digestsInNode = (requests) => digests(new WebAssembly.Module(readFileSync(wasmPath)), requests);
export const digestsInPage = ({ run }, requests) =>
  run(`(requests) => pooled.core.then((module) => (${digests})(module, requests))`, requests);
