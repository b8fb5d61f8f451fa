import { inSentence, t } from "../language/text";
import { judgementsOf, levelOf, OVERALL, type RobTemplate } from "../state/rob";
import type { RobLevel, Tone } from "../state/rob-tools";
import type { Key } from "./frame";
import { RULE, SMALL, text } from "./paper";
import { el, px, type SvgNode } from "./svg";
import { fitText, textWidth, wrapText } from "./text-width";

/** Judgements of risk of bias as a figure has them. */
export interface RobInput {
  readonly template: RobTemplate;
  /** A text of letters for each study of the data set (state/rob.ts). */
  readonly judged: readonly string[];
  /** Circles beside the forest plot are wanted. */
  readonly beside: boolean;
}

/** Dark and light ink on a circle; neither gives way to the theme, for the circle does not either. */
const DARK = "#14181d";
const LIGHT = "#fefefe";

/** Apart in lightness as well, for eyes that tell red from green badly. */
export const LOOKS: Readonly<Record<Tone, { readonly fill: string; readonly ink: string }>> = {
  low: { fill: "#4db168", ink: DARK },
  some: { fill: "#f2c230", ink: DARK },
  high: { fill: "#c8372d", ink: LIGHT },
  worst: { fill: "#6f1010", ink: LIGHT },
  none: { fill: "#9db6d6", ink: DARK },
};

/** The circle of a judgement, with its symbol; an empty ring where nothing has been judged. */
export function robCircle(x: number, y: number, r: number, level: RobLevel | undefined): SvgNode[] {
  const at = { class: "rob", cx: px(x), cy: px(y), r: px(r) };
  if (level === undefined) return [el("circle", { ...at, fill: "none", stroke: RULE, "stroke-dasharray": "2 2" })];
  const { fill, ink } = LOOKS[level.tone];
  const size = px(r * 1.55);
  return [
    el("circle", { ...at, fill }),
    text(x, y + size * 0.36, level.symbol, { anchor: "middle", size, bold: true, fill: ink }),
  ];
}

/** The judged level of each place; the overall one stands first. */
export function levelsOf({ template, judged }: RobInput, row: number): (RobLevel | undefined)[] {
  return judgementsOf(judged[row] ?? "", template).map((id) => levelOf(template, id));
}

/** Domains in their order, then the overall judgement. */
export function robPlaces({ template }: RobInput): number[] {
  return [...template.domains.map((_, i) => i + 1), OVERALL];
}

export function robKeys({ template }: RobInput): Key[] {
  return template.levels.map((level) => ({
    label: level.word,
    sign: (x, y) => el("g", {}, ...robCircle(x, y, 7, level)),
  }));
}

/** "D1 Randomisation process", as many to a line as fit. */
export function domainLines({ template }: RobInput, width: number): string[] {
  const all = template.domains.map((domain, i) => fitText(`D${i + 1} ${domain}`, width, SMALL));
  const lines: string[] = [];
  for (const one of all) {
    const longer = `${lines.at(-1)};  ${one}`;
    if (lines.length > 0 && textWidth(longer, SMALL) <= width) lines[lines.length - 1] = longer;
    else lines.push(one);
  }
  return lines;
}

/** What the numbers and signs beside a forest plot mean. */
export function robLines({ template }: RobInput, width: number): string[] {
  const short = template.tool.title.replace(/ \(.*/, "");
  const domains = template.domains.map((domain, i) => `${i + 1} ${domain}`);
  const signs = template.levels.map(({ symbol, word }) => `${symbol} ${inSentence(word)}`);
  const name = template.tool.id === "free" ? t`Risk of bias` : t`Risk of bias by ${short}`;
  return wrapText(`${name}: ${[...domains, t`O overall`].join(", ")}. ${signs.join(", ")}.`, width, SMALL);
}
