import { t } from "../language/text";
import type { DesignId, DomainId } from "../state/certainty";

/** GRADE's reasons for rating the certainty down and up, in its words. */
interface Domain {
  readonly label: string;
  /** What to ask oneself. */
  readonly question: string;
  /** From "no reason to move" on, one more for each level. */
  readonly words: readonly string[];
}

const SERIOUS = [t`not serious`, t`serious`, t`very serious`];

const DOMAINS: Readonly<Record<DomainId, Domain>> = {
  rob: {
    label: t`Risk of bias`,
    question: t`Could the way the studies were done have moved the result?`,
    words: [...SERIOUS, t`extremely serious`],
  },
  inc: {
    label: t`Inconsistency`,
    question: t`Do the studies disagree by more than chance, and nobody knows why?`,
    words: SERIOUS,
  },
  ind: {
    label: t`Indirectness`,
    question: t`Are the people, treatments, comparisons and outcomes those of the question?`,
    words: SERIOUS,
  },
  imp: {
    label: t`Imprecision`,
    question: t`Would one decide otherwise at one end of the interval than at the other?`,
    words: [...SERIOUS, t`extremely serious`],
  },
  pub: {
    label: t`Publication bias`,
    question: t`Are studies or results missing because of what they showed?`,
    words: [t`not suspected`, t`strongly suspected`],
  },
  large: {
    label: t`Large effect`,
    question: t`Is the effect so large that confounding can hardly explain it?`,
    words: [t`no`, t`large`, t`very large`],
  },
  dose: { label: t`Dose-response`, question: t`Does more of it do more?`, words: [t`no`, t`yes`] },
  conf: {
    label: t`Opposing confounding`,
    question: t`Would what was left unadjusted have made the effect smaller than it is seen?`,
    words: [t`no`, t`yes`],
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
  rct: t`Randomised trials: starts high`,
  obs: t`Observational studies: starts low`,
  nri: t`Non-randomised, judged by ROBINS-I: starts high`,
};
