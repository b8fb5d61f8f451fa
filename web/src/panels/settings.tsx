import { setFormat, setMeasure, setModel } from "../state/actions";
import { en } from "../text/en";
import { methodShort } from "../text/names";
import { Button } from "../ui/button";
import { type Choice, Select } from "../ui/field";
import { useApp } from "./app-model";

function measureLabel(choice: { id: string; label: string }): Choice {
  const short = choice.id === "GEN" || choice.label.includes("(") ? "" : ` (${choice.id})`;
  return { id: choice.id, label: `${choice.label}${short}` };
}

/** Data, measure, model, and the door to everything about the method. */
export function Settings() {
  const app = useApp();
  const { outcome } = app.analysis.value;
  const { options } = outcome;
  return (
    <div class="settings">
      <Select
        compact
        label={en.data}
        value={outcome.format}
        choices={app.catalog.formats}
        onChange={(id) => app.store.apply(setFormat(app.catalog, id))}
      />
      <Select
        compact
        label={en.measure}
        value={options.measure}
        choices={app.catalog.measures.map(measureLabel)}
        onChange={(id) => app.store.apply(setMeasure(app.catalog, id))}
      />
      <Select
        compact
        label={en.model}
        value={options.model}
        choices={app.catalog.models}
        onChange={(id) => app.store.apply(setModel(app.catalog, id))}
      />
      <Button class="method-button" icon="method" onClick={() => (app.dialog.value = "method")}>
        <span class="visually-hidden">{en.method}: </span>
        {methodShort(options, app.catalog)}
      </Button>
    </div>
  );
}
