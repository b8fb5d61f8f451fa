import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { packed } from "../scripts/pack.mjs";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const WASM = { "virtual:pooled-core": "pooled", "virtual:pooled-first": "first" };
const ENGINE = "virtual:pooled-engine";
const wasmOf = (id: string): string => here(`../build/wasm/${WASM[id as keyof typeof WASM]}.wasm`);

/** Each made once for both pages. */
const made: Record<string, string> = {};

function packedCore(id: string): string {
  made[id] ??= packed(readFileSync(wasmOf(id)));
  return made[id];
}

/**
 * `import core from "virtual:pooled-core"` gives the promise of the compiled statistical core, and "virtual:pooled-first"
 * that of its small first part: from a part of the script, or in the single file from src/loader.ts, which has begun with
 * it before there was a script. Then the core itself is the asset core.txt, which scripts/build_web.mjs puts into the
 * page. "virtual:pooled-engine" loads one core, or where the page is fetched from a server two.
 */
export function pooledCore(fromLoader: boolean): Plugin {
  return {
    name: "pooled-core",
    resolveId(id) {
      if (id === ENGINE) return here(`src/core/${fromLoader ? "load" : "load-in-two"}.ts`);
      return id in WASM ? `\0${id}` : null;
    },
    buildStart() {
      if (fromLoader) this.emitFile({ type: "asset", fileName: "core.txt", source: packedCore("virtual:pooled-core") });
    },
    load(id) {
      const core = id.slice(1);
      if (!id.startsWith("\0") || !(core in WASM)) return null;
      if (fromLoader) return "export default globalThis.pooled.core;";
      this.addWatchFile(wasmOf(core));
      const from = `import { compileCore } from ${JSON.stringify(here("src/core/compile.ts"))};`;
      return `${from}\nexport default compileCore(${JSON.stringify(packedCore(core))});`;
    },
  };
}
