import type { Study, StudyEffect } from "../../core/types";
import { t } from "../../language/text";
import { clip, levelText, plainText } from "../format";
import { MEASURES } from "../guide/measures";
import { isRandom } from "../names";
import { type Given, numberText, type Sheet, Working } from "./sheet";

/** "sd1i" of a table is SD_1 of a formula. */
function symbol(column: string): string {
  const [, letters = column, digit = ""] = /^([a-z]+?)(\d?)i$/.exec(column) ?? [];
  const name = letters === "sd" ? "SD" : letters;
  return digit === "" ? name : `${name}_${digit}`;
}

type Numbers = Readonly<Record<string, number>>;

function known(cells: Readonly<Record<string, number | null>>): Numbers {
  return Object.fromEntries(Object.entries(cells).filter((cell): cell is [string, number] => cell[1] !== null));
}

/** The numbers of the family's first format; null where the study was typed as an effect. */
export function familyCells({ catalog }: Given, study: Study, effect: StudyEffect): Numbers | null {
  if (effect.cells !== null) return effect.cells;
  const format = catalog.formats.find(({ id }) => id === study.format);
  if (format === undefined || format.family === "reported" || format.converted) return null;
  const { bi, di, ...cells } = known(study.cells);
  if (bi === undefined || di === undefined) return { ...cells };
  return { ...cells, n1i: (cells.ai ?? 0) + bi, n2i: (cells.ci ?? 0) + di };
}

/** Letters of the formulas with the study's numbers. */
export function letters(cells: Numbers): Numbers {
  return Object.fromEntries(Object.entries(cells).map(([column, value]) => [symbol(column), value]));
}

/** The table's other cells, from events and totals. */
export function withOthers(l: Numbers): Numbers {
  const { a, c, n_1, n_2 } = l;
  if (a === undefined || c === undefined || n_1 === undefined || n_2 === undefined) return l;
  return { ...l, b: n_1 - a, d: n_2 - c, n: n_1 + n_2 };
}

interface Added {
  first: number;
  second: number;
  varianceOnly: boolean;
}

/** What was added to the counts, from the remark about it. */
function addedTo({ report }: Given, row: number, l: Numbers): Added | null {
  const note = report.notes.find(
    ({ code, row: of }) => of === row && code.startsWith("zero_cells_") && code !== "zero_cells_not_estimable",
  );
  if (note === undefined) return null;
  const { add } = report.options;
  const [size1, size2] = [l.n_1 ?? l.t_1, l.n_2 ?? l.t_2];
  const ratio = note.code.endsWith("by_group") && size1 && size2 ? size2 / size1 : 1;
  const varianceOnly = note.code.startsWith("zero_cells_variance");
  return { first: (2 * add) / (1 + ratio), second: (2 * add * ratio) / (1 + ratio), varianceOnly };
}

const FIRST = /^(a|x|x_1)$/;
const SECOND = /^(c|x_2)$/;

/** Events and others both grow; person-time does not. */
function withAdded(l: Numbers, { first, second }: Added): Numbers {
  return Object.fromEntries(
    Object.entries(l).map(([name, value]) => {
      if (FIRST.test(name)) return [name, value + first];
      if (SECOND.test(name)) return [name, value + second];
      if (name === "n_1" || name === "n") return [name, value + 2 * first];
      return name === "n_2" ? [name, value + 2 * second] : [name, value];
    }),
  );
}

const list = (l: Numbers): string =>
  Object.entries(l)
    .map(([name, value]) => `${name.replace("_", "")} = ${numberText(value)}`)
    .join(", ");

function fromCells(given: Given, w: Working, effect: StudyEffect, cells: Numbers): void {
  const typed = letters(cells);
  if (effect.converted) w.say(t`The report gives this study in another form; converted it is ${list(typed)}.`);
  const added = addedTo(given, effect.row, typed);
  const seen = withOthers(typed);
  const adjusted = added ? withOthers(withAdded(typed, added)) : seen;
  if (added) w.say(addedText(added));
  for (const formula of MEASURES[given.measure.id]?.formulas ?? []) {
    const left = formula.split(" = ")[0];
    if (left?.startsWith("J(")) {
      w.formula(formula);
      continue;
    }
    if (left?.includes("(")) continue;
    w.set(left === "v" || !added?.varianceOnly ? adjusted : seen);
    w.add(formula, { core: left === "y" ? effect.yi : left === "v" ? effect.vi : undefined });
  }
  if (Number.isNaN(w.get("y")) && effect.yi !== null) w.given("y", effect.yi, t`found by search`);
  if (Number.isNaN(w.get("v")) && effect.vi !== null)
    w.given("v", effect.vi, t`by the delta method, from all four cells`);
}

function addedText({ first, second, varianceOnly }: Added): string {
  const amount =
    first === second
      ? t`${numberText(first)} is added to each count`
      : t`${numberText(first)} is added to the counts of group 1 and ${numberText(second)} to those of group 2`;
  return t`Because of a zero, ${amount}${varianceOnly ? t`; in the variance only` : ""}.`;
}

