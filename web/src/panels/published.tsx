import { useSignal } from "@preact/signals";
import type { Method, Which, WhichFigure, WhichRow } from "../core/types";
import { inSentence, t } from "../language/text";
import { studyName } from "../plots/plot";
import { adoptMethod, setOutcomeField } from "../state/actions";
import {
  FIGURES,
  type FigureId,
  figuresIn,
  figureText,
  publishedFigures,
  publishedText,
  publishedTyped,
  publishedWeights,
  type Typed,
  weightTexts,
} from "../state/published";
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
        label={t`Paste the sentence, or fill in below with every printed digit`}
        placeholder={t`RR 2.43 (95% CI 1.10 to 5.40), P = .029, I² = 67%`}
        value={sentence.value}
        onInput={take}
      />
      <div class="figures-in">{FIGURES.slice(0, 9).map(field)}</div>
      <TextField
        label={t`Weights of the studies, %, in the order of the table`}
        placeholder="18.5 13.1 55.0"
        value={typed.weights ?? ""}
        onInput={(weights) => onTyped({ ...typed, weights })}
      />
      <details class="more">
        <summary>{t`Percentages of the two groups`}</summary>
        <div class="figures-in">{FIGURES.slice(9).map(field)}</div>
      </details>
      {badWeights && <p class="error">{t`Weights: type numbers in digits with blanks between them.`}</p>}
      {wrong.length > 0 && (
        <p class="error">
          {wrong.map(({ label }) => label).join(", ")}
          {t`: type a number in digits, such as 2.40 or <.001.`}
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
      <h3 id="fit-together">{t`Do the published numbers fit together?`}</h3>
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
        ? t`nothing added`
        : t`${options.add} added to ${labelOf(catalog.add_to, options.add_to)}`,
    );
  if (options.drop00 !== null && options.drop00 !== now.drop00)
    zeros.push(options.drop00 ? t`studies without events left out` : t`studies without events kept`);
  const name = [shortName(measureOf(catalog, measure)), model, labelOf(catalog.tests, options.test ?? now.test)].join(
    ", ",
  );
  return zeros.length === 0 ? name : `${name}; ${zeros.join(", ")}`;
}

/** "lower limit"; of weights also the study that is furthest off. */
function figureLabel(app: App, { name, row }: WhichFigure): string {
  if (row === null) return inSentence(FIGURES.find((f) => f.name === name)?.label ?? name);
  return t`weight of ${studyName({ studies: app.analysis.value.request.dataset.studies }, row)}`;
}

/** How far off a row is, and where; or that every digit is as printed. */
function offText(app: App, { off, figures, I2_from, turned }: WhichRow): string {
  const way = turned ? t`The other way round (groups swapped). ` : "";
  const share = I2_from === "" ? "" : t` I² from ${I2_from === "Q" ? "Q" : "τ²"}.`;
  if (off === 0) return t`${way}Every printed digit.${share}`;
  const worst = figures.find((figure) => figure.off === off);
  const by = (off ?? 0) < 1000 ? formatNumber(off, (off ?? 0) < 10 ? 1 : 0) : t`more than 1000`;
  const where = worst === undefined ? "" : ` (${figureLabel(app, worst)})`;
  return t`${way}Off by ${by} in the last digit beyond rounding${where}.${share}`;
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

function Row({ row }: { row: WhichRow }) {
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
          ({lb}
          {t` to `}
          {ub})
        </span>
      </span>
      <p class="muted">
        {offText(app, row)}
        {row.programs.length > 0 && t` Default of ${row.programs.join(", ")}.`}
      </p>
      {row.same_count > 0 && (
        <details class="more">
          <summary>
            {plural(row.same_count, t`other method gives`, t`other methods give`)}
            {t` the same numbers here`}
          </summary>
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
function weightsNote(app: App, which: Which): string | null {
  const { outcome, report } = app.analysis.value;
  const typed = publishedWeights(outcome.published).length;
  const own = report?.effects.filter(({ used, weight }) => used && weight !== null).length ?? 0;
  const compared = which.rows.some(({ figures }) => figures.some(({ name }) => name === "weights"));
  return typed === 0 || compared
    ? null
    : t`${plural(typed, t`weight`, t`weights`)} for ${plural(own, t`study`, t`studies`)}: not compared.`;
}

function Methods() {
  const app = useApp();
  const asked = useAsked(WHICH);
  const which = asked.report?.which_method;
  const note = which ? weightsNote(app, which) : null;
  const reproduce = which?.rows.filter((row) => row.off === 0).length ?? 0;
  return (
    <section class={asked.working ? "asked stale" : "asked"} aria-busy={asked.working} aria-labelledby="which-method">
      <h3 id="which-method">{t`Which method made it from the studies in the table?`}</h3>
      <Working {...asked} />
      {asked.failure !== null && <p class="error">{asked.failure}</p>}
      {note && <p class="muted">{note}</p>}
      {which && which.tried > 0 && (
        <>
          <p class="shows">
            {which.reproduce === 0
              ? t`None of ${which.tried} methods gives every printed digit; the nearest come first.`
              : t`${which.reproduce} of ${which.tried} methods give every printed digit, with ${plural(reproduce, t`result`, t`different results`)}. A press takes the choices over.`}
          </p>
          <p class="muted">{t`Digits cannot tell methods apart that round to the same numbers; those that programs use by default come first. If none fits, look at the studies: another group of studies, another time point, a slip.`}</p>
          <ol class="which">
            {which.rows.map((row) => (
              <Row key={JSON.stringify(row.method)} row={row} />
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

const POOLED: ReadonlySet<string> = new Set([
  "est",
  "ci_lb",
  "ci_ub",
  "pval",
  "I2",
  "tau2",
  "QE",
  "QEp",
  "k",
  "weights",
]);

/** A published result: whether its numbers can all be right, and how these studies would give it. */
export function Published() {
  const app = useApp();
  const [typed, set] = useTyped(app);
  const comparable = Object.keys(publishedFigures(app.analysis.value.outcome.published)).some((name) =>
    POOLED.has(name),
  );
  const measure = app.analysis.value.measure;
  return (
    <div class="stack published">
      <Fields typed={typed} onTyped={set} />
      {Object.keys(typed).length > 0 && (
        <div class="row">
          <span class="muted">
            {t`Read as `}
            {shortName(measure)}
            {t`, the measure of the table: change it there if the paper has another.`}
          </span>
          <Button quiet onClick={() => set({})}>{t`Clear these fields`}</Button>
        </div>
      )}
      {app.analysis.value.outcome.published !== "" && <Findings />}
      {comparable && app.analysis.value.report?.summary && <Methods />}
    </div>
  );
}
