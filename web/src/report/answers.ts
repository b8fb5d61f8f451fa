import type { Report } from "../core/types";
import { t } from "../language/text";
import { textOf, withFingerprint } from "../plots/caption";
import { plotOf } from "../plots/index";
import type { Plot } from "../plots/plot";
import type { SvgNode } from "../plots/svg";
import { type AnswerTable, answerText } from "../text/any-answer";
import { plural } from "../text/format";
import { says } from "../text/says";
import type { Answered } from "./ask";
import { TEXT_MM, type Writing, wordsFor } from "./context";
import { type Block, type Figure, paragraph, remark, table } from "./document";

/** Any answer of the core: what it shows, what it does not, its figure, its numbers. */

/** What a figure says of itself is its caption and its text alternative. */
export function figureBlock(figure: SvgNode, fingerprint: string | null = null): Figure {
  const title = textOf(figure, "title");
  const caption = withFingerprint(title, fingerprint);
  return { kind: "figure", figure, caption, alt: `${title}. ${textOf(figure, "desc")}` };
}

export function figureOf(plot: Plot, { input }: Answered, writing: Writing): Figure[] {
  const { style, forest, shading, fingerprint, width_mm = TEXT_MM } = writing;
  if (plot.unavailable(input.report) !== null) return [];
  const look = { ...(style && { style }), ...(forest && { forest }), ...(shading && { shading }) };
  const figure = plot.draw(input, { width_mm, ...look });
  return [figureBlock(figure, fingerprint)];
}

const figuresOf = (ids: readonly string[], one: Answered, writing: Writing): Block[] =>
  ids.flatMap((id) => plotOf(id) ?? []).flatMap((plot) => figureOf(plot, one, writing));

/** Of wide tables the members that a page has room for; the page itself shows all. */
const ON_PAPER: Readonly<Record<string, readonly string[]>> = {
  small_study: ["label", "k", "est", "pval", "reference", "limit_display"],
};

export function answerTable({ title, heads, rows, more }: AnswerTable, wanted: readonly string[] | undefined): Block[] {
  const notes = more > 0 ? [t`${plural(more, t`row`, t`rows`)} more in the data file.`] : [];
  const shown = heads.flatMap(({ name = "" }, i) => (!wanted || wanted.includes(name) ? [i] : []));
  return table(
    title,
    shown.map((i) => heads[i]?.head ?? ""),
    rows.map((row) => shown.map((i) => row[i] ?? "")),
    notes,
  );
}

export function numbersOf(id: string, one: Answered, writing: Writing): Block[] {
  const what = writing.catalog.analyses.find((analysis) => analysis.id === id);
  const value = (one.report as Report & Record<string, unknown>)[id];
  if (what === undefined || value === undefined) return [];
  const { facts, tables } = answerText(what.type, value, wordsFor(one, writing));
  // A number of studies alone has been said before.
  const rows = facts.length > 1 ? facts.map(({ head, text }) => [head, text]) : [];
  return [...table("", ["", ""], rows), ...tables.flatMap((each) => answerTable(each, ON_PAPER[id]))];
}

export function saysOf(id: string, one: Answered, writing: Writing): Block[] {
  const said = says(id, one.report, wordsFor(one, writing));
  return said === null ? [] : [paragraph(said.shows), remark(said.not)];
}

/** @param plots  ids of figures */
export function answerBlocks(id: string, plots: readonly string[], one: Answered, writing: Writing): Block[] {
  const value = (one.report as Report & Record<string, unknown>)[id];
  if (value === undefined && plots.length === 0) return [];
  return [...saysOf(id, one, writing), ...figuresOf(plots, one, writing), ...numbersOf(id, one, writing)];
}
