import type { CatalogFormat, Options } from "../core/types";
import { marked, t } from "../language/text";
import { adoptConvention, conventionOf, presetOf, setOption } from "../state/actions";
import { findFormat } from "../state/blank";
import { ruleOf } from "../state/option-rules";
import type { Action } from "../state/state";
import { en } from "../text/en";
import { levelText } from "../text/format";
import { choosesTau2, isRandom, labelOf, testsOf } from "../text/names";
import { Dialog } from "../ui/dialog";
import { Check, Select } from "../ui/field";
import { Segmented } from "../ui/segmented";
import { AnalysisOptions } from "./analysis-options";
import { useApp } from "./app-model";
import { GuideButton } from "./guide-button";

const LEVELS = [0.9, 0.95, 0.99].map((id) => ({ id, label: levelText(id) }));
const ADDED = [0.1, 0.25, 0.5, 1].map((id) => ({ id, label: marked(String(id)) }));

/** Options that are set one by one; measure and model have their own actions. */
type Settable = Exclude<keyof Options, "measure" | "model" | "control_risk">;
type SetOption = <K extends Settable>(key: K, value: Options[K]) => void;

function ZeroCells({ options, set }: { options: Options; set: SetOption }) {
  const app = useApp();
  return (
    <fieldset class="fieldset">
      <legend>{t`Studies with zero events`}</legend>
      <Select
        label={t`Add to the cells of`}
        value={options.add_to}
        choices={app.catalog.add_to}
        beside={<GuideButton at={`add_to:${options.add_to}`} label={labelOf(app.catalog.add_to, options.add_to)} />}
        onChange={(id) => set("add_to", id)}
      />
      {options.add_to !== "none" && (
        <Segmented
          label={t`Added to each cell`}
          value={options.add}
          choices={ADDED}
          onChange={(add) => set("add", add)}
        />
      )}
      <Check
        label={t`Leave out studies without events in both groups`}
        checked={options.drop00}
        onChange={(on) => set("drop00", on)}
        hint={t`They say nothing about a ratio. Risk differences always use them.`}
      />
    </fieldset>
  );
}

/** Other variances and corrections, where the measure has any. */
function Form({ options, set }: { options: Options; set: SetOption }) {
  const app = useApp();
  const forms = app.catalog.measures.find(({ id }) => id === options.measure)?.forms ?? [];
  if (forms.length === 0) return null;
  const has = (id: string): boolean => id === "usual" || forms.includes(id);
  const choices = (ruleOf(app.catalog, "form")?.picks ?? []).filter(({ id }) => has(id));
  return (
    <Select
      label={t`Form of the measure`}
      value={has(options.form) ? options.form : "usual"}
      choices={choices}
      onChange={(id) => set("form", id)}
    />
  );
}

/** A value of one's own starts from the estimate that was there. */
function ownTau2(estimate: number | null | undefined): Action {
  const value = setOption("tau2_fixed", estimate ?? 0);
  const fixed = setOption("tau2", "FIXED");
  return (review) => fixed(value(review));
}

function BetweenStudies() {
  const app = useApp();
  const { outcome, report } = app.analysis.value;
  const { tau2 } = outcome.options;
  const onChange = (id: string): void =>
    app.store.apply(id === "FIXED" ? ownTau2(report?.summary?.tau2) : setOption("tau2", id));
  return (
    <>
      <Select
        label={t`Between-study variance τ²`}
        value={tau2}
        choices={app.catalog.tau2}
        beside={<GuideButton at={`tau2:${tau2}`} label={labelOf(app.catalog.tau2, tau2)} />}
        onChange={onChange}
        hint={app.catalog.tau2.find(({ id }) => id === tau2)?.when}
      />
      <AnalysisOptions options={tau2 === "FIXED" ? ["tau2_fixed"] : ["tau2_ci"]} />
    </>
  );
}

/** A median is converted in one of two ways. */
const hasMedian = (format: CatalogFormat | undefined): boolean =>
  format?.columns.some(({ id }) => /^med\d?i$/.test(id)) ?? false;

/** Everything as another program does it. */
function AsIn() {
  const app = useApp();
  const { options } = app.analysis.value.outcome;
  const programs = app.catalog.conventions.filter(({ id }) => presetOf(app.catalog, id, options) !== undefined);
  const choices = [{ id: "", label: t`own choice` }, ...programs.map(({ id, label }) => ({ id, label }))];
  return (
    <Select
      label={t`All as another program does it`}
      value={conventionOf(app.catalog, options) ?? ""}
      choices={choices}
      onChange={(id) => app.store.apply(adoptConvention(app.catalog, id))}
      hint={t`What each would print and how it differs: “What other programs print”, under the table.`}
    />
  );
}

/** How the pooled result is computed: every choice the core offers, with the advice as default. */
export function MethodDialog({ onClose }: { onClose: () => void }) {
  const app = useApp();
  const { outcome } = app.analysis.value;
  const { options } = outcome;
  const random = isRandom(app.catalog, options.model);
  const set: SetOption = (key, value) => app.store.apply(setOption(key, value));
  const proportions = outcome.rows.some((row) => row.format === "proportion");
  const medians = outcome.rows.some((row) => hasMedian(findFormat(app.catalog, row.format)));
  const counts = outcome.rows.some((row) => row.format === "counts");
  return (
    <Dialog title={en.method} onClose={onClose}>
      <div class="stack">
        <Segmented
          label={t`Level of all intervals`}
          value={options.level}
          choices={LEVELS}
          onChange={(level) => set("level", level)}
        />
        {choosesTau2(app.catalog, options.model) && <BetweenStudies />}
        <Select
          label={t`Confidence interval and P`}
          value={options.test}
          choices={testsOf(app.catalog, options.model)}
          beside={<GuideButton at={`test:${options.test}`} label={labelOf(app.catalog.tests, options.test)} />}
          onChange={(id) => set("test", id)}
          hint={app.catalog.tests.find(({ id }) => id === options.test)?.when}
        />
        {random && (
          <Select
            label={t`Prediction interval`}
            value={options.prediction}
            choices={app.catalog.predictions}
            beside={
              <GuideButton
                at={`prediction:${options.prediction}`}
                label={labelOf(app.catalog.predictions, options.prediction)}
              />
            }
            onChange={(id) => set("prediction", id)}
            hint={app.catalog.predictions.find(({ id }) => id === options.prediction)?.when}
          />
        )}
        <Form options={options} set={set} />
        {proportions && <AnalysisOptions options={["study_ci"]} />}
        {medians && <AnalysisOptions options={["medians"]} />}
        {counts && <ZeroCells options={options} set={set} />}
        <AsIn />
      </div>
    </Dialog>
  );
}
