// Every measure under every model, with every estimator, test, prediction rule and question, on few studies of any unit,
// with zeros, ties and variances far apart: an answer each time, in numbers or in words, and the same answer for the
// same studies in another order, sign or unit. Quick by default; `node tests/border/sweep.test.mjs long` tries all.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe, test } from "node:test";
import { command, engines, requestOf } from "../golden/engines.mjs";

const long = process.argv.includes("long");
const catalog = JSON.parse(spawnSync(command, ["catalog"], { encoding: "utf8", maxBuffer: 1 << 26 }).stdout);
const sizes = [0, 1, 2, 3, 5];
const units = [1e-100, 1, 1e100];
const patterns = ["plain", "zeros", "ties", "apart"];

/** What stands in a cell: a number that its column may hold, in the n-th way of the pattern. */
function cell({ id, domain }, column, study, pattern, unit) {
  const turn = (study * 5 + column * 3) % 7;
  const first = pattern === "zeros" && (study + column) % 3 === 0;
  const still = pattern === "ties" ? 0 : turn;
  const apart = pattern === "apart" ? 10 ** (study % 2 === 0 ? 8 : -8) : 1;
  if (domain === "count") return first ? 0 : 3 + still;
  if (domain === "size")
    return pattern === "zeros" && study === 2 ? 3 : 40 + 3 * still + (study % 2 === 0 ? 1e6 * (apart > 1) : 0);
  if (domain === "correlation") return first ? 0 : 0.2 + 0.1 * still;
  if (domain === "percent") return first ? 0 : 20 + 5 * still;
  if (domain === "probability") return 0.01 + 0.1 * still;
  const size = (1 + 0.2 * still) * apart * unit;
  if (domain === "positive" || domain === "non_negative")
    return id === "vi" ? size * unit : first && domain === "non_negative" ? 0 : size;
  return (2 + 0.5 * still) * unit;
}

const formatOf = (measure) =>
  measure.formats.includes("estimate_var") && measure.formats[0].startsWith("estimate")
    ? "estimate_var"
    : measure.formats[0];

function studiesFor(measure, k, pattern, unit) {
  const { id, columns } = catalog.formats.find((format) => format.id === formatOf(measure));
  return Array.from({ length: k }, (_, study) => ({
    label: "",
    format: id,
    cells: Object.fromEntries(columns.map((column, at) => [column.id, cell(column, at, study, pattern, unit)])),
    groups: { side: study % 2 === 0 ? "a" : "b" },
    mods: { dose: study * study, weight: 1 + study },
  }));
}

const light = {
  permutations: 20,
  gosh_subsets: 20,
  subgroup: "side",
  moderators: "dose",
};

/** Every pair of measure and model on every kind of data; the other choices take turns. */
function* cases() {
  let turn = 0;
  const next = (list) => list[turn % list.length].id;
  for (const model of catalog.models)
    for (const id of model.measures) {
      const measure = catalog.measures.find((each) => each.id === id);
      for (const k of sizes)
        for (const unit of units)
          for (const pattern of patterns) {
            turn += 1;
            if (!long && turn % 7 !== 0) continue;
            const options = {
              ...light,
              measure: id,
              model: model.id,
              prediction: next(catalog.predictions),
              tau2_ci: next(catalog.tau2_intervals),
            };
            options.tau2 = next(catalog.tau2);
            options.test = model.tests[turn % model.tests.length];
            options.add_to = next(catalog.add_to);
            options.drop00 = turn % 2 === 0;
            options.form = ["usual", ...measure.forms][turn % (1 + measure.forms.length)];
            if (options.tau2 === "FIXED") options.tau2_fixed = unit * unit;
            const want = ["summary", next(catalog.analyses)];
            yield {
              name: `${id} ${model.id} k=${k} x${unit} ${pattern}`,
              request: requestOf(studiesFor(measure, k, pattern, unit), options, want),
            };
          }
    }
  const gen = catalog.measures.find(({ id }) => id === "GEN");
  for (const tau2 of catalog.tau2)
    for (const { id } of catalog.tests)
      for (const k of sizes)
        for (const unit of units)
          for (const pattern of patterns) {
            turn += 1;
            if (!long && turn % 11 !== 0) continue;
            const options = {
              measure: "GEN",
              model: "RE",
              tau2: tau2.id,
              test: id,
              prediction: next(catalog.predictions),
              tau2_ci: next(catalog.tau2_intervals),
            };
            if (tau2.id === "FIXED") options.tau2_fixed = unit * unit;
            yield {
              name: `GEN ${tau2.id} ${id} k=${k} x${unit} ${pattern}`,
              request: requestOf(studiesFor(gen, k, pattern, unit), options),
            };
          }
}

