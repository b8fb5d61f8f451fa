import type { Catalog, Report, Study } from "../core/types";
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
}

export interface PlotOptions {
  /** Width on paper. */
  readonly width_mm: number;
}

export interface Plot {
  readonly id: string;
  readonly title: string;
  /** Analyses the report must hold. */
  readonly needs: readonly string[];
  /** Why there is nothing to draw, or null. */
  readonly unavailable: (report: Report | null) => string | null;
  readonly draw: (input: PlotInput, options: PlotOptions) => SvgNode;
}
