import { t } from "../language/text";
import {
  type Flow,
  type FlowField,
  flowSum,
  flowValue,
  hasOther,
  hasPrevious,
  hasSplit,
  reasonsSum,
} from "../state/flow";
import type { FlowReason } from "../state/state";
import { formatCount, plainText } from "../text/format";
import { INK, line, MARGIN, PAPER, page, polygon, RULE, SHADES, SMALL, text, widthOf } from "./paper";
import type { PlotOptions } from "./plot";
import { el, px, type SvgNode } from "./svg";
import { textWidth, wrapText } from "./text-width";

const LINE = 13;
const PAD = 7;
const GAP = 20;
const STAGE = 22;
const LEAST = 148;
/** A row that is a stage of its own has room for the stage's name beside it. */
const nameRoom = (name: string): number => Math.ceil(textWidth(name, SMALL, true)) + 8;
const STAGE_LEAST: Readonly<Record<number, number>> = { 1: nameRoom(t`Identification`), 5: nameRoom(t`Included`) };
const HEAD = 24;

/** Columns from left to right; the last two stand for what was found by other methods. */
type ColumnId = "previous" | "main" | "side" | "other" | "other_side";

interface Box {
  readonly id: string;
  readonly column: ColumnId;
  readonly row: number;
  /** Lines before they are wrapped. */
  readonly says: readonly string[];
}

type Placed = Box & { readonly lines: readonly string[]; x: number; y: number; w: number; h: number };

/** "(n = 1,200)", never broken; an empty box keeps its place, as in PRISMA's own template. */
const n = (value: number | null): string => `(n\u00a0=\u00a0${value === null ? "\u00a0" : formatCount(value)})`;

const reasonLines = (title: string, reasons: readonly FlowReason[]): string[] => [
  reasons.length === 0 ? `${title} ${n(null)}` : `${title} ${n(reasonsSum(reasons))}:`,
  ...reasons.map(
    ({ text, n: count }) => `${plainText(text).trim() || t`Other`} ${n(count === "" ? null : Number(count))}`,
  ),
];

/** The lines of a box that have a number; all of them while none has. */
function typed(f: Flow, lines: readonly (readonly [string, FlowField])[]): string[] {
  const known = lines.filter(([, field]) => flowValue(f, field) !== null);
  return (known.length > 0 ? known : lines).map(([name, field]) => `${name} ${n(flowValue(f, field))}`);
}

/** The boxes of PRISMA 2020, by the parts that this review has. */
function boxesOf(f: Flow): Box[] {
  const of = (field: FlowField): string => n(flowValue(f, field));
  const box = (id: string, column: ColumnId, row: number, ...says: string[]): Box => ({ id, column, row, says });
  const removed: [string, FlowField][] = [
    [t`Duplicate records`, "duplicates"],
    [t`Marked as ineligible by automation tools`, "automation"],
    [t`Other reasons`, "removed_other"],
  ];
  const sources: [string, FlowField][] = [
    [t`Databases`, "databases"],
    [t`Registers`, "registers"],
  ];
  const elsewhere: [string, FlowField][] = [
    [t`Websites`, "websites"],
    [t`Organisations`, "organisations"],
    [t`Citation searching`, "citations"],
  ];
  const main = [
    box("found", "main", 1, t`Records identified from:`, ...typed(f, sources)),
    box("removed", "side", 1, t`Records removed before screening:`, ...typed(f, removed)),
    box("screened", "main", 2, t`Records screened ${of("screened")}`),
    box("excluded", "side", 2, t`Records excluded ${of("excluded")}`),
    box("sought", "main", 3, t`Reports sought for retrieval ${of("sought")}`),
    box("not_retrieved", "side", 3, t`Reports not retrieved ${of("not_retrieved")}`),
    box("assessed", "main", 4, t`Reports assessed for eligibility ${of("assessed")}`),
    box("reasons", "side", 4, ...reasonLines(t`Reports excluded`, f.flow_reasons)),
  ];
  const renewed = hasPrevious(f);
  const included = [
    box(
      ...(["included", "main", 5] as const),
      renewed ? t`New studies included in review ${of("studies")}` : t`Studies included in review ${of("studies")}`,
      renewed ? t`Reports of new included studies ${of("reports")}` : t`Reports of included studies ${of("reports")}`,
    ),
  ];
  const previous = [
    box(
      ...(["previous", "previous", 1] as const),
      t`Studies included in previous version of review ${of("previous_studies")}`,
      t`Reports of studies included in previous version ${of("previous_reports")}`,
    ),
    box(
      ...(["total", "main", 6] as const),
      t`Total studies included in review ${of("total_studies")}`,
      t`Reports of total included studies ${of("total_reports")}`,
    ),
  ];
  const other = [
    box(...(["other_found", "other", 1, t`Records identified from:`] as const), ...typed(f, elsewhere)),
    box("other_sought", "other", 3, t`Reports sought for retrieval ${of("other_sought")}`),
    box("other_not_retrieved", "other_side", 3, t`Reports not retrieved ${of("other_not_retrieved")}`),
    box("other_assessed", "other", 4, t`Reports assessed for eligibility ${of("other_assessed")}`),
    box("other_reasons", "other_side", 4, ...reasonLines(t`Reports excluded`, f.flow_other_reasons)),
  ];
  const split = [
    box("quantitative", "main", 7, t`Studies in quantitative synthesis (meta-analysis) ${of("quantitative")}`),
    box("narrative", "side", 7, t`Studies in narrative synthesis only ${of("narrative")}`),
  ];
  return [
    ...main,
    ...included,
    ...(renewed ? previous : []),
    ...(hasOther(f) ? other : []),
    ...(hasSplit(f) ? split : []),
  ];
}

