import {
  AlignmentType,
  BorderStyle,
  Document,
  ExternalHyperlink,
  type FileChild,
  Footer,
  HeadingLevel,
  ImageRun,
  LevelFormat,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from "docx";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { t } from "../language/text";
import type { SvgNode } from "../plots/svg";
import type { Block, Code, Figure, Link, List, ReportDocument, Table as ReportTable } from "./document";

/** A report for Word: headings by style, real tables, figures as pictures with their text alternative. Loaded when asked. */

/** Draws a figure at 300 dots per inch. */
export type Raster = (figure: SvgNode) => Promise<Uint8Array>;

/** Twentieths of a point: an A4 page with margins of 20 mm. */
const TWIPS_PER_MM = 1440 / 25.4;
const MARGIN = Math.round(20 * TWIPS_PER_MM);
const TEXT_WIDTH = Math.round(170 * TWIPS_PER_MM);
const FONT = "Arial";
const NUMBERED = "references";
const HEADINGS = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3] as const;

/** Size in half points. */
const run = (text: string, size?: number, more: { bold?: boolean; color?: string; font?: string } = {}): TextRun =>
  new TextRun({ text, ...(size === undefined ? {} : { size }), ...more });

/** Widths in characters: what a column must have for its longest word, and what its longest text would like. */
interface Wish {
  readonly least: number;
  readonly most: number;
}

/** A longer text is broken into lines. */
const MOST = 34;

function wishes({ heads, rows }: ReportTable): Wish[] {
  const longest = (texts: readonly string[]): number => Math.max(2, ...texts.map((text) => [...text].length));
  return heads.map((_, i) => {
    const texts = [heads, ...rows].map((line) => line[i] ?? "");
    const least = longest(texts.flatMap((text) => text.split(/[ \t\n]+/))) + 2.5;
    return { least, most: Math.max(least, Math.min(longest(texts), MOST) + 2.5) };
  });
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** Characters that fit on a line, by size in half points: a letter is half as wide as it is high, a bold one more. */
const fitting = (size: number): number => TEXT_WIDTH / 10 / size / 0.56;

/** 8.5, 7.5, 6.5 or 5.5 points: the first at which no word has to be broken. */
function sizeFor(columns: readonly Wish[]): number {
  const least = sum(columns.map((column) => column.least));
  return [17, 15, 13].find((size) => least <= fitting(size)) ?? 11;
}

/** Every column has the room for its words; what is left is shared by those that would like more. */
function columnWidths(columns: readonly Wish[], size: number): number[] {
  const spare = Math.max(0, fitting(size) - sum(columns.map(({ least }) => least)));
  const wanted = sum(columns.map(({ least, most }) => most - least));
  const share = wanted === 0 ? 0 : Math.min(1, spare / wanted);
  const widths = columns.map(({ least, most }) => least + share * (most - least));
  return widths.map((width) => Math.round((width / sum(widths)) * TEXT_WIDTH));
}

const rule = (style: (typeof BorderStyle)[keyof typeof BorderStyle], size: number) => ({
  style,
  size,
  color: "888888",
});
const NONE = rule(BorderStyle.NONE, 0);

function cells(texts: readonly string[], widths: readonly number[], size: number, isHead: boolean): TableCell[] {
  return texts.map(
    (text, i) =>
      new TableCell({
        width: { size: widths[i] ?? 0, type: WidthType.DXA },
        margins: { top: 30, bottom: 30, left: i === 0 ? 0 : 60, right: 60 },
        children: [new Paragraph({ children: [run(text, size, { bold: isHead })], spacing: { after: 0 } })],
      }),
  );
}

function tableBlocks(table: ReportTable): FileChild[] {
  const columns = wishes(table);
  const size = sizeFor(columns);
  const widths = columnWidths(columns, size);
  const row = (texts: readonly string[], isHead: boolean): TableRow =>
    new TableRow({ tableHeader: isHead, cantSplit: true, children: cells(texts, widths, size, isHead) });
  const hasHead = table.heads.some((text) => text !== "");
  const thin = rule(BorderStyle.SINGLE, 4);
  const drawn = new Table({
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: widths,
    borders: {
      top: thin,
      bottom: thin,
      left: NONE,
      right: NONE,
      insideHorizontal: rule(BorderStyle.SINGLE, 2),
      insideVertical: NONE,
    },
    rows: [...(hasHead ? [row(table.heads, true)] : []), ...table.rows.map((texts) => row(texts, false))],
  });
  const caption =
    table.caption === "" ? [] : [new Paragraph({ style: "Caption", keepNext: true, children: [run(table.caption)] })];
  const notes = (table.notes ?? []).map((note) => new Paragraph({ style: "Minor", children: [run(note)] }));
  return [...caption, drawn, ...notes, new Paragraph({ spacing: { after: 80 }, children: [] })];
}

/** Pixels at 96 to the inch, no wider and no taller than the page holds. */
function sizeOf(figure: SvgNode): { width: number; height: number } {
  const [width, height] = [Number(figure.attrs.width), Number(figure.attrs.height)];
  const scale = Math.min(1, 642 / width, 880 / height);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

async function picture(
  figure: SvgNode,
  size: { width: number; height: number },
  alt: string,
  id: number,
  raster: Raster,
) {
  return new ImageRun({
    type: "png",
    data: await raster(figure),
    transformation: size,
    altText: { name: t`Figure ${id}`, description: alt, id: String(id) },
  });
}

async function figureBlocks({ figure, caption, alt }: Figure, id: number, raster: Raster): Promise<FileChild[]> {
  const image = await picture(figure, sizeOf(figure), alt, id, raster);
  return [
    new Paragraph({ keepNext: true, spacing: { before: 120 }, children: [image] }),
    new Paragraph({ style: "Caption", children: [run(caption)] }),
  ];
}

async function linkBlocks({ text, target, isAddress, qr }: Link, id: number, raster: Raster): Promise<FileChild[]> {
  const shown = isAddress
    ? new ExternalHyperlink({ link: target, children: [new TextRun({ text: target, style: "Hyperlink", size: 13 })] })
    : run(target, 13);
  const size = { width: 190, height: 190 };
  const sized = qr && { ...qr, attrs: { ...qr.attrs, ...size } };
  const code = sized === null ? [] : [await picture(sized, size, t`QR code`, id, raster)];
  return [
    new Paragraph({ children: [run(`${text}: `), shown] }),
    ...code.map((image) => new Paragraph({ children: [image] })),
  ];
}

const codeBlocks = ({ text }: Code): FileChild[] =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => new Paragraph({ style: "Code", children: [run(line)] }));

const listBlocks = ({ items, numbered }: List): FileChild[] =>
  items.map((item) => {
    const how = numbered ? { numbering: { reference: NUMBERED, level: 0 } } : { bullet: { level: 0 } };
    return new Paragraph({ ...how, spacing: { after: 40 }, children: [run(item)] });
  });

async function blockChildren(block: Block, id: number, raster: Raster): Promise<FileChild[]> {
  switch (block.kind) {
    case "heading":
      return [
        new Paragraph({ heading: HEADINGS[block.level - 1] ?? HeadingLevel.HEADING_3, children: [run(block.text)] }),
      ];
    case "paragraph":
      return [new Paragraph({ ...(block.minor ? { style: "Minor" } : {}), children: [run(block.text)] })];
    case "list":
      return listBlocks(block);
    case "table":
      return tableBlocks(block);
    case "figure":
      return figureBlocks(block, id, raster);
    case "code":
      return codeBlocks(block);
    case "link":
      return linkBlocks(block, id, raster);
  }
}

const style = (size: number, before: number, color = "111111") => ({
  run: { size, bold: true, color, font: FONT },
  paragraph: { spacing: { before, after: 100 }, keepNext: true },
});

const STYLES = {
  default: {
    document: {
      run: { font: FONT, size: 20 },
      paragraph: { spacing: { after: 120, line: 264, lineRule: LineRuleType.AUTO } },
    },
    title: style(34, 0),
    heading1: style(28, 360, "0b5c92"),
    heading2: style(24, 300),
    heading3: style(21, 220),
  },
  paragraphStyles: [
    { id: "Minor", name: "Minor", basedOn: "Normal", run: { size: 17, color: "444444" } },
    { id: "Caption", name: "caption", basedOn: "Normal", run: { size: 17, bold: true } },
    {
      ...{ id: "Code", name: "Code", basedOn: "Normal", run: { font: "Courier New", size: 13 } },
      paragraph: { spacing: { after: 0, line: 220, lineRule: LineRuleType.AUTO } },
    },
  ],
};

const NUMBERING = {
  config: [
    {
      reference: NUMBERED,
      levels: [
        {
          ...{ level: 0, format: LevelFormat.DECIMAL, text: "%1.", alignment: AlignmentType.START },
          style: { paragraph: { indent: { left: 480, hanging: 480 } } },
        },
      ],
    },
  ],
};

function footer(): Footer {
  const number = new TextRun({ children: [PageNumber.CURRENT, " / ", PageNumber.TOTAL_PAGES], size: 16 });
  return new Footer({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [number] })] });
}

