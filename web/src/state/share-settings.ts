import type { Catalog, Options } from "../core/types";
import { baseOptions } from "./blank";
import { certaintyOf } from "./certainty";
import { own } from "./clean";
import { FLOW_FIELDS, flowNumber, flowReason, isBlankReason, MOST_REASONS } from "./flow";
import { type LinkOptionKey, type LinkOutcomeKey, type LinkReviewKey, linkOptions } from "./homes";
import { ruleOf, validOption } from "./option-rules";
import { robName } from "./rob";
import { MOST_DOMAINS, MOST_LEVELS, robTool } from "./rob-tools";
import type { FlowReason, Outcome, Review } from "./state";

/**
 * The settings line of a link: key=value, separated by tabs, in the order of these tables, and only what differs from
 * the defaults of version 1. Adding a key is compatible; changing a default or a meaning is not.
 */
export interface Setting<T> {
  /** Null when the value is the default and is left out. */
  write(value: T, whole: Outcome): string | null;
  /** Undefined when the text is not a value of this setting. */
  read(text: string, catalog: Catalog): T | undefined;
}

type Settings<T, Keys extends keyof T> = { [Key in Keys]: Setting<T[Key]> };

const text: Setting<string> = {
  write: (value) => (value === "" ? null : value),
  read: (value) => (value === "" ? undefined : value),
};

/** A number in the one form JavaScript writes it in, so that one value has one text. */
function number(standard: number, allowed: (value: number) => boolean): Setting<number> {
  return {
    write: (value) => (value === standard ? null : String(value)),
    read: (value) => (String(Number(value)) === value && allowed(Number(value)) ? Number(value) : undefined),
  };
}

function yesNo(standard: boolean): Setting<boolean> {
  return {
    write: (value) => (value === standard ? null : value ? "yes" : "no"),
    read: (value) => (value === "yes" ? true : value === "no" ? false : undefined),
  };
}

/** A few names, which hold no "|"; only those of a tool of the reviewers' own are written. */
function names(most: number): Setting<readonly string[]> {
  return {
    write: (value, outcome) => (outcome.rob_tool !== "free" || value.length === 0 ? null : value.join("|")),
    read: (value) => {
      const list = value.split("|");
      return list.length <= most && list.every((name) => name !== "" && robName(name) === name) ? list : undefined;
    },
  };
}

/** How studies are usually typed, as version 1 understands it; other measures name their format. */
const baseFormats = new Map([
  ["RR", "counts"],
  ["OR", "counts"],
  ["RD", "counts"],
  ["MD", "means"],
  ["SMD", "means"],
  ["HR", "estimate_ci"],
  ["GEN", "estimate_ci"],
]);

export function baseFormat(measure: string): string | undefined {
  return baseFormats.get(measure);
}

/** One text for one value: true is yes, and a number is as JavaScript writes it. */
function optionText(value: unknown): string {
  return typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
}

/** The value whose text this is; undefined when it is not one the core takes. */
function optionValue(catalog: Catalog, key: string, text: string): unknown {
  const type = ruleOf(catalog, key)?.type;
  const value = type === "number" ? Number(text) : type === "boolean" ? text === "yes" : text;
  return text !== "" && optionText(value) === text && validOption(catalog, key, value) ? value : undefined;
}

function optionSetting<Key extends LinkOptionKey>(key: Key): Setting<Options[Key]> {
  return {
    write: (value) => (value === baseOptions[key] || value === null ? null : optionText(value)),
    read: (written, catalog) => optionValue(catalog, key, written) as Options[Key] | undefined,
  };
}

export const optionSettings = Object.fromEntries(linkOptions.map((key) => [key, optionSetting(key)])) as Settings<
  Options,
  LinkOptionKey
>;

/** Options come before the format, for the measure decides which format goes without saying. */
export const outcomeSettings: Settings<Outcome, Exclude<LinkOutcomeKey, "rows" | "options">> = {
  name: text,
  format: {
    write: (value, outcome) => (value === baseFormat(outcome.options.measure) ? null : value),
    read: (value, catalog) => (catalog.formats.some(({ id }) => id === value) ? value : undefined),
  },
  treatment: text,
  control: text,
  favours_left: text,
  favours_right: text,
  lower_is_better: yesNo(true),
  control_risk: text,
  rob_tool: { ...text, read: (value) => (robTool(value) === undefined ? undefined : value) },
  rob_domains: names(MOST_DOMAINS),
  rob_levels: names(MOST_LEVELS),
  rob_shown: yesNo(true),
  published: text,
  certainty: {
    write: text.write,
    read: (value) => (value !== "" && certaintyOf(value) !== null ? value : undefined),
  },
};

/** "12 Wrong population|5 Wrong design" */
const reasons: Setting<readonly FlowReason[]> = {
  write: (value) => value.map(({ text, n }) => `${n} ${text}`).join("|") || null,
  read: (value) => {
    const list = value.split("|").map((one): FlowReason => {
      const [, n = "", text = ""] = /^(\d*) (.*)$/.exec(one) ?? [];
      return { text, n };
    });
    const fine = list.every(
      (one) => !isBlankReason(one) && flowReason(one).text === one.text && flowNumber(one.n) === one.n,
    );
    return fine && list.length <= MOST_REASONS ? list : undefined;
  },
};

/** Settings of the whole review stand in the line of its first outcome. */
export const reviewSettings: Settings<Review, Exclude<LinkReviewKey, "outcomes">> = {
  title: text,
  question: text,
  current: number(0, (value) => Number.isInteger(value) && value > 0),
  flow: {
    write: (value) =>
      FLOW_FIELDS.map((field) => own(value, field))
        .join(",")
        .replace(/,+$/, "") || null,
    read: (value) => {
      const numbers = value.split(",");
      const fine = numbers.length <= FLOW_FIELDS.length && numbers.every((n) => flowNumber(n) === n);
      const pairs = FLOW_FIELDS.map((field, i) => [field, numbers[i] ?? ""] as const);
      return fine ? Object.fromEntries(pairs.filter(([, n]) => n !== "")) : undefined;
    },
  },
  flow_reasons: reasons,
  flow_other_reasons: reasons,
};
