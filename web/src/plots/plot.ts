import type { Catalog, Report, Study } from "../core/types";
import { t } from "../language/text";
import type { ForestChoices, Shading } from "../state/figure-choices";
import type { Region } from "../state/gosh-region";
import { clip, plainText } from "../text/format";
import type { RobInput } from "./rob-look";
import type { SvgNode } from "./svg";

/** What a figure is drawn from: a report, the studies it is about, and the words around it. */
export interface PlotInput {
  readonly report: Report;
  /** As sent to the core: report.effects[i].row counts in this list. */
  readonly studies: readonly Study[];
  readonly catalog: Catalog;
  readonly title: string;
  readonly treatment: string;
  readonly control: string;
  readonly favours: { readonly left: string; readonly right: string };
  /** Risk of bias, where it has been judged. */
  readonly rob?: RobInput | null;
}

export interface PlotOptions {
  /** Width on paper. */
  readonly width_mm: number;
  /** Look of the forest plot: an id of forest-styles.ts. */
  readonly style?: string;
  readonly forest?: ForestChoices;
  /** What lies behind a funnel. */
  readonly shading?: Shading;
  /** The study to pick out: its row in the data set. */
  readonly highlight?: number | null;
  /** Cells of the GOSH plot to frame. */
  readonly region?: Region | null;
}

export interface Plot {
  readonly id: string;
  readonly title: string;
  /** Analyses the report must hold. */
  readonly needs: readonly string[];
  /** Why there is nothing to draw, or null. */
  readonly unavailable: (report: Report | null) => string | null;
  readonly draw: (input: PlotInput, options: PlotOptions) => SvgNode;
  /** The studies that can be picked out by a tap, and what their buttons are called. */
  readonly picks?: { readonly title: string; readonly rows: (report: Report) => readonly number[] };
  /** What may lie behind it, where there is a choice. */
  readonly shadings?: (input: PlotInput) => readonly { id: Shading; label: string }[];
}

/** Name of a row of the data set, fit to be drawn. */
export function studyName({ studies }: Pick<PlotInput, "studies">, row: number): string {
  return clip(plainText(studies[row]?.label ?? "").trim()) || t`Study ${row + 1}`;
}
