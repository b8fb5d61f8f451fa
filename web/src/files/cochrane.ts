import Papa from "papaparse";
import type { Catalog } from "../core/types";
import { t } from "../language/text";
import { limits } from "../state/limits";
import { type FoundFile, type FoundOutcome, Refusal } from "./found";
import { type DataType, type RevmanSettings, type RevmanStudy, revmanOutcome } from "./revman";
import { decodeText } from "./text-bytes";
import { unzip } from "./unzip";

/**
 * RevMan's data package (versions 1 and 2, documentation.cochrane.org): a ZIP with ...-data-rows.csv (one line for each
 * study of each analysis) and ...-overall-estimates-and-settings.csv (one line for each analysis).
 */
type Line = ReadonlyMap<string, string>;

/** Column id -> head in data-rows.csv. */
const HEADS: Readonly<Record<string, string>> = {
  label: "Study",
  footnote: "Footnotes",
  subgroup: "Subgroup",
  ai: "Experimental cases",
  n1i: "Experimental N",
  ci: "Control cases",
  n2i: "Control N",
  m1i: "Experimental mean",
  sd1i: "Experimental SD",
  m2i: "Control mean",
  sd2i: "Control SD",
  yi: "GIV Mean",
  sei: "GIV SE",
  o_e: "O-E",
  v: "Variance",
};

const key = (head: string): string => head.trim().toLowerCase();

function linesOf(text: string): Line[] {
  const { data } = Papa.parse<string[]>(text.replace(/^\ufeff/, ""), { skipEmptyLines: true });
  const [heads = [], ...lines] = data;
  const names = heads.map(key);
  return lines.map((line) => new Map(names.map((name, i) => [name, (line[i] ?? "").trim()])));
}

const get = (line: Line | undefined, head: string): string => {
  const text = line?.get(key(head)) ?? "";
  return text === "#N/A" || text === "NA" ? "" : text;
};

const isTrue = (text: string): boolean => /^(true|yes|1)$/i.test(text);

/** Without settings the columns that are filled tell what was entered. */
function dataType(named: string, lines: readonly Line[]): DataType {
  if (/dichotomous/i.test(named)) return "counts";
  if (/continuous/i.test(named)) return "means";
  if (/o-?e/i.test(named)) return "o_e";
  if (named !== "") return "effects";
  const has = (head: string): boolean => lines.some((line) => get(line, head) !== "");
  if (has("GIV SE")) return "effects";
  if (has("O-E")) return "o_e";
  return has("Experimental SD") ? "means" : "counts";
}

function settingsOf(setting: Line | undefined, lines: readonly Line[]): RevmanSettings {
  const text = (...heads: string[]): string =>
    heads.map((head) => get(setting, head)).find((value) => value !== "") ?? "";
  const [first] = lines;
  const group = get(first, "Analysis group");
  const number = get(first, "Analysis number");
  return {
    name: text("Analysis name") || get(first, "Analysis name") || t`Analysis ${group}.${number}`,
    heading: [group, text("Analysis group name")].filter((part) => part !== "").join(" "),
    type: dataType(text("Data type"), lines),
    measure: text("Effect measure"),
    method: text("Statistical method"),
    random: /random/i.test(text("Analysis model")),
    estimator: text("Heterogeneity estimator"),
    interval: text("CI method"),
    level: text("CI/PI level", "Estimate CI", "Study CI"),
    log: text("Log-scale data") === "" ? null : isTrue(text("Log-scale data")),
    swap: isTrue(text("Swap event and non-event")),
    treatment: text("Experimental group label", "Experimental intervention"),
    control: text("Control group label", "Control intervention"),
    left: text("Graph label (left)"),
    right: text("Graph label (right)"),
    noTotal: /^(false|no)$/i.test(text("Overall estimates")),
  };
}

