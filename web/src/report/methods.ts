import type { Catalog } from "../core/types";
import { t } from "../language/text";
import { isJudged } from "../state/rob";
import { robTool } from "../state/rob-tools";
import { levelText, listed, plural } from "../text/format";
import { choosesTau2, isRandom, labelOf, lower } from "../text/names";
import { weighting } from "../text/sentences";
import type { Answered } from "./ask";
import { type Block, heading, paragraph, section } from "./document";
import type { References } from "./references";

/** What was done, from the options that were used and from nothing else. */

type Choice = { id: string; label: string; source: string };

const cited = (choices: readonly Choice[], id: string, { cite }: References): string =>
  `${labelOf(choices, id)}${cite(choices.find((choice) => choice.id === id)?.source ?? "")}`;

function pooling({ report, measure }: Answered, catalog: Catalog, refs: References): string {
  const { model } = report.options;
  const how = weighting(model) === "" ? "" : t` with inverse-variance weights`;
  return t`The effect of each study is its ${lower(measure.label)}${refs.cite(measure.source)}; the model is ${lower(cited(catalog.models, model, refs))}${how}.`;
}

function between({ report: { options: o } }: Answered, catalog: Catalog, refs: References): string {
  if (!choosesTau2(catalog, o.model)) return "";
  const given = o.tau2 === "FIXED" ? t`was taken to be ${o.tau2_fixed}` : null;
  const by = given ?? t`was estimated by ${lower(cited(catalog.tau2, o.tau2, refs))}`;
  return t`The variance between studies, τ², ${by}, its interval by ${cited(catalog.tau2_intervals, o.tau2_ci, refs)}.`;
}

function intervals({ report: { options: o, summary } }: Answered, catalog: Catalog, refs: References): string {
  const test = lower(cited(catalog.tests, o.test, refs));
  const predicted = isRandom(catalog, o.model) && summary?.pi_lb != null;
  const prediction = predicted ? t`; prediction interval: ${cited(catalog.predictions, o.prediction, refs)}` : "";
  return t`Intervals have a coverage of ${levelText(o.level)}. Interval and test of the pooled effect: ${test}${prediction}.`;
}

const ZERO_CELLS = /^zero_cells/;

function zeroCells({ report: { options: o, notes } }: Answered, catalog: Catalog): string {
  const met = notes.filter(({ code }) => ZERO_CELLS.test(code)).length;
  if (met === 0) return "";
  return t`Zero cells: ${o.add} was added to ${labelOf(catalog.add_to, o.add_to)}, which concerned ${plural(met, t`study`, t`studies`)}.`;
}

function conversions({ report }: Answered): string {
  const converted = report.effects.filter((effect) => effect.used && effect.converted).length;
  if (converted === 0) return "";
  return t`The numbers of ${plural(converted, t`study`, t`studies`)} were converted to what the analysis needs; the table of data says how.`;
}

/** Which number of heterogeneity is which, with their papers. */
const spread = (refs: References): string =>
  t`Heterogeneity is described by Cochran's Q${refs.cite(t`Cochran 1954, Biometrics 10:101`)}, τ² and I²${refs.cite(t`Higgins & Thompson 2002, Stat Med 21:1539`)}.`;

function groups({ report: { options: o }, groupings }: Answered): string {
  if (o.subgroup === null) return "";
  const tau2 = o.subgroup_tau2 === "common" ? t`share one τ²` : t`have a τ² of their own`;
  const columns = groupings.length === 0 ? [o.subgroup] : groupings.map(({ by }) => by);
  return t`Subgroups by ${listed(columns)} ${tau2}.`;
}

function regression({ report: { options: o } }: Answered, refs: References): string {
  if (o.moderators.trim() === "") return "";
  const papers = refs.cite(t`Thompson & Higgins 2002, Stat Med 21:1559`);
  const centred = o.centre_moderators ? t`, numeric moderators measured from their means` : "";
  return t`Meta-regression${papers} on ${o.moderators.trim()}${centred}.`;
}

function bias({ outcome }: Answered, { cite }: References): string {
  const tool = isJudged(outcome) ? robTool(outcome.rob_tool) : undefined;
  if (!tool) return "";
  const named = tool.id === "free" ? t`in domains of our own` : t`with ${tool.title}${cite(tool.source)}`;
  return t`Risk of bias was judged ${named}.`;
}

function absolute({ report }: Answered, refs: References): string {
  if (report.absolute?.control_risk == null) return "";
  return t`Numbers per 1000 people apply the pooled effect to the risk without treatment that stands beside them${refs.cite(t`Cochrane Handbook 15.4.4`)}.`;
}

/** The sentences about one outcome. */
export function methodsOf(one: Answered, catalog: Catalog, refs: References): string {
  const parts = [
    ...[pooling(one, catalog, refs), between(one, catalog, refs), intervals(one, catalog, refs)],
    ...[spread(refs), zeroCells(one, catalog), conversions(one), groups(one), regression(one, refs)],
    ...[absolute(one, refs), bias(one, refs)],
  ];
  return parts.filter((part) => part !== "").join(" ");
}

const software = (catalog: Catalog): string => t`Computed with Pooled ${catalog.engine}.`;

/** One paragraph for all outcomes where the same was done in all, else one for each. */
export function methodsSection(all: readonly Answered[], catalog: Catalog, refs: References): Block[] {
  const texts = all.map((one) => methodsOf(one, catalog, refs));
  const [first] = texts;
  if (first === undefined) return [];
  const same = texts.every((text) => text === first);
  const each = all.flatMap((one, i) => [heading(2, nameOf(one, i)), paragraph(texts[i] ?? "")]);
  return section(1, t`Methods`, [...(same ? [paragraph(first)] : each), paragraph(software(catalog))]);
}

/** Name of an outcome in headings. */
export function nameOf({ outcome }: Answered, index: number): string {
  return outcome.name.trim() || t`Outcome ${index + 1}`;
}
