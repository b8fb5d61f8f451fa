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
/** A longer list of bare numbers is for a plot. */
const MAX_BARE_ROWS = 40;

/** Names that readers know by a sign or a word. */
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
  ...{ weight: "Weight", yi: "Effect", vi: "Variance", rows: "Studies", tests: "Tests", cov_r: "COVRATIO" },
  ...{
    QE_df: "df of Q",
    Q_df: "df of Q",
    Q_pval: "P of Q",
    QM_df: "df of QM",
    QM_df2: "Denominator df",
    pi_df: "df of PI",
  },
  ...{ F_pval: "P of F", F_df1: "df of F", F_df2: "Denominator df", df2: "Denominator df", vif: "VIF", gvif: "GVIF" },
  ...{ tau2_lb: "τ², lower limit", tau2_ub: "τ², upper limit", I2_lb: "I², lower limit", I2_ub: "I², upper limit" },
  ...{
    ll: "Log-likelihood",
    q_hk: "Hartung-Knapp factor",
    level: "Group",
    other: "Against",
    label: "Test",
    name: "Term",
  },
  ...{ dffits_cut: "Cut-off of DFFITS", cook_d_cut: "Cut-off of Cook's distance" },
  ...{ hat_cut: "Cut-off of the leverage", dfbs_cut: "Cut-off of DFBETAS" },
};
const PROBABILITIES = new Set(["pval", "QEp", "QMp"]);
const PERCENTAGES = new Set(["I2", "I2_lb", "I2_ub", "I2_Q", "R2", "weight"]);

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

export function headOf({ name, doc }: Pick<CatalogField, "name" | "doc">): string {
  const known = HEADS[name];
  if (known !== undefined) return known;
  const first = doc.split(/[.;:,(]/)[0]?.trim() ?? "";
  return /^[A-Z]/.test(first) && first.length <= 32 ? first : capital(name.replaceAll("_", " "));
}

type Values = Readonly<Record<string, unknown>>;

function shapeOf(catalog: Catalog, type: string): readonly CatalogField[] | undefined {
  const id = type.replace(/\[\]$| \| null$/g, "");
  return catalog.shapes.find((shape) => shape.id === id)?.fields;
}

function scalarText(name: string, value: unknown, context: Context): string {
  if (value === null || value === undefined || value === "") return "–";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value !== "number") return String(value);
  if (name === "row") return context.study(value);
  if (PROBABILITIES.has(name) || name.endsWith("_pval")) return pRelation(value).replace(/^= /, "");
  if (PERCENTAGES.has(name)) return percentText(value);
  return Number.isInteger(value) ? formatCount(value).replace("-", MINUS) : formatSignificant(value);
}

const isScalar = (type: string): boolean => /^(number|string|boolean)( \| null)?$/.test(type);
const isList = (type: string): boolean => type.endsWith("[]");
const isInterval = (type: string): boolean => type === "Interval" || type === "PooledDisplay";

/** One cell of a row: a member, or an effect in place of its parts. */
interface Column {
  head: string;
  doc: string;
  text: (values: Values) => string;
}

type Ends = Readonly<Record<string, number | null | undefined>>;

function intervalCell(ends: Ends, scale: Scale): string {
  const { est = null, ci_lb = null, ci_ub = null } = ends;
  if (est === null) return "–";
  const text = intervalText(est, ci_lb, ci_ub, scale);
  return ci_lb === null && ci_ub === null ? text.est : `${text.est} (${text.lb} to ${text.ub})`;
}

function predictionCell({ est = null, pi_lb = null, pi_ub = null }: Ends, scale: Scale): string {
  if (pi_lb === null || pi_ub === null) return "–";
  const text = intervalText(est, pi_lb, pi_ub, scale);
  return `${text.lb} to ${text.ub}`;
}

/** The effect on the scale people read, with its interval. */
function shownColumns({ name, type, doc }: CatalogField, context: Context): Column[] {
  const ends = (values: Values): Ends => (values[name] ?? {}) as Ends;
  const head = name === "display" ? "Effect (interval)" : `${capital(name.replace(/_display$/, ""))} (interval)`;
  const effect = { head, doc, text: (values: Values) => intervalCell(ends(values), context.scale) };
  if (type !== "PooledDisplay") return [effect];
  const text = (values: Values): string => predictionCell(ends(values), context.scale);
  return [effect, { head: "Prediction interval", doc: "", text }];
}

/** Members that an effect with its interval stands for. */
function replaced(fields: readonly CatalogField[]): Set<string> {
  const shown = fields.filter(({ type }) => isInterval(type)).map(({ name }) => name.replace(/_?display$/, ""));
  const parts = shown.flatMap((of) =>
    of === "" ? ["est", "ci_lb", "ci_ub", "pi_lb", "pi_ub"] : [of, `${of}_lb`, `${of}_ub`],
  );
  // The id of what has a label is for programs.
  return new Set([...parts, ...(fields.some(({ name }) => name === "label") ? ["id"] : [])]);
}

function columnsOf(fields: readonly CatalogField[], context: Context): Column[] {
  const gone = replaced(fields);
  const names = new Set(fields.map(({ name }) => name));
  const whole = ["est", "ci_lb", "ci_ub"].every((name) => names.has(name) && !gone.has(name));
  return fields.flatMap((field): Column[] => {
    const { name, type, doc } = field;
    if (isInterval(type)) return shownColumns(field, context);
    if (!isScalar(type) || gone.has(name) || (whole && /^ci_[lu]b$/.test(name))) return [];
    if (whole && name === "est")
      return [{ head: "Estimate (interval)", doc, text: (values) => intervalCell(values as Ends, "identity") }];
    return [{ head: headOf(field), doc, text: (values) => scalarText(name, values[name], context) }];
  });
}

/** Bins of a histogram, points of a curve. */
function isForPlot(fields: readonly CatalogField[], rows: number): boolean {
  const bare = fields.every(({ name, type }) => name !== "row" && !type.startsWith("string"));
  return bare && rows > MAX_BARE_ROWS;
}

function tableOf(title: string, type: string, list: readonly unknown[], context: Context): AnswerTable | null {
  const fields = shapeOf(context.catalog, type);
  if (fields === undefined || list.length === 0 || isForPlot(fields, list.length)) return null;
  const rows = list as readonly Values[];
  // A column without a single value says nothing.
  const cells = columnsOf(fields, context).filter(({ text }) => rows.some((row) => text(row) !== "–"));
  return {
    title,
    heads: cells.map(({ head, doc }) => ({ head, doc })),
    rows: rows.slice(0, MAX_ROWS).map((row) => cells.map(({ text }) => text(row))),
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
  const facts = columnsOf(fields, context)
    .map(({ head, doc, text }) => ({ head: title === "" ? head : `${title}: ${head}`, text: text(values), doc }))
    .filter(({ text }) => text !== "–");
  const inner = fields
    .filter(({ name, type: of }) => !isScalar(of) && !isInterval(of) && values[name] !== null)
    .map((field) => answerText(field.type, values[field.name], context, headOf(field)));
  return {
    facts: [...facts, ...inner.flatMap((part) => part.facts)],
    tables: inner.flatMap((part) => part.tables),
  };
}
