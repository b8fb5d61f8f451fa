// Edge cases of torture.json with both engines, and the laws that hold on any data.
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { engines, readJson, requestOf } from "./engines.mjs";
import { closed, deviation, iterative } from "./tolerance.mjs";

const { cases } = readJson("torture.json");
const { datasets } = readJson("cases.json");

/** Effects -1, 1, -1, 1 … and one 0, all with SE 1: Q equals its degrees of freedom. */
function symmetric({ pairs }) {
  const study = (yi) => ({
    label: "",
    format: "estimate_se",
    cells: { yi, sei: 1 },
  });
  return [study(0), ...Array.from({ length: pairs }, () => [study(-1), study(1)]).flat()];
}

const studiesOf = (c) => c.studies ?? symmetric(c.repeat);

/** Error notes name the cause; a note asked for must be there with its row and column. */
function checkNotes(report, c) {
  for (const wanted of c.notes) {
    const found = report.notes.some((note) => Object.entries(wanted).every(([key, value]) => note[key] === value));
    assert.ok(found, `no note ${JSON.stringify(wanted)} among ${JSON.stringify(report.notes)}`);
  }
  const said = new Set(c.notes.map((note) => note.code));
  const others = report.notes.filter((note) => note.severity === "error" && !said.has(note.code));
  assert.deepEqual(others, [], "an error that the case does not expect");
  for (const note of report.notes)
    assert.ok(note.text.length > 10 && !/\{|\}|NaN|undefined/.test(note.text), note.text);
}

function checkPooled(report, c) {
  if (c.pooled === null) {
    assert.equal(report.summary ?? null, null, "a result where there is none");
    return;
  }
  const { summary } = report;
  for (const [field, ref] of Object.entries(c.pooled)) {
    const distance = deviation(field, summary[field], ref, summary.se);
    assert.ok(distance <= iterative, `${field}: ${summary[field]}, expected ${ref} (off by ${distance})`);
  }
}

function checkEffects(report, c) {
  for (const [field, column] of Object.entries(c.effects ?? {})) {
    for (const [i, ref] of column.entries()) {
      const got = report.effects[i][field];
      if (ref === null) assert.equal(got, null, `${field} of study ${i + 1}`);
      else
        assert.ok(
          deviation(field === "yi" ? "est" : field, got, ref, report.effects[i].sei) <= closed,
          `${field} of study ${i + 1}: ${got}, expected ${ref}`,
        );
    }
  }
}

/** What is known of the other questions: objects and lists leaf by leaf, rows of a list by their id where they have one. */
function checkAnswers(got, expected, path) {
  if (Array.isArray(expected)) {
    for (const [i, each] of expected.entries()) {
      const row = each?.id === undefined ? got?.[i] : got?.find(({ id }) => id === each.id);
      checkAnswers(row, each, `${path}[${each?.id ?? i}]`);
    }
  } else if (expected !== null && typeof expected === "object") {
    for (const [key, each] of Object.entries(expected)) checkAnswers(got?.[key], each, `${path}.${key}`);
  } else if (typeof expected === "number" && typeof got === "number") {
    assert.ok(Math.abs(got - expected) <= iterative * Math.abs(expected), `${path}: ${got}, expected ${expected}`);
  } else assert.equal(got, expected, path);
}

/** Whatever goes in, no number comes out as NaN, Infinity or a width of zero. */
function checkSane(report) {
  assert.equal(report.version, 1);
  const { summary } = report;
  if (!summary) return;
  assert.ok(summary.ci_lb < summary.ci_ub, "an interval without width");
  const total = report.effects.reduce((sum, e) => sum + (e.weight ?? 0), 0);
  assert.ok(Math.abs(total - 100) < 1e-9, `weights sum to ${total}`);
}

