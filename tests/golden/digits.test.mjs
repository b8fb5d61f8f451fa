// The digits are the same for ever: fingerprints stand on paper, and a link opened in ten years shows what it showed.
// expected/digits.json has, of every golden case, a digest of its results' bits as WebAssembly gave them when the case
// was new. A change of the core that moves a last bit of a usual result has to be better than that promise.
// `POOLED_WRITE=1 node tests/golden/digits.test.mjs` adds new cases; who means to break the promise deletes the old.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { allCases } from "./all_cases.mjs";
import { engines } from "./engines.mjs";

/** What the page's fingerprint reads (web/src/state/fingerprint.ts), and the further numbers of the first screen. */
const NUMBERS = [
  ...["k", "est", "se", "stat", "df", "pval", "ci_lb", "ci_ub", "pi_lb", "pi_ub", "tau2", "I2", "QE", "QEp"],
  ...["tau2_lb", "tau2_ub", "I2_lb", "I2_ub", "H2", "se_tau2", "ll"],
];

/** null where there is no result. */
function digest({ effects, summary }) {
  if (!summary) return null;
  const studies = effects.flatMap(({ yi, vi, weight }) => [yi, vi, weight]);
  const numbers = [...studies, ...NUMBERS.map((name) => summary[name])];
  assert.ok(!numbers.includes(undefined), "a number has another name now");
  const bits = Float64Array.from(numbers, (x) => (x === null ? Number.NaN : x === 0 ? 0 : x));
  return createHash("sha256").update(new Uint8Array(bits.buffer)).digest("hex").slice(0, 8);
}

// Compilers and libraries of mathematics differ in last bits: the digits on record are those of the page's module. Another
// engine wants a record of its own (scripts/mutants.py).
const { POOLED_ENGINE: engine = "wasm", POOLED_DIGITS, POOLED_WRITE } = process.env;
const path = POOLED_DIGITS ?? fileURLToPath(new URL("expected/digits.json", import.meta.url));
const record = JSON.parse(readFileSync(path, "utf8"));

for (const [subject, cases] of Object.entries(allCases())) {
  test(`${subject}: the digits on record`, () => {
    const answers = engines[engine](cases.map(({ request }) => ({ ...request, want: ["summary"] })));
    const got = Object.fromEntries(cases.map(({ id }, i) => [id, digest(answers[i])]));
    if (POOLED_WRITE) record[subject] = { ...got, ...record[subject] };
    assert.deepEqual(got, record[subject] ?? {}, "see the head of this file");
  });
}
if (POOLED_WRITE) process.on("exit", () => writeFileSync(path, `${JSON.stringify(record, null, 1)}\n`));
