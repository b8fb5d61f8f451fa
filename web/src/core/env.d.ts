/** pooled.wasm, deflated, base64 (web/core-plugin.ts). */
declare module "virtual:pooled-core" {
  const core: string;
  export default core;
}

declare module "*.css";

/** Version of the page, from package.json. */
declare const __VERSION__: string;
/** Address of the hosted page, on which a local file builds its links (POOLED_PUBLIC_URL at build time); "" = none is known. */
declare const __PUBLIC_URL__: string;
