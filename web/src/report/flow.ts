import { t } from "../language/text";
import { drawFlow } from "../plots/flow";
import { isEmptyFlow } from "../state/flow";
import { figureBlock } from "./answers";
import { type Section, TEXT_MM } from "./context";
import { section } from "./document";

/** From the records found to the studies included, where its numbers were typed. */
export const studyFlow: Section = ({ review, width_mm = TEXT_MM }) => {
  if (isEmptyFlow(review)) return [];
  // The report has said its title already.
  return section(2, t`Study flow`, [figureBlock(drawFlow(review, "", { width_mm }))]);
};
