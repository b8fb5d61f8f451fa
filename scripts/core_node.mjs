// pooled.wasm in Node.js, for scripts and golden tests. The page has its own loader (web/src/core/load.ts); both give
// the module the same five host functions.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const wasmPath = fileURLToPath(new URL("../build/wasm/pooled.wasm", import.meta.url));

/** Everything a stand-alone module of ours may import; scripts/check_wasm.mjs asserts it. */
export const hostFunctions = {
  env: { emscripten_notify_memory_growth: () => undefined },
  wasi_snapshot_preview1: {
    proc_exit: (code) => {
      throw new WebAssembly.RuntimeError(`the core exited with code ${code}`);
    },
    fd_close: () => 0,
    fd_seek: () => 0,
    fd_write: () => 0,
  },
};

/** { catalog, analyse(request), call(op, text) }: objects in and out, `call` with raw text for hostile input. */
export function loadCore(path = wasmPath) {
  const module = new WebAssembly.Module(readFileSync(path));
  const core = new WebAssembly.Instance(module, hostFunctions).exports;
  core._initialize();
  const call = (op, text) => {
    const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
    const input = core.pl_alloc(bytes.length);
    new Uint8Array(core.memory.buffer, input, bytes.length).set(bytes);
    const output = core.pl_call(op, input, bytes.length);
    const answer = new TextDecoder().decode(new Uint8Array(core.memory.buffer, output, core.pl_len()));
    core.pl_free(input);
    return JSON.parse(answer);
  };
  return { catalog: call(0, ""), analyse: (request) => call(1, JSON.stringify(request)), call };
}
