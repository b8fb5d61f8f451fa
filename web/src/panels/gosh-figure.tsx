import { useMemo, useState } from "preact/hooks";
import type { Gosh } from "../core/types";
import { t } from "../language/text";
import type { Plot, PlotInput, PlotOptions } from "../plots/plot";
import { setOption } from "../state/actions";
import { type Region, snapped } from "../state/gosh-region";
import { formatCount } from "../text/format";
import { Button } from "../ui/button";
import { useApp } from "./app-model";
import { type Place, useBrush } from "./brushing";
import { DrawnFigure } from "./figure-view";
import { GoshRegion } from "./gosh-region";
import { Picks } from "./picks";

/** The region chosen in this answer: another has other cells. While it is dragged, what it was before is kept. */
function useRegion(gosh: Gosh) {
  const [chosen, setChosen] = useState<{ gosh: Gosh; region: Region | null; before: Region | null } | null>(null);
  const now = chosen?.gosh === gosh ? chosen : null;
  const region = now?.region ?? null;
  const set = (next: Region | null): void => setChosen({ gosh, region: next, before: next });
  const drag = (from: Place, to: Place): void => {
    // With all effects alike there is nothing to choose along them.
    const est = gosh.est_lb === gosh.est_ub ? ([0, gosh.est_bins] as const) : snapped(from.x, to.x, gosh.est_bins);
    setChosen({ gosh, region: { est, I2: snapped(from.y, to.y, gosh.I2_bins) }, before: now?.before ?? null });
  };
  const brush = useBrush({ drag, drop: () => set(region), cancel: () => set(now?.before ?? null) });
  return { region, set, brush };
}

/** Where subsets were drawn, but all can be tried: the button that does. */
function TryAll({ gosh }: { gosh: Gosh }) {
  const app = useApp();
  const { all } = gosh;
  if (gosh.exact || all === null) return null;
  return (
    <p>
      <Button onClick={() => app.store.apply(setOption("gosh_subsets", all))}>
        {t`Try all ${formatCount(gosh.subsets)} subsets (takes longer)`}
      </Button>
    </p>
  );
}

/** All subsets: those that hold a study, and what the subsets of a region hold. */
export function GoshFigure({ plot, input }: { plot: Plot; input: PlotInput }) {
  const gosh = input.report.gosh as Gosh;
  const [highlight, setHighlight] = useState<number | null>(null);
  const { region, set, brush } = useRegion(gosh);
  const draw = useMemo(
    () => (options: PlotOptions) => plot.draw(input, { ...options, highlight, region }),
    [plot, input, highlight, String(region?.est), String(region?.I2)],
  );
  return (
    <DrawnFigure id={plot.id} title={plot.title} draw={draw} brush={brush}>
      <TryAll gosh={gosh} />
      <Picks plot={plot} input={input} chosen={highlight} onChange={setHighlight} />
      <GoshRegion input={input} region={region} onChange={set} />
    </DrawnFigure>
  );
}
