import { fileURLToPath } from "node:url";
import preact from "@preact/preset-vite";
import { defineConfig } from "vitest/config";
import { pooledCore } from "./core-plugin.ts";
import { pooledGoldens } from "./goldens-plugin.ts";
import { pooledLicences } from "./licences-plugin.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// A test that needs a document starts with the line `// @vitest-environment jsdom`.
export default defineConfig({
  root: here(".."),
  plugins: [preact(), pooledCore(false), pooledGoldens(), pooledLicences()],
  resolve: { alias: { web: here(".") } },
  define: { __VERSION__: JSON.stringify("test"), __PUBLIC_URL__: JSON.stringify("https://pooled.example/") },
  test: {
    include: ["tests/web/**/*.test.{ts,tsx}"],
    environment: "node",
    cache: false,
    // The fuzz measures what is held, not what waits to be freed.
    execArgv: ["--expose-gc"],
  },
});
