import { t } from "../language/text";
import { OVERALL } from "../state/rob";
import { formatNumber, plainText } from "../text/format";
import { legend } from "./frame";
import { FONT, INK, line, MARGIN, MUTED, PAPER, page, RULE, SMALL, text, widthOf } from "./paper";
import type { Plot, PlotInput, PlotOptions } from "./plot";
import { LOOKS, levelsOf, type RobInput, robKeys, robPlaces } from "./rob-look";
import { el, px, type SvgNode } from "./svg";
import { fitText, textWidth } from "./text-width";

const ROW = 26;
const BAR = 18;
const LABEL_MOST = 250;
const PLOT_LEAST = 180;

/** What each study counts: its weight in the pooled result, or one; 0 = it is not in the plot. */
function sharesOf(input: PlotInput, weighted: boolean): number[] {
  const effects = new Map(input.report.effects.map((e) => [e.row, e]));
  return input.studies.map((study, row) => {
    if (weighted) return effects.get(row)?.weight ?? 0;
    return study.include ? 1 : 0;
  });
}

interface Part {
  /** Index among the levels; -1 = not judged. */
  readonly level: number;
  readonly from: number;
  readonly to: number;
}

/** The levels of one place as parts of the whole, from 0 to 1, the best on the left. */
export function partsOf(input: PlotInput, rob: RobInput, place: number, weighted: boolean): Part[] {
  const shares = sharesOf(input, weighted);
  const total = shares.reduce((sum, share) => sum + share, 0);
  const { levels } = rob.template;
  const sums = [...levels.map(() => 0), 0];
  shares.forEach((share, row) => {
    const at = levels.findIndex(({ id }) => id === levelsOf(rob, row)[place]?.id);
    sums[at < 0 ? levels.length : at] = (sums[at < 0 ? levels.length : at] ?? 0) + share;
  });
  let from = 0;
  return sums.flatMap((sum, i) => {
    const part = { level: i === levels.length ? -1 : i, from, to: total > 0 ? from + sum / total : from };
    from = part.to;
    return part.to > part.from ? [part] : [];
  });
}

/** One bar; a part wide enough says its sign and its share, so that colours are never needed. */
function bar(parts: readonly Part[], rob: RobInput, left: number, width: number, y: number): SvgNode[] {
  return parts.flatMap(({ level, from, to }) => {
    const look = rob.template.levels[level];
    const fill = look ? LOOKS[look.tone].fill : PAPER;
    const [a, b] = [left + from * width, left + to * width];
    const percent = `${formatNumber(100 * (to - from), 0)}%`;
    const said = [`${look?.symbol ?? ""} ${percent}`.trim(), look?.symbol ?? "", ""].find(
      (words) => textWidth(words, SMALL, true) + 6 <= b - a,
    );
    const rect = el("rect", {
      ...{ x: px(a), y: px(y - BAR / 2), width: px(b - a), height: BAR, fill },
      ...(look ? {} : { stroke: RULE }),
    });
    const ink = look ? LOOKS[look.tone].ink : MUTED;
    return [
      rect,
      ...(said ? [text((a + b) / 2, y + 3.5, said, { anchor: "middle", size: SMALL, bold: true, fill: ink })] : []),
    ];
  });
}

function describe(input: PlotInput, rob: RobInput, weighted: boolean): string {
  const parts = partsOf(input, rob, OVERALL, weighted);
  const words = parts.map(({ level, from, to }) => {
    const name = rob.template.levels[level]?.word ?? t`Not judged`;
    return `${name} ${formatNumber(100 * (to - from), 0)}%`;
  });
  return t`Overall judgement: ${words.join(", ")} ${weighted ? t`of the weight` : t`of the studies`}.`;
}

function drawBars(plot: Plot, input: PlotInput, options: PlotOptions, weighted: boolean): SvgNode {
  const rob = input.rob as RobInput;
  const places = robPlaces(rob);
  const names = places.map((place) =>
    fitText(place === OVERALL ? t`Overall` : (rob.template.domains[place - 1] ?? ""), LABEL_MOST, FONT, true),
  );
  const left = MARGIN + Math.max(...names.map((name) => textWidth(name, FONT, true))) + 10;
  const width = Math.max(widthOf(options), left + PLOT_LEAST + MARGIN + 16);
  const plot_width = width - left - MARGIN - 16;
  const top = MARGIN;
  const rows = places.flatMap((place, i) => {
    const y = top + (i + 0.5) * ROW;
    return [
      text(MARGIN, y + 4, names[i] ?? "", { bold: place === OVERALL }),
      ...bar(partsOf(input, rob, place, weighted), rob, left, plot_width, y),
    ];
  });
  const bottom = top + places.length * ROW + 4;
  const ticks = [0, 25, 50, 75, 100].flatMap((tick) => {
    const x = left + (tick / 100) * plot_width;
    return [line(x, bottom, x, bottom + 4), text(x, bottom + 15, `${tick}%`, { anchor: "middle", size: SMALL })];
  });
  const axis = weighted ? t`Share of the weight in the pooled result` : t`Share of the studies`;
  const name = text(left + plot_width / 2, bottom + 31, fitText(axis, plot_width, SMALL), {
    ...{ anchor: "middle", size: SMALL, fill: MUTED },
  });
  const keys = robKeys(rob);
  const empty = places.some((place) => partsOf(input, rob, place, weighted).some(({ level }) => level < 0));
  const blank = (x: number, y: number): SvgNode =>
    el("rect", { x: px(x - 8), y: px(y - 5), width: 16, height: 10, fill: PAPER, stroke: RULE });
  const key = legend([...keys, ...(empty ? [{ label: t`Not judged`, sign: blank }] : [])], width, bottom + 36);
  const about = plainText(input.title).trim();
  const title = about === "" ? plot.title : `${plot.title}: ${about}`;
  return page(options, width, key.end + 8, { title, description: describe(input, rob, weighted) }, [
    ...rows,
    line(left, bottom, left + plot_width, bottom, INK, 1),
    ...ticks,
    name,
    ...key.nodes,
  ]);
}

/** The judgements as shares of the weight: what the pooled result rests on. */
export const robBars: Plot = {
  id: "rob_weighted",
  title: t`Risk of bias, by weight`,
  needs: ["summary"],
  unavailable: (report) => (report?.effects.some((e) => e.weight !== null) ? null : t`No study has a weight yet.`),
  draw: (input, options) => drawBars(robBars, input, options, true),
};

/** The judgements as shares of the studies. */
export const robBarsUnweighted: Plot = {
  id: "rob_unweighted",
  title: t`Risk of bias, by number of studies`,
  needs: ["summary"],
  unavailable: () => null,
  draw: (input, options) => drawBars(robBarsUnweighted, input, options, false),
};
