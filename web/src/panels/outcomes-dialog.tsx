import { useMemo } from "preact/hooks";
import { t } from "../language/text";
import { showOutcome } from "../state/actions";
import { buildRequest } from "../state/request";
import type { Outcome } from "../state/state";
import { en } from "../text/en";
import { intervalText, levelText, range } from "../text/format";
import { measureOf, methodShort, shortName } from "../text/names";
import { Dialog } from "../ui/dialog";
import { type App, useApp } from "./app-model";
import { outcomeName } from "./outcome-tabs";

interface Line {
  readonly k: string;
  readonly pooled: string;
  readonly method: string;
}

/** The pooled result of one outcome in a line, by its own measure and method. */
function lineOf(app: App, outcome: Outcome): Line {
  const { engine, catalog } = app;
  const { request } = buildRequest(outcome, catalog, ["summary"]);
  const method = methodShort(outcome.options, catalog);
  const answer = request.dataset.studies.length === 0 ? null : engine.analyse(request);
  const summary = answer && "effects" in answer ? answer.summary : null;
  const d = summary?.display;
  if (!summary || !d || d.est === null) return { k: String(summary?.k ?? 0), pooled: "–", method };
  const measure = measureOf(catalog, outcome.options.measure);
  const { est, lb, ub } = intervalText(d.est, d.ci_lb, d.ci_ub, measure.scale);
  const interval = t`${levelText(outcome.options.level)} CI ${range(lb, ub)}`;
  return { k: String(summary.k), pooled: `${shortName(measure)} ${est} (${interval})`, method };
}

/** All outcomes of the review with their results; pressing a name shows it. */
export function OutcomesDialog({ onClose }: { onClose: () => void }) {
  const app = useApp();
  const { outcomes, current } = app.store.review.value;
  const lines = useMemo(() => outcomes.map((outcome) => lineOf(app, outcome)), [app, outcomes]);
  const show = (index: number): void => {
    onClose();
    app.store.apply(showOutcome(index));
  };
  return (
    <Dialog title={en.allOutcomes} onClose={onClose} wide>
      <table class="facts many outcome-list">
        <thead>
          <tr>
            <th scope="col">{en.outcome}</th>
            <th scope="col">{t`Studies`}</th>
            <th scope="col">{en.pooled}</th>
            <th scope="col">{en.method}</th>
          </tr>
        </thead>
        <tbody>
          {outcomes.map((outcome, i) => (
            <tr key={outcome.id}>
              <th scope="row">
                <button
                  type="button"
                  class="button quiet"
                  aria-current={i === current ? "true" : undefined}
                  onClick={() => show(i)}
                >
                  <bdi>{outcomeName(outcome, i)}</bdi>
                </button>
              </th>
              <td class="fact" data-head={t`Studies`}>
                {lines[i]?.k}
              </td>
              <td class="fact" data-head={en.pooled}>
                {lines[i]?.pooled}
              </td>
              <td class="fact" data-head={en.method}>
                {lines[i]?.method}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}
