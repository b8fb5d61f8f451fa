import type { Catalog, CatalogMeasure, Method, Options, Overrides } from "../core/types";
import { findMeasure, isEmptyRow } from "./blank";
import { validOption } from "./option-rules";
import { inOutcome, reformatEmptyRows } from "./row-actions";
import type { Action, Outcome } from "./state";

/** One setting of the shown outcome. The measure and the model have their own actions, for more depends on them. */
export function setOption<K extends Exclude<keyof Options, "measure" | "model" | "control_risk">>(
  key: K,
  value: Options[K],
): Action {
  return inOutcome((outcome) => {
    if (outcome.options[key] === value) return outcome;
    return { ...outcome, options: { ...outcome.options, [key]: value } };
  });
}

/** The format most of the typed rows have; null when nothing has been typed. */
function commonFormat(outcome: Outcome): string | null {
  const counts = new Map<string, number>();
  for (const row of outcome.rows) {
    if (!isEmptyRow(row)) counts.set(row.format, (counts.get(row.format) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

/**
 * The format of rows to come under a new measure: that of the studies already typed where it fits (so that going to
 * another measure and back restores the table), else the usual one, unless somebody chose another on purpose.
 */
function formatUnder(measure: CatalogMeasure, outcome: Outcome, before: CatalogMeasure | undefined): string {
  const usual = measure.formats[0] ?? outcome.format;
  const common = commonFormat(outcome);
  if (common !== null && measure.formats.includes(common)) return common;
  const chosen = outcome.format !== before?.formats[0] && measure.formats.includes(outcome.format);
  return chosen ? outcome.format : usual;
}

/** The options with another measure; a model that does not exist for it gives way to the first that does. */
function withMeasure(catalog: Catalog, options: Options, measure: string): Options {
  const models = catalog.models.filter((model) => model.measures.includes(measure));
  const next = models.find(({ id }) => id === options.model) ?? models[0];
  if (next === undefined || next.id === options.model) return { ...options, measure };
  return { ...options, measure, model: next.id, test: next.default_test };
}

/**
 * Nothing typed is lost: a row whose format the new measure cannot use keeps its format and its cells, is sent as it
 * is, and the core names it in a note. Changing back brings everything back.
 */
export function setMeasure(catalog: Catalog, measureId: string): Action {
  return inOutcome((outcome) => {
    const measure = findMeasure(catalog, measureId);
    if (measure === undefined || measureId === outcome.options.measure) return outcome;
    const format = formatUnder(measure, outcome, findMeasure(catalog, outcome.options.measure));
    const options = withMeasure(catalog, outcome.options, measureId);
    return { ...outcome, options, format, rows: reformatEmptyRows(outcome.rows, format) };
  });
}

/** Also sets the model's usual test: a common-effect result by Hartung-Knapp is nobody's default. */
export function setModel(catalog: Catalog, modelId: string): Action {
  return inOutcome((outcome) => {
    const model = catalog.models.find((choice) => choice.id === modelId);
    if (model === undefined || modelId === outcome.options.model) return outcome;
    return { ...outcome, options: { ...outcome.options, model: modelId, test: model.default_test } };
  });
}

/** Model, estimator and test at once: adopting a line of "Other methods agree?" is one step. */
export function setMethod(catalog: Catalog, method: Pick<Options, "model" | "tau2" | "test">): Action {
  return inOutcome((outcome) => {
    const known =
      catalog.models.some((choice) => choice.id === method.model) &&
      catalog.tau2.some((choice) => choice.id === method.tau2) &&
      catalog.tests.some((choice) => choice.id === method.test);
    const { model, tau2, test } = method;
    return known ? { ...outcome, options: { ...outcome.options, model, tau2, test } } : outcome;
  });
}

/** What other programs do by default, of one measure and with or without random effects; undefined where none is known. */
export function presetOf(catalog: Catalog, convention: string, options: Options): Overrides | undefined {
  const random = catalog.models.find(({ id }) => id === options.model)?.random ?? false;
  const presets = catalog.conventions.find(({ id }) => id === convention)?.presets ?? [];
  return presets.find((p) => p.random === random && p.measures.includes(options.measure))?.options;
}

/** The options with what a convention decides; what it leaves open stays. */
export function withPreset(options: Options, preset: Overrides): Options {
  const decided = Object.entries(preset).filter(([, value]) => value !== null);
  return { ...options, ...(Object.fromEntries(decided) as Partial<Options>) };
}

const same = (a: Options, b: Options): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Whether the options are all that a convention decides. */
export function follows(catalog: Catalog, convention: string, options: Options): boolean {
  const preset = presetOf(catalog, convention, options);
  return preset !== undefined && same(withPreset(options, preset), options);
}

/** The program whose defaults the options are, among those of the catalogue; the first of several. */
export function conventionOf(catalog: Catalog, options: Options): string | null {
  return catalog.conventions.find(({ id }) => follows(catalog, id, options))?.id ?? null;
}

/** All choices of another program at once: one step to undo. */
export function adoptConvention(catalog: Catalog, convention: string): Action {
  return inOutcome((outcome) => {
    const preset = presetOf(catalog, convention, outcome.options);
    const options = preset === undefined ? outcome.options : withPreset(outcome.options, preset);
    return same(options, outcome.options) ? outcome : { ...outcome, options };
  });
}

/** Measure and everything else a method sets, in one step; what it leaves open stays. */
export function adoptMethod(catalog: Catalog, { measure, options }: Method): Action {
  const set = Object.entries(options).filter(([key, value]) => value !== null && validOption(catalog, key, value));
  const rest = inOutcome((outcome) => ({
    ...outcome,
    options: { ...outcome.options, ...(Object.fromEntries(set) as Partial<Options>) },
  }));
  return (review) => rest(setMeasure(catalog, measure)(review));
}

/** How studies to come are typed. A measure that cannot use this format gives way to the first one that can. */
export function setFormat(catalog: Catalog, formatId: string): Action {
  return inOutcome((outcome) => {
    if (formatId === outcome.format || !catalog.formats.some((format) => format.id === formatId)) return outcome;
    const fits = (measure: CatalogMeasure | undefined): boolean => measure?.formats.includes(formatId) ?? false;
    const kept = fits(findMeasure(catalog, outcome.options.measure));
    const measure = kept ? outcome.options.measure : (catalog.measures.find(fits)?.id ?? outcome.options.measure);
    const options = kept ? outcome.options : withMeasure(catalog, outcome.options, measure);
    return { ...outcome, options, format: formatId, rows: reformatEmptyRows(outcome.rows, formatId) };
  });
}
