import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import preact from "@preact/preset-vite";
import { defineConfig } from "vite";
import { pooledCore } from "./core-plugin.ts";
import { pooledGoldens } from "./goldens-plugin.ts";
import { pooledLicences } from "./licences-plugin.ts";
import { startPageAndLater } from "./parts-plugin.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const { version } = JSON.parse(readFileSync(here("package.json"), "utf8")) as { version: string };

/** Where links made from a local file point to: the address of a hosted copy, "" when the builder knows of none. */
const publicUrl = process.env.POOLED_PUBLIC_URL ?? "";

// `--mode web` gives dist/web/ for a server; `--mode single` the parts of dist/pooled.html, everything in one file.
// scripts/build_web.mjs runs both, joins the parts and adds the Content-Security-Policy.
const ALONE = /\/(node_modules\/docx|src\/report\/docx|src\/language\/de|src\/core\/load\.ts)\b|virtual:pooled-core/;

export default defineConfig(({ mode }) => {
  const { plugin: parts, groups } = startPageAndLater(mode === "web", (id) => ALONE.test(id));
  return {
    root: here("."),
    base: "./",
    plugins: [preact(), pooledCore(mode === "single"), pooledGoldens(), pooledLicences(), parts],
    resolve: { alias: { web: here(".") } },
    define: { __VERSION__: JSON.stringify(version), __PUBLIC_URL__: JSON.stringify(publicUrl) },
    publicDir: mode === "single" ? false : here("public"),
    build: {
      target: "es2022",
      ...(mode === "single"
        ? { write: false, cssCodeSplit: false }
        : { outDir: here("../dist/web"), emptyOutDir: true }),
      modulePreload: false,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 2000,
      rolldownOptions: { input: { start: here("index.html") }, output: { codeSplitting: { groups } } },
    },
  };
});
