// The two engines under test: the native command (sanitised in the test run) and the WebAssembly module.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadCore } from "../../scripts/core_node.mjs";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
export const readJson = (relative) => JSON.parse(readFileSync(path(relative), "utf8"));

/** The command to test; scripts/test.sh names the sanitised one. */
export const command = process.env.POOLED_COMMAND ?? path("../../build/native/pooled");

/** Answers of `pooled batch` to these lines, one parsed object per line. */
export function nativeBatch(lines) {
  const run = spawnSync(command, ["batch"], { input: `${lines.join("\n")}\n`, encoding: "utf8", maxBuffer: 1 << 30 });
  if (run.status !== 0) throw new Error(`pooled batch: status ${run.status}, ${run.error ?? run.stderr}`);
  return run.stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

const both = {
  native: (requests) => nativeBatch(requests.map((request) => JSON.stringify(request))),
  wasm: (requests) => {
    const core = loadCore();
    return requests.map((request) => core.analyse(request));
  },
};

/** name -> (requests) => reports. POOLED_ENGINE names one where the other has nothing to add (scripts/mutants.sh). */
export const engines = Object.fromEntries(
  Object.entries(both).filter(([name]) => name === (process.env.POOLED_ENGINE ?? name)),
);

/** A study as short as cases.json writes it -> as the border wants it. */
export const fullStudy = (study) => ({ year: null, include: true, groups: {}, mods: {}, ...study });

export const requestOf = (studies, options, want = ["summary"], published = {}) => ({
  version: 1,
  dataset: { studies: studies.map(fullStudy) },
  options,
  want,
  published,
});
