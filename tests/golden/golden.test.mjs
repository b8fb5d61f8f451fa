// Every number of every case of cases.json, from both engines, against the 50-digit oracle and against metafor 3.8-1.
// A number that is missing on either side is a failure.
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { engines, readJson, requestOf } from "./engines.mjs";
import { closed, deviation, displayDeviation, metaforTolerance, unitWithin, Worst } from "./tolerance.mjs";

/** All of the catalogue, by family; hazard ratios are only ever reported. */
const measures = [
  ["RR", "OR", "RD", "PETO", "AS", "PHI", "YUQ", "YUY", "OR2DL", "OR2DN"],
  ["MD", "SMD", "SMD1", "SMDH", "ROM", "VR", "CVR", "D2ORL", "D2ORN"],
  ["IRR", "IRD", "IRSD"],
  ["MC", "SMCC", "SMCR", "SMCRH", "ROMC"],
  ["PR", "PLN", "PLO", "PAS", "IR", "IRLN", "IRS", "MN", "MNLN"],
  ["COR", "UCOR", "ZCOR", "GEN"],
].flat();

const { datasets, cases } = readJson("cases.json");
const oracle = readJson("expected/oracle.json");
const metafor = Object.fromEntries(
  ["escalc", "rma", "confint", "predict"].map((name) => [name, readJson(`expected/${name}.json`)]),
);
/** Numbers where metafor differs from the oracle (tests/oracle/compare.py): there the oracle alone decides. */
const metaforOff = readJson("expected/metafor_off.json");

const requests = cases.map((c) => requestOf(datasets[c.dataset].studies, c.options));
const reports = Object.fromEntries(Object.entries(engines).map(([name, run]) => [name, run(requests)]));

/** Collects what is wrong with one report, and remembers the worst deviation of each field. */
class Check {
  problems = [];
  constructor(tolerance, where, worst) {
    Object.assign(this, { tolerance, where, worst });
  }
  number(label, field, got, ref, distance) {
    if (ref === undefined) this.problems.push(`${this.where} ${label}: no expected value`);
    else if (got === undefined) this.problems.push(`${this.where} ${label}: not in the report`);
    else {
      if (Number.isFinite(distance)) this.worst.see(label, distance, this.where);
      if (!(distance <= this.tolerance(field)))
        this.problems.push(`${this.where} ${label}: ${got}, expected ${ref} (off by ${distance.toExponential(1)})`);
    }
  }
  field(label, field, got, ref, se) {
    this.number(label, field, got, ref, deviation(field, got, ref, se));
  }
}

function checkStudies(check, effects, expected, weight) {
  const used = effects.filter((e) => e.used);
  assert.deepEqual(
    used.map((e) => e.row),
    expected.row,
    `${check.where}: other studies are used`,
  );
  for (const [i, e] of used.entries()) {
    const se = expected.sei[i];
    for (const name of ["vi", "sei"]) check.field(`study ${name}`, name, e[name], expected[name][i], se);
    for (const name of ["yi", "ci_lb", "ci_ub"]) {
      const shown = name === "yi" ? "est" : name;
      check.field(`study ${name}`, shown, e[name], expected[name][i], se);
      const ref = expected[`display_${shown}`][i];
      const distance = displayDeviation(shown, e.display[shown], ref, expected[name][i], se);
      check.number("study display", shown, e.display[shown], ref, distance);
    }
    check.field("study weight", "weight", e.weight, weight[i], se);
  }
  for (const e of effects.filter((x) => !x.used))
    assert.equal(e.weight, null, `${check.where}: a study not used has a weight`);
}

/** A reference beyond the doubles is a number that the engines do not have. */
const asDouble = (ref) => (typeof ref === "number" && !Number.isFinite(ref) ? null : ref);

