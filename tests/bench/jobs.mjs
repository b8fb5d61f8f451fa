// Jobs to be profiled, as lines for `pooled batch`: their names, or the lines of the one that is named.
import { BCG } from "../../scripts/bcg.mjs";

const study = ([label, ai, n1i, ci, n2i]) => ({ label, format: "counts", cells: { ai, n1i, ci, n2i } });
export const bcg = BCG.map(study);
/** Any number of trials, the same in every bench. */
export const trials = (k) =>
  Array.from({ length: k }, (_, i) =>
    study([`S${i}`, 5 + ((i * 7) % 23), 140 + ((i * 13) % 60), 8 + ((i * 5) % 17), 150 + (i % 50)]),
  );
export const request = (studies, want, options = {}, published = undefined) =>
  JSON.stringify({ version: 1, dataset: { studies }, options, want: [].concat(want), published });

/** What a key can change at once. */
export const EACH_KEY = ["summary", "leave_one_out", "cumulative", "influence", "small_study", "trim_fill"];

const times = (count, line) => Array.from({ length: count }, () => line);
const counts = (model) => request(bcg, "summary", { measure: "OR", model, test: "z" });
const jobs = {
  "summary-50": times(200, request(trials(50), "summary")),
  "summary-10000": [request(trials(10_000), "summary")],
  "everything-50": times(5, request(trials(50), EACH_KEY)),
  "batch-7": times(500, request(trials(7), "summary", { tau2: "DL", test: "HKSJ" })),
  "gosh-EE-20": [request(trials(20), "gosh", { model: "EE", test: "z" })],
  "gosh-REML-15": [request(trials(15), "gosh")],
  permutation: [request(bcg, "permutation")],
  "GLMM-CMEL": times(5, counts("GLMM_CMEL")),
  "GLMM-UMFS": times(5, counts("GLMM_UMFS")),
  "which-method": [request(bcg, "which_method", {}, { est: "0.49", ci_lb: "0.33", ci_ub: "0.73" })],
};

if (process.argv[1] === import.meta.filename) {
  const lines = process.argv[2] === undefined ? Object.keys(jobs) : jobs[process.argv[2]];
  console.log(lines.join("\n"));
}
