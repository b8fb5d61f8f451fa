import type { Catalog } from "../core/types";
import { t } from "../language/text";
import { limits } from "../state/limits";
import { NOTHING_PASTED, PASTE_A_PART } from "../state/pasted";
import type { Review } from "../state/state";
import { carriedInMarkup, carriedInPng, isPng } from "./carried";
import { isDataRows, isPackage, readDataRows, readPackage } from "./cochrane";
import { readCsv, writeCsv } from "./csv";
import { type FileBytes, type FoundFile, Refusal } from "./found";
import { readJson, writeJson } from "./json";
import { isRm5, readRm5 } from "./rm5";
import { tableOutcome } from "./table-outcome";
import { decodeText } from "./text-bytes";
import { isZip, unzip } from "./unzip";
import { readXlsx, writeXlsx } from "./xlsx";

/** A kind of data file. What a file is, its first bytes say; its ending only says what to offer in the picker. */
export interface FileFormat {
  readonly id: string;
  readonly label: string;
  readonly extensions: readonly string[];
  read?(file: FileBytes, catalog: Catalog): FoundFile;
  write?(review: Review, catalog: Catalog): Blob;
  /** What is written can be read back with nothing missing. */
  readonly complete?: boolean;
}

const baseName = (name: string): string => name.replace(/^.*[\\/]/, "").replace(/\.[^.]{1,5}$/, "");

/** What a paste says of a table it cannot take, said of a file. */
const asOpened = (note: string): string =>
  note
    .replace(NOTHING_PASTED, "")
    .replace(PASTE_A_PART, "")
    .replace(/^./u, (first) => first.toUpperCase());

function readTable({ name, bytes }: FileBytes, catalog: Catalog): FoundFile {
  const { text, notes } = decodeText(bytes);
  if (isDataRows(text)) return readDataRows(text, catalog);
  const found = tableOutcome({ heading: name, name: baseName(name), block: readCsv(text), notes }, catalog);
  if (found.outcome.rows.length === 0)
    throw new Refusal(asOpened(found.notes[0] ?? t`There is no table in this file.`));
  return { kind: t`Table of text`, title: "", question: "", outcomes: [found], notes: [] };
}

function readReview(text: string, kind: string, catalog: Catalog): FoundFile {
  const opened = readJson(text, catalog);
  if ("error" in opened) throw new Refusal(opened.error.text);
  const { title, question, outcomes, flow, flow_reasons, flow_other_reasons } = opened.review;
  const found = outcomes.map((outcome) => ({
    heading: "",
    outcome: { ...outcome, rows: outcome.rows.slice(0, -1) },
    columns: [],
    notes: [],
    block: null,
    chosen: true,
  }));
  const known = { title, question, flow: { flow, flow_reasons, flow_other_reasons } };
  return { kind, ...known, outcomes: found, notes: opened.notes, complete: true };
}

/** Figures and reports that Pooled saved with the review in them. */
const readMarkup =
  (what: "figure" | "page") =>
  ({ bytes }: FileBytes, catalog: Catalog): FoundFile =>
    readReview(
      carriedInMarkup(decodeText(bytes).text, what),
      t`${what === "figure" ? t`Figure` : t`Report`} made by Pooled`,
      catalog,
    );

export const fileFormats: readonly FileFormat[] = [
  {
    id: "json",
    label: "JSON",
    extensions: ["json"],
    read: ({ bytes }, catalog) => readReview(decodeText(bytes).text, t`Pooled review`, catalog),
    write: (review) => writeJson(review),
    complete: true,
  },
  {
    id: "csv",
    label: "CSV",
    extensions: ["csv", "tsv", "tab", "txt"],
    read: readTable,
    write: (review, catalog) =>
      writeCsv(review.outcomes[review.current] ?? (review.outcomes[0] as Review["outcomes"][0]), catalog),
  },
  {
    id: "xlsx",
    label: t`Excel`,
    extensions: ["xlsx"],
    read: ({ bytes }, catalog) => readXlsx(bytes, catalog),
    write: writeXlsx,
  },
  { id: "rm5", label: t`RevMan 5`, extensions: ["rm5", "xml"], read: ({ bytes }, catalog) => readRm5(bytes, catalog) },
  {
    id: "data-package",
    label: t`Cochrane data package`,
    extensions: ["zip"],
    read: ({ bytes }, catalog) => readPackage(bytes, catalog),
  },
  {
    id: "png",
    label: "PNG",
    extensions: ["png"],
    read: ({ bytes }, catalog) => readReview(carriedInPng(bytes), t`Figure made by Pooled`, catalog),
  },
  { id: "svg", label: "SVG", extensions: ["svg"], read: readMarkup("figure") },
  { id: "html", label: "HTML", extensions: ["html", "htm"], read: readMarkup("page") },
];

const formatNamed = (id: string): FileFormat => fileFormats.find((format) => format.id === id) as FileFormat;

function zipFormat(bytes: Uint8Array): FileFormat {
  const { names } = unzip(bytes, () => false);
  if (names.includes("xl/workbook.xml")) return formatNamed("xlsx");
  if (isPackage(names)) return formatNamed("data-package");
  throw new Refusal(t`This archive is neither an Excel workbook (.xlsx) nor a data package of a Cochrane review.`);
}

/** The format by what the bytes are, whatever the file is called. */
function formatOf({ bytes }: FileBytes): FileFormat {
  if (bytes.length === 0) throw new Refusal(t`This file is empty.`);
  if (isZip(bytes)) return zipFormat(bytes);
  if (isPng(bytes)) return formatNamed("png");
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11)
    throw new Refusal(
      t`This is a workbook in the old .xls form, or one locked by a password. Save it as .xlsx without a password.`,
    );
  const start = decodeText(bytes.subarray(0, 20_000)).text.trimStart();
  if (/^(<\?xml[^>]*>\s*)?(<!--[^>]*-->\s*|<!DOCTYPE svg[^>]*>\s*)*<svg\b/i.test(start)) return formatNamed("svg");
  if (/^<(!doctype html|html)\b/i.test(start)) return formatNamed("html");
  if (isRm5(start) || start.startsWith("<?xml")) return formatNamed("rm5");
  return /^[{[]/.test(start) ? formatNamed("json") : formatNamed("csv");
}

export const tooLarge = t`This file is larger than ${limits.fileBytes / 1_000_000} MB, more than any table of studies.`;

export type ReadFile = { found: FoundFile } | { error: string };

/** Total: any bytes give what they hold or a sentence that says why they cannot be read. */
export function readFile(file: FileBytes, catalog: Catalog): ReadFile {
  try {
    if (file.bytes.length > limits.fileBytes) throw new Refusal(tooLarge);
    const found = formatOf(file).read?.(file, catalog);
    return found === undefined ? { error: t`This kind of file cannot be read.` } : { found };
  } catch (error) {
    if (error instanceof Refusal) return { error: error.message };
    return { error: t`This file could not be read: it is damaged, or of a form that is not known.` };
  }
}
