import type { Catalog } from "../core/types";
import { t } from "../language/text";
import { restore } from "../state/restore";
import type { Outcome } from "../state/state";
import { plural } from "../text/format";
import { capNotes, type FoundColumn, type FoundOutcome } from "./found";
import { roleLabel } from "./table-outcome";

/**
 * What the two file formats of Cochrane reviews share: RevMan 5 (.rm5) and RevMan's data package. Settings are kept as
 * the authors chose them, so that Pooled shows the published result first.
 */
export type DataType = "counts" | "means" | "effects" | "o_e";

export interface RevmanSettings {
  readonly name: string;
  readonly heading: string;
  readonly type: DataType;
  /** "OR", "Odds Ratio", "Std. Mean Difference" … */
  readonly measure: string;
  /** "MH", "Mantel-Haenszel", "IV", "PETO", "EXP_O_E_VAR" … */
  readonly method: string;
  readonly random: boolean;
  /** "" = DerSimonian-Laird, the only one until 2024. */
  readonly estimator: string;
  readonly interval: string;
  /** "95" or "95%". */
  readonly level: string;
  /** Effects were entered as logarithms; null = the file does not say. */
  readonly log: boolean | null;
  readonly swap: boolean;
  readonly treatment: string;
  readonly control: string;
  readonly left: string;
  readonly right: string;
  /** Subtotals only, or no totals at all. */
  readonly noTotal: boolean;
}

/** One study as both formats have it; "" where the file says nothing. */
export interface RevmanStudy {
  readonly label: string;
  readonly year: string;
  readonly subgroup: string;
  /** By column id. */
  readonly values: Readonly<Record<string, string>>;
  readonly footnote: string;
}

const MEASURES: readonly (readonly [RegExp, string])[] = [
  [/peto/, "PETO"],
  [/^or$|odds/, "OR"],
  [/^rr$|risk ratio|relative risk/, "RR"],
  [/^rd$|risk diff/, "RD"],
  [/^smd$|st(d|andardi[sz]ed)[. ]*mean/, "SMD"],
  [/^w?md$|mean diff/, "MD"],
  [/^hr$|hazard/, "HR"],
  [/rate ratio|^irr$/, "IRR"],
  [/rate diff/, "IRD"],
];

const USUAL: Readonly<Record<DataType, string>> = { counts: "RR", means: "MD", effects: "GEN", o_e: "PETO" };
const FORMATS: Readonly<Record<DataType, string>> = {
  counts: "counts",
  means: "means",
  effects: "estimate_se",
  o_e: "o_e_v",
};
const COLUMNS: Readonly<Record<DataType, readonly string[]>> = {
  counts: ["ai", "n1i", "ci", "n2i"],
  means: ["m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i"],
  effects: ["yi", "sei"],
  o_e: ["o_e", "v"],
};
const RATIOS = new Set(["OR", "RR", "HR", "IRR", "PETO"]);
const GROUP = "Subgroup";
/** People of each group, where the effect is not computed from them: kept beside it, in columns of their own. */
const PEOPLE: readonly (readonly [string, string])[] = [
  ["n1i", t`Participants, treatment`],
  ["n2i", t`Participants, control`],
];

export const measureNamed = (text: string): string | null =>
  MEASURES.find(([pattern]) => pattern.test(text.trim().toLowerCase().replace(/_/g, " ")))?.[1] ?? null;

function measureOf(settings: RevmanSettings, catalog: Catalog, notes: string[]): string {
  const { type, measure, log } = settings;
  const named = measureNamed(measure);
  const fits = catalog.measures.some(({ id, formats }) => id === named && formats.includes(FORMATS[type]));
  if (named !== null && fits && (type !== "effects" || !RATIOS.has(named) || log === true)) return named;
  if (type === "effects" && named !== null && RATIOS.has(named))
    notes.push(
      t`${measure}: the effects are not marked as logarithms, so they are taken as they are. Check the measure.`,
    );
  else if (measure.trim() !== "" && named === null)
    notes.push(t`The effect measure "${measure.slice(0, 60)}" is not known here. Check the measure.`);
  return USUAL[type];
}

/** RevMan's methods by the names they have here; RevMan 5 takes Mantel-Haenszel's Q for the tau2 of random effects. */
function optionsOf(settings: RevmanSettings, measure: string, subgroups: number): Record<string, unknown> {
  const method = settings.method.toLowerCase();
  const haenszel = settings.type === "counts" && /^mh$|mantel/.test(method);
  const peto = settings.type === "counts" && (measure === "PETO" || /peto/.test(method));
  const tau2 = /reml|restricted/i.test(settings.estimator) ? "REML" : "DL";
  const random = tau2 === "DL" && haenszel ? "RE_MH" : "RE";
  const level = Number.parseFloat(settings.level.replace(",", ".")) / 100;
  return {
    measure,
    model: peto ? "PETO" : settings.random ? random : haenszel ? "MH" : "EE",
    tau2,
    test: settings.random && /hksj|hartung|knapp/i.test(settings.interval) ? "HKSJ" : "z",
    ...(level > 0 ? { level } : {}),
    subgroup: subgroups > 1 ? GROUP : null,
  };
}

