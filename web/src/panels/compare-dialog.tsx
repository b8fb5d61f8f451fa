import { useMemo, useState } from "preact/hooks";
import type { Agreement, PooledDisplay, Request } from "../core/types";
import { t } from "../language/text";
import { compare, type Difference, type Judgements } from "../state/compare";
import { buildRequest } from "../state/request";
import { decodeFragment, linkIn } from "../state/share";
import type { Action, Outcome } from "../state/state";
import { en } from "../text/en";
import { formatNumber, formatSignificant, intervalText, plural } from "../text/format";
import { measureOf, shortName } from "../text/names";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Select, TextField } from "../ui/field";
import { type App, type Second, useApp } from "./app-model";

/** So many differences are tried one by one; the core takes a moment for each. */
const TRIED = 100;

/** The pooled result in words: "RR 1.65 (1.06 to 2.58)". */
function resultText(app: App, outcome: Outcome): string {
  const answer = app.engine.analyse(buildRequest(outcome, app.catalog, ["summary"]).request);
  const display: PooledDisplay | undefined = "effects" in answer ? answer.summary?.display : undefined;
  if (!display || display.est === null) return t`no result`;
  const measure = measureOf(app.catalog, outcome.options.measure);
  const { est, lb, ub } = intervalText(display.est, display.ci_lb, display.ci_ub, measure.scale);
  return t`${shortName(measure)} ${est} (${lb} to ${ub})`;
}

/** The result if only this were taken over. */
function resultWith(app: App, action: Action): string {
  const review = action(app.store.review.value);
  const outcome = review.outcomes[review.current];
  return outcome ? resultText(app, outcome) : "";
}

/** Kappa and its interval, by the core: each study's two judgements as its groups `first` and `second`. */
function agreementOf(app: App, { pairs }: Judgements): Agreement | undefined {
  const studies = pairs.map(([first, second], i) => {
    const groups = { first: first.toLowerCase(), second: second.toLowerCase() };
    return { label: String(i + 1), year: null, include: true, format: "estimate_se", cells: {}, groups, mods: {} };
  });
  const request: Request = { version: 1, dataset: { studies }, options: { measure: "GEN" }, want: ["agreement"] };
  const answer = app.engine.analyse(request);
  return "effects" in answer ? answer.agreement : undefined;
}

function kappaText({ n, agree, percent, kappa, ci_lb, ci_ub }: Agreement): string {
  const share = t`${agree} of ${n} alike (${formatNumber(percent, 0)}%)`;
  if (kappa === null) return t`${share}; kappa does not exist, for all judgements are the same`;
  return t`${share}; Cohen's kappa ${formatSignificant(kappa, 2)} (95% CI ${formatSignificant(ci_lb, 2)} to ${formatSignificant(ci_ub, 2)})`;
}

/** A link or a code to compare with, or a file. */
function Choose() {
  const app = useApp();
  const [text, setText] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const take = async (typed: string): Promise<void> => {
    setText(typed);
    const fragment = linkIn(typed);
    if (fragment === null) return setFault(typed.trim() === "" ? null : t`This is not a link or a code of Pooled.`);
    const found = await decodeFragment(fragment, app.catalog);
    if ("error" in found) setFault(found.error.text);
    else app.second.value = { name: found.review.title || t`the link`, outcomes: found.review.outcomes };
  };
  return (
    <div class="stack">
      <p>{t`Two people extract the same studies, each on a page of their own. Here their tables are compared, and what differs is settled one by one.`}</p>
      <TextField label={t`Paste the other's link or code`} value={text} onInput={(typed) => void take(typed)} />
      {fault && <p class="error">{fault}</p>}
      <div class="row">
        <Button onClick={app.platform.openFile}>{t`Or open the other's file…`}</Button>
      </div>
    </div>
  );
}

interface LineProps {
  difference: Difference;
  /** Null when it is not tried. */
  result: string | null;
  now: string;
}

function Line({ difference, result, now }: LineProps) {
  const app = useApp();
  const { study, what, ours, theirs, take } = difference;
  return (
    <li class="difference">
      <p>
        <b>
          <bdi>{study}</bdi>
        </b>
        , {what}: <bdi>{ours || t`empty`}</bdi>
        {t` here, `}
        <bdi>{theirs || t`empty`}</bdi>
        {t` there.`}
        {result !== null && (
          <span class="muted"> {result === now ? t`The result stays as it is.` : t`With theirs: ${result}.`}</span>
        )}
      </p>
      <Button label={t`Take theirs: ${study}, ${what}`} onClick={() => app.store.apply(take)}>{t`Take theirs`}</Button>
    </li>
  );
}

