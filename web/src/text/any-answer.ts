import type { Catalog, CatalogField, CatalogShape } from "../core/types";
import { marked, spoken, t } from "../language/text";
import {
  type Ends,
  formatCount,
  formatSignificant,
  intervalCell,
  intervalText,
  levelText,
  MINUS,
  pCell,
  percentText,
  type Scale,
} from "./format";
import { HEADS, LEFT_OUT } from "./heads";

/** Any answer of the core as facts and tables, from what the catalogue says it consists of. Nothing here is statistics. */

export interface Fact {
  head: string;
  text: string;
  /** What it means, in the words of the catalogue. */
  doc: string;
}

export interface AnswerTable {
  title: string;
  heads: readonly { name?: string; head: string; doc: string }[];
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

const PROBABILITIES = new Set(["pval", "QEp", "QMp", "pval_k0", "pval_one_sided", "QMp_perm", "LRT_p"]);
const PERCENTAGES = new Set(["I2", "I2_lb", "I2_ub", "I2_Q", "R2", "weight", "I2_mean", "I2_with", "I2_without"]);
const SHARES = new Set(["prob_above", "prob_below", "shrinkage", "power", "median_power"]);
/** Words of the core; other texts are names that were typed, or have been translated with the answer. */
const SPOKEN = new Set([
  ...["side", "kind", "permuted", "reference", "severity", "test", "left_out"],
  ...["control_risk_from", "I2_from", "tau2_from"],
]);
/** The one coefficient whose name nobody has typed. */
const INTERCEPT = "intercept";
/** Chosen, not found: 2.5% is not 3%. */
const EXACT_SHARES = new Set(["GoshQuantile.p", "DraperyLevel.level"]);

/** What the catalogue says for programs: how an empty number is meant, names of options, the words a text can be. */
const FOR_PROGRAMS = [
  /(?:^|[;,] )null\b[^.;]*/gi,
  /(?:^|[;,] )[^.;,]*\boptions\.\w+/gi,
  /(?:^|\. )[^.]*`[^.]*/g,
  /^"\w+"(?:,|:| or) [^.]*/,
  /^Analysis scale(?=\.)/,
  /^For \|\w+\|(?=\.)/,
];

/** The meaning of a number beside its head: without what is for programs, and without the head once more. */
function meaningOf(head: string, doc: string): string {
  const rest = FOR_PROGRAMS.reduce((text, part) => text.replace(part, ""), doc).replace(/\bsei\b/g, "SE");
  const same = rest.toLowerCase().startsWith(`${head.toLowerCase()}.`);
  return (same ? rest.slice(head.length + 1) : rest).replace(/^[.\s]+/, "").trim();
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

export function headOf({ name, doc }: Pick<CatalogField, "name" | "doc">, shape = ""): string {
  const known = HEADS[`${shape}.${name}`] ?? HEADS[name];
  if (known !== undefined) return known;
  const first = doc.split(/[.;:,(]/)[0]?.trim() ?? "";
  return /^\p{Lu}/u.test(first) && first.length <= 32 ? first : capital(name.replaceAll("_", " "));
}

type Values = Readonly<Record<string, unknown>>;

function shapeOf(catalog: Catalog, type: string): CatalogShape | undefined {
  const id = type.replace(/\[\]$| \| null$/g, "");
  return catalog.shapes.find((shape) => shape.id === id);
}

function scalarText(name: string, shape: string, value: unknown, context: Context): string {
  if (value === null || value === undefined || value === "") return "–";
  if (typeof value === "boolean") return value ? t`yes` : t`no`;
  if (typeof value !== "number") return SPOKEN.has(name) || value === INTERCEPT ? spoken(String(value)) : String(value);
  if (name === "row" || name === "other_row") return context.study(value);
  if (PROBABILITIES.has(name) || /_pval|pval_(?:perm|n|chi2|binomial)|^QE_.*_p$/.test(name)) return pCell(value);
  if (PERCENTAGES.has(name)) return percentText(value);
  if (EXACT_SHARES.has(`${shape}.${name}`)) return levelText(value);
  if (name === "alpha") return marked(String(Number(value.toFixed(6))));
  if (SHARES.has(name) || SHARES.has(`${shape}.${name}`)) return percentText(100 * value);
  return Number.isInteger(value) ? formatCount(value).replace("-", MINUS) : formatSignificant(value);
}

const isScalar = (type: string): boolean => /^(number|string|boolean)( \| null)?$/.test(type);
const isList = (type: string): boolean => type.endsWith("[]");
const isInterval = (type: string): boolean => type === "Interval" || type === "PooledDisplay";

/** One cell of a row: a member, or an effect in place of its parts. */
interface Column {
  /** Of the member. */
  name: string;
  head: string;
  doc: string;
  text: (values: Values) => string;
}

function predictionCell({ est = null, pi_lb = null, pi_ub = null }: Ends, scale: Scale): string {
  if (pi_lb === null || pi_ub === null) return "–";
  const text = intervalText(est, pi_lb, pi_ub, scale);
  return t`${text.lb} to ${text.ub}`;
}

/** The effect on the scale people read, with its interval. */
function shownColumns({ name, type, doc }: CatalogField, shape: string, context: Context): Column[] {
  const ends = (values: Values): Ends => (values[name] ?? {}) as Ends;
  const usual = name === "display" ? t`Effect (interval)` : t`${capital(name.replace(/_display$/, ""))} (interval)`;
  const head = HEADS[`${shape}.${name}`] ?? (name === "display" ? undefined : HEADS[name]) ?? usual;
  const effect = { name, head, doc, text: (values: Values) => intervalCell(ends(values), context.scale) };
  if (type !== "PooledDisplay") return [effect];
  const text = (values: Values): string => predictionCell(ends(values), context.scale);
  return [effect, { name: "prediction", head: t`Prediction interval`, doc: "", text }];
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

function columnsOf({ id, fields }: CatalogShape, context: Context): Column[] {
  const gone = replaced(fields);
  const names = new Set(fields.map(({ name }) => name));
  const whole = ["est", "ci_lb", "ci_ub"].every((name) => names.has(name) && !gone.has(name));
  return fields.flatMap((field): Column[] => {
    const { name, type, doc } = field;
    if (LEFT_OUT.has(`${id}.${name}`)) return [];
    if (isInterval(type)) return shownColumns(field, id, context);
    if (!isScalar(type) || gone.has(name) || (whole && /^ci_[lu]b$/.test(name))) return [];
    if (whole && name === "est")
      return [{ name, head: t`Estimate (interval)`, doc, text: (values) => intervalCell(values as Ends, "identity") }];
    return [{ name, head: headOf(field, id), doc, text: (values) => scalarText(name, id, values[name], context) }];
  });
}

/** Bins of a histogram, points of a curve. */
function isForPlot(fields: readonly CatalogField[], rows: number): boolean {
  const bare = fields.every(({ name, type }) => name !== "row" && !type.startsWith("string"));
  return bare && rows > MAX_BARE_ROWS;
}

function tableOf(title: string, type: string, list: readonly unknown[], context: Context): AnswerTable | null {
  const shape = shapeOf(context.catalog, type);
  if (shape === undefined || list.length === 0 || isForPlot(shape.fields, list.length)) return null;
  const rows = list as readonly Values[];
  // A column without a single value says nothing.
  const cells = columnsOf(shape, context).filter(({ text }) => rows.some((row) => text(row) !== "–"));
  return {
    title: spoken(title),
    heads: cells.map(({ name, head, doc }) => ({ name, head: spoken(head), doc: spoken(meaningOf(head, doc)) })),
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
  const shape = shapeOf(context.catalog, type) ?? { id: "", fields: [] };
  const values = value as Values;
  const facts = columnsOf(shape, context)
    .map(({ head, doc, text }) => ({
      head: title === "" ? spoken(head) : `${spoken(title)}: ${spoken(head)}`,
      text: text(values),
      doc: spoken(meaningOf(head, doc)),
    }))
    .filter(({ text }) => text !== "–");
  const inner = shape.fields
    .filter(({ name, type: of }) => !isScalar(of) && !isInterval(of) && values[name] !== null)
    .filter(({ name }) => !LEFT_OUT.has(`${shape.id}.${name}`))
    .map((field) => answerText(field.type, values[field.name], context, headOf(field, shape.id)));
  return {
    facts: [...facts, ...inner.flatMap((part) => part.facts)],
    tables: inner.flatMap((part) => part.tables),
  };
}

/** Heads and meanings of an answer's members, in English. */
export const meanings = (shape: CatalogShape): string[] =>
  shape.fields.flatMap((field) => {
    const head = headOf(field, shape.id);
    return [head, meaningOf(head, field.doc)];
  });
