import { t } from "../language/text";
import { robBars } from "../plots/rob-bars";
import { trafficLight } from "../plots/traffic-light";
import { figureOf } from "./answers";
import type { OutcomeSection } from "./context";
import { section } from "./document";

/** The judgements as figures, where studies have been judged. */
export const riskOfBias: OutcomeSection = (one, writing) => {
  if (!one.input.rob) return [];
  return section(
    3,
    t`Risk of bias`,
    [trafficLight, robBars].flatMap((plot) => figureOf(plot, one, writing)),
  );
};
