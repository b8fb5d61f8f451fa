// Nothing can be chosen that no golden case has chosen.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { command, readJson } from "./engines.mjs";

const subjects = readdirSync(fileURLToPath(new URL("analyses", import.meta.url)));
/** These put other answers side by side; their tests compare them with those (tests/core/analysis, torture.test.mjs). */
const byLaws = new Set(["absolute", "methods", "leave_one_out", "which_method"]);
/** A hazard ratio is only ever reported, as GEN on the log scale. */
const reported = new Set(["HR"]);

test("everything in the catalogue has a golden case", () => {
  const run = spawnSync(command, ["catalog"], { encoding: "utf8" });
  const catalog = JSON.parse(run.stdout);
  const cases = [...readJson("cases.json").cases, ...subjects.flatMap((name) => readJson(`analyses/${name}`).cases)];
  const lists = { measure: "measures", model: "models", tau2: "tau2", tau2_ci: "tau2_intervals" };
  const more = { test: "tests", prediction: "predictions", add_to: "add_to" };
  const used = (option) => new Set(cases.map((c) => c.options?.[option] ?? catalog.defaults[option]));
  for (const [option, list] of Object.entries({ ...lists, ...more }))
    for (const { id } of catalog[list]) assert.ok(used(option).has(id) || reported.has(id), `${option} ${id}: no case`);
  const asked = new Set(cases.flatMap((c) => Object.keys(c.expected ?? {})));
  for (const { id } of catalog.analyses) assert.ok(asked.has(id) || byLaws.has(id), `analysis ${id}: no case`);
});
