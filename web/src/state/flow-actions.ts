import { withValue } from "./clean";
import { type FlowField, flowNumber, flowReason, isBlankReason, MOST_REASONS } from "./flow";
import type { Action, FlowReason } from "./state";

export function setFlow(field: FlowField, text: string): Action {
  return (review) => {
    const n = flowNumber(text);
    return (review.flow[field] ?? "") === n ? review : { ...review, flow: withValue(review.flow, field, n) };
  };
}

export type ReasonArm = "flow_reasons" | "flow_other_reasons";

/** One reason for exclusion; the place after the last adds one, and one left blank goes. */
export function setFlowReason(arm: ReasonArm, at: number, reason: FlowReason): Action {
  return (review) => {
    if (at >= MOST_REASONS || at > review[arm].length) return review;
    const list = review[arm].toSpliced(at, 1, flowReason(reason)).filter((one) => !isBlankReason(one));
    return { ...review, [arm]: list };
  };
}
