import { t } from "../language/text";
import { plainText } from "../text/format";
import { code, provenance, sources } from "./closing";
import type { OutcomeSection, ReportInput, Section, Writing } from "./context";
import { data, leftOut } from "./data";
import { type Block, heading, paragraph, type ReportDocument, section } from "./document";
import { findings } from "./findings";
import { studyFlow } from "./flow";
import { openPanels, regression, sensitivity, smallStudies, subgroups } from "./further";
import { methodsSection, nameOf } from "./methods";
import { references } from "./references";
import { heterogeneity, result } from "./result";
import { riskOfBias } from "./rob";

/** What is said of each outcome, in order. A new part of it is one function here. */
const OUTCOME_SECTIONS: readonly OutcomeSection[] = [
  ...[result, heterogeneity, subgroups, regression, sensitivity, smallStudies, openPanels],
  ...[riskOfBias, data, leftOut],
];

const question: Section = ({ review }) =>
  review.question.trim() === "" ? [] : section(1, t`Question`, [paragraph(plainText(review.question.trim()))]);

const methods: Section = ({ outcomes, catalog, refs }) => methodsSection(outcomes, catalog, refs);

const results: Section = (writing) => {
  const each = writing.outcomes.flatMap((one, i): Block[] => [
    heading(2, nameOf(one, i)),
    ...OUTCOME_SECTIONS.flatMap((part) => part(one, writing)),
  ]);
  return section(1, t`Results`, [...studyFlow(writing), ...each]);
};

/** The report from beginning to end. A new part of the review is one function here. */
const SECTIONS: readonly Section[] = [question, findings, methods, results, provenance, sources, code];

/** The same input gives the same document. */
export function reportDocument(input: ReportInput): ReportDocument {
  const writing: Writing = { ...input, refs: references() };
  return {
    title: plainText(input.review.title.trim()) || t`Meta-analysis`,
    blocks: SECTIONS.flatMap((part) => part(writing)),
  };
}
