// Every answer written down in analyses/<subject>.json, from both engines. A file holds cases of { id, dataset (a name
// of cases.json) or studies, options, want, published, tolerance, expected }, where `expected` is the part of the report that is
// known: every leaf of it must be in the report. Numbers may be off by tolerance * max(|expected|, se beside it).
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { engines, readJson, requestOf } from "./engines.mjs";
import { Worst } from "./tolerance.mjs";

const folder = fileURLToPath(new URL("analyses", import.meta.url));
const { datasets } = readJson("cases.json");
/** All, or those named on the command line. */
const wanted = process.argv.slice(2);
const subjects = readdirSync(folder).filter(
  (name) => name.endsWith(".json") && (wanted.length === 0 || wanted.includes(name.replace(".json", ""))),
);

/** Compares leaves; remembers how many and the worst. */
class Comparison {
  problems = [];
  count = 0;
  constructor(tolerance, worst, where) {
    Object.assign(this, { tolerance, worst, where });
  }
  tree(got, expected, path, unit) {
    if (Array.isArray(expected)) this.list(got, expected, path, unit);
    else if (expected !== null && typeof expected === "object") {
      const near = typeof expected.se === "number" ? expected.se : unit;
      for (const [key, value] of Object.entries(expected)) this.tree(got?.[key], value, `${path}.${key}`, near);
    } else this.leaf(got, expected, path, unit);
  }
  list(got, expected, path, unit) {
    if (got?.length !== expected.length)
      this.problems.push(`${path}: ${got?.length ?? "no"} entries, expected ${expected.length}`);
    else for (const [i, value] of expected.entries()) this.tree(got[i], value, `${path}[${i}]`, unit);
  }
  leaf(got, expected, path, unit) {
    this.count += 1;
    if (got === expected) return;
    const off = Math.abs(got - expected) / Math.max(Math.abs(expected), unit);
    if (typeof got === "number" && typeof expected === "number") {
      this.worst.see(path.replace(/\[\d+\]/g, "[]"), off, this.where);
      if (off <= this.tolerance) return;
    }
    this.problems.push(`${path}: ${JSON.stringify(got)}, expected ${expected} (off by ${off.toExponential(1)})`);
  }
}

for (const file of subjects) {
  const { cases } = readJson(`analyses/${file}`);
  const requests = cases.map((c) =>
    requestOf(c.studies ?? datasets[c.dataset].studies, c.options ?? {}, c.want, c.published),
  );
  for (const [engine, run] of Object.entries(engines)) {
    describe(`${file}, ${engine}`, () => {
      const worst = new Worst();
      let compared = 0;
      const reports = run(requests);
      for (const [i, c] of cases.entries()) {
        test(c.id, () => {
          const comparison = new Comparison(c.tolerance, worst, c.id);
          comparison.tree(reports[i], c.expected, "", 0);
          compared += comparison.count;
          assert.ok(comparison.count > 0, "nothing is expected");
          const { problems } = comparison;
          assert.equal(problems.length, 0, `${problems.length} are off:\n${problems.slice(0, 20).join("\n")}`);
        });
      }
      after(() => console.log(`${compared} comparisons; worst deviations:\n${worst}`));
    });
  }
}
