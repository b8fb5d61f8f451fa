import { useSignal } from "@preact/signals";
import type { CatalogOption, Options } from "../core/types";
import { t } from "../language/text";
import { setOption } from "../state/actions";
import { columnNames, freeColumns } from "../state/columns";
import { withTerm } from "../state/formula";
import { ruleOf, validOption } from "../state/option-rules";
import type { Outcome } from "../state/state";
import { labelOf } from "../text/names";
import { parseNumber } from "../text/parse-number";
import { Button } from "../ui/button";
import { Check, type Choice, Select, TextField } from "../ui/field";
import { useApp } from "./app-model";
import { GuideButton } from "./guide-button";

type Settable = Parameters<typeof setOption>[0];

/** Short names of what only one question asks; the catalogue has the sentences. */
const LABELS: Readonly<Record<string, string>> = {
  cumulative_by: t`Order`,
  gosh_subsets: t`Subsets drawn where not all are tried`,
  seed: t`Seed of the random numbers`,
  subgroup: t`Subgroups by`,
  subgroup_tau2: t`τ² of the subgroups`,
  moderators: t`Moderators`,
  centre_moderators: t`Measure numbers from their mean`,
  permutations: t`Random permutations`,
  threshold: t`Least difference that matters (MID), as people read it`,
  trim_fill: t`Estimator`,
  trim_side: t`Missing side`,
  fail_safe_target: t`Effect that no longer matters`,
  tau2_fixed: t`Value of τ²`,
  tau2_ci: t`Confidence interval of τ²`,
  study_ci: t`Interval of each study`,
  medians: t`Medians become means and SDs`,
};

const ORDERS: readonly Choice[] = [
  { id: "", label: t`as typed` },
  { id: "year", label: t`year` },
  { id: "precision", label: t`precision` },
  { id: "weight", label: t`weight` },
  { id: "effect", label: t`effect` },
];

/** The names of the columns that studies have beside their numbers. */
function columns(outcome: Outcome, kind: "group" | "mod"): Choice[] {
  return columnNames(outcome, kind).map((id) => ({ id, label: id }));
}

/** Choices that depend on the studies. */
function choicesOf(id: string, rule: CatalogOption, outcome: Outcome): readonly Choice[] {
  if (id === "subgroup") return [{ id: "", label: t`no column` }, ...columns(outcome, "group")];
  if (id === "cumulative_by") return [...ORDERS, ...columns(outcome, "mod")];
  return rule.picks;
}

function NumberField({ id, rule }: { id: Settable; rule: CatalogOption }) {
  const app = useApp();
  const value = app.analysis.value.outcome.options[id] as number | null;
  // What is typed stands until something else changes the option.
  const typed = useSignal({ text: String(value ?? ""), value });
  const text = typed.value.value === value ? typed.value.text : String(value ?? "");
  const onInput = (input: string): void => {
    const parsed = parseNumber(input, "any");
    const number = parsed !== null && "value" in parsed ? parsed.value : null;
    const cleared = parsed === null && rule.nullable;
    if (cleared || (number !== null && validOption(app.catalog, id, number))) app.store.apply(setOption(id, number));
    typed.value = { text: input, value: app.store.outcome.value.options[id] as number | null };
  };
  return <TextField label={LABELS[id] ?? id} value={text} decimal onInput={onInput} />;
}

/** Where the table has no column that could be chosen: the door to one. */
function NoColumn({ children }: { children: string }) {
  const { dialog } = useApp();
  return <Button onClick={() => (dialog.value = "columns")}>{children}</Button>;
}

/** A formula, typed or put together from the columns there are. */
function FormulaField({ id, value }: { id: Settable; value: string }) {
  const app = useApp();
  const { outcome } = app.analysis.value;
  const set = (text: string): void => app.store.apply(setOption(id, text));
  const year = freeColumns(outcome).some(({ kind }) => kind === "year") ? ["year"] : [];
  const names = [...year, ...columnNames(outcome, "mod"), ...columnNames(outcome, "group")];
  return (
    <div class="formula">
      <TextField label={LABELS[id] ?? id} value={value} placeholder={t`such as year + dose`} onInput={set} />
      {names.length === 0 && <NoColumn>{t`Add a column to go by…`}</NoColumn>}
      {names.map((name) => (
        <Button key={name} quiet disabled={withTerm(value, name) === value} onClick={() => set(withTerm(value, name))}>
          + {name}
        </Button>
      ))}
    </div>
  );
}

/** One option of the catalogue, by its kind. */
function Field({ id, rule }: { id: Settable; rule: CatalogOption }) {
  const app = useApp();
  const { outcome } = app.analysis.value;
  const label = LABELS[id] ?? id;
  const value = outcome.options[id];
  const set = (next: Options[Settable]): void => app.store.apply(setOption(id, next));
  if (rule.type === "number") return <NumberField id={id} rule={rule} />;
  if (rule.type === "boolean") return <Check label={label} checked={value === true} onChange={set} />;
  const choices = choicesOf(id, rule, outcome);
  const text = typeof value === "string" ? value : "";
  if (id === "subgroup" && choices.length < 2) return <NoColumn>{t`Add a column with the groups…`}</NoColumn>;
  if (choices.length === 0) return <FormulaField id={id} value={text} />;
  return (
    <Select
      label={label}
      value={text}
      choices={choices}
      beside={
        id === "tau2_ci" && (
          <GuideButton at={`tau2_interval:${text}`} label={labelOf(app.catalog.tau2_intervals, text)} />
        )
      }
      onChange={(next) => set(next === "" && rule.nullable ? null : next)}
    />
  );
}

/** What a question lets its user choose. */
export function AnalysisOptions({ options }: { options: readonly string[] }) {
  const { catalog } = useApp();
  const rules = options.flatMap((id) => ruleOf(catalog, id) ?? []);
  if (rules.length === 0) return null;
  return (
    <div class="analysis-options">
      {rules.map((rule) => (
        <Field key={rule.id} id={rule.id as Settable} rule={rule} />
      ))}
    </div>
  );
}
