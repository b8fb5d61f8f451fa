import { t } from "../language/text";
import { findingLines, findingsOf, footnoteLines } from "../text/findings";
import type { Section } from "./context";
import { section, table } from "./document";

/** One row for each outcome, one more for each further control risk; why the certainty was moved stands below. */
export const findings: Section = ({ review, outcomes }) => {
  const found = findingsOf(
    review.title,
    outcomes.map((one, index) => ({ ...one, index })),
  );
  const [heads = [], ...rows] = findingLines(found);
  return section(1, t`Summary of findings`, table("", heads, rows, footnoteLines(found)));
};
