import { t } from "../language/text";

/** Risk of bias: the tools there are, as one table of data. Which study is judged how is kept on its row (rob.ts). */

/** What a level looks like: colour and ink of its circle, the best first; "none" = no information. */
export type Tone = "low" | "some" | "high" | "worst" | "none";

export interface RobLevel {
  /** The letter in links and on the keyboard. */
  readonly id: string;
  readonly word: string;
  /** Drawn in the circle, so that it can be read without its colour. */
  readonly symbol: string;
  readonly tone: Tone;
}

/** What the tool's rule makes of the domains. */
export interface Suggestion {
  /** A level's id; "" where the rule leaves it to those who judge, or where domains are still to be judged. */
  readonly level: string;
  readonly why: string;
}

export interface RobTool {
  readonly id: string;
  readonly title: string;
  /** Empty for the free template: its domains and levels are the outcome's own. */
  readonly domains: readonly string[];
  /** The best first. */
  readonly levels: readonly RobLevel[];
  /** @param judged  a level's id for each domain, "" where there is none yet */
  readonly suggest: (judged: readonly string[], levels: readonly RobLevel[]) => Suggestion;
  readonly source: string;
}

const level = (id: string, word: string, symbol: string, tone: Tone): RobLevel => ({ id, word, symbol, tone });
const LOW = level("L", t`Low`, "+", "low");

const count = (judged: readonly string[], id: string): number => judged.filter((one) => one === id).length;
const missing = (judged: readonly string[]): string => {
  const left = count(judged, "");
  return left === 1 ? t`One domain is still to be judged.` : t`${left} domains are still to be judged.`;
};

/** Any high: high. All low: low. Some concerns in one domain: some concerns; in several it is for the reviewers. */
function suggestRob2(judged: readonly string[]): Suggestion {
  if (judged.includes("H")) return { level: "H", why: t`High in at least one domain.` };
  if (judged.includes("")) return { level: "", why: missing(judged) };
  const some = count(judged, "S");
  if (some === 0) return { level: "L", why: t`Low in every domain.` };
  if (some === 1) return { level: "S", why: t`Some concerns in one domain, high in none.` };
  const why = t`Some concerns in ${some} domains: some concerns, or high where together they lower confidence in the result.`;
  return { level: "", why };
}

/** The gravest judgement of any domain: known early where no graver one is possible. */
function worst(order: string, words: (id: string) => string) {
  return (judged: readonly string[]): Suggestion => {
    const found = [...order].find((id) => judged.includes(id));
    if (found !== undefined && found === order[0])
      return { level: found, why: t`${words(found)} in at least one domain.` };
    if (judged.includes("") || found === undefined) return { level: "", why: missing(judged) };
    const all = judged.every((id) => id === found);
    return { level: found, why: `${words(found)} ${all ? t`in every domain` : t`is the gravest of the domains`}.` };
  };
}

const RISK: Readonly<Record<string, string>> = { L: t`Low`, U: t`Unclear`, H: t`High` };
const SERIOUS: Readonly<Record<string, string>> = {
  ...{ L: t`Low`, M: t`Moderate`, S: t`Serious`, C: t`Critical`, N: t`No information` },
};
const worstRisk = worst("HUL", (id) => RISK[id] ?? id);
const unclearLevels = [LOW, level("U", t`Unclear`, "?", "some"), level("H", t`High`, "−", "high")];

/** Levels are numbered from the best: the highest number is the gravest. */
function suggestFree(judged: readonly string[], levels: readonly RobLevel[]): Suggestion {
  const word = (id: string): string => levels.find((one) => one.id === id)?.word ?? id;
  return worst(
    [...levels]
      .reverse()
      .map(({ id }) => id)
      .join(""),
    word,
  )(judged);
}

export const robTools: readonly RobTool[] = [
  {
    id: "RoB2",
    title: t`RoB 2 (randomised trials)`,
    domains: [
      t`Randomisation process`,
      t`Deviations from intended interventions`,
      t`Missing outcome data`,
      t`Measurement of the outcome`,
      t`Selection of the reported result`,
    ],
    levels: [LOW, level("S", t`Some concerns`, "−", "some"), level("H", t`High`, "×", "high")],
    suggest: suggestRob2,
    source: "Sterne 2019, BMJ 366:l4898",
  },
  {
    id: "ROBINS-I",
    title: t`ROBINS-I (non-randomised studies)`,
    domains: [
      t`Confounding`,
      t`Selection of participants`,
      t`Classification of interventions`,
      t`Deviations from intended interventions`,
      t`Missing data`,
      t`Measurement of outcomes`,
      t`Selection of the reported result`,
    ],
    levels: [
      LOW,
      level("M", t`Moderate`, "−", "some"),
      level("S", t`Serious`, "×", "high"),
      level("C", t`Critical`, "!", "worst"),
      level("N", t`No information`, "?", "none"),
    ],
    suggest: worst("CSNML", (id) => SERIOUS[id] ?? id),
    source: "Sterne 2016, BMJ 355:i4919",
  },
  {
    id: "RoB1",
    title: t`RoB 1 (Cochrane 2011)`,
    domains: [
      t`Random sequence generation`,
      t`Allocation concealment`,
      t`Blinding of participants and personnel`,
      t`Blinding of outcome assessment`,
      t`Incomplete outcome data`,
      t`Selective reporting`,
      t`Other bias`,
    ],
    levels: unclearLevels,
    suggest: worstRisk,
    source: "Higgins 2011, BMJ 343:d5928",
  },
  {
    id: "QUADAS-2",
    title: t`QUADAS-2 (diagnostic accuracy)`,
    domains: [
      t`Patient selection`,
      t`Index test`,
      t`Reference standard`,
      t`Flow and timing`,
      t`Applicability: patients`,
      t`Applicability: index test`,
      t`Applicability: reference standard`,
    ],
    levels: unclearLevels,
    // Concerns about applicability are no risk of bias.
    suggest: (judged) => worstRisk(judged.slice(0, 4)),
    source: "Whiting 2011, Ann Intern Med 155:529",
  },
  {
    id: "free",
    title: t`My own domains and levels`,
    domains: [],
    levels: [],
    suggest: suggestFree,
    source: "",
  },
];

export function robTool(id: string): RobTool | undefined {
  return robTools.find((tool) => tool.id === id);
}

export const MOST_LEVELS = 4;
export const MOST_DOMAINS = 12;

/** Symbols and colours of the levels of a free template, by how many there are. */
const FREE: readonly (readonly [string, Tone][])[] = [
  [],
  [["+", "low"]],
  [["+", "low"], ["×", "high"]],
  [["+", "low"], ["−", "some"], ["×", "high"]],
  [["+", "low"], ["−", "some"], ["×", "high"], ["!", "worst"]],
]; // biome-ignore format: one line for each count

/** The levels of a free template: its words, the best first, numbered. */
export function freeLevels(words: readonly string[]): RobLevel[] {
  const looks = FREE[Math.min(words.length, MOST_LEVELS)] ?? [];
  return looks.map(([symbol, tone], i) => level(String(i + 1), words[i] ?? "", symbol, tone));
}