/** The library names links by chance: their names by the order in which they come. */
function withoutChance(files: Record<string, Uint8Array>): void {
  const names: string[] = [];
  for (const path of ["word/document.xml", "word/_rels/document.xml.rels"]) {
    const found = files[path];
    if (found === undefined) continue;
    const named = strFromU8(found).replace(/rId[a-z0-9_-]{21}/g, (name) => {
      if (!names.includes(name)) names.push(name);
      return `rIdLink${names.indexOf(name) + 1}`;
    });
    files[path] = strToU8(named);
  }
}

/** The same report gives the same bytes. */
function repeatable(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const files = unzipSync(bytes);
  const core = "docProps/core.xml";
  const found = files[core];
  if (found) files[core] = strToU8(strFromU8(found).replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "2000-01-01T00:00:00Z"));
  withoutChance(files);
  return zipSync(files, { mtime: new Date(1980, 0, 1), level: 9 }) as Uint8Array<ArrayBuffer>;
}

export async function reportDocx({ title, blocks }: ReportDocument, raster: Raster): Promise<Uint8Array<ArrayBuffer>> {
  const children: FileChild[] = [new Paragraph({ heading: HeadingLevel.TITLE, children: [run(title)] })];
  for (const [i, block] of blocks.entries()) children.push(...(await blockChildren(block, i + 1, raster)));
  const page = {
    size: { width: 11906, height: 16838 },
    margin: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN },
  };
  const document = new Document({
    title,
    creator: "Pooled",
    styles: STYLES,
    numbering: NUMBERING,
    sections: [{ properties: { page }, footers: { default: footer() }, children }],
  });
  return repeatable(new Uint8Array(await Packer.toArrayBuffer(document)));
}
