import type { Options } from "../core/types";
import { setOption } from "../state/actions";
import { en } from "../text/en";
import { isRandom } from "../text/names";
import { Dialog } from "../ui/dialog";
import { Check, Select } from "../ui/field";
import { Segmented } from "../ui/segmented";
import { useApp } from "./app-model";

const LEVELS = [0.9, 0.95, 0.99].map((id) => ({ id, label: `${id * 100}%` }));
const ADDED = [0.1, 0.25, 0.5, 1].map((id) => ({ id, label: String(id) }));

/** Options that are set one by one; measure and model have their own actions. */
type Settable = Exclude<keyof Options, "measure" | "model" | "control_risk">;
type SetOption = <K extends Settable>(key: K, value: Options[K]) => void;

function ZeroCells({ options, set }: { options: Options; set: SetOption }) {
  const app = useApp();
  return (
    <fieldset class="fieldset">
      <legend>Studies with zero events</legend>
      <Select
        label="Add to the cells of"
        value={options.add_to}
        choices={app.catalog.add_to}
        onChange={(id) => set("add_to", id)}
      />
      {options.add_to !== "none" && (
        <Segmented label="Added to each cell" value={options.add} choices={ADDED} onChange={(add) => set("add", add)} />
      )}
      <Check
        label="Leave out studies without events in both groups"
        checked={options.drop00}
        onChange={(on) => set("drop00", on)}
        hint="They say nothing about a ratio. Risk differences always use them."
      />
    </fieldset>
  );
}

/** How the pooled result is computed: every choice the core offers, with the advice as default. */
export function MethodDialog({ onClose }: { onClose: () => void }) {
  const app = useApp();
  const { outcome } = app.analysis.value;
  const { options } = outcome;
  const random = isRandom(app.catalog, options.model);
  const set: SetOption = (key, value) => app.store.apply(setOption(key, value));
  const counts = outcome.rows.some((row) => row.format === "counts");
  return (
    <Dialog title={en.method} onClose={onClose}>
      <div class="stack">
        <Segmented
          label="Level of all intervals"
          value={options.level}
          choices={LEVELS}
          onChange={(level) => set("level", level)}
        />
        {random && (
          <Select
            label="Between-study variance τ²"
            value={options.tau2}
            choices={app.catalog.tau2}
            onChange={(id) => set("tau2", id)}
          />
        )}
        <Select
          label="Confidence interval and P"
          value={options.test}
          choices={app.catalog.tests}
          onChange={(id) => set("test", id)}
        />
        {random && (
          <Select
            label="Prediction interval"
            value={options.prediction}
            choices={app.catalog.predictions}
            onChange={(id) => set("prediction", id)}
          />
        )}
        {counts && <ZeroCells options={options} set={set} />}
      </div>
    </Dialog>
  );
}
