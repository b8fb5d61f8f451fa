import type { Catalog, CatalogChoice, CatalogMeasure, Options } from "../core/types";
import { ENGLISH, language, t } from "../language/text";
import { levelText } from "./format";

/** Ids that nobody but metafor would recognise, and how readers call the thing. */
const SHORT: Readonly<Record<string, string>> = {
  GEN: t`Effect`,
  PETO: t`Peto OR`,
  AS: t`Arcsine difference`,
  PHI: "φ",
  YUQ: t`Yule's Q`,
  YUY: t`Yule's Y`,
  OR2DL: "SMD",
  OR2DN: "SMD",
  D2ORL: "OR",
  D2ORN: "OR",
  SMD1: t`Glass' Δ`,
  SMDH: "SMD",
  IRSD: t`√IR difference`,
  PR: t`Proportion`,
  PLN: t`Proportion`,
  PLO: t`Proportion`,
  PAS: t`Proportion`,
  IR: t`Rate`,
  IRLN: t`Rate`,
  IRS: t`Rate`,
  MN: t`Mean`,
  MNLN: t`Mean`,
  COR: "r",
  UCOR: "r",
  ZCOR: "r",
  MC: t`Mean change`,
  SMCC: "SMC",
  SMCR: "SMC",
  SMCRH: "SMC",
  ROMC: "ROM",
};

/** What the headline calls a measure: its abbreviation, where that is one readers know. */
export function shortName(measure: CatalogMeasure): string {
  return SHORT[measure.id] ?? measure.id;
}

export function measureOf(catalog: Catalog, id: string): CatalogMeasure {
  const found = catalog.measures.find((m) => m.id === id) ?? catalog.measures[0];
  if (!found) throw new Error("the catalogue has no measures");
  return found;
}

export function labelOf(choices: readonly { id: string; label: string }[], id: string): string {
  return choices.find((c) => c.id === id)?.label ?? id;
}

export function isRandom(catalog: Catalog, model: string): boolean {
  return catalog.models.find((m) => m.id === model)?.random ?? false;
}

/** Whether the choice of a tau2 estimator has a say under this model. */
export function choosesTau2(catalog: Catalog, model: string): boolean {
  const found = catalog.models.find((m) => m.id === model);
  return found?.random === true && !found.own_tau2;
}

/** The tests that the model has. */
export function testsOf(catalog: Catalog, model: string): CatalogChoice[] {
  const tests = catalog.models.find((m) => m.id === model)?.tests;
  return catalog.tests.filter(({ id }) => tests?.includes(id) ?? true);
}

/** Common abbreviations for narrow places; the full names are the catalogue's. */
const TEST_SHORT: Readonly<Record<string, string>> = {
  z: t`Wald`,
  t: "t",
  HKSJ: t`HK, no floor`,
  HKSJ_se: "HK",
  HKSJ_ci: t`HK or Wald`,
  IQWiG6: t`IQWiG 6`,
  PL: t`profile likelihood`,
};

/** "REML · HK · 95%", for the button that opens the method settings. */
export function methodShort(options: Options, catalog: Catalog): string {
  const tau2 = choosesTau2(catalog, options.model) ? [options.tau2] : [];
  return [...tau2, TEST_SHORT[options.test] ?? options.test, levelText(options.level)].join(" · ");
}

/** "Random effects (REML), Hartung-Knapp" from the catalogue's labels. */
export function methodLong(options: Options, catalog: Catalog): string {
  const model = labelOf(catalog.models, options.model);
  const tau2 = choosesTau2(catalog, options.model) ? ` (${options.tau2})` : "";
  return `${model}${tau2}, ${labelOf(catalog.tests, options.test)}`;
}

/** An outcome's names with their stand-ins. */
export interface ArmNames {
  treatment: string;
  control: string;
}

export function armNames(outcome: { treatment: string; control: string }): ArmNames {
  return { treatment: outcome.treatment.trim() || t`treatment`, control: outcome.control.trim() || t`control` };
}

export interface Sides {
  left: string;
  right: string;
}

interface Directed {
  treatment: string;
  control: string;
  favours_left: string;
  favours_right: string;
  lower_is_better: boolean;
}

/** The words under the axis: as typed, else from the names of the arms and the direction that is better. */
export function favours(outcome: Directed): Sides {
  const { treatment, control } = armNames(outcome);
  const [left, right] = outcome.lower_is_better ? [treatment, control] : [control, treatment];
  return {
    left: outcome.favours_left.trim() || t`Favours ${left}`,
    right: outcome.favours_right.trim() || t`Favours ${right}`,
  };
}

/** Labels begin with a capital; within a sentence only names of people and abbreviations keep it. */
const NO_NAME =
  /^(?:Restricted|Maximum|Empirical|Generalised|Profile|Wider|Common|Random|Unweighted|Weights|Beta|A|[A-Z][a-z]+ (?:ratio|difference))\b/;
export const lower = (text: string): string =>
  language === ENGLISH && NO_NAME.test(text) ? text.slice(0, 1).toLowerCase() + text.slice(1) : text;
