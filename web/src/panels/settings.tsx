import type { Catalog, CatalogMeasure } from "../core/types";
import { setFormat, setMeasure, setModel } from "../state/actions";
import { en } from "../text/en";
import { methodShort } from "../text/names";
import { Button } from "../ui/button";
import { type Choice, Select } from "../ui/field";
import { useApp } from "./app-model";
import { GuideButton } from "./guide-button";

function measureLabel({ id, label }: CatalogMeasure): string {
  return id === "GEN" || label.includes("(") ? label : `${label} (${id})`;
}

/** Every measure under the kind of data it is computed from, those for the data at hand first. */
function measureChoices(catalog: Catalog, format: string): Choice[] {
  const kind = (measure: CatalogMeasure): string =>
    catalog.formats.find(({ id }) => id === measure.formats[0])?.label ?? "";
  const choices = catalog.measures.map((m) => ({
    id: m.id,
    label: measureLabel(m),
    group: kind(m),
    usual: m.formats[0],
  }));
  return [...choices.filter((c) => c.usual === format), ...choices.filter((c) => c.usual !== format)];
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
        choices={measureChoices(app.catalog, outcome.format)}
        onChange={(id) => app.store.apply(setMeasure(app.catalog, id))}
      />
      <Select
        compact
        label={en.model}
        value={options.model}
        choices={app.catalog.models.filter(({ measures }) => measures.includes(options.measure))}
        onChange={(id) => app.store.apply(setModel(app.catalog, id))}
      />
      <div class="method-line">
        <Button class="method-button" icon="method" onClick={() => (app.dialog.value = "method")}>
          <span class="visually-hidden">{en.method}: </span>
          {methodShort(options, app.catalog)}
        </Button>
        <GuideButton at={`measure:${options.measure}`} label={app.analysis.value.measure.label} />
      </div>
    </div>
  );
}
