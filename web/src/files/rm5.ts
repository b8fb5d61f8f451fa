import type { Catalog } from "../core/types";
import { t } from "../language/text";
import { limits } from "../state/limits";
import { capNotes, type FoundFile, type FoundOutcome, Refusal } from "./found";
import { type DataType, measureNamed, type RevmanSettings, type RevmanStudy, revmanOutcome } from "./revman";
import { decodeText, xmlEncoding } from "./text-bytes";
import { readXml } from "./xml";

/**
 * RevMan 5 reviews (.rm5): XML, often in Latin-1, sometimes with text that is not quite XML. COMPARISON elements hold
 * DICH_, CONT_, IV_ and IPD_OUTCOME, these hold ..._DATA, in ..._SUBGROUP elements or not; rows may have a FOOTNOTE.
 */
interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: Element[];
  text: string;
}

const TYPES: Readonly<Record<string, DataType>> = { DICH: "counts", CONT: "means", IV: "effects", IPD: "o_e" };

/** Where values stand: column id -> attribute of the ..._DATA element. */
const ATTRIBUTES: Readonly<Record<DataType, Readonly<Record<string, string>>>> = {
  counts: { ai: "EVENTS_1", n1i: "TOTAL_1", ci: "EVENTS_2", n2i: "TOTAL_2" },
  means: { m1i: "MEAN_1", sd1i: "SD_1", n1i: "TOTAL_1", m2i: "MEAN_2", sd2i: "SD_2", n2i: "TOTAL_2" },
  effects: { yi: "ESTIMATE", sei: "SE", n1i: "TOTAL_1", n2i: "TOTAL_2" },
  o_e: { o_e: "O_E", v: "VAR", n1i: "TOTAL_1", n2i: "TOTAL_2" },
};

interface Parsed {
  title: string;
  studies: Map<string, { label: string; year: string }>;
  comparisons: Element[];
}

/** Rows of all outcomes together; the largest reviews have a tenth of it. */
const MOST_ROWS = 50_000;

/** Studies and comparisons out of all the text of a review; only the latter are kept as a tree. */
function parse(xml: string): Parsed {
  const parsed: Parsed = { title: "", studies: new Map(), comparisons: [] };
  const path: string[] = [];
  let rows = 0;
  const open: Element[] = [];
  readXml(xml, {
    open(name, attributes) {
      path.push(name);
      if (name === "STUDY") {
        const id = attributes.get("ID") ?? "";
        parsed.studies.set(id, { label: attributes.get("NAME") || id, year: attributes.get("YEAR") ?? "" });
      }
      if (name !== "COMPARISON" && open.length === 0) return;
      if (name.endsWith("_DATA")) rows += 1;
      if (rows > MOST_ROWS) throw new Refusal(t`This review holds more than ${MOST_ROWS} rows of studies.`);
      const element: Element = { name, attributes, children: [], text: "" };
      if (open.length === 0) parsed.comparisons.push(element);
      open.at(-1)?.children.push(element);
      open.push(element);
    },
    wants: () => open.length > 0 || (path.at(-1) === "TITLE" && path.at(-2) === "COVER_SHEET"),
    text(text) {
      if (path.at(-1) === "TITLE" && path.at(-2) === "COVER_SHEET") parsed.title += text;
      for (const element of open.slice(-2)) if (element.name !== "COMPARISON") element.text += text;
    },
    close() {
      path.pop();
      open.pop();
    },
  });
  if (path[0] !== undefined) throw new Refusal(t`This file ends before it is complete.`);
  return parsed;
}

const tidy = (text: string): string => text.replace(/\s+/g, " ").trim();
const childText = (element: Element, name: string): string =>
  tidy(element.children.find((child) => child.name === name)?.text ?? "");
const yes = (element: Element, name: string): boolean => element.attributes.get(name) === "YES";

/** Rows of an outcome with the name of the subgroup they stand in. */
function dataRows(outcome: Element): { row: Element; subgroup: string }[] {
  return outcome.children.flatMap((child) => {
    if (child.name.endsWith("_DATA")) return [{ row: child, subgroup: "" }];
    if (!child.name.endsWith("_SUBGROUP")) return [];
    const subgroup = childText(child, "NAME") || `Subgroup ${child.attributes.get("NO") ?? ""}`.trim();
    return child.children.filter(({ name }) => name.endsWith("_DATA")).map((row) => ({ row, subgroup }));
  });
}

/**
 * Whether effects were entered as logarithms: where ESTIMATE is the logarithm of EFFECT_SIZE, which is what the figure
 * shows. Null when no row tells.
 */
function isLog(rows: readonly Element[]): boolean | null {
  for (const { attributes } of rows) {
    const entered = Number(attributes.get("ESTIMATE") ?? Number.NaN);
    const shown = Number(attributes.get("EFFECT_SIZE") ?? Number.NaN);
    if (!Number.isFinite(entered) || !Number.isFinite(shown) || shown === 0) continue;
    if (Math.abs(Math.exp(entered) - shown) < 1e-6 * Math.abs(shown)) return true;
    if (Math.abs(entered - shown) < 1e-6 * Math.abs(shown)) return false;
  }
  return null;
}

