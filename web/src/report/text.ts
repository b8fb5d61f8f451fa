import { t } from "../language/text";
import type { Block, ReportDocument, Table } from "./document";

/** A report as plain text, for letters and forms that take nothing else. */

const underlined = (text: string, letter: string): string => `${text}\n${letter.repeat([...text].length)}`;

/** Cells in columns that stand under each other. */
function tableText({ caption, heads, rows, notes = [] }: Table): string {
  const lines = heads.every((head) => head === "") ? rows : [heads, ...rows];
  const widths = heads.map((_, i) => Math.max(...lines.map((line) => [...(line[i] ?? "")].length)));
  const pad = (cell: string, i: number): string => cell + " ".repeat(Math.max(0, (widths[i] ?? 0) - [...cell].length));
  const text = lines.map((line) => line.map(pad).join("  ").trimEnd());
  return [...(caption === "" ? [] : [caption]), ...text, ...notes].join("\n");
}

function blockText(block: Block): string {
  switch (block.kind) {
    case "heading":
      return block.level === 3 ? block.text : underlined(block.text, block.level === 1 ? "=" : "-");
    case "paragraph":
    case "code":
      return block.text.trimEnd();
    case "list":
      return block.items.map((item, i) => `${block.numbered ? `${i + 1}.` : "-"} ${item}`).join("\n");
    case "table":
      return tableText(block);
    case "figure":
      return t`[Figure: ${block.alt}]`;
    case "link":
      return `${block.text}: ${block.target}`;
  }
}

export function reportText({ title, blocks }: ReportDocument): string {
  return `${[underlined(title, "="), ...blocks.map(blockText)].join("\n\n")}\n`;
}
