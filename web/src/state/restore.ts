import type { Catalog, Options } from "../core/types";
import { t } from "../language/text";
import { blankOutcome, blankReview, blankRow, findFormat, settle, usualFormat } from "./blank";
import { certaintyOf, DOWN, UP } from "./certainty";
import { cleanText } from "./clean";
import { keyOf } from "./columns";
import { FLOW_FIELDS, flowNumber, flowReason, isBlankReason, MOST_REASONS } from "./flow";
import { optionHomes, outcomeHomes, reviewHomes, rowHomes } from "./homes";
import { limits } from "./limits";
import { validOption } from "./option-rules";
import { PLAIN_VERSION } from "./plain";
import { type Fields, fieldsOf, Notes, reportUnknown, textOf, textsOf, yesOf } from "./restore-values";
import { robName, templateOf, withRob } from "./rob";
import { MOST_DOMAINS, MOST_LEVELS, robTool } from "./rob-tools";
import type { FlowReason, FreeColumn, Outcome, Review, Row } from "./state";

/** Places of judgements: the overall one and as many domains as there may be. */
const PLACES = new Set(Array.from({ length: MOST_DOMAINS + 1 }, (_, i) => String(i)));

export interface Restored {
  review: Review;
  /** What could not be taken over, in words. Empty when everything was. */
  notes: string[];
}

function restoreRow(
  raw: unknown,
  format: string,
  columns: ReadonlySet<string>,
  catalog: Catalog,
  where: string,
  notes: Notes,
): Row | null {
  const fields = fieldsOf(raw);
  if (fields === null) {
    notes.add(t`${where}: a study of unknown form was left out.`);
    return null;
  }
  reportUnknown(fields, Object.keys(rowHomes), where, notes);
  const wanted = fields.get("format");
  const known = typeof wanted === "string" && findFormat(catalog, wanted) !== undefined;
  if (!known && wanted !== undefined) notes.add(t`${where}: a way of typing that is not known; "${format}" is used.`);
  return {
    ...blankRow(known ? wanted : format),
    label: textOf(fields.get("label"), where, notes),
    include: yesOf(fields.get("include"), true, where, notes),
    cells: textsOf(fields.get("cells"), where, notes, columns),
    groups: textsOf(fields.get("groups"), where, notes),
    mods: textsOf(fields.get("mods"), where, notes),
    year: textOf(fields.get("year"), where, notes),
    notes: textOf(fields.get("notes"), where, notes),
    rob: textOf(fields.get("rob"), where, notes),
    rob_support: textsOf(fields.get("rob_support"), where, notes, PLACES),
  };
}

function restoreColumn(raw: unknown): FreeColumn | null {
  const fields = fieldsOf(raw);
  const kind = fields?.get("kind");
  const name = fields?.get("name");
  if (kind === "year" || kind === "notes") return { kind, name: "" };
  if ((kind !== "group" && kind !== "mod") || typeof name !== "string") return null;
  const clean = cleanText(name, limits.linkCell).trim();
  return clean === "" ? null : { kind, name: clean };
}

/** Each column once; what is none is left out and named. */
function restoreColumns(raw: unknown, where: string, notes: Notes): FreeColumn[] {
  if (raw === undefined || raw === null) return [];
  const list: readonly unknown[] = Array.isArray(raw) ? raw.slice(0, limits.columns) : [null];
  const columns = new Map<string, FreeColumn>();
  for (const one of list) {
    const column = restoreColumn(one);
    if (column === null) notes.add(t`${where}: a column of unknown form was left out.`);
    else columns.set(keyOf(column), column);
  }
  return [...columns.values()];
}

/** The value cleaned, or undefined when the core would not take it. */
function optionValue(key: keyof Options, raw: unknown, catalog: Catalog): unknown {
  // Made from Outcome.control_risk with every request.
  if (key === "control_risk") return null;
  const value = typeof raw === "string" ? cleanText(raw, limits.linkCell) : raw;
  return validOption(catalog, key, value) ? value : undefined;
}

