import packed from "virtual:pooled-core";
import { inflateSync } from "fflate";
import type { Thread } from "./background";
import { instantiate, workerScript } from "./core";
import { createEngine, type Engine } from "./engine";

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

interface ScriptPolicy {
  createScriptURL(url: string): unknown;
}

/** The page's policy lets no text become script but through this one door, which takes only what was made here. */
function scriptPolicy(): ScriptPolicy | null {
  const factory = (globalThis as { trustedTypes?: { createPolicy(name: string, rules: object): ScriptPolicy } })
    .trustedTypes;
  const onlyBlobs = (url: string): string => {
    if (!url.startsWith("blob:")) throw new TypeError("not a script of this page");
    return url;
  };
  return factory?.createPolicy("pooled", { createScriptURL: onlyBlobs }) ?? null;
}

/** Makes workers that have the compiled module; throws where the browser has none. */
function threads(module: WebAssembly.Module): () => Thread {
  const policy = scriptPolicy();
  return () => {
    const url = URL.createObjectURL(new Blob([workerScript()], { type: "text/javascript" }));
    try {
      const worker = new Worker((policy?.createScriptURL(url) ?? url) as string);
      worker.postMessage(module);
      return worker as unknown as Thread;
    } finally {
      // The worker has its script once it has been made; an address less to keep.
      setTimeout(() => URL.revokeObjectURL(url), 10_000);
    }
  };
}

/** The statistical core, ready to answer. Rejects when the browser cannot run WebAssembly. */
export async function loadEngine(): Promise<Engine> {
  const module = await compile(fromBase64(packed));
  return createEngine(() => instantiate(module), threads(module));
}
