import type { DesignId, DomainId } from "../state/certainty";

/** GRADE's reasons for rating the certainty down and up, in its words. */
interface Domain {
  readonly label: string;
  /** What to ask oneself. */
  readonly question: string;
  /** From "no reason to move" on, one more for each level. */
  readonly words: readonly string[];
}

const SERIOUS = ["not serious", "serious", "very serious"];

const DOMAINS: Readonly<Record<DomainId, Domain>> = {
  rob: {
    label: "Risk of bias",
    question: "Could the way the studies were done have moved the result?",
    words: [...SERIOUS, "extremely serious"],
  },
  inc: {
    label: "Inconsistency",
    question: "Do the studies disagree by more than chance, and nobody knows why?",
    words: SERIOUS,
  },
  ind: {
    label: "Indirectness",
    question: "Are the people, treatments, comparisons and outcomes those of the question?",
    words: SERIOUS,
  },
  imp: {
    label: "Imprecision",
    question: "Would one decide otherwise at one end of the interval than at the other?",
    words: [...SERIOUS, "extremely serious"],
  },
  pub: {
    label: "Publication bias",
    question: "Are studies or results missing because of what they showed?",
    words: ["not suspected", "strongly suspected"],
  },
  large: {
    label: "Large effect",
    question: "Is the effect so large that confounding can hardly explain it?",
    words: ["no", "large", "very large"],
  },
  dose: { label: "Dose-response", question: "Does more of it do more?", words: ["no", "yes"] },
  conf: {
    label: "Opposing confounding",
    question: "Would what was left unadjusted have made the effect smaller than it is seen?",
    words: ["no", "yes"],
  },
};

export const domainLabel = (id: DomainId): string => DOMAINS[id].label;
export const domainQuestion = (id: DomainId): string => DOMAINS[id].question;

/** "very serious" for -2, "large" for 1. */
export function stepWord(id: DomainId, steps: number): string {
  return DOMAINS[id].words[Math.abs(steps)] ?? String(steps);
}

/** Study designs and where they start. */
export const DESIGN_LABELS: Readonly<Record<DesignId, string>> = {
  rct: "Randomised trials: starts high",
  obs: "Observational studies: starts low",
  nri: "Non-randomised, judged by ROBINS-I: starts high",
};
