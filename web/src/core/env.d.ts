/** pooled.wasm, being compiled (web/core-plugin.ts). */
declare module "virtual:pooled-core" {
  const core: Promise<WebAssembly.Module>;
  export default core;
}

declare module "*.css";

/** Version of the page, from package.json. */
declare const __VERSION__: string;
/** Address of the hosted page, on which a local file builds its links (POOLED_PUBLIC_URL at build time); "" = none is known. */
declare const __PUBLIC_URL__: string;
