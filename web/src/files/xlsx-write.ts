import { strToU8, zipSync } from "fflate";
import { columnName } from "./sheet-cells";

/**
 * A minimal XLSX file (ECMA-376 part 1, 12 and 18): texts as inline strings, which are never formulas, whatever they
 * begin with, and numbers as numbers. A head in bold that stays in place, and a wide first column.
 */
export interface NumberCell {
  /** Digits as they are to be stored: 1.50 stays 1.50. */
  readonly number: string;
}
export type WrittenCell = string | NumberCell | boolean;

export interface WrittenSheet {
  readonly name: string;
  /** The first row is the head. */
  readonly rows: readonly (readonly WrittenCell[])[];
}

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

function escapeXml(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

/** Excel reads "_x0041_" in a text as "A": the underscore is written as its own code. */
const escapeText = (text: string): string => escapeXml(text.replace(/_(?=x[0-9a-f]{4}_)/gi, "_x005F_"));

function cellXml(cell: WrittenCell, at: string, style: string): string {
  if (typeof cell === "boolean") return `<c r="${at}" t="b"${style}><v>${cell ? 1 : 0}</v></c>`;
  if (typeof cell === "object") return `<c r="${at}"${style}><v>${cell.number}</v></c>`;
  if (cell === "") return "";
  return `<c r="${at}" t="inlineStr"${style}><is><t xml:space="preserve">${escapeText(cell)}</t></is></c>`;
}

function sheetXml({ rows }: WrittenSheet): string {
  const lines = rows.map((row, i) => {
    const style = i === 0 ? ' s="1"' : "";
    return `<row r="${i + 1}">${row.map((cell, j) => cellXml(cell, `${columnName(j)}${i + 1}`, style)).join("")}</row>`;
  });
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  return (
    `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>` +
    `<cols><col min="1" max="1" width="28" customWidth="1"/></cols><sheetData>${lines.join("")}</sheetData></worksheet>`
  );
}

const STYLES =
  `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>` +
  '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/>' +
  '</fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>' +
  '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>';

/** Names of sheets that Excel takes: at most 31 characters, none of []:*?/\, each once whatever its case. */
export function sheetNames(wanted: readonly string[]): string[] {
  const taken = new Set<string>();
  return wanted.map((name, i) => {
    const plain = name
      .replace(/[[\]:*?/\\]/g, " ")
      .replace(/\s+/g, " ")
      .replace(/^[' ]+|[' ]+$/g, "");
    const base = [...(plain === "" || /^history$/i.test(plain) ? `Outcome ${i + 1}` : plain)];
    let unique = base.slice(0, 31).join("").trim();
    for (let n = 2; taken.has(unique.toLowerCase()); n += 1) unique = `${base.slice(0, 26).join("").trim()} (${n})`;
    taken.add(unique.toLowerCase());
    return unique;
  });
}

function parts(sheets: readonly WrittenSheet[]): Record<string, string> {
  const each = (line: (n: number, name: string) => string): string =>
    sheets.map(({ name }, i) => line(i + 1, name)).join("");
  const style = sheets.length + 1;
  return {
    "[Content_Types].xml":
      `${HEAD}<Types xmlns="${PACKAGE}/content-types">` +
      `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `<Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>` +
      `<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>` +
      `${each((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${TYPE}.worksheet+xml"/>`)}</Types>`,
    "_rels/.rels":
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">` +
      `<Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml":
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>` +
      `${each((n, name) => `<sheet name="${escapeXml(name)}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels":
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">` +
      `${each((n) => `<Relationship Id="rId${n}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${n}.xml"/>`)}` +
      `<Relationship Id="rId${style}" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
    "xl/styles.xml": STYLES,
    ...Object.fromEntries(sheets.map((sheet, i) => [`xl/worksheets/sheet${i + 1}.xml`, sheetXml(sheet)])),
  };
}

/** The same sheets give the same bytes: no clock is read. */
export function workbookBytes(sheets: readonly WrittenSheet[]): Uint8Array<ArrayBuffer> {
  const files = Object.entries(parts(sheets)).map(([name, xml]) => [name, strToU8(xml)] as const);
  return zipSync(Object.fromEntries(files), { mtime: new Date(1980, 0, 1) }) as Uint8Array<ArrayBuffer>;
}
