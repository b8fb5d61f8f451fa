import type { Catalog, CatalogConvention } from "../../core/types";
import { spoken, t, withMembers } from "../../language/text";
import { labelOf } from "../names";
import { ANALYSES } from "./analyses";
import { FORMATS } from "./formats";
import { IDEAS } from "./ideas";
import { MEASURES } from "./measures";
import { ADD_TO, MODELS, PREDICTIONS, TAU2, TAU2_INTERVALS, TESTS } from "./methods";
import type { Page, Pages } from "./page";

/** The guide: what the catalogue says of each thing one can choose, and what the pages here add. */

export interface GuidePage extends Page {
  /** "measure:RR" */
  readonly at: string;
  readonly kind: Kind;
  readonly id: string;
  readonly label: string;
  readonly when: string;
  readonly reference: string;
}

export const KINDS = [
  { id: "idea", title: t`Reading a result` },
  { id: "measure", title: t`Effect measures` },
  { id: "format", title: t`Ways of typing a study` },
  { id: "model", title: t`Models` },
  { id: "tau2", title: t`Between-study variance τ²` },
  { id: "tau2_interval", title: t`Interval of τ²` },
  { id: "test", title: t`Confidence interval and P` },
  { id: "prediction", title: t`Prediction interval` },
  { id: "add_to", title: t`Zero cells` },
  { id: "analysis", title: t`Questions` },
  { id: "convention", title: t`Other programs` },
] as const;

export type Kind = (typeof KINDS)[number]["id"];

/** Of a page, what is text; formulas and other pages are not. */
export const SAID: ReadonlySet<string> = new Set(["what", "none", "when", "reference"]);

interface Entry {
  readonly id: string;
  readonly label: string;
  readonly when?: string;
  readonly source?: string;
}

function formatWhen({ formats, measures }: Catalog, id: string): string {
  const columns = formats.find((format) => format.id === id)?.columns ?? [];
  const names = columns.map(({ label, optional }) => (optional ? t`${label} (may be left empty)` : label)).join(", ");
  const fits = measures.filter((measure) => measure.formats.includes(id)).map((measure) => measure.id);
  return t`When a report gives: ${names}. Fits ${fits.join(", ")}.`;
}

/** The choices of a program, in words. */
function conventionPage(catalog: Catalog, { presets, label }: CatalogConvention): Page {
  const usual = presets.find(({ random, measures }) => random && measures.includes("RR")) ?? presets[0];
  const o = usual?.options;
  const chosen = [
    o?.model && labelOf(catalog.models, o.model),
    o?.tau2 && labelOf(catalog.tau2, o.tau2),
    o?.test && labelOf(catalog.tests, o.test),
    o?.prediction && t`prediction interval: ${labelOf(catalog.predictions, o.prediction)}`,
    o?.add_to && t`zero cells: ${labelOf(catalog.add_to, o.add_to)}`,
  ].filter(Boolean);
  const see = [
    ...(o?.model ? [`model:${o.model}`] : []),
    ...(o?.tau2 ? [`tau2:${o.tau2}`] : []),
    ...(o?.test ? [`test:${o.test}`] : []),
    ...(o?.prediction ? [`prediction:${o.prediction}`] : []),
    ...(o?.add_to ? [`add_to:${o.add_to}`] : []),
  ];
  return {
    what: t`The choices that ${label} makes by itself. For a risk ratio under random effects: ${chosen.join("; ")}.`,
    none: t`It is a set of choices, each with a page of its own.`,
    when: t`To see what ${label} would print of the same studies, or to reproduce a review made with it.`,
    see: [...see, "analysis:conventions"],
  };
}

function pagesOf(catalog: Catalog, kind: Kind): GuidePage[] {
  const make = (entries: readonly Entry[], page: (id: string) => Page | undefined): GuidePage[] =>
    entries.flatMap(({ id, label, when, source }) => {
      const own = page(id);
      if (own === undefined) return [];
      const said = { when: when || own.when || "", reference: source || own.reference || "" };
      return [{ ...withMembers({ ...own, ...said }, SAID), at: `${kind}:${id}`, kind, id, label }];
    });
  const of = (pages: Pages) => (id: string) => pages[id];
  switch (kind) {
    case "idea":
      return make(
        Object.entries(IDEAS).map(([id, { label }]) => ({ id, label: spoken(label) })),
        of(IDEAS),
      );
    case "measure":
      return make(catalog.measures, of(MEASURES));
    case "format":
      return make(
        catalog.formats.map((f) => ({ ...f, when: formatWhen(catalog, f.id) })),
        of(FORMATS),
      );
    case "model":
      return make(catalog.models, of(MODELS));
    case "tau2":
      return make(catalog.tau2, of(TAU2));
    case "tau2_interval":
      return make(catalog.tau2_intervals, of(TAU2_INTERVALS));
    case "test":
      return make(catalog.tests, of(TESTS));
    case "prediction":
      return make(catalog.predictions, of(PREDICTIONS));
    case "add_to":
      return make(catalog.add_to, of(ADD_TO));
    case "analysis":
      return make(catalog.analyses, of(ANALYSES));
    case "convention":
      return make(catalog.conventions, (id) => {
        const found = catalog.conventions.find((c) => c.id === id);
        return found && conventionPage(catalog, found);
      });
  }
}

export function guidePages(catalog: Catalog): readonly GuidePage[] {
  return KINDS.flatMap(({ id }) => pagesOf(catalog, id));
}

/** Pages that have all the words, those named so first. */
export function searchGuide(pages: readonly GuidePage[], search: string): readonly GuidePage[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return pages;
  const name = (p: GuidePage): string => `${p.id} ${p.label}`.toLowerCase();
  const all = (p: GuidePage): string => `${name(p)} ${p.what} ${p.when} ${p.reference}`.toLowerCase();
  const found = pages.filter((page) => words.every((word) => all(page).includes(word)));
  const named = (page: GuidePage): boolean => words.every((word) => name(page).includes(word));
  return [...found.filter(named), ...found.filter((page) => !named(page))];
}
