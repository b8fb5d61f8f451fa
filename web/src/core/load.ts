import core from "virtual:pooled-core";
import { instantiate, workerScript } from "./core";
import { createEngine, type Engine } from "./engine";
import type { Thread } from "./threads";

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

/** Threads that work at the same time; the page itself has little to do while it waits for them. */
const cores = (): number => Math.min(8, globalThis.navigator?.hardwareConcurrency || 1);

/**
 * The statistical core, ready to answer. Rejects when the browser cannot run WebAssembly.
 * @param as  what the page sees of it: its texts in the page's language
 */
export async function loadEngine(as = (engine: Engine): Engine => engine): Promise<Engine> {
  const module = await core;
  return as(await createEngine(() => instantiate(module), threads(module), cores()));
}
