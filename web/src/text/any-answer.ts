import type { Catalog, CatalogField } from "../core/types";
import { formatCount, formatSignificant, intervalText, MINUS, percentText, pRelation, type Scale } from "./format";

/** Any answer of the core as facts and tables, from what the catalogue says it consists of. Nothing here is statistics. */

export interface Fact {
  head: string;
  text: string;
  /** What it means, in the words of the catalogue. */
  doc: string;
}

export interface AnswerTable {
  title: string;
  heads: readonly { head: string; doc: string }[];
  /** The first cell of a row is its name. */
  rows: readonly (readonly string[])[];
  /** Rows there are beyond those. */
  more: number;
}

export interface AnswerText {
  facts: readonly Fact[];
  tables: readonly AnswerTable[];
}

export interface Context {
  catalog: Catalog;
  scale: Scale;
  /** Name of a row of the data set. */
  study: (row: number) => string;
}

const MAX_ROWS = 200;

/** Names that readers know by a sign. */
const HEADS: Readonly<Record<string, string>> = {
  ...{ row: "Study", k: "Studies", est: "Estimate", se: "SE", sei: "SE", df: "df", stat: "Statistic", pval: "P" },
  ...{
    tau2: "τ²",
    se_tau2: "SE of τ²",
    I2: "I²",
    H2: "H²",
    R2: "R²",
    QE: "Q",
    QEp: "P of Q",
    QM: "QM",
    QMp: "P of QM",
  },
  ...{ ci_lb: "Lower limit", ci_ub: "Upper limit", weight: "Weight", yi: "Effect", vi: "Variance" },
};
const PROBABILITIES = new Set(["p", "pval", "QEp", "QMp"]);
const PERCENTAGES = new Set(["I2", "I2_lb", "I2_ub", "I2_Q", "R2", "weight"]);
/** Shown together, on the scale people read. */
const IN_DISPLAY = new Set(["est", "ci_lb", "ci_ub", "pi_lb", "pi_ub"]);

export function headOf({ name, doc }: Pick<CatalogField, "name" | "doc">): string {
  const known = HEADS[name];
  if (known !== undefined) return known;
  const first = doc.split(/[.;:,(]/)[0]?.trim() ?? "";
  return first !== "" && first.length <= 32 ? first : name.replaceAll("_", " ");
}

type Values = Readonly<Record<string, unknown>>;

function shapeOf(catalog: Catalog, type: string): readonly CatalogField[] | undefined {
  const id = type.replace(/\[\]$| \| null$/g, "");
  return catalog.shapes.find((shape) => shape.id === id)?.fields;
}

function scalarText(name: string, value: unknown, context: Context): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value !== "number") return String(value);
  if (name === "row") return context.study(value);
  if (PROBABILITIES.has(name) || name.endsWith("_pval")) return pRelation(value).replace(/^= /, "");
  if (PERCENTAGES.has(name)) return percentText(value);
  return Number.isInteger(value) ? formatCount(value).replace("-", MINUS) : formatSignificant(value);
}

function displayText(value: unknown, scale: Scale): string {
  const { est, ci_lb, ci_ub } = value as { est: number | null; ci_lb: number | null; ci_ub: number | null };
  if (est === null) return "–";
  const text = intervalText(est, ci_lb, ci_ub, scale);
  return ci_lb === null && ci_ub === null ? text.est : `${text.est} (${text.lb} to ${text.ub})`;
}

const isScalar = (type: string): boolean => /^(number|string|boolean)( \| null)?$/.test(type);
const isList = (type: string): boolean => type.endsWith("[]");
const isInterval = (field: CatalogField): boolean => field.name === "display";

/** The members that are one cell of text: plain values, and the effect with its interval in place of its parts. */
function cellsOf(fields: readonly CatalogField[]): CatalogField[] {
  const shown = fields.some(isInterval);
  return fields.filter((f) => isInterval(f) || (isScalar(f.type) && !(shown && IN_DISPLAY.has(f.name))));
}

function cellText(field: CatalogField, values: Values, context: Context): string {
  const value = values[field.name];
  if (isInterval(field)) return value ? displayText(value, context.scale) : "–";
  return scalarText(field.name, value, context);
}

function cellHead(field: CatalogField): string {
  return isInterval(field) ? "Effect (interval)" : headOf(field);
}

function tableOf(title: string, type: string, list: readonly unknown[], context: Context): AnswerTable | null {
  const fields = shapeOf(context.catalog, type);
  if (fields === undefined || list.length === 0) return null;
  const rows = list as readonly Values[];
  // A column without a single value says nothing.
  const cells = cellsOf(fields).filter((f) => rows.some((row) => row[f.name] !== null && row[f.name] !== ""));
  return {
    title,
    heads: cells.map((field) => ({ head: cellHead(field), doc: field.doc })),
    rows: rows.slice(0, MAX_ROWS).map((row) => cells.map((field) => cellText(field, row, context))),
    more: Math.max(0, rows.length - MAX_ROWS),
  };
}

/** @param type as the catalogue has it: a shape's id, with [] for a list */
export function answerText(type: string, value: unknown, context: Context, title = ""): AnswerText {
  if (isList(type)) {
    const table = tableOf(title, type, value as readonly unknown[], context);
    return { facts: [], tables: table ? [table] : [] };
  }
  const fields = shapeOf(context.catalog, type) ?? [];
  const values = value as Values;
  const facts = cellsOf(fields).map((f) => ({ head: cellHead(f), text: cellText(f, values, context), doc: f.doc }));
  const inner = fields
    .filter((f) => !isScalar(f.type) && !isInterval(f) && values[f.name] !== null)
    .map((f) => answerText(f.type, values[f.name], context, headOf(f)));
  return {
    facts: [...facts, ...inner.flatMap((part) => part.facts)],
    tables: inner.flatMap((part) => part.tables),
  };
}
