import { loadEngine } from "../../../web/src/core/load";
import type { Options, Report, Study } from "../../../web/src/core/types";
import type { PlotInput } from "../../../web/src/plots/plot";
import { bcgStudies } from "./fixture";

/** Reports of the core itself, with every answer that a figure is drawn from. */

const engine = await loadEngine();
export const { catalog } = engine;

const WANT = [
  ...["summary", "leave_one_out", "cumulative", "influence", "baujat", "blups", "gosh", "tau2_profile", "labbe"],
  ...["radial", "subgroups", "meta_regression", "permutation", "small_study", "trim_fill", "pet_peese", "methods"],
  ...["excess_significance", "fail_safe", "beyond", "stratified", "drapery", "funnel"],
];

export function asked(studies: Study[], options: Partial<Options>, want = WANT): Report {
  const report = engine.analyse({ version: 1, dataset: { studies }, options, want });
  if ("error" in report) throw new Error(report.error.text);
  return report;
}

export function inputOf(studies: Study[], options: Partial<Options> = {}, title = ""): PlotInput {
  return {
    report: asked(studies, { gosh_subsets: 2000, permutations: 200, ...options }),
    studies,
    catalog,
    title,
    treatment: "Vaccine",
    control: "No vaccine",
    favours: { left: "Favours vaccine", right: "Favours no vaccine" },
  };
}

const LATITUDES = [44, 55, 42, 52, 13, 44, 19, 13, 27, 42, 18, 33, 33];
const ALLOCATION = ["random", "random", "random", "random", "alternate", "alternate", "random"];
const REST = ["random", "random", "systematic", "systematic", "systematic", "systematic"];

/** dat.bcg of metadat with the latitude and the way of allocation. */
export const bcgWhole: Study[] = bcgStudies.map((study, i) => ({
  ...study,
  year: Number(study.label.match(/\d{4}/)?.[0] ?? 1950),
  mods: { ablat: LATITUDES[i] ?? 0 },
  groups: { alloc: [...ALLOCATION, ...REST][i] ?? "random" },
}));

export const bcgInput = inputOf(
  bcgWhole,
  { moderators: "ablat", subgroup: "alloc", cumulative_by: "year" },
  "BCG vaccine against tuberculosis",
);

/** k trials with names of 40 characters. */
export function trials(k: number): Study[] {
  return Array.from({ length: k }, (_, i) => {
    const n = 40 + ((i * 97) % 560);
    const label = `Wijesinghe-Longfellow et al, trial ${i + 1}`.padEnd(40, "m");
    const ci = Math.max(2, Math.round(n * (0.15 + 0.1 * Math.sin(i))));
    const ai = Math.max(1, Math.round(ci * Math.exp(-0.3 + 0.5 * Math.cos(i * 1.7))));
    return {
      ...{ label, year: 1980 + (i % 40), include: i !== 3, format: "counts", cells: { ai, n1i: n, ci, n2i: n + 3 } },
      ...{
        groups: { setting: ["hospital", "primary care and the community"][i % 2] ?? "" },
        mods: { dose: (i * 7) % 23 },
      },
    };
  });
}

export function trialsInput(k: number): PlotInput {
  const title = "A title that is long enough to be read and to be cut where there is no room for it";
  return inputOf(trials(k), { measure: "OR", moderators: "dose", subgroup: "setting", gosh_subsets: 500 }, title);
}
