import { zip } from "./bytes";

/** Workbooks as other programs write them: shared strings, styles, rows and cells with and without addresses. */
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

export interface SheetXml {
  name: string;
  /** What stands inside <sheetData>. */
  data: string;
  state?: string;
}

export function workbook(
  sheets: readonly SheetXml[],
  more: { strings?: readonly string[]; styles?: string; pr?: string } = {},
) {
  const list = sheets.map(
    ({ name, state }, i) =>
      `<sheet name="${name}" sheetId="${i + 1}"${state ? ` state="${state}"` : ""} r:id="rId${i + 1}"/>`,
  );
  const rels = sheets.map(
    (_, i) => `<Relationship Id="rId${i + 1}" Type="${REL}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  );
  return zip({
    "[Content_Types].xml": "<Types/>",
    "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${REL}">${more.pr ?? ""}<sheets>${list.join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships>${rels.join("")}</Relationships>`,
    ...(more.strings
      ? { "xl/sharedStrings.xml": `<sst xmlns="${MAIN}">${more.strings.map((t) => `<si>${t}</si>`).join("")}</sst>` }
      : {}),
    ...(more.styles ? { "xl/styles.xml": more.styles } : {}),
    ...Object.fromEntries(
      sheets.map(({ data }, i) => [
        `xl/worksheets/sheet${i + 1}.xml`,
        `<worksheet xmlns="${MAIN}"><sheetData>${data}</sheetData></worksheet>`,
      ]),
    ),
  });
}

const cellXml = (cell: string | number): string =>
  typeof cell === "number" ? `<c><v>${cell}</v></c>` : `<c t="inlineStr"><is><t>${cell}</t></is></c>`;

/** Rows without addresses, which is allowed: cells follow each other. */
export const dataOf = (rows: readonly (readonly (string | number)[])[]): string =>
  rows.map((row) => `<row>${row.map(cellXml).join("")}</row>`).join("");

export const five = [
  ["Study", "Events T", "Total T", "Events C", "Total C"],
  ["Ali 2010", 12, 40, 6, 41],
  ["Berg 2012", 9, 25, 4, 27],
  ["Chen 2014", 20, 60, 15, 58],
  ["Diaz 2016", 7, 30, 5, 29],
  ["Evans 2018", 30, 80, 17, 82],
] as const;
