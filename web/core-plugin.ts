import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { packed } from "../scripts/pack.mjs";

const WASM = fileURLToPath(new URL("../build/wasm/pooled.wasm", import.meta.url));
const COMPILE = fileURLToPath(new URL("src/core/compile.ts", import.meta.url));
const ID = "virtual:pooled-core";

/** Made once for both pages. */
let made: string | null = null;

function packedCore(): string {
  made ??= packed(readFileSync(WASM));
  return made;
}

/**
 * `import core from "virtual:pooled-core"` gives the promise of the compiled statistical core: from a part of the
 * script, or in the single file from src/loader.ts, which has begun with it before there was a script. Then the core
 * itself is the asset core.txt, which scripts/build_web.mjs puts into the page.
 */
export function pooledCore(fromLoader: boolean): Plugin {
  return {
    name: "pooled-core",
    resolveId: (id) => (id === ID ? `\0${ID}` : null),
    buildStart() {
      if (fromLoader) this.emitFile({ type: "asset", fileName: "core.txt", source: packedCore() });
    },
    load(id) {
      if (id !== `\0${ID}`) return null;
      if (fromLoader) return "export default globalThis.pooled.core;";
      this.addWatchFile(WASM);
      const from = `import { compileCore } from ${JSON.stringify(COMPILE)};`;
      return `${from}\nexport default compileCore(${JSON.stringify(packedCore())});`;
    },
  };
}
