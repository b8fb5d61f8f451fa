import { useMemo } from "preact/hooks";
import { t } from "../language/text";
import { robBars, robBarsUnweighted } from "../plots/rob-bars";
import { trafficLight } from "../plots/traffic-light";
import { showRob } from "../state/actions";
import { Button } from "../ui/button";
import { Check } from "../ui/field";
import { useLate } from "../ui/late";
import { useApp } from "./app-model";
import { plotInput } from "./figure";
import { FigureView } from "./figure-view";
import { RobSensitivity } from "./rob-sensitivity";

const PLOTS = [trafficLight, robBars, robBarsUnweighted];

/** The judgements as figures. */
export function RobBody() {
  const app = useApp();
  const analysis = useLate(app.analysis.value, true);
  const input = useMemo(() => plotInput(app, analysis), [app, analysis]);
  if (!input?.rob) return null;
  return (
    <div class="asked">
      <div class="row">
        <Button onClick={() => (app.dialog.value = "rob")}>{t`Judge the studies`}</Button>
        <Check
          label={t`Circles beside the forest plot`}
          checked={analysis.outcome.rob_shown}
          onChange={(shown) => app.store.apply(showRob(shown))}
        />
      </div>
      <RobSensitivity analysis={analysis} template={input.rob.template} />
      {PLOTS.filter((plot) => plot.unavailable(input.report) === null).map((plot) => (
        <FigureView key={plot.id} plot={plot} input={input} />
      ))}
    </div>
  );
}
