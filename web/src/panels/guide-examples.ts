import type { Catalog, Options } from "../core/types";
import { guideOnly } from "../examples/guide";
import { type Example, examples } from "../examples/index";
import { setMeasure } from "../state/actions";
import type { Outcome, Review } from "../state/state";
import type { GuidePage } from "../text/guide/index";

/** The example of a page of the guide: a data set of its kind, with what the page is about chosen. */

export interface GuideExample {
  readonly title: string;
  readonly citation: string;
  readonly review: Review;
  readonly outcome: Outcome;
}

const ALL: readonly Example[] = [...examples, ...guideOnly];
const byId = (id: string): Example | undefined => ALL.find((example) => example.id === id);

function outcomeOf(review: Review): Outcome | undefined {
  return review.outcomes[review.current];
}

/** Those models and corrections are for: few events. */
const FEW_EVENTS = /^(model:(MH|PETO|GLMM|BB|FIRTH)|add_to:|measure:PETO|analysis:(glmm|stratified))/;
const OWN_EXAMPLE: Readonly<Record<string, string>> = { "measure:HR": "", "measure:GEN": "" };

/** The first example whose studies can be used with the measure, computed from counts or means where it is. */
function forMeasure(catalog: Catalog, id: string): Example | undefined {
  const usual = catalog.measures.find((measure) => measure.id === id)?.formats[0];
  return ALL.find((example) => outcomeOf(example.review)?.format === usual);
}

function dataFor(catalog: Catalog, { at, kind, id }: GuidePage): Example | undefined {
  if (OWN_EXAMPLE[at] !== undefined) return undefined;
  if (FEW_EVENTS.test(at)) return byId("catheters");
  if (kind === "measure") return forMeasure(catalog, id);
  if (kind === "format") return ALL.find((example) => outcomeOf(example.review)?.format === id);
  return byId("bcg");
}

type Chosen = Partial<Options>;

/** What a page is about, as options. */
function chosen(catalog: Catalog, { kind, id }: GuidePage): Chosen {
  switch (kind) {
    case "model":
      return { model: id, test: catalog.models.find((m) => m.id === id)?.default_test ?? "z" };
    case "tau2":
      return id === "FIXED" ? { tau2: id, tau2_fixed: 0.3 } : { tau2: id };
    case "tau2_interval":
      return { tau2_ci: id };
    case "test":
      return { test: id };
    case "prediction":
      return { prediction: id };
    case "add_to":
      return { add_to: id };
    case "convention":
      return convention(catalog, id);
    case "analysis":
      return ANALYSIS_OPTIONS[id] ?? {};
    default:
      return {};
  }
}

const ANALYSIS_OPTIONS: Readonly<Record<string, Chosen>> = {
  subgroups: { subgroup: "alloc" },
  meta_regression: { moderators: "ablat" },
  permutation: { moderators: "ablat" },
  glmm: { model: "GLMM_CMEL", test: "z" },
};

function convention(catalog: Catalog, id: string): Chosen {
  const presets = catalog.conventions.find((c) => c.id === id)?.presets ?? [];
  const found = presets.find(({ random, measures }) => random && measures.includes("RR"))?.options ?? {};
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== null));
}

/** Null where there is no built-in data set of this kind. */
export function guideExample(catalog: Catalog, page: GuidePage): GuideExample | null {
  const example = dataFor(catalog, page);
  if (example === undefined) return null;
  const measured = page.kind === "measure" ? setMeasure(catalog, page.id)(example.review) : example.review;
  const options = chosen(catalog, page);
  const outcomes = measured.outcomes.map((o) => ({ ...o, options: { ...o.options, ...options } }));
  const review = { ...measured, outcomes };
  const outcome = outcomeOf(review);
  return outcome ? { title: example.title, citation: example.citation, review, outcome } : null;
}
