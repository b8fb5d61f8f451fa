import packed from "virtual:pooled-core";
import { inflateSync } from "fflate";
import { type Core, createEngine, type Engine } from "./engine";

/** What a stand-alone module of ours may ask of its host, and no more: a new name here is a bug in the core's build. */
const imports: WebAssembly.Imports = {
  env: { emscripten_notify_memory_growth: () => undefined },
  wasi_snapshot_preview1: {
    proc_exit: (code: number) => {
      throw new WebAssembly.RuntimeError(`the core exited with code ${code}`);
    },
    fd_close: () => 0,
    fd_seek: () => 0,
    fd_write: () => 0,
  },
};

/** A plain loop: Uint8Array.from with a callback takes ten times as long, and the first screen waits for it. */
function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/** Compiles while inflating where the platform can do both; older browsers inflate in JavaScript first. */
async function compile(deflated: Uint8Array<ArrayBuffer>): Promise<WebAssembly.Module> {
  try {
    const stream = new Response(deflated).body?.pipeThrough(new DecompressionStream("deflate-raw"));
    return await WebAssembly.compileStreaming(
      new Response(stream, { headers: { "content-type": "application/wasm" } }),
    );
  } catch {
    return WebAssembly.compile(inflateSync(deflated));
  }
}

/** The statistical core, ready to answer. Rejects when the browser cannot run WebAssembly. */
export async function loadEngine(): Promise<Engine> {
  const module = await compile(fromBase64(packed));
  return createEngine(async () => {
    const core = (await WebAssembly.instantiate(module, imports)).exports as unknown as Core;
    core._initialize();
    return core;
  });
}
