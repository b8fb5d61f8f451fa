import { useMemo } from "preact/hooks";
import { drawFlow } from "../plots/flow";
import type { PlotOptions } from "../plots/plot";
import { en } from "../text/en";
import { useApp } from "./app-model";
import { DrawnFigure } from "./figure-view";

/** The PRISMA diagram as the numbers are now. */
export function FlowFigure() {
  const { title, flow, flow_reasons, flow_other_reasons } = useApp().store.review.value;
  const draw = useMemo(
    () => (options: PlotOptions) => drawFlow({ flow, flow_reasons, flow_other_reasons }, title, options),
    [title, flow, flow_reasons, flow_other_reasons],
  );
  return <DrawnFigure id="flow" title={en.flow} draw={draw} />;
}
