/** pooled.wasm, being compiled (web/core-plugin.ts). */
declare module "virtual:pooled-core" {
  const core: Promise<WebAssembly.Module>;
  export default core;
}

/** first.wasm, being compiled: what the web app begins with. */
declare module "virtual:pooled-first" {
  const first: Promise<WebAssembly.Module>;
  export default first;
}

/** web/src/core/load.ts, or in the web app load-in-two.ts. */
declare module "virtual:pooled-engine" {
  type Engine = import("./engine").Engine;
  export const loadEngine: (as: (engine: Engine) => Engine) => Promise<Engine>;
}

/** In the web app: settled once the whole core answers. */
declare var wholeCore: Promise<unknown>;

/** Numbers of tests/golden, and SHA-256 of pooled.wasm in hexadecimal (web/goldens-plugin.ts). */
declare module "virtual:pooled-goldens" {
  export const coreHash: string;
  const goldens: unknown;
  export default goldens;
}

/** Licences of everything in the page (web/licences-plugin.ts). */
declare module "virtual:pooled-licences" {
  const licences: readonly { name: string; version: string; licence: string; text: string }[];
  export default licences;
}

/** Of the whole package what is used; its types are no dependency of their own for one function. */
declare module "d3-array" {
  export function ticks(start: number, stop: number, count: number): number[];
}

declare module "*.css";

/** Version of the page, from package.json. */
declare const __VERSION__: string;
/** Address of the hosted page, on which a local file builds its links (POOLED_PUBLIC_URL at build time); "" = none is known. */
declare const __PUBLIC_URL__: string;
