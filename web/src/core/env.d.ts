/** pooled.wasm, being compiled (web/core-plugin.ts). */
declare module "virtual:pooled-core" {
  const core: Promise<WebAssembly.Module>;
  export default core;
}

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

declare module "*.css";

/** Version of the page, from package.json. */
declare const __VERSION__: string;
/** Address of the hosted page, on which a local file builds its links (POOLED_PUBLIC_URL at build time); "" = none is known. */
declare const __PUBLIC_URL__: string;
