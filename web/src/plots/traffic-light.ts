import { t } from "../language/text";
import { OVERALL } from "../state/rob";
import { plainText } from "../text/format";
import { legend } from "./frame";
import { FONT, INK, line, MARGIN, page, RULE, SMALL, text, widthOf } from "./paper";
import { type Plot, type PlotInput, type PlotOptions, studyName } from "./plot";
import { domainLines, levelsOf, type RobInput, robCircle, robKeys, robPlaces } from "./rob-look";
import type { SvgNode } from "./svg";
import { fitText, textWidth } from "./text-width";

const ROW = 22;
const COLUMN = 30;
const LABEL_MOST = 250;

interface Layout {
  readonly names: readonly string[];
  readonly left: number;
  readonly step: number;
  readonly width: number;
  readonly top: number;
}

function layout(input: PlotInput, rob: RobInput, options: PlotOptions): Layout {
  const names = input.studies.map((_, row) => fitText(studyName(input, row), LABEL_MOST, FONT));
  const widest = Math.max(textWidth(t`Study`, FONT, true), ...names.map((name) => textWidth(name, FONT)));
  const left = MARGIN + widest + 12;
  const places = robPlaces(rob).length;
  const overall = textWidth(t`Overall`, SMALL, true);
  const width = Math.max(widthOf(options), left + places * COLUMN + overall + MARGIN);
  // Circles stay together where the paper is wide.
  const step = Math.min(52, (width - left - MARGIN - overall / 2) / places);
  return { names, left, step, width, top: MARGIN + 22 };
}

function describe(input: PlotInput, rob: RobInput): string {
  const { levels } = rob.template;
  const overall = input.studies.map((_, row) => levelsOf(rob, row)[OVERALL]);
  const counts = levels.map((level) => `${level.word}: ${overall.filter((one) => one?.id === level.id).length}`);
  return t`Overall judgement of ${input.studies.length} studies. ${counts.join("; ")}.`;
}

/** Studies by domains, a circle for each judgement. McGuinness & Higgins 2021, Res Synth Methods 12:55. */
function draw(input: PlotInput, options: PlotOptions): SvgNode {
  const rob = input.rob as RobInput;
  const l = layout(input, rob, options);
  const places = robPlaces(rob);
  const x = (column: number): number => l.left + (column + 0.5) * l.step;
  // Rules end with the circles, not with the paper.
  const end = Math.max(l.left + places.length * l.step, x(places.length - 1) + textWidth(t`Overall`, SMALL, true) / 2);
  const heads = places.map((place, i) =>
    text(x(i), l.top - 8, place === OVERALL ? t`Overall` : `D${place}`, { anchor: "middle", size: SMALL, bold: true }),
  );
  const rows = l.names.flatMap((name, row) => {
    const y = l.top + (row + 0.5) * ROW;
    const levels = levelsOf(rob, row);
    return [
      text(MARGIN, y + 4, name),
      ...places.flatMap((place, i) => robCircle(x(i), y, 8, levels[place])),
      line(MARGIN, y + ROW / 2, end, y + ROW / 2, RULE, 0.4),
    ];
  });
  const bottom = l.top + l.names.length * ROW;
  const key = legend(robKeys(rob), l.width, bottom + 2);
  const words = domainLines(rob, l.width - 2 * MARGIN);
  const foot = words.map((one, i) => text(MARGIN, key.end + 14 + i * 14, one, { size: SMALL }));
  const about = plainText(input.title).trim();
  const title = about === "" ? trafficLight.title : `${trafficLight.title}: ${about}`;
  return page(options, l.width, key.end + 14 + words.length * 14, { title, description: describe(input, rob) }, [
    text(MARGIN, l.top - 8, t`Study`, { bold: true }),
    ...heads,
    line(MARGIN, l.top, end, l.top, INK, 1),
    ...rows,
    ...key.nodes,
    ...foot,
  ]);
}

export const trafficLight: Plot = {
  id: "rob_traffic",
  title: t`Risk of bias by study`,
  needs: ["summary"],
  unavailable: () => null,
  draw,
};
