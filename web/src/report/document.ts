import type { SvgNode } from "../plots/svg";

/** A report before it has a form: what the writers (page, HTML, Word, text) put on paper, each in its own way. */

export interface Heading {
  readonly kind: "heading";
  /** 1 for a part of the report, 2 for an outcome's parts. */
  readonly level: 1 | 2 | 3;
  readonly text: string;
}

export interface Paragraph {
  readonly kind: "paragraph";
  readonly text: string;
  /** What a result does not say, and where a number comes from: set smaller. */
  readonly minor?: boolean;
}

export interface List {
  readonly kind: "list";
  readonly items: readonly string[];
  /** References: numbered as the text cites them. */
  readonly numbered?: boolean;
}

export interface Table {
  readonly kind: "table";
  readonly caption: string;
  readonly heads: readonly string[];
  /** The first cell of a row is its head. */
  readonly rows: readonly (readonly string[])[];
  /** Lines below it. */
  readonly notes?: readonly string[];
}

export interface Figure {
  readonly kind: "figure";
  readonly figure: SvgNode;
  readonly caption: string;
  /** Text alternative. */
  readonly alt: string;
}

export interface Code {
  readonly kind: "code";
  readonly text: string;
}

export interface Link {
  readonly kind: "link";
  readonly text: string;
  /** An address, or the code that a copy of the page opens when it is pasted. */
  readonly target: string;
  readonly isAddress: boolean;
  /** QR code, where the target fits into one. */
  readonly qr: SvgNode | null;
}

export type Block = Heading | Paragraph | List | Table | Figure | Code | Link;

export interface ReportDocument {
  readonly title: string;
  readonly blocks: readonly Block[];
}

export const heading = (level: Heading["level"], text: string): Heading => ({ kind: "heading", level, text });
export const paragraph = (text: string): Paragraph => ({ kind: "paragraph", text });
export const remark = (text: string): Paragraph => ({ kind: "paragraph", text, minor: true });

/** Nothing under a heading takes the heading away. */
export function section(level: Heading["level"], text: string, blocks: readonly Block[]): Block[] {
  return blocks.length === 0 ? [] : [heading(level, text), ...blocks];
}

/** A table without the columns in which every cell is empty; nothing where there are no rows. */
export function table(
  caption: string,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  notes: readonly string[] = [],
): Table[] {
  const isEmpty = (i: number): boolean => i > 0 && rows.every((row) => /^[–\s]*$/.test(row[i] ?? ""));
  const shown = heads.map((_, i) => i).filter((i) => !isEmpty(i));
  const pick = (row: readonly string[]): string[] => shown.map((i) => row[i] ?? "");
  return rows.length === 0 ? [] : [{ kind: "table", caption, heads: pick(heads), rows: rows.map(pick), notes }];
}