/** Information criteria follow from the oracle's ll; analyses/fit_statistics.json has them by metafor. */
function criteria({ ll, k }, { model, tau2 }) {
  if (ll === null) return { AIC: null, BIC: null, AICc: null };
  const p = model === "EE" || tau2 === "FIXED" ? 1 : 2;
  const n = model !== "EE" && tau2 === "REML" ? k - 1 : k;
  const m = Math.max(n, p + 2);
  return { AIC: -2 * ll + 2 * p, BIC: -2 * ll + p * Math.log(n), AICc: -2 * ll + (2 * p * m) / (m - p - 1) };
}

/**
 * Random effects: H2 = 1 + tau2 / s2, its limits with those of tau2; s2 from the pair of the oracle's numbers that keeps
 * its digits. Common effect: H2 = 1 / (1 - I2), with the limits of I2 from Q.
 */
function limitsOfH2({ tau2, H2, tau2_lb, tau2_ub, I2_ub, I2_Q_lb, I2_Q_ub }, { model }) {
  const fromShare = (percent) => (percent === null ? null : 100 / (100 - percent));
  if (model === "EE") return { H2_lb: fromShare(I2_Q_lb), H2_ub: fromShare(I2_Q_ub) };
  if (tau2_ub === null) return { H2_lb: null, H2_ub: null };
  const perTau2 = H2 > 1.001 ? (H2 - 1) / tau2 : I2_ub / (100 - I2_ub) / tau2_ub;
  const at = (x) => (x === 0 ? 1 : 1 + x * perTau2);
  return { H2_lb: at(tau2_lb), H2_ub: at(tau2_ub) };
}

function checkSummary(check, summary, expected, options) {
  const { display, empty, ...given } = expected;
  const numbers = { ...given, ...criteria(given, options), ...limitsOfH2(given, options) };
  for (const field of new Set([...Object.keys(numbers), ...Object.keys(summary)])) {
    const ref = asDouble(numbers[field]);
    if (field !== "display") check.field(field, field, summary[field], ref, unitWithin(numbers, field, ref));
  }
  for (const field of Object.keys({ ...display, ...summary.display })) {
    const got = summary.display[field];
    const ref = asDouble(numbers[field]) === null ? null : asDouble(display[field]);
    const distance = displayDeviation(field, got, ref, numbers[field], numbers.se);
    check.number("display", field, got, ref, distance);
  }
}

function checkOracle(check, report, c) {
  const expected = oracle.cases[c.id];
  assert.ok(expected, `${c.id} is not in expected/oracle.json`);
  checkStudies(check, report.effects, oracle.effects[expected.effects], expected.weight);
  checkSummary(check, report.summary, expected.summary, report.options);
  const saidEmpty = report.notes.some((note) => note.code === "tau2_interval_empty");
  assert.equal(saidEmpty, expected.summary.empty ?? false, `${c.id}: the note about an empty tau2 interval`);
}

function checkMetafor(check, report, c) {
  const off = new Set((metaforOff[c.id] ?? []).map((x) => x.field));
  const { summary } = report;
  for (const name of ["rma", "confint", "predict"]) {
    const { weight, ...numbers } = metafor[name][c.id] ?? assert.fail(`${c.id} is not in expected/${name}.json`);
    for (const [field, ref] of Object.entries(numbers)) {
      const absent = (field === "q_hk" && ref === null) || (summary.k === 1 && summary[field] === null);
      if (!off.has(field) && !absent) check.field(field, field, summary[field], ref, summary.se);
    }
  }
  const effects = report.effects.filter((e) => e.used);
  const { weight } = metafor.rma[c.id];
  // The weights follow from tau2: where metafor's differs, so do they.
  for (const [i, e] of effects.entries())
    if (!off.has("tau2")) check.field("study weight", "weight", e.weight, weight[i], e.sei);
  const key = oracle.cases[c.id].effects.replace(/ \S+$/, "");
  const escalc = metafor.escalc[key] ?? assert.fail(`${key} is not in expected/escalc.json`);
  assert.deepEqual(
    effects.map((e) => e.row),
    escalc.row,
  );
  for (const [i, e] of effects.entries()) {
    check.field("study yi", "est", e.yi, escalc.yi[i], e.sei);
    check.field("study vi", "vi", e.vi, escalc.vi[i], e.sei);
  }
}

