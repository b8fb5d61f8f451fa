import { t } from "../language/text";
import { limits } from "../state/limits";
import { Refusal } from "./found";
import { readCells, type SheetCells, type SheetStyles, unescapeText } from "./sheet-cells";
import { unzip } from "./unzip";
import { readXml } from "./xml";

/** An XLSX file as sheets of texts (ECMA-376: SpreadsheetML inside Open Packaging Conventions). */
export interface Sheet extends SheetCells {
  name: string;
  hidden: boolean;
}

const text = (bytes: Uint8Array | undefined): string => (bytes === undefined ? "" : new TextDecoder().decode(bytes));

/** "worksheets/sheet1.xml" beside xl/workbook.xml, or "/xl/worksheets/sheet1.xml" from the root. */
const partPath = (target: string): string =>
  target.startsWith("/") ? target.slice(1) : `xl/${target.replace(/^\.\//, "")}`;

function relations(xml: string): Map<string, string> {
  const found = new Map<string, string>();
  if (xml === "") return found;
  readXml(xml, {
    open(name, attributes) {
      if (name === "Relationship") found.set(attributes.get("Id") ?? "", partPath(attributes.get("Target") ?? ""));
    },
  });
  return found;
}

/** Texts of <si> elements, without the readings printed above Japanese text. */
function sharedStrings(xml: string): string[] {
  const strings: string[] = [];
  let now = "";
  let inText = false;
  let phonetic = false;
  if (xml === "") return strings;
  readXml(xml, {
    open(name) {
      if (name === "si") now = "";
      if (name === "rPh") phonetic = true;
      if (name === "t") inText = !phonetic;
    },
    text(part) {
      if (inText) now += part;
    },
    close(name) {
      if (name === "t") inText = false;
      if (name === "rPh") phonetic = false;
      if (name === "si") strings.push(unescapeText(now));
    },
  });
  return strings;
}

/** A format with a day, a month, a year or an hour in it, outside of what is quoted. */
function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined)
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 58 && id !== 48 && id !== 49);
  return /[dmyhs]/i.test(code.replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, "").replace(/general/gi, ""));
}

function dateStyles(xml: string): boolean[] {
  const codes = new Map<number, string>();
  const dates: boolean[] = [];
  let inCells = false;
  if (xml === "") return dates;
  readXml(xml, {
    open(name, attributes) {
      if (name === "numFmt") codes.set(Number(attributes.get("numFmtId")), attributes.get("formatCode") ?? "");
      if (name === "cellXfs") inCells = true;
      const id = Number(attributes.get("numFmtId") ?? 0);
      if (name === "xf" && inCells) dates.push(isDateFormat(id, codes.get(id)));
    },
    close(name) {
      if (name === "cellXfs") inCells = false;
    },
  });
  return dates;
}

interface Book {
  sheets: { name: string; id: string; hidden: boolean }[];
  epoch1904: boolean;
}

function bookOf(xml: string): Book {
  const book: Book = { sheets: [], epoch1904: false };
  readXml(xml, {
    open(name, attributes) {
      if (name === "workbookPr") book.epoch1904 = /^(1|true)$/.test(attributes.get("date1904") ?? "");
      if (name !== "sheet") return;
      const hidden = (attributes.get("state") ?? "visible") !== "visible";
      book.sheets.push({ name: attributes.get("name") ?? "", id: attributes.get("id") ?? "", hidden });
    },
  });
  return book;
}

export function readWorkbook(bytes: Uint8Array): Sheet[] {
  const { files } = unzip(
    bytes,
    (name) => /^xl\/.*\.(xml|rels)$/i.test(name) && !/^xl\/(media|drawings|charts|theme)\//.test(name),
  );
  const workbook = text(files.get("xl/workbook.xml"));
  if (workbook === "") throw new Refusal(t`This archive holds no workbook: it is not an XLSX file.`);
  const { sheets, epoch1904 } = bookOf(workbook);
  const parts = relations(text(files.get("xl/_rels/workbook.xml.rels")));
  const styles: SheetStyles = {
    strings: sharedStrings(text(files.get("xl/sharedStrings.xml"))),
    dates: dateStyles(text(files.get("xl/styles.xml"))),
    epoch1904,
  };
  return sheets.slice(0, limits.outcomes).map(({ name, id, hidden }) => {
    const part = parts.get(id) ?? "";
    const xml = text(files.get(part));
    // A part that many sheets name is read once, or a small file would take for ever.
    files.delete(part);
    const cells = xml === "" ? { rows: [], notes: [], tooLarge: false } : readCells(xml, t`Sheet "${name}"`, styles);
    return { name, hidden, ...cells };
  });
}