/** An effect as reported: on the scale of the analysis, and its standard error. */
function fromReport(given: Given, w: Working, study: Study, effect: StudyEffect): void {
  const c = known(study.cells);
  const log = given.measure.scale === "log";
  const of = (x: string): string => (log ? `ln(${x})` : x);
  const core = { core: effect.yi };
  w.set({ est: c.est ?? Number.NaN, lower: c.ci_lb ?? Number.NaN, upper: c.ci_ub ?? Number.NaN });
  switch (study.format) {
    case "estimate_ci": {
      // z belongs to the level that the study prints, 95% unless it says otherwise.
      const z = (c.level ?? 95) === given.report.options.level * 100 ? given.quantile(null) : null;
      w.add(`y = ${of("est")}`, core);
      if (z !== null) w.given("z", z, t`the normal distribution’s, for ${numberText(c.level ?? 95)}%`);
      w.add(`SE = (${of("upper")} - ${of("lower")}) / (2 z)`, { core: effect.sei });
      break;
    }
    case "o_e_v":
      w.set({ O_E: c.o_e ?? Number.NaN, V: c.v ?? Number.NaN });
      w.add("y = O_E / V", { ...core, words: t`observed less expected events over their variance` });
      w.add("SE = 1/sqrt(V)", { core: effect.sei });
      break;
    case "estimate_se":
      w.given("y", effect.yi ?? Number.NaN, t`as typed`).given("SE", effect.sei ?? Number.NaN, t`as typed`);
      break;
    case "estimate_var":
      w.given("y", effect.yi ?? Number.NaN, t`as typed`).set({ v: effect.vi ?? Number.NaN });
      w.add("SE = sqrt(v)", { core: effect.sei });
      break;
    default:
      w.given("y", effect.yi ?? Number.NaN, t`from what the report gives`);
      w.given("SE", effect.sei ?? Number.NaN, t`from what the report gives: see the guide’s page of this format`);
  }
  w.add("v = SE^2", { core: effect.vi });
}

/** Limits that leave what a proportion or a rate can be are set to its end. */
const BACK: Readonly<Record<string, (x: string, value: number) => string>> = {
  log: (x) => `exp(${x})`,
  logit: (x) => `exp(${x}) / (1 + exp(${x}))`,
  arcsine: (x, value) =>
    value < 0 ? `sin(max(0, ${x}))^2` : value > Math.PI / 2 ? `sin(min(π/2, ${x}))^2` : `sin(${x})^2`,
  square_root: (x, value) => (value < 0 ? `max(0, ${x})^2` : `${x}^2`),
  fisher_z: (x) => `tanh(${x})`,
};

interface Shown {
  est: number | null;
  ci_lb: number | null;
  ci_ub: number | null;
}

/** From the scale of the analysis to the one people read. */
export function backSteps(w: Working, { measure }: Given, name: string, shown: Shown): void {
  const back = BACK[measure.scale];
  if (back === undefined) return;
  w.say(t`Back to the scale that people read:`);
  const of = (x: string): string => back(x, w.get(x));
  w.add(`est = ${of(name)}`, { core: shown.est });
  if (shown.ci_lb !== null) w.add(`est_lower = ${of("lower")}`, { core: shown.ci_lb });
  if (shown.ci_ub !== null) w.add(`est_upper = ${of("upper")}`, { core: shown.ci_ub });
}

function interval(given: Given, w: Working, effect: StudyEffect): void {
  const z = given.quantile(null);
  if (effect.ci_lb === null || z === null) return;
  w.add("SE = sqrt(v)", { core: effect.sei });
  w.given("z", z, t`the normal distribution’s, for ${levelText(given.report.options.level)}`);
  w.add("lower = y - z SE", { core: effect.ci_lb });
  w.add("upper = y + z SE", { core: effect.ci_ub });
  backSteps(w, given, "y", effect.display);
}

/** The studies that are pooled, with an effect of their own. */
export function usedEffects({ report }: Given): StudyEffect[] {
  return report.effects.filter(({ used, yi, vi }) => used && yi !== null && vi !== null);
}

export function lists(given: Given): { y_i: number[]; v_i: number[] } {
  const used = usedEffects(given);
  return { y_i: used.map(({ yi }) => yi ?? 0), v_i: used.map(({ vi }) => vi ?? 0) };
}

function weight(given: Given, w: Working, effect: StudyEffect): void {
  const { model } = given.report.options;
  if (effect.weight === null || !["RE", "EE", "RE_MH", "UWLS", "IVHET"].includes(model)) return;
  const tau2 = model === "RE" || model === "RE_MH" ? (given.report.summary?.tau2 ?? 0) : 0;
  w.say(
    isRandom(given.catalog, model) && tau2 > 0 ? t`Its weight, with the variance between studies:` : t`Its weight:`,
  );
  w.set({ ...lists(given), "τ²": tau2 });
  w.add(tau2 > 0 ? "w = 1/(v + τ²)" : "w = 1/v");
  w.add(tau2 > 0 ? "W = sum(1/(v_i + τ²))" : "W = sum(1/v_i)", { words: t`of all studies` });
  w.add("percent = 100 w / W", { core: effect.weight });
}

export function studySheet(given: Given, row: number): Sheet | null {
  const study = given.studies[row];
  const effect = given.report.effects.find((e) => e.row === row);
  if (study === undefined || effect === undefined || effect.yi === null) return null;
  const w = new Working();
  const cells = familyCells(given, study, effect);
  const usable = cells !== null && given.measure.formats[0] !== undefined;
  if (usable && !isReportedMeasure(given)) fromCells(given, w, effect, cells);
  else fromReport(given, w, study, effect);
  interval(given, w, effect);
  weight(given, w, effect);
  return {
    title: `${clip(plainText(study.label) || t`Study ${row + 1}`, 80)}: ${given.measure.label}`,
    steps: w.steps,
    see: [`measure:${given.measure.id}`, `format:${study.format}`, "idea:weights"],
  };
}

/** Measures that only take effects as they are reported. */
const isReportedMeasure = ({ catalog, measure }: Given): boolean =>
  catalog.formats.find(({ id }) => id === measure.formats[0])?.family === "reported";
