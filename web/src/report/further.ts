import type { MethodRow, Report } from "../core/types";
import { t } from "../language/text";
import { fewSentence } from "../text/few-studies";
import { groupingRemark, groupingTable } from "../text/groupings";
import { methodTable } from "../text/method-table";
import { FEW_STUDIES } from "../text/says";
import { answerBlocks, answerTable, numbersOf, saysOf } from "./answers";
import type { Answered } from "./ask";
import type { OutcomeSection, Writing } from "./context";
import { type Block, paragraph, remark, section } from "./document";

/** What belongs to the settings of an outcome, and what readers of a review ask whether or not a panel is open. */

const allGroupings = ({ groupings, measure, report }: Answered): Block[] =>
  groupings.length === 0
    ? []
    : [
        ...answerTable(groupingTable(groupings, measure.scale, report.options.level), undefined),
        remark(groupingRemark(groupings)),
      ];

export const subgroups: OutcomeSection = (one, writing) =>
  section(3, t`Subgroups`, [
    ...saysOf("subgroups", one, writing),
    ...numbersOf("subgroups", one, writing),
    ...allGroupings(one),
  ]);

export const regression: OutcomeSection = (one, writing) => {
  if (one.report.meta_regression === undefined) return [];
  return section(3, t`Meta-regression`, answerBlocks("meta_regression", ["meta_regression"], one, writing));
};

const few = ({ report, measure }: Answered, catalog: Parameters<typeof fewSentence>[3]): Block[] => {
  const { few_studies: found, summary } = report;
  const text = found && summary ? fewSentence(found, summary.k, report.options.level, catalog, measure) : null;
  return text === null ? [] : [paragraph(text)];
};

/** From three studies on: leaving one of two out is no analysis. */
export const sensitivity: OutcomeSection = (one, writing) => {
  const { report } = one;
  const single = (report.summary?.k ?? 0) >= 3 ? saysOf("leave_one_out", one, writing) : [];
  const converted = report.effects.some((effect) => effect.used && effect.converted);
  const without = converted ? saysOf("without_converted", one, writing) : [];
  return section(3, t`Sensitivity`, [...few(one, writing.catalog), ...single, ...without]);
};

/** With few studies neither the funnel nor its tests say anything; the panel shows them all the same. */
export const smallStudies: OutcomeSection = (one, writing) => {
  if ((one.report.summary?.k ?? 0) < FEW_STUDIES || one.report.funnel === undefined) return [];
  const title = t`Small-study effects`;
  return section(3, title, [
    ...answerBlocks("funnel", ["funnel"], one, writing).filter(({ kind }) => kind !== "table"),
    ...answerBlocks("small_study", [], one, writing),
  ]);
};

/** Said in sections of their own, or in a form that a report has no use for. */
const ELSEWHERE = new Set(["agree", "text", "subgroups", "meta_regression"]);

const METHODS: Readonly<Record<string, (report: Report) => readonly MethodRow[] | undefined>> = {
  few_studies: ({ few_studies }) => few_studies?.rows,
  methods: ({ methods }) => methods,
};

/** Methods beside each other are named, as the page names them. */
function panelBlocks(id: string, plots: readonly string[], one: Answered, writing: Writing): Block[] {
  const methods = METHODS[id]?.(one.report);
  if (methods === undefined) return answerBlocks(id, plots, one, writing);
  const found = methodTable(methods, one.measure, one.report.options.level, writing.catalog);
  return [...saysOf(id, one, writing), ...answerTable(found, undefined)];
}

/** What is open on the page besides, one heading for each panel. */
export const openPanels: OutcomeSection = (one, writing) => {
  const long = (one.report.summary?.k ?? 0) >= FEW_STUDIES;
  const said = (id: string): boolean => ELSEWHERE.has(id) || (long && (id === "funnel" || id === "small_study"));
  return writing.open
    .filter(({ id }) => !said(id))
    .flatMap(({ id, title, plots = [] }) => section(3, title, panelBlocks(id, plots, one, writing)));
};