const ORDER: readonly ColumnId[] = ["previous", "main", "side", "other", "other_side"];

interface Layout {
  readonly boxes: ReadonlyMap<string, Placed>;
  readonly columns: ReadonlyMap<ColumnId, number>;
  readonly columnWidth: number;
  readonly width: number;
  readonly height: number;
}

function layout(f: Flow, options: PlotOptions): Layout {
  const boxes = boxesOf(f);
  const used = ORDER.filter((id) => boxes.some(({ column }) => column === id));
  const left = MARGIN + STAGE + 12;
  const least = left + used.length * (LEAST + GAP) - GAP + MARGIN;
  const width = Math.max(widthOf(options), least);
  const columnWidth = Math.min(240, (width - left - MARGIN - (used.length - 1) * GAP) / used.length);
  const columns = new Map(used.map((id, i) => [id, left + i * (columnWidth + GAP)]));
  const sized = boxes.map((box) => {
    const lines = box.says.flatMap((one) => wrapText(one, columnWidth - 2 * PAD, SMALL));
    return { ...box, lines, h: Math.max(STAGE_LEAST[box.row] ?? 0, lines.length * LINE + 2 * PAD) };
  });
  let y = MARGIN + HEAD + 14;
  const tops = new Map<number, number>();
  for (const row of [...new Set(boxes.map((box) => box.row))].sort((a, b) => a - b)) {
    tops.set(row, y);
    y += Math.max(...sized.filter((box) => box.row === row).map(({ h }) => h)) + GAP;
  }
  const placed = sized.map((box) => ({
    ...box,
    x: columns.get(box.column) ?? 0,
    y: tops.get(box.row) ?? 0,
    w: columnWidth,
  }));
  // Paper no wider than what is on it.
  const right = left + used.length * (columnWidth + GAP) - GAP + MARGIN;
  return {
    boxes: new Map(placed.map((box) => [box.id, box])),
    columns,
    columnWidth,
    width: Math.max(right, 0),
    height: y - GAP + MARGIN,
  };
}

function boxNodes({ x, y, w, h, lines }: Placed): SvgNode[] {
  const rect = el("rect", {
    x: px(x),
    y: px(y),
    width: px(w),
    height: px(h),
    fill: PAPER,
    stroke: INK,
    "stroke-width": 0.8,
  });
  return [rect, ...lines.map((one, i) => text(x + PAD, y + PAD + 9.5 + i * LINE, one, { size: SMALL }))];
}

/** A line through points that ends in an arrow. */
function arrow(...points: readonly (readonly [number, number])[]): SvgNode[] {
  const lines = points.slice(1).map(([x, y], i) => line(points[i]?.[0] ?? x, points[i]?.[1] ?? y, x, y, INK, 0.9));
  const [x, y] = points.at(-1) ?? [0, 0];
  const [fromX, fromY] = points.at(-2) ?? [0, 0];
  const [dx, dy] = [Math.sign(x - fromX), Math.sign(y - fromY)];
  const back = [x - 6 * dx, y - 6 * dy] as const;
  return [
    ...lines,
    polygon(
      [
        [x, y],
        [back[0] - 3.5 * dy, back[1] - 3.5 * dx],
        [back[0] + 3.5 * dy, back[1] + 3.5 * dx],
      ],
      INK,
    ),
  ];
}

const DOWN: readonly (readonly [string, string])[] = [
  ["found", "screened"],
  ["screened", "sought"],
  ["sought", "assessed"],
  ["assessed", "included"],
  ["included", "total"],
  ["other_found", "other_sought"],
  ["other_sought", "other_assessed"],
];
const ASIDE: readonly (readonly [string, string])[] = [
  ["found", "removed"],
  ["screened", "excluded"],
  ["sought", "not_retrieved"],
  ["assessed", "reasons"],
  ["other_sought", "other_not_retrieved"],
  ["other_assessed", "other_reasons"],
];

