import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { Method, WhichRow } from "../core/types";
import { studyName } from "../plots/plot";
import { adoptMethod, setOutcomeField } from "../state/actions";
import {
  FIGURES,
  type FigureId,
  figuresIn,
  figureText,
  publishedText,
  publishedTyped,
  publishedWeights,
  type Typed,
  type WeightsOff,
  weightsOff,
  weightTexts,
} from "../state/published";
import { buildRequest } from "../state/request";
import { formatNumber, intervalText, plural } from "../text/format";
import { labelOf, measureOf, shortName } from "../text/names";
import { Button } from "../ui/button";
import { TextField } from "../ui/field";
import { Icon } from "../ui/icon";
import { Working } from "./any-analysis";
import { type App, useApp } from "./app-model";
import { useAsked } from "./asked";

/** What is typed, and a way to type it; what cannot be read stays in its field and says so. */
function useTyped(app: App): [Typed, (typed: Typed) => void] {
  const { published } = app.analysis.value.outcome;
  const typed = useSignal(publishedTyped(published));
  // Undo, a link or another outcome changed it under the fields.
  const shown = publishedText(typed.value) === published ? typed.value : publishedTyped(published);
  const set = (next: Typed): void => {
    typed.value = next;
    app.store.apply(setOutcomeField("published", publishedText(next)), "published");
  };
  return [shown, set];
}

function Fields({ typed, onTyped }: { typed: Typed; onTyped: (typed: Typed) => void }) {
  const sentence = useSignal("");
  const take = (text: string): void => {
    sentence.value = text;
    const found = figuresIn(text);
    if (Object.keys(found).length > 0) onTyped({ ...typed, ...found });
  };
  const wrong = FIGURES.filter(({ name }) => (typed[name] ?? "").trim() !== "" && !figureText(typed[name] ?? ""));
  const badWeights = weightTexts(typed.weights ?? "") === null;
  const field = ({ name, label }: { name: FigureId; label: string }) => (
    <TextField
      key={name}
      label={label}
      decimal
      value={typed[name] ?? ""}
      onInput={(text) => onTyped({ ...typed, [name]: text })}
    />
  );
  return (
    <>
      <TextField
        label="Paste the sentence, or fill in below with every printed digit"
        placeholder="RR 2.43 (95% CI 1.10 to 5.40), P = .029, I² = 67%"
        value={sentence.value}
        onInput={take}
      />
      <div class="figures-in">{FIGURES.slice(0, 9).map(field)}</div>
      <TextField
        label="Weights of the studies, %, in the order of the table"
        placeholder="18.5 13.1 55.0"
        value={typed.weights ?? ""}
        onInput={(weights) => onTyped({ ...typed, weights })}
      />
      <details class="more">
        <summary>Percentages of the two groups</summary>
        <div class="figures-in">{FIGURES.slice(9).map(field)}</div>
      </details>
      {badWeights && <p class="error">Weights: type numbers in digits with blanks between them.</p>}
      {wrong.length > 0 && (
        <p class="error">
          {wrong.map(({ label }) => label).join(", ")}: type a number in digits, such as 2.40 or &lt;.001.
        </p>
      )}
    </>
  );
}

