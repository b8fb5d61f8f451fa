import { useMemo } from "preact/hooks";
import { spoken, t } from "../language/text";
import { loadReview } from "../state/actions";
import { en } from "../text/en";
import { type GuidePage, KINDS } from "../text/guide/index";
import { SYMBOLS } from "../text/guide/symbols";
import { type Maths, parseMaths } from "../text/maths";
import { isRandom } from "../text/names";
import { heterogeneitySentence, predictionSentence, statusSentence } from "../text/sentences";
import { Button } from "../ui/button";
import { Formula } from "../ui/maths";
import { type App, analyse, useApp } from "./app-model";
import { type GuideExample, guideExample } from "./guide-examples";

function namesIn(of: Maths): string[] {
  switch (of.kind) {
    case "name":
      return [of.name];
    case "apply":
      return of.args.flatMap(namesIn);
    case "join":
      return [...namesIn(of.left), ...namesIn(of.right)];
    case "minus":
    case "group":
      return namesIn(of.of);
    default:
      return [];
  }
}

/** The letters that the formulas use and do not say themselves. */
function symbolsOf(formulas: readonly Maths[]): [string, string][] {
  const said = new Set(formulas.flatMap((f) => (f.kind === "join" && f.op === "=" ? namesIn(f.left) : [])));
  const used = [...new Set(formulas.flatMap(namesIn))];
  return used.flatMap((name) => {
    const meaning = SYMBOLS[name];
    return meaning === undefined || (said.has(name) && !/^[yv]$/.test(name))
      ? []
      : [[name, spoken(meaning)] as [string, string]];
  });
}

function Formulas({ formulas }: { formulas: readonly string[] }) {
  const read = useMemo(() => formulas.map(parseMaths), [formulas]);
  const symbols = symbolsOf(read);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a narrow screen scrolls it sideways, which needs the keyboard */}
      <ul class="formulas" tabIndex={0} aria-label={t`Formulas`}>
        {read.map((formula, i) => (
          <li key={formulas[i]}>
            <Formula of={formula} />
          </li>
        ))}
      </ul>
      {symbols.length > 0 && (
        <dl class="symbols">
          {symbols.map(([name, meaning]) => (
            <div key={name}>
              <dt>
                <Formula of={name} />
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}

/** What the core says of the example, this very moment: nothing of it is written down anywhere. */
function exampleText(app: App, { outcome }: GuideExample): string | null {
  const { report, measure } = analyse(outcome, app.engine, ["summary"]);
  if (!report?.summary) return null;
  const agree = heterogeneitySentence(report.summary, isRandom(app.catalog, report.options.model));
  return [`${statusSentence(report, measure)}.`, agree, predictionSentence(report, app.catalog, measure)]
    .filter((text) => text !== null)
    .join(" ");
}

function Example({ page }: { page: GuidePage }) {
  const app = useApp();
  const example = useMemo(() => guideExample(app.catalog, page), [app, page]);
  const text = useMemo(() => example && exampleText(app, example), [app, example]);
  if (!example || !text) return null;
  const open = (): void => {
    app.store.apply(loadReview(example.review));
    app.guide.value = null;
    app.dialog.value = null;
    if (page.kind === "analysis") app.panels.value = new Set([...app.panels.value, page.id]);
    app.toast.value = { text: example.citation, action: { label: en.undo, run: () => app.store.undo() } };
  };
  return (
    <section class="guide-example" aria-label={t`Example`}>
      <h4>
        {t`Example: `}
        {spoken(example.title)}
      </h4>
      <p>{text}</p>
      <div class="row">
        <Button onClick={open}>{t`Open this example`}</Button>
        <span class="hint">{t`It takes the place of the present review; Undo brings that back.`}</span>
      </div>
    </section>
  );
}

interface Props {
  page: GuidePage;
  pages: readonly GuidePage[];
  open: (at: string) => void;
}

export function GuidePageView({ page, pages, open }: Props) {
  const linked = (page.see ?? []).flatMap((at) => pages.find((other) => other.at === at) ?? []);
  return (
    <article class="guide-page stack">
      <header>
        <p class="muted">{KINDS.find(({ id }) => id === page.kind)?.title}</p>
        <h3 tabIndex={-1}>{page.label}</h3>
      </header>
      <p>{page.what}</p>
      <p>
        <b>{t`When:`}</b> {page.when}
      </p>
      {page.formulas ? (
        <Formulas formulas={page.formulas} />
      ) : (
        <p class="muted">
          {t`No formula: `}
          {page.none}
        </p>
      )}
      <p class="muted">
        <b>{t`Reference:`}</b> {page.reference}
      </p>
      <Example page={page} />
      {linked.length > 0 && (
        <nav aria-label={t`See also`}>
          <h4>{t`See also`}</h4>
          <ul class="guide-links">
            {linked.map((to) => (
              <li key={to.at}>
                <button type="button" class="button" onClick={() => open(to.at)}>
                  {to.label}
                </button>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </article>
  );
}