for (const [engine, run] of Object.entries(engines)) {
  describe(`torture, ${engine}`, () => {
    const reports = run(cases.map((c) => requestOf(studiesOf(c), c.options, c.want)));
    after(() => console.log(`Torture: ${cases.length} cases, ${engine}`));
    for (const [i, c] of cases.entries()) {
      test(`${c.id} ${c.title}`, () => {
        const report = reports[i];
        if (c.error) return checkAnswers(report.error, c.error, "error");
        assert.equal(report.error, undefined, JSON.stringify(report.error));
        checkSane(report);
        checkNotes(report, c);
        checkPooled(report, c);
        checkEffects(report, c);
        checkAnswers(report, c.answers ?? {}, "");
      });
    }
  });

  describe(`laws, ${engine}`, () => {
    const pooled = (studies, options) => run([requestOf(studies, options)])[0];
    const { studies } = datasets.bcg;
    const reported = datasets.passive_smoking_se.studies;

    test("C31 flipping every sign negates the effect and swaps the limits exactly; tau2, Q, I2 and P keep every bit", () => {
      const options = { measure: "GEN" };
      const one = pooled(reported, options).summary;
      const flipped = reported.map((s) => ({
        ...s,
        cells: { ...s.cells, yi: -s.cells.yi },
      }));
      const two = pooled(flipped, options).summary;
      assert.equal(two.est, -one.est);
      for (const [low, high] of [
        ["ci_lb", "ci_ub"],
        ["pi_lb", "pi_ub"],
      ]) {
        assert.equal(two[low], -one[high]);
        assert.equal(two[high], -one[low]);
      }
      for (const field of ["tau2", "tau2_lb", "tau2_ub", "QE", "I2", "pval", "se"])
        assert.equal(two[field], one[field], field);
    });

    test("C32 swapping the arms negates log OR, log RR and RD and keeps the weights", () => {
      const swapped = studies.map((s) => ({
        ...s,
        cells: {
          ai: s.cells.ci,
          n1i: s.cells.n2i,
          ci: s.cells.ai,
          n2i: s.cells.n1i,
        },
      }));
      for (const measure of ["OR", "RR", "RD"]) sameButSign(pooled(studies, { measure }), pooled(swapped, { measure }));
    });

    test("C33 swapping events and non-events negates log OR and RD, not log RR", () => {
      const others = studies.map((s) => ({
        ...s,
        cells: {
          ...s.cells,
          ai: s.cells.n1i - s.cells.ai,
          ci: s.cells.n2i - s.cells.ci,
        },
      }));
      for (const measure of ["OR", "RD"]) sameButSign(pooled(studies, { measure }), pooled(others, { measure }));
      const [one, two] = [pooled(studies, { measure: "RR" }), pooled(others, { measure: "RR" })];
      assert.ok(Math.abs(one.summary.est + two.summary.est) > 0.1);
    });

    test("the order of the studies changes nothing beyond rounding", () => {
      const [one, two] = [pooled(studies, {}), pooled([...studies].reverse(), {})];
      for (const field of ["est", "se", "tau2", "QE", "I2", "pi_lb"])
        assert.ok(deviation(field, two.summary[field], one.summary[field], one.summary.se) <= 1e-12, field);
    });

    test("C35 weights sum to 100 within 1e-12 of it", () => {
      const total = pooled(studies, {}).effects.reduce((sum, e) => sum + e.weight, 0);
      assert.ok(Math.abs(total - 100) <= 1e-10, `${total}`);
    });

    test("leave_one_out is the summary with that study not included, to the last bit", () => {
      const [whole] = run([requestOf(studies, {}, ["summary", "leave_one_out"])]);
      assert.equal(whole.leave_one_out.length, studies.length);
      for (const row of whole.leave_one_out) {
        const without = studies.map((s, i) => ({
          ...s,
          include: i !== row.row,
        }));
        const { summary, effects } = pooled(without, {});
        for (const field of ["est", "se", "pval", "ci_lb", "ci_ub", "tau2", "I2", "QE"])
          assert.equal(row[field], summary[field], `${field} without ${row.row}`);
        assert.equal(effects[row.row].used, false);
        assert.equal(effects[row.row].weight, null);
        assert.equal(effects[row.row].yi, whole.effects[row.row].yi, "a study left out keeps its own effect");
      }
    });

    test("every row of methods is the summary under those options, to the last bit", () => {
      const [{ methods }] = run([requestOf(studies, {}, ["methods"])]);
      assert.ok(methods.length >= 13, `${methods.length} rows`);
      for (const row of methods) {
        const { model, test: rowTest } = row;
        const { summary } = pooled(studies, {
          model,
          test: rowTest,
          ...(row.tau2 && { tau2: row.tau2 }),
        });
        for (const field of ["est", "se", "df", "pval", "ci_lb", "ci_ub"])
          assert.equal(row[field], summary[field], field);
        if (model === "RE") assert.equal(row.tau2_value, summary.tau2);
      }
    });

    test("absolute: risks, differences and NNT are the arithmetic of the displayed effect", () => {
      const control_risk = 0.1;
      for (const measure of ["RR", "OR", "RD"]) {
        const [report] = run([requestOf(studies, { measure, control_risk }, ["summary", "absolute"])]);
        const { est, ci_lb, ci_ub } = report.summary.display;
        const risk = {
          RR: (x) => control_risk * x,
          OR: (x) => (control_risk * x) / (1 - control_risk + control_risk * x),
          RD: (x) => control_risk + x,
        }[measure];
        const { absolute } = report;
        for (const [field, ref] of Object.entries({
          risk: est,
          risk_lb: ci_lb,
          risk_ub: ci_ub,
        }))
          assert.ok(Math.abs(absolute[field] - risk(ref)) <= 1e-14, `${measure} ${field}`);
        assert.ok(Math.abs(absolute.diff - (risk(est) - control_risk)) <= 1e-14);
        assert.equal(absolute.nnt, Math.ceil(1 / Math.abs(risk(est) - control_risk)));
        assert.equal(absolute.control_risk_from, "given");
      }
    });

    test("H13 with tau2 = 0 the prediction interval is wider than the normal confidence interval", () => {
      const flat = [0.3, 0.31, 0.29, 0.3, 0.305].map((yi, i) => ({
        label: "",
        format: "estimate_se",
        cells: { yi, sei: [0.2, 0.22, 0.24, 0.22, 0.2][i] },
      }));
      const { summary } = pooled(flat, { measure: "GEN", test: "z" });
      assert.equal(summary.tau2, 0);
      assert.ok(summary.pi_lb < summary.ci_lb && summary.pi_ub > summary.ci_ub);
    });
  });
}

function sameButSign(one, two) {
  assert.ok(Math.abs(two.summary.est + one.summary.est) <= 1e-12 * one.summary.se);
  for (const [i, e] of one.effects.entries()) {
    assert.ok(Math.abs(two.effects[i].yi + e.yi) <= 1e-12 * e.sei, `study ${i + 1}`);
    assert.ok(Math.abs(two.effects[i].weight - e.weight) <= 1e-10, `weight of study ${i + 1}`);
  }
}
