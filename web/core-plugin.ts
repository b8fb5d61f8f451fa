import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { deflateSync } from "fflate";
import type { Plugin } from "vite";

const WASM = fileURLToPath(new URL("../build/wasm/pooled.wasm", import.meta.url));
const ID = "virtual:pooled-core";

/**
 * `import core from "virtual:pooled-core"` gives the statistical core as a string: pooled.wasm, deflated, base64.
 * It is part of the script, so the script's hash in the Content-Security-Policy covers the core too.
 */
export function pooledCore(): Plugin {
  return {
    name: "pooled-core",
    resolveId: (id) => (id === ID ? `\0${ID}` : null),
    load(id) {
      if (id !== `\0${ID}`) return null;
      this.addWatchFile(WASM);
      // Not Node's zlib: what that makes depends on its version and on the processor, and builds are to be repeatable.
      const packed = deflateSync(readFileSync(WASM), { level: 9, mem: 12 });
      return `export default ${JSON.stringify(Buffer.from(packed).toString("base64"))};`;
    },
  };
}