function restoreOptions(raw: unknown, catalog: Catalog, where: string, notes: Notes): Options {
  const options: Options = { ...catalog.defaults, subgroup: null, control_risk: null };
  const fields = fieldsOf(raw ?? {});
  if (fields === null) {
    notes.add(t`${where}: settings of unknown form; the usual ones are used.`);
    return options;
  }
  reportUnknown(fields, Object.keys(optionHomes), where, notes);
  const take = <Key extends keyof Options>(key: Key): void => {
    if (!fields.has(key)) return;
    const value = optionValue(key, fields.get(key), catalog) as Options[Key] | undefined;
    if (value === undefined)
      notes.add(t`${where}: the setting "${key}" has a value that is not known; ${String(options[key])} is used.`);
    else options[key] = value;
  };
  for (const key of Object.keys(optionHomes) as (keyof Options)[]) take(key);
  return options;
}

function restoreRows(raw: unknown, format: string, catalog: Catalog, where: string, room: number, notes: Notes): Row[] {
  if (raw === undefined || raw === null) return [];
  if (!Array.isArray(raw)) {
    notes.add(t`${where}: studies of unknown form were left out.`);
    return [];
  }
  if (raw.length > room)
    notes.add(t`${where}: only the first ${room} of ${raw.length} studies were taken; a review holds ${limits.rows}.`);
  const columns = new Set(catalog.formats.flatMap((known) => known.columns.map(({ id }) => id)));
  const rows = raw
    .slice(0, room)
    .map((row: unknown, i) => restoreRow(row, format, columns, catalog, t`${where}, study ${i + 1}`, notes));
  return rows.filter((row) => row !== null);
}

function namesOf(raw: unknown, most: number, where: string, notes: Notes): string[] {
  if (raw === undefined || raw === null) return [];
  const list: readonly unknown[] = Array.isArray(raw) ? raw : [];
  const names = list.flatMap((one) => (typeof one === "string" ? [robName(one)] : [])).filter((name) => name !== "");
  if (!Array.isArray(raw) || names.length !== list.length || names.length > most)
    notes.add(t`${where}: names of risk of bias that are none, or too many, were left out.`);
  return names.slice(0, most);
}

type Judged = Pick<Outcome, "rob_tool" | "rob_domains" | "rob_levels" | "rob_shown">;

function restoreRob(fields: Fields, where: string, notes: Notes): Judged {
  const tool = textOf(fields.get("rob_tool"), where, notes);
  const known = tool === "" || robTool(tool) !== undefined;
  if (!known)
    notes.add(t`${where}: a tool for risk of bias that is not known was left out, and its judgements with it.`);
  return {
    rob_tool: known ? tool : "",
    rob_domains: namesOf(fields.get("rob_domains"), MOST_DOMAINS, where, notes),
    rob_levels: namesOf(fields.get("rob_levels"), MOST_LEVELS, where, notes),
    rob_shown: yesOf(fields.get("rob_shown"), true, where, notes),
  };
}

const DOMAINS: ReadonlySet<string> = new Set([...DOWN, ...UP]);

function restoreCertainty(text: string, where: string, notes: Notes): string {
  if (certaintyOf(text) !== null) return text;
  notes.add(t`${where}: a rating of the certainty that is not known was left out.`);
  return "";
}

function restoreOutcome(raw: unknown, catalog: Catalog, where: string, room: number, notes: Notes): Outcome | null {
  const fields = fieldsOf(raw);
  if (fields === null) {
    notes.add(t`${where}: an outcome of unknown form was left out.`);
    return null;
  }
  reportUnknown(fields, Object.keys(outcomeHomes), where, notes);
  const options = restoreOptions(fields.get("options"), catalog, where, notes);
  const wanted = fields.get("format");
  const known = typeof wanted === "string" && findFormat(catalog, wanted) !== undefined;
  if (!known && wanted !== undefined) notes.add(t`${where}: a way of typing that is not known was left out.`);
  const format = known ? wanted : usualFormat(catalog, options.measure);
  const text = (key: keyof Outcome): string => textOf(fields.get(key), where, notes);
  const judged = restoreRob(fields, where, notes);
  const template = templateOf(judged);
  const rows = restoreRows(fields.get("rows"), format, catalog, where, room, notes);
  return {
    ...blankOutcome(catalog, options),
    options,
    format,
    columns: restoreColumns(fields.get("columns"), where, notes),
    rows: rows.map((row) => withRob(row, row.rob, row.rob_support, template)),
    ...judged,
    name: text("name"),
    treatment: text("treatment"),
    control: text("control"),
    favours_left: text("favours_left"),
    favours_right: text("favours_right"),
    control_risk: text("control_risk"),
    published: text("published"),
    lower_is_better: yesOf(fields.get("lower_is_better"), true, where, notes),
    certainty: restoreCertainty(text("certainty"), where, notes),
    certainty_reasons: textsOf(fields.get("certainty_reasons"), where, notes, DOMAINS),
  };
}