function Findings() {
  const { report } = useAsked(AUDIT);
  const findings = report?.audit_published?.findings ?? [];
  if (findings.length === 0) return null;
  return (
    <section aria-labelledby="fit-together">
      <h3 id="fit-together">Do the published numbers fit together?</h3>
      <ul class="findings">
        {findings.map(({ id, label, agrees, text }) => (
          <li key={id} class={agrees ? undefined : "warning"}>
            <Icon name={agrees ? "tick" : "warning"} />
            <span>
              <b>{label}.</b> {text}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const AUDIT = ["audit_published"];
const WHICH = ["summary", "which_method"];

/** "RR, random effects (DL), Wald (normal); zero cells: none" */
function methodName(app: App, { measure, options }: Method): string {
  const { catalog } = app;
  const now = app.analysis.value.outcome.options;
  const tau2 = options.tau2 === null ? "" : ` (${options.tau2})`;
  const model = `${labelOf(catalog.models, options.model ?? now.model)}${tau2}`;
  const zeros: string[] = [];
  if (options.add_to !== null && (options.add_to !== now.add_to || options.add !== now.add))
    zeros.push(
      options.add_to === "none"
        ? "nothing added"
        : `${options.add} added to ${labelOf(catalog.add_to, options.add_to)}`,
    );
  if (options.drop00 !== null && options.drop00 !== now.drop00)
    zeros.push(options.drop00 ? "studies without events left out" : "studies without events kept");
  const name = [shortName(measureOf(catalog, measure)), model, labelOf(catalog.tests, options.test ?? now.test)].join(
    ", ",
  );
  return zeros.length === 0 ? name : `${name}; ${zeros.join(", ")}`;
}

const figureLabel = (name: string): string => (FIGURES.find((f) => f.name === name)?.label ?? name).toLowerCase();

/** How far off a row is, and where; or that every digit is as printed. */
function offText({ off, figures, I2_from, turned }: WhichRow): string {
  const way = turned ? "The other way round (groups swapped). " : "";
  const share = I2_from === "" ? "" : ` I² from ${I2_from === "Q" ? "Q" : "τ²"}.`;
  if (off === 0) return `${way}Every printed digit.${share}`;
  const worst = figures.find((figure) => figure.off === off);
  const by = (off ?? 0) < 1000 ? formatNumber(off, (off ?? 0) < 10 ? 1 : 0) : "more than 1000";
  return `${way}Off by ${by} in the last digit beyond rounding (${figureLabel(worst?.name ?? "")}).${share}`;
}

function Adopt({ method, pressed }: { method: Method; pressed: boolean }) {
  const app = useApp();
  return (
    <button
      type="button"
      class="choose"
      aria-pressed={pressed}
      onClick={() => app.store.apply(adoptMethod(app.catalog, method))}
    >
      {methodName(app, method)}
    </button>
  );
}

/** The weights by this method beside those printed; null where none were, or where their number is another. */
function methodWeights(app: App, method: Method): WeightsOff | null {
  const outcome = app.analysis.value.outcome;
  const printed = publishedWeights(outcome.published);
  if (printed.length === 0) return null;
  const review = adoptMethod(app.catalog, method)(app.store.review.value);
  const other = review.outcomes[review.current] ?? outcome;
  const answer = app.engine.analyse(buildRequest(other, app.catalog, ["summary"]).request);
  return "effects" in answer ? weightsOff(printed, answer.effects) : null;
}

function weightsText(app: App, { off, row }: WeightsOff): string {
  if (off === 0) return " Every printed weight.";
  const name = studyName({ studies: app.analysis.value.request.dataset.studies }, row);
  return ` Weights off by ${formatNumber(off, off < 10 ? 1 : 0)} in the last digit (${name}).`;
}

interface Weighed {
  row: WhichRow;
  weights: WeightsOff | null;
}

/** The nearest first; of those that are equally near, the one whose weights are. */
function weighed(app: App, rows: readonly WhichRow[]): Weighed[] {
  const far = (x: number | null | undefined): number => x ?? Number.MAX_VALUE;
  return rows
    .map((row) => ({ row, weights: methodWeights(app, row.method) }))
    .sort((a, b) => far(a.row.off) - far(b.row.off) || far(a.weights?.off) - far(b.weights?.off));
}

function Row({ row, weights }: Weighed) {
  const app = useApp();
  const { catalog } = app;
  const { est, lb, ub } = intervalText(
    row.display.est,
    row.display.ci_lb,
    row.display.ci_ub,
    measureOf(catalog, row.method.measure).scale,
  );
  return (
    <li class={row.off === 0 ? "reproduces" : undefined}>
      <Adopt method={row.method} pressed={row.present} />
      <span class="effect">
        {est}{" "}
        <span class="interval">
          ({lb} to {ub})
        </span>
      </span>
      <p class="muted">
        {offText(row)}
        {weights && weightsText(app, weights)}
        {row.programs.length > 0 && ` Default of ${row.programs.join(", ")}.`}
      </p>
      {row.same_count > 0 && (
        <details class="more">
          <summary>{plural(row.same_count, "other method gives", "other methods give")} the same numbers here</summary>
          <ul class="same">
            {row.same.map((method) => (
              <li key={JSON.stringify(method)}>
                <Adopt method={method} pressed={false} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

/** Why weights were not compared; null where they were, or none were typed. */
function weightsNote(app: App): string | null {
  const { outcome, report } = app.analysis.value;
  const typed = publishedWeights(outcome.published).length;
  const own = report?.effects.filter(({ used, weight }) => used && weight !== null).length ?? 0;
  return typed === 0 || typed === own
    ? null
    : `${plural(typed, "weight", "weights")} for ${plural(own, "study", "studies")}: not compared.`;
}

function Methods() {
  const app = useApp();
  const asked = useAsked(WHICH);
  const which = asked.report?.which_method;
  const rows = useMemo(() => weighed(app, which?.rows ?? []), [app, which, app.analysis.value]);
  const note = weightsNote(app);
  const reproduce = which?.rows.filter((row) => row.off === 0).length ?? 0;
  return (
    <section class={asked.working ? "asked stale" : "asked"} aria-busy={asked.working} aria-labelledby="which-method">
      <h3 id="which-method">Which method made it from the studies in the table?</h3>
      <Working {...asked} />
      {asked.failure !== null && <p class="error">{asked.failure}</p>}
      {which && (
        <>
          <p class="shows">
            {which.reproduce === 0
              ? `None of ${which.tried} methods gives every printed digit; the nearest come first.`
              : `${which.reproduce} of ${which.tried} methods give every printed digit, with ${plural(reproduce, "result", "different results")}. A press takes the choices over.`}
          </p>
          <p class="muted">
            Digits cannot tell methods apart that round to the same numbers; those that programs use by default come
            first. If none fits, look at the studies: another group of studies, another time point, a slip.
          </p>
          {note && <p class="muted">{note}</p>}
          <ol class="which">
            {rows.map(({ row, weights }) => (
              <Row key={JSON.stringify(row.method)} row={row} weights={weights} />
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

const POOLED: ReadonlySet<FigureId> = new Set(["est", "ci_lb", "ci_ub", "pval", "I2", "tau2", "QE", "QEp", "k"]);

/** A published result: whether its numbers can all be right, and how these studies would give it. */
export function Published() {
  const app = useApp();
  const [typed, set] = useTyped(app);
  const comparable = FIGURES.some(({ name }) => POOLED.has(name) && figureText(typed[name] ?? ""));
  const measure = app.analysis.value.measure;
  return (
    <div class="stack published">
      <Fields typed={typed} onTyped={set} />
      {Object.keys(typed).length > 0 && (
        <div class="row">
          <span class="muted">
            Read as {shortName(measure)}, the measure of the table: change it there if the paper has another.
          </span>
          <Button quiet onClick={() => set({})}>
            Clear these fields
          </Button>
        </div>
      )}
      {app.analysis.value.outcome.published !== "" && <Findings />}
      {comparable && app.analysis.value.report?.summary && <Methods />}
    </div>
  );
}
