import Papa from "papaparse";
import { language, t } from "../language/text";
import { type Findings, findingLines, footnoteLines } from "../text/findings";
import { guard } from "./guard";

/** The summary of findings as a file: a page of its own, or lines for a spreadsheet. */

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (c) => ENTITIES[c] ?? c);

const titleOf = ({ title }: Findings): string =>
  title === "" ? t`Summary of findings` : t`Summary of findings: ${title}`;

/** The table alone: what is copied, so that a text processor pastes a table. */
export function findingsTable(f: Findings): string {
  const [heads = [], ...lines] = findingLines(f);
  const row = (cells: readonly string[], tag: "th" | "td"): string =>
    `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join("")}</tr>`;
  const body = lines.map((line) => row(line, "td")).join("\n");
  const notes = footnoteLines(f).map((note) => `<p>${escaped(note)}</p>`);
  return `<table border="1">\n<caption>${escaped(titleOf(f))}</caption>\n<thead>${row(heads, "th")}</thead>\n<tbody>\n${body}\n</tbody>\n</table>\n${notes.join("\n")}`;
}

const STYLE =
  "body{font:14px/1.4 system-ui,sans-serif;margin:2rem}table{border-collapse:collapse}caption{font-weight:bold;text-align:left;padding:.5rem 0}th,td{border:1px solid #999;padding:.35rem .5rem;text-align:left;vertical-align:top}";

export function findingsHtml(f: Findings): Blob {
  const head = `<meta charset="utf-8"><title>${escaped(titleOf(f))}</title><style>${STYLE}</style>`;
  const page = `<!doctype html>\n<html lang="${language.id}"><head>${head}</head>\n<body>\n${findingsTable(f)}\n</body></html>\n`;
  return new Blob([page], { type: "text/html;charset=utf-8" });
}

/** Lines with tabs, for where only text can be pasted. */
export function findingsText(f: Findings): string {
  const lines = findingLines(f).map((line) => line.map((cell) => cell.replace(/[\t\n]+/g, " ")).join("\t"));
  return [titleOf(f), ...lines, ...footnoteLines(f)].join("\n");
}

export function findingsCsv(f: Findings): Blob {
  const notes = footnoteLines(f).map((note) => [note]);
  const text = Papa.unparse(
    [...findingLines(f), ...notes].map((line) => line.map(guard)),
    { newline: "\r\n" },
  );
  return new Blob(["\ufeff", text, "\r\n"], { type: "text/csv;charset=utf-8" });
}