function arrows({ boxes }: Layout): SvgNode[] {
  const pair = (from: string, to: string, draw: (a: Placed, b: Placed) => SvgNode[]): SvgNode[] => {
    const [a, b] = [boxes.get(from), boxes.get(to)];
    return a && b ? draw(a, b) : [];
  };
  const middle = (box: Placed): number => box.x + box.w / 2;
  const down = (a: Placed, b: Placed): SvgNode[] => arrow([middle(a), a.y + a.h], [middle(a), b.y]);
  // Both boxes begin at the same height: the arrow leaves where the lower one of them still is.
  const aside = (a: Placed, b: Placed): SvgNode[] => {
    const y = a.y + Math.min(a.h, b.h) / 2;
    return arrow([a.x + a.w, y], [b.x, y]);
  };
  const into =
    (side: 1 | -1) =>
    (a: Placed, b: Placed): SvgNode[] => {
      const y = b.y + b.h / 2;
      return arrow([middle(a), a.y + a.h], [middle(a), y], [side > 0 ? b.x + b.w : b.x, y]);
    };
  const last = boxes.has("total") ? "total" : "included";
  const branch = (a: Placed, b: Placed): SvgNode[] =>
    arrow([middle(a), a.y + a.h], [middle(a), b.y - GAP / 2], [middle(b), b.y - GAP / 2], [middle(b), b.y]);
  return [
    ...DOWN.flatMap(([from, to]) => pair(from, to, down)),
    ...ASIDE.flatMap(([from, to]) => pair(from, to, aside)),
    ...pair("other_assessed", "included", into(1)),
    ...pair("previous", "total", into(-1)),
    ...pair(last, "quantitative", down),
    ...pair(last, "narrative", branch),
  ];
}

/** The coloured bar over one arm of the diagram. */
function headNodes(l: Layout): SvgNode[] {
  const span = (from: ColumnId, to: ColumnId, words: readonly string[]): SvgNode[] => {
    const [a, b] = [l.columns.get(from), l.columns.get(to)];
    if (a === undefined || b === undefined) return [];
    const width = b + l.columnWidth - a;
    const shown = words.find((one) => textWidth(one, SMALL, true) <= width - 8) ?? words.at(-1) ?? "";
    const rect = el("rect", { x: px(a), y: MARGIN, width: px(width), height: HEAD, fill: SHADES[1], stroke: RULE });
    return [rect, text(a + width / 2, MARGIN + HEAD / 2 + 3.5, shown, { anchor: "middle", size: SMALL, bold: true })];
  };
  return [
    ...span("previous", "previous", [t`Previous studies`]),
    ...span("main", "side", [t`Identification of new studies via databases and registers`, t`Databases and registers`]),
    ...span("other", "other_side", [t`Identification of new studies via other methods`, t`Other methods`]),
  ];
}

/** The bars on the left, read from below. */
function stageNodes({ boxes }: Layout): SvgNode[] {
  const all = [...boxes.values()];
  const bar = (name: string, rows: readonly number[]): SvgNode[] => {
    const of = all.filter(({ row }) => rows.includes(row));
    const top = Math.min(...of.map(({ y }) => y));
    const bottom = Math.max(...of.map(({ y, h }) => y + h));
    const [x, y] = [px(MARGIN + STAGE / 2 + 3.5), px((top + bottom) / 2)];
    return [
      el("rect", { x: MARGIN, y: px(top), width: STAGE, height: px(bottom - top), fill: SHADES[1], stroke: RULE }),
      el(
        "text",
        {
          ...{ x, y, transform: `rotate(-90 ${x} ${y})`, "text-anchor": "middle" },
          ...{ "font-size": SMALL, "font-weight": "bold", fill: INK },
        },
        name,
      ),
    ];
  };
  return [...bar(t`Identification`, [1]), ...bar(t`Screening`, [2, 3, 4]), ...bar(t`Included`, [5, 6, 7])];
}

function describe(f: Flow): string {
  const identified = flowSum(f, ["databases", "registers", "websites", "organisations", "citations"]);
  const [assessed, studies] = [
    flowSum(f, ["assessed", "other_assessed"]),
    flowValue(f, "total_studies") ?? flowValue(f, "studies"),
  ];
  const known = (value: number | null, words: string): string[] =>
    value === null ? [] : [`${formatCount(value)} ${words}`];
  const parts = [
    ...known(identified, t`records identified`),
    ...known(flowValue(f, "screened"), t`records screened`),
    ...known(assessed, t`reports assessed`),
    ...known(studies, t`studies included`),
  ];
  return parts.length === 0 ? t`No numbers yet.` : `${parts.join(", ")}.`;
}

/** The flow of studies as PRISMA 2020 draws it. Page 2021, BMJ 372:n71. */
export function drawFlow(f: Flow, title: string, options: PlotOptions): SvgNode {
  const l = layout(f, options);
  const about = plainText(title).trim();
  const words = { title: about === "" ? t`Study flow` : t`Study flow: ${about}`, description: describe(f) };
  return page(options, l.width, l.height, words, [
    ...headNodes(l),
    ...stageNodes(l),
    ...arrows(l),
    ...[...l.boxes.values()].flatMap(boxNodes),
  ]);
}
