import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { deflateSync } from "fflate";
import type { Plugin } from "vite";

const WASM = fileURLToPath(new URL("../build/wasm/pooled.wasm", import.meta.url));
const ID = "virtual:pooled-core";

/** pooled.wasm, deflated, base64. Not by Node's zlib: what that makes depends on its version and on the processor. */
export function packedCore(): string {
  return Buffer.from(deflateSync(readFileSync(WASM), { level: 9, mem: 12 })).toString("base64");
}

/** Takes the core out of the page, where scripts/build_web.mjs has put it: no script has to be read around it. */
const FROM_PAGE = `
const element = document.getElementById("core");
const text = element.textContent;
element.remove();
export default text;`;

/**
 * `import core from "virtual:pooled-core"` gives the statistical core as a string, see packedCore(): part of the script,
 * or in the single file an element of the page.
 */
export function pooledCore(inPage: boolean): Plugin {
  return {
    name: "pooled-core",
    resolveId: (id) => (id === ID ? `\0${ID}` : null),
    load(id) {
      if (id !== `\0${ID}`) return null;
      this.addWatchFile(WASM);
      return inPage ? FROM_PAGE : `export default ${JSON.stringify(packedCore())};`;
    },
  };
}
