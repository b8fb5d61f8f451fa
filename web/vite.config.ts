import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import preact from "@preact/preset-vite";
import { defineConfig } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";
import { pooledCore } from "./core-plugin.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const { version } = JSON.parse(readFileSync(here("package.json"), "utf8")) as { version: string };

/** Where links made from a local file point to: the address of a hosted copy, "" when the builder knows of none. */
const publicUrl = process.env.POOLED_PUBLIC_URL ?? "";

/** WebRTC is the one way out that a Content-Security-Policy does not close, so it goes before anything else runs. */
const closeWebRtc =
  'for(const k of["RTCPeerConnection","webkitRTCPeerConnection","RTCDataChannel"])Reflect.deleteProperty(globalThis,k);';

// `--mode single` gives dist/pooled.html, everything in one file; `--mode web` gives dist/web/ for a server.
// scripts/build_web.mjs runs both and adds the Content-Security-Policy.
export default defineConfig(({ mode }) => ({
  root: here("."),
  base: "./",
  plugins: [preact(), pooledCore(mode === "single"), ...(mode === "single" ? [viteSingleFile()] : [])],
  resolve: { alias: { web: here(".") } },
  define: { __VERSION__: JSON.stringify(version), __PUBLIC_URL__: JSON.stringify(publicUrl) },
  publicDir: mode === "single" ? false : here("public"),
  build: {
    target: "es2022",
    outDir: here(mode === "single" ? "../build/single" : "../dist/web"),
    emptyOutDir: true,
    modulePreload: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
    rolldownOptions: { output: { banner: closeWebRtc } },
  },
}));