function Differences({ title, list, now }: { title: string; list: readonly Difference[]; now: string }) {
  const app = useApp();
  const outcome = app.store.outcome.value;
  const results = useMemo(() => list.slice(0, TRIED).map(({ take }) => resultWith(app, take)), [app, list, outcome]);
  if (list.length === 0) return null;
  const all: Action = (review) => list.reduce((so_far, { take }) => take(so_far), review);
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <ul class="plain-list">
        {list.map((difference, i) => (
          <Line key={difference.key} difference={difference} result={results[i] ?? null} now={now} />
        ))}
      </ul>
      {list.length > 1 && (
        <p class="row">
          <Button onClick={() => app.store.apply(all)}>
            {t`Take all `}
            {list.length}
            {t` of theirs`}
          </Button>
          <span class="muted">
            {t`With all of theirs: `}
            {resultWith(app, all)}.
          </span>
        </p>
      )}
    </section>
  );
}

function Agreements({ judgements }: { judgements: readonly Judgements[] }) {
  const app = useApp();
  const lines = useMemo(
    () => judgements.flatMap((one) => ({ name: one.name, agreement: agreementOf(app, one) })),
    [app, judgements],
  );
  return lines.map(
    ({ name, agreement }) =>
      agreement && (
        <p key={name}>
          <bdi>{name}</bdi>: {kappaText(agreement)}.
        </p>
      ),
  );
}

function Compared({ second, theirs }: { second: Second; theirs: Outcome }) {
  const app = useApp();
  const ours = app.store.outcome.value;
  const found = useMemo(() => compare(app.catalog, ours, theirs), [app, ours, theirs]);
  const now = useMemo(() => resultText(app, ours), [app, ours]);
  const left = found.studies.length + found.options.length;
  return (
    <>
      <p role="status">
        {left === 0
          ? t`The two are alike in every number, judgement and setting.`
          : t`${plural(left, t`difference`, t`differences`)} in ${plural(found.matched, t`study`, t`studies`)} that both have, and in the settings.`}
      </p>
      <p>
        {t`Here: `}
        {now}. {second.name.slice(0, 60)}: {resultText(app, theirs)}.
      </p>
      {found.typed > 0 && (
        <p>
          {t`Numbers: `}
          {found.alike}
          {t` of `}
          {found.typed}
          {t` typed by both are alike (`}
          {formatNumber((100 * found.alike) / found.typed, 0)}%).
        </p>
      )}
      <Agreements judgements={found.judgements} />
      <Differences title={t`Studies`} list={found.studies} now={now} />
      <Differences title={t`Settings`} list={found.options} now={now} />
      <p class="row">
        <Button disabled={!app.store.canUndo.value} onClick={() => app.store.undo()}>
          {en.undo}
        </Button>
        <Button quiet onClick={() => (app.second.value = null)}>{t`Compare with another`}</Button>
      </p>
    </>
  );
}

function Both({ second }: { second: Second }) {
  const app = useApp();
  const ours = app.store.outcome.value;
  const [chosen, setChosen] = useState(() => {
    const same = second.outcomes.findIndex(({ name }) => name.trim() !== "" && name === ours.name);
    return same < 0 ? Math.min(app.store.review.value.current, second.outcomes.length - 1) : same;
  });
  const theirs = second.outcomes[chosen];
  if (theirs === undefined) return <p>{t`There is no outcome in it.`}</p>;
  const choices = second.outcomes.map(({ name }, i) => ({ id: String(i), label: name || `${en.outcome} ${i + 1}` }));
  return (
    <div class="stack">
      {choices.length > 1 && (
        <Select
          label={t`Compare the outcome shown with`}
          value={String(chosen)}
          choices={choices}
          onChange={(id) => setChosen(Number(id))}
        />
      )}
      <Compared second={second} theirs={theirs} />
    </div>
  );
}

/** Double extraction: what the other table says differently, what that does to the result, and the way to agree. */
export function CompareDialog({ onClose }: { onClose: () => void }) {
  const { second } = useApp();
  return (
    <Dialog title={en.compare} onClose={onClose} wide>
      {second.value === null ? <Choose /> : <Both key={second.value.name} second={second.value} />}
    </Dialog>
  );
}