function restoreOutcomes(raw: unknown, catalog: Catalog, notes: Notes): Outcome[] {
  if (!Array.isArray(raw) || raw.length === 0) {
    notes.add(t`There are no outcomes in it.`);
    return [];
  }
  if (raw.length > limits.outcomes)
    notes.add(t`Only the first ${limits.outcomes} of ${raw.length} outcomes were taken.`);
  const outcomes: Outcome[] = [];
  let room: number = limits.rows;
  raw.slice(0, limits.outcomes).forEach((one: unknown, i) => {
    const outcome = restoreOutcome(one, catalog, t`Outcome ${i + 1}`, room, notes);
    if (outcome === null) return;
    outcomes.push(outcome);
    room -= outcome.rows.length;
  });
  return outcomes;
}

function restoreFlow(raw: unknown, notes: Notes): Record<string, string> {
  const texts = textsOf(raw, t`Flow`, notes, new Set<string>(FLOW_FIELDS));
  const numbers = Object.entries(texts).map(([field, text]) => [field, flowNumber(text)] as const);
  return Object.fromEntries(numbers.filter(([, n]) => n !== ""));
}

function restoreReasons(raw: unknown, notes: Notes): FlowReason[] {
  if (raw === undefined || raw === null) return [];
  const list: readonly unknown[] = Array.isArray(raw) ? raw : [null];
  const reasons = list.slice(0, MOST_REASONS).flatMap((one) => {
    const fields = fieldsOf(one);
    if (fields === null) notes.add(t`Flow: a reason of unknown form was left out.`);
    const [text, n] = ["text", "n"].map((key) => textOf(fields?.get(key), t`Flow`, notes)) as [string, string];
    const reason = flowReason({ text, n });
    return isBlankReason(reason) ? [] : [reason];
  });
  if (list.length > MOST_REASONS) notes.add(t`Flow: only the first ${MOST_REASONS} reasons were taken.`);
  return reasons;
}

function restoreFields(raw: unknown, catalog: Catalog, notes: Notes): Review {
  const fields = fieldsOf(raw);
  if (fields === null) {
    notes.add(t`This is not a review of Pooled.`);
    return blankReview(catalog);
  }
  reportUnknown(fields, ["pooled", ...Object.keys(reviewHomes)], t`Review`, notes);
  const version = fields.get("pooled");
  if (typeof version === "number" && version > PLAIN_VERSION)
    notes.add(t`This was saved by a newer version of Pooled: some of it may be missing here.`);
  const outcomes = restoreOutcomes(fields.get("outcomes"), catalog, notes);
  const current = fields.get("current");
  const shown = typeof current === "number" && Number.isInteger(current) && current >= 0 && current < outcomes.length;
  if (!shown && current !== undefined && outcomes.length > 0) notes.add(t`Review: the outcome to show does not exist.`);
  return {
    title: textOf(fields.get("title"), t`Title`, notes),
    question: textOf(fields.get("question"), t`Question`, notes),
    outcomes: outcomes.length > 0 ? outcomes : [blankOutcome(catalog)],
    current: shown ? current : 0,
    flow: restoreFlow(fields.get("flow"), notes),
    flow_reasons: restoreReasons(fields.get("flow_reasons"), notes),
    flow_other_reasons: restoreReasons(fields.get("flow_other_reasons"), notes),
  };
}

/**
 * Any value whatever as a valid review: known keys of the right type are copied into fresh records, the rest takes its
 * default and is named in a note. Never throws, never keeps a reference to what came in.
 */
export function restore(raw: unknown, catalog: Catalog): Restored {
  const notes = new Notes();
  try {
    return { review: settle(restoreFields(raw, catalog, notes)), notes: notes.all() };
  } catch {
    // Only objects that run code when they are read (getters, proxies) come here; JSON has none.
    return { review: blankReview(catalog), notes: [t`This could not be read.`] };
  }
}