const numberOf = (text: string): number => (text.trim() === "" ? Number.NaN : Number(text));

/** RevMan writes 0 where nobody typed how many people there were. */
function peopleOf(type: DataType, { values }: RevmanStudy): Record<string, string> {
  const pairs = PEOPLE.map(([id, name]) => [name, values[id] ?? ""] as const);
  const known = pairs.filter(([, text]) => text !== "" && Number(text) !== 0);
  return COLUMNS[type].includes("n1i") ? {} : Object.fromEntries(known);
}

/** People without the event take the place of those with it. */
function swapped(cells: Readonly<Record<string, string>>): Record<string, string> {
  const without = (events: string, total: string): string => {
    const left = numberOf(cells[total] ?? "") - numberOf(cells[events] ?? "");
    return Number.isFinite(left) ? String(left) : (cells[events] ?? "");
  };
  return { ...cells, ai: without("ai", "n1i"), ci: without("ci", "n2i") };
}

function cellsOf(settings: RevmanSettings, study: RevmanStudy, notes: string[]): Record<string, string> {
  const cells = Object.fromEntries(COLUMNS[settings.type].map((id) => [id, study.values[id] ?? ""]));
  const missing = COLUMNS[settings.type].filter((id) => cells[id] === "");
  if (missing.length > 0) notes.push(t`${study.label}: the file has no value for ${missing.join(", ")}.`);
  return settings.type === "counts" && settings.swap ? swapped(cells) : cells;
}

/** Left of no effect "favours control" means that more is better. */
function lowerIsBetter({ left, right, treatment, control }: RevmanSettings): boolean {
  const names = (text: string, name: string): boolean => name !== "" && text.toLowerCase().includes(name.toLowerCase());
  const leftIsControl = names(left, control) || /control|placebo/i.test(left);
  const rightIsTreatment = names(right, treatment) || /experimental|treatment|intervention/i.test(right);
  return !(leftIsControl && rightIsTreatment);
}

function remarks(settings: RevmanSettings, studies: readonly RevmanStudy[]): string[] {
  const notes: string[] = [];
  if (settings.type === "counts" && settings.swap)
    notes.push(t`Events and people without the event change places, as the review has it.`);
  if (settings.noTotal)
    notes.push(t`The review shows no overall total here: the same people may be counted in more than one row.`);
  const footnotes = studies.filter(({ footnote }) => footnote !== "").length;
  if (footnotes > 0) notes.push(t`${plural(footnotes, t`footnote is`, t`footnotes are`)} in the column Notes.`);
  return notes;
}

function columnsOf(
  settings: RevmanSettings,
  heads: Readonly<Record<string, string>>,
  studies: readonly RevmanStudy[],
  catalog: Catalog,
): FoundColumn[] {
  const { type } = settings;
  const column = (id: string, became: string): FoundColumn => ({ name: heads[id] ?? id, became });
  const people = PEOPLE.filter(([, name]) => studies.some((study) => name in peopleOf(type, study)));
  return [
    column("label", t`Study`),
    ...COLUMNS[type].map((id) => column(id, roleLabel(catalog, FORMATS[type], id))),
    ...people.map(([id, name]) => column(id, t`Moderator "${name}"`)),
    ...(studies.some(({ subgroup }) => subgroup !== "") ? [column("subgroup", t`Group "${GROUP}"`)] : []),
    ...(studies.some(({ footnote }) => footnote !== "") ? [column("footnote", t`Notes`)] : []),
  ];
}

/** @param heads  what the file calls the columns, by their ids */
export function revmanOutcome(
  settings: RevmanSettings,
  studies: readonly RevmanStudy[],
  heads: Readonly<Record<string, string>>,
  catalog: Catalog,
): FoundOutcome {
  const notes: string[] = [];
  const measure = measureOf(settings, catalog, notes);
  const subgroups = new Set(studies.map(({ subgroup }) => subgroup).filter((name) => name !== ""));
  const format = FORMATS[settings.type];
  const rows = studies.map((study) => ({
    label: study.label,
    year: study.year,
    format,
    cells: cellsOf(settings, study, notes),
    groups: study.subgroup === "" ? {} : { [GROUP]: study.subgroup },
    mods: peopleOf(settings.type, study),
    notes: study.footnote,
  }));
  const raw = {
    name: settings.name,
    format,
    options: optionsOf(settings, measure, subgroups.size),
    treatment: settings.treatment,
    control: settings.control,
    favours_left: settings.left,
    favours_right: settings.right,
    lower_is_better: lowerIsBetter(settings),
    rows,
  };
  const restored = restore({ pooled: 1, outcomes: [raw] }, catalog);
  const outcome = restored.review.outcomes[0] as Outcome;
  return {
    heading: settings.heading,
    outcome: { ...outcome, rows: outcome.rows.slice(0, rows.length) },
    columns: columnsOf(settings, heads, studies, catalog),
    notes: capNotes([
      ...notes,
      ...restored.notes.map((note) => note.replace(/^Outcome 1,? ?/, "")),
      ...remarks(settings, studies),
    ]),
    block: null,
    chosen: rows.length > 0,
  };
}