function settingsOf(outcome: Element, heading: string, type: DataType, rows: readonly Element[]): RevmanSettings {
  const text = (name: string): string => outcome.attributes.get(name) ?? "";
  const measure = text("EFFECT_MEASURE") || childText(outcome, "EFFECT_MEASURE");
  return {
    name: childText(outcome, "NAME"),
    heading,
    type,
    measure,
    method: text("METHOD"),
    random: yes(outcome, "RANDOM"),
    estimator: "",
    interval: "",
    level: text("CI_TOTAL"),
    log: type === "effects" ? isLog(rows) : null,
    swap: yes(outcome, "SWAP_EVENTS"),
    treatment: childText(outcome, "GROUP_LABEL_1"),
    control: childText(outcome, "GROUP_LABEL_2"),
    left: childText(outcome, "GRAPH_LABEL_1"),
    right: childText(outcome, "GRAPH_LABEL_2"),
    noTotal: ["SUB", "NO"].includes(text("TOTALS")),
  };
}

/** Without ESTIMATE the effect shown is all there is: its logarithm for a ratio, whose SE is that of the logarithm. */
function valuesOf(row: Element, type: DataType, isRatio: boolean): Record<string, string> {
  const pairs = Object.entries(ATTRIBUTES[type]).map(([id, name]) => [id, row.attributes.get(name) ?? ""]);
  const values: Record<string, string> = Object.fromEntries(pairs);
  if (type !== "effects" || values.yi !== "") return values;
  const shown = row.attributes.get("EFFECT_SIZE") ?? "";
  return { ...values, yi: isRatio && Number(shown) > 0 ? String(Math.log(Number(shown))) : shown };
}

const HEADS = Object.fromEntries(Object.values(ATTRIBUTES).flatMap((ids) => Object.entries(ids)));

function readOutcome(outcome: Element, comparison: Element, parsed: Parsed, catalog: Catalog): FoundOutcome | null {
  const type = TYPES[outcome.name.replace(/_OUTCOME$/, "")];
  if (type === undefined) return null;
  const rows = dataRows(outcome);
  const heading = [comparison.attributes.get("NO"), childText(comparison, "NAME")].filter(Boolean).join(" ");
  const given = settingsOf(
    outcome,
    heading,
    type,
    rows.map(({ row }) => row),
  );
  const isRatio = given.log ?? ["OR", "RR", "HR", "IRR", "PETO"].includes(measureNamed(given.measure) ?? "");
  const studies = rows.map(({ row, subgroup }): RevmanStudy => {
    const id = row.attributes.get("STUDY_ID") ?? "";
    const study = parsed.studies.get(id) ?? { label: id.replace(/^STD-/, ""), year: "" };
    return { ...study, subgroup, values: valuesOf(row, type, isRatio), footnote: childText(row, "FOOTNOTE") };
  });
  const found = revmanOutcome(
    { ...given, log: type === "effects" ? isRatio : null },
    studies,
    { ...HEADS, label: "STUDY_ID", subgroup: "Subgroup", footnote: "FOOTNOTE" },
    catalog,
  );
  return rows.length === 0 ? { ...found, notes: [...found.notes, t`No study has data for this outcome.`] } : found;
}

export function isRm5(text: string): boolean {
  return /<COCHRANE_REVIEW\b/.test(text.slice(0, 5000));
}

export function readRm5(bytes: Uint8Array, catalog: Catalog): FoundFile {
  const { text, notes } = decodeText(bytes, xmlEncoding(bytes));
  if (!isRm5(text)) throw new Refusal(t`This XML file is no RevMan 5 review: it does not begin with COCHRANE_REVIEW.`);
  const parsed = parse(text);
  const outcomes: FoundOutcome[] = [];
  const more = [...notes];
  let beyond = 0;
  for (const comparison of parsed.comparisons) {
    for (const element of comparison.children.filter(({ name }) => name.endsWith("_OUTCOME"))) {
      if (outcomes.length === limits.outcomes) {
        beyond += 1;
        continue;
      }
      const found = readOutcome(element, comparison, parsed, catalog);
      if (found !== null) outcomes.push(found);
      else more.push(t`"${childText(element, "NAME")}" holds text instead of numbers and was not read.`);
    }
  }
  if (outcomes.length === 0) throw new Refusal(t`This review holds no analysis: there is nothing in it to pool.`);
  if (beyond > 0) more.push(t`Only the first ${limits.outcomes} of ${limits.outcomes + beyond} outcomes were read.`);
  return {
    kind: t`RevMan 5 review`,
    title: tidy(parsed.title),
    question: "",
    outcomes,
    notes: capNotes(more),
  };
}