const references = {
  oracle: { compare: checkOracle, tolerance: () => closed },
  metafor: { compare: checkMetafor, tolerance: metaforTolerance },
};

for (const [engine, answers] of Object.entries(reports)) {
  for (const [reference, { compare, tolerance }] of Object.entries(references)) {
    describe(`${engine} against ${reference}`, () => {
      const worst = new Worst();
      for (const dataset of Object.keys(datasets)) {
        test(dataset, () => {
          const problems = [];
          for (const [i, c] of cases.entries()) {
            if (c.dataset !== dataset) continue;
            const report = answers[i];
            assert.ok(report.summary, `${c.id}: ${JSON.stringify(report.error ?? report.notes)}`);
            const check = new Check((field) => tolerance(report.options, field), c.id, worst);
            compare(check, report, c);
            problems.push(...check.problems);
          }
          assert.equal(problems.length, 0, `${problems.length} numbers are off:\n${problems.slice(0, 40).join("\n")}`);
        });
      }
      after(() => console.log(`worst deviations, ${engine} against ${reference}:\n${worst}`));
    });
  }
}

describe("native and WebAssembly", { skip: !(reports.native && reports.wasm) }, () => {
  test("give the same numbers to 1e-12", () => {
    const worst = new Worst();
    for (const [i, c] of cases.entries()) compareTrees(reports.native[i], reports.wasm[i], c.id, "", worst, null);
    console.log(`largest relative deviation between native and WebAssembly:\n${worst}`);
  });
});

/** Every leaf: text equal, numbers within 1e-12 of the standard error beside them, or of themselves. */
function compareTrees(a, b, where, field, worst, se) {
  if (typeof a === "number" && typeof b === "number") {
    const distance = deviation(field, a, b, se ?? 0);
    worst.see(field, distance, where);
    assert.ok(distance <= closed, `${where} ${field}: native ${a}, wasm ${b}`);
  } else if (a !== null && typeof a === "object" && b !== null && typeof b === "object") {
    assert.deepEqual(Object.keys(a), Object.keys(b), `${where} ${field}: other keys`);
    const near = a.se ?? a.sei ?? se;
    // A ratio of 430 turns the last bit of its logarithm into more than its own last bit: its size counts as well.
    const largest = field === "display" ? Math.max(near ?? 0, ...Object.values(a).map(Math.abs)) : near;
    for (const key of Object.keys(a)) {
      const unit = a.se === undefined || field === "display" ? largest : unitWithin(a, key, a[key]);
      compareTrees(a[key], b[key], where, Array.isArray(a) ? field : key, worst, unit);
    }
  } else assert.equal(a, b, `${where} ${field}`);
}

test("the cases cover every option value on at least three data sets", () => {
  const wanted = {
    measure: measures,
    model: ["EE", "RE"],
    tau2: ["DL", "REML", "PM", "ML", "EB", "PMM", "HE", "SJ", "HS", "HSk", "DL2", "CA2", "DLIT"],
    test: ["z", "t", "HKSJ", "HKSJ_se", "HKSJ_ci", "IQWiG6", "KR", "PL"],
    level: [0.9, 0.95, 0.99],
    prediction: ["V", "HTS", "HK", "HK_PR", "KR", "KR_PR", "S"],
    add_to: ["only0", "if0all", "all", "none"],
    drop00: [true, false],
  };
  for (const [option, values] of Object.entries(wanted)) {
    for (const value of values) {
      const sets = new Set(cases.filter((c) => c.options[option] === value).map((c) => c.dataset));
      assert.ok(sets.size >= 3, `${option} ${value}: ${sets.size} data sets`);
    }
  }
});