function studyOf(line: Line, notes: string[]): RevmanStudy {
  const values = Object.fromEntries(Object.entries(HEADS).map(([id, head]) => [id, get(line, head)]));
  const applicability = get(line, "Applicability");
  if (applicability !== "" && !/^(applicable|yes|true)$/i.test(applicability))
    notes.push(t`${values.label}: applicability "${applicability.slice(0, 60)}".`);
  return {
    label: values.label ?? "",
    year: get(line, "Study year"),
    subgroup: values.subgroup ?? "",
    values,
    footnote: get(line, "Footnotes"),
  };
}

const NO_SETTINGS = t`The file with the settings is missing, so measure and model are Pooled's usual ones. Open the whole data package (ZIP) to have the authors'.`;

function analysisOf(setting: Line | undefined, lines: readonly Line[], catalog: Catalog): FoundOutcome {
  const notes: string[] = [];
  const settings = settingsOf(setting, lines);
  const studies = lines.map((line) => studyOf(line, notes));
  const found = revmanOutcome(settings, studies, HEADS, catalog);
  if (setting !== undefined) return { ...found, notes: [...found.notes, ...notes] };
  const { measure } = found.outcome.options;
  const outcome = {
    ...found.outcome,
    options: { ...catalog.defaults, measure, subgroup: found.outcome.options.subgroup },
  };
  return { ...found, outcome, notes: [...found.notes, ...notes, NO_SETTINGS] };
}

/** Analyses in the order of their first line. */
function analyses(rows: readonly Line[], settings: readonly Line[], catalog: Catalog): FoundFile {
  if (rows.length > limits.rows)
    throw new Refusal(t`This data package holds ${rows.length} rows of studies; Pooled takes at most ${limits.rows}.`);
  const idOf = (line: Line): string => `${get(line, "Analysis group")}.${get(line, "Analysis number")}`;
  const ids = [...new Set(rows.map(idOf))];
  const outcomes = ids.slice(0, limits.outcomes).map((id) =>
    analysisOf(
      settings.find((line) => idOf(line) === id),
      rows.filter((line) => idOf(line) === id),
      catalog,
    ),
  );
  const notes = settings
    .filter((line) => !ids.includes(idOf(line)))
    .map((line) => t`Analysis ${idOf(line)}, "${get(line, "Analysis name")}": no study has data for it.`);
  if (ids.length > limits.outcomes)
    notes.push(t`Only the first ${limits.outcomes} of ${ids.length} analyses were read.`);
  if (outcomes.length === 0) throw new Refusal(t`This data package holds no rows of studies.`);
  return { kind: t`Cochrane data package`, title: "", question: "", outcomes, notes };
}

/** data-rows.csv on its own: its heads are like no other's. */
export function isDataRows(text: string): boolean {
  const heads = text.slice(0, 2000).split(/[\r\n]/)[0] ?? "";
  return /analysis group/i.test(heads) && /analysis number/i.test(heads) && /\bstudy\b/i.test(heads);
}

export function readDataRows(text: string, catalog: Catalog): FoundFile {
  return analyses(linesOf(text), [], catalog);
}

const ROWS = /(^|[-/])data-rows\.csv$/i;
const SETTINGS = /(^|[-/])overall-estimates-and-settings\.csv$/i;

export const isPackage = (names: readonly string[]): boolean => names.some((name) => ROWS.test(name));

export function readPackage(bytes: Uint8Array, catalog: Catalog): FoundFile {
  const { names, files } = unzip(bytes, (name) => ROWS.test(name) || SETTINGS.test(name));
  const lines = (pattern: RegExp): Line[] =>
    [...files].filter(([name]) => pattern.test(name)).flatMap(([, content]) => linesOf(decodeText(content).text));
  const found = analyses(lines(ROWS), lines(SETTINGS), catalog);
  const title = /(^|\/)(CD\d+)-/i.exec(names.find((name) => ROWS.test(name)) ?? "")?.[2] ?? "";
  const others = names.filter((name) => !files.has(name) && !/subgroup-estimates\.csv$/i.test(name));
  const note = t`Not read, because Pooled computes results itself and keeps only studies: ${others
    .map((name) => name.split("/").at(-1))
    .slice(0, 12)
    .join(", ")}.`;
  return { ...found, title, notes: others.length === 0 ? found.notes : [...found.notes, note] };
}