/** Anything in a report that is no number a reader could use. */
function problems(report) {
  const found = [];
  if (report.error) found.push(JSON.stringify(report.error));
  for (const note of report.notes ?? [])
    if (note.text.length < 10 || /[{}]|\bNaN\b|undefined|\binf\b/.test(note.text)) found.push(`note: ${note.text}`);
  const { summary } = report;
  if (!summary) return report.notes?.length > 0 ? found : [...found, "neither a result nor a reason"];
  const within = (low, x, high) => low === null || high === null || (low <= x && x <= high);
  if (!(summary.se > 0)) found.push(`se ${summary.se}`);
  // PL and SKOV lie around the maximum of the likelihood, whatever the estimator, and HC around the common effect.
  const own = !["PL", "SKOV", "HC"].includes(report.options.test);
  if (own && !within(summary.ci_lb, summary.est, summary.ci_ub))
    found.push(`est ${summary.est} outside ${summary.ci_lb} to ${summary.ci_ub}`);
  if (summary.ci_lb !== null && summary.ci_lb === summary.ci_ub) found.push("an interval without width");
  for (const field of ["tau2", "se_tau2", "QE", "H2", "q_hk"])
    if (summary[field] !== null && !(summary[field] >= 0)) found.push(`${field} ${summary[field]}`);
  for (const field of ["I2", "I2_lb", "I2_ub", "I2_Q"])
    if (!within(0, summary[field] ?? 0, 100)) found.push(`${field} ${summary[field]}`);
  for (const field of ["pval", "QEp"]) if (!within(0, summary[field] ?? 0, 1)) found.push(`${field} ${summary[field]}`);
  const weights = report.effects.map((effect) => effect.weight).filter((weight) => weight !== null);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (weights.length > 0 && Math.abs(total - 100) > 1e-9) found.push(`weights sum to ${total}`);
  return found;
}

/** Fields of two summaries that are further apart than rounding, the second in another unit. */
function differences(one, two, unit, sign = 1) {
  if (!one || !two) return one || two ? ["a result of one only"] : []; // weights by participants: these have no number
  const places = { est: 1, se: 1, ci_lb: 1, ci_ub: 1, tau2: 2, I2: 0, QE: 0 };
  const flipped = { ci_lb: "ci_ub", ci_ub: "ci_lb" };
  return Object.entries(places).flatMap(([field, power]) => {
    const x = one[field];
    const y = two[sign < 0 ? (flipped[field] ?? field) : field];
    if (x === null && y === null) return [];
    const back = (y / unit ** power) * (power === 1 && field !== "se" ? sign : 1);
    const scale = power === 1 ? one.se : power === 2 ? one.se ** 2 + x : 1 + x;
    return Math.abs(back - x) <= 1e-8 * scale ? [] : [`${field}: ${x} and ${back}`];
  });
}

const changed = (studies, unit, sign) =>
  studies.map((study) => ({
    ...study,
    cells: {
      yi: study.cells.yi * unit * sign,
      vi: study.cells.vi * unit * unit,
    },
  }));

for (const [engine, run] of Object.entries(engines)) {
  describe(`sweep, ${engine}`, () => {
    test("every question gets an answer", () => {
      const all = [...cases()];
      const reports = run(all.map(({ request }) => request));
      const wrong = all.flatMap(({ name, request }, i) =>
        problems(reports[i]).map(
          (problem) => `${name} ${request.want.at(-1)} ${JSON.stringify(request.options)}: ${problem}`,
        ),
      );
      console.log(`${all.length} requests`);
      assert.equal(wrong.length, 0, `${wrong.length} problems:\n${wrong.slice(0, 30).join("\n")}`);
    });

    test("order, sign and unit change nothing but themselves", () => {
      const gen = catalog.measures.find(({ id }) => id === "GEN");
      const models = catalog.models.filter(({ measures }) => measures.includes("GEN"));
      const asked = models
        .flatMap(({ id: model, tests }) =>
          catalog.tau2.flatMap(({ id: tau2 }, i) =>
            ["plain", "ties", "apart"].map((pattern) => ({
              pattern,
              options: {
                measure: "GEN",
                model,
                tau2,
                test: tests[i % tests.length],
              },
            })),
          ),
        )
        .filter(({ options }) => options.tau2 !== "FIXED");
      const wrong = [];
      const ask = (change) =>
        run(asked.map(({ pattern, options }) => requestOf(change(studiesFor(gen, 5, pattern, 1)), options)));
      const plain = ask((studies) => studies);
      const compare = (what, reports, unit, sign) => {
        for (const [i, { options, pattern }] of asked.entries())
          for (const text of differences(plain[i].summary, reports[i].summary, unit, sign))
            wrong.push(`${what} ${pattern} ${JSON.stringify(options)}: ${text}`);
      };
      compare(
        "reversed",
        ask((studies) => [...studies].reverse()),
        1,
        1,
      );
      compare(
        "negated",
        ask((studies) => changed(studies, 1, -1)),
        1,
        -1,
      );
      compare(
        "in another unit",
        ask((studies) => changed(studies, 1e-20, 1)),
        1e-20,
        1,
      );
      assert.equal(wrong.length, 0, `${wrong.length} differences:\n${wrong.slice(0, 30).join("\n")}`);
    });
  });
}
