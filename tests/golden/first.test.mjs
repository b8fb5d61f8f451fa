// The small module that the web app begins with is made of the same sources as the whole one: where it answers, it
// answers with the same bytes, and what it refuses is what wasm/first.cpp leaves out.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { loadCore } from "../../scripts/core_node.mjs";
import { readJson, requestOf } from "./engines.mjs";

const first = loadCore(fileURLToPath(new URL("../../build/wasm/first.wasm", import.meta.url)));
const whole = loadCore();
const { datasets, cases } = readJson("cases.json");
const WANT = ["summary", "absolute", "few_studies"];

const isElsewhere = (answer) => answer.error?.code === "elsewhere";
const bothWays = (request) => [first, whole].map((core) => JSON.stringify(core.analyse(request)));
const choices = (list, name) => list.map(({ id }) => ({ [name]: id }));

test("every golden case of the summary: the same bytes from both modules", () => {
  for (const { dataset, options } of cases) {
    const [got, expected] = bothWays(requestOf(datasets[dataset].studies, options, WANT));
    assert.equal(got, expected, `${dataset} ${JSON.stringify(options)}`);
  }
});

test("every choice there is: the same bytes, or a refusal that sends to the whole module", () => {
  const { models, tests, predictions, tau2, tau2_intervals: intervals } = whole.catalog;
  const options = [
    ...choices(models, "model"),
    ...choices(tests, "test"),
    ...choices(predictions, "prediction"),
    ...choices(
      tau2.filter(({ id }) => id !== "FIXED"),
      "tau2",
    ),
    ...choices(intervals, "tau2_ci"),
  ];
  const study = (ai, ci) => ({ format: "counts", cells: { ai, n1i: 100, ci, n2i: 110 } });
  const studies = [study(12, 30), study(9, 11), study(25, 28), study(3, 17)].map((s, i) => ({ ...s, label: `s${i}` }));
  const refused = options.filter((chosen) => {
    const request = requestOf(studies, { measure: "OR", ...chosen }, WANT);
    if (isElsewhere(first.analyse(request))) return true;
    const [got, expected] = bothWays(request);
    assert.equal(got, expected, JSON.stringify(chosen));
    return false;
  });
  assert.deepEqual(
    refused.map((chosen) => Object.values(chosen)[0]),
    "IVHET UWLS UNWEIGHTED N_WEIGHTED WEIGHTED GLMM_CMEL GLMM_CMAL GLMM_UMFS GLMM_UMRS BB FIRTH SKOV HC NNF GENQM J BJ".split(
      " ",
    ),
  );
});

test("its catalogue names everything that the whole one names, and says which questions it has", () => {
  for (const list of ["measures", "formats", "models", "tau2", "tau2_intervals", "tests", "predictions", "analyses"])
    assert.deepEqual(
      first.catalog[list].map(({ id, label }) => [id, label]),
      whole.catalog[list].map(({ id, label }) => [id, label]),
    );
  assert.deepEqual(first.catalog.options, whole.catalog.options);
  const has = first.catalog.analyses.filter(({ type }) => type !== "").map(({ id }) => id);
  assert.deepEqual(has, ["summary", "absolute", "few_studies"]);
  const [{ dataset, options }] = cases;
  assert.ok(isElsewhere(first.analyse(requestOf(datasets[dataset].studies, options, ["gosh"]))));
});
