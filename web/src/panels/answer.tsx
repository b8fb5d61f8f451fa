import { t } from "../language/text";
import { setOutcomeField } from "../state/actions";
import type { RiskAt } from "../state/control-risks";
import { NO_ROW } from "../state/request";
import type { Outcome } from "../state/state";
import { answerSentence, certaintyGist } from "../text/certainty";
import { en } from "../text/en";
import { pText } from "../text/format";
import { midSentence } from "../text/mid";
import { armNames, isRandom, methodLong } from "../text/names";
import {
  basis,
  headline,
  heterogeneitySentence,
  nntSentence,
  perThousand,
  perThousandChange,
  perThousandTail,
  predictionSentence,
} from "../text/sentences";
import { useApp } from "./app-model";
import { ExampleButtons } from "./examples";
import { How, NumberButton } from "./number-button";

/** Where a control risk is from, when nobody typed it. */
const FROM: Readonly<Record<string, string>> = {
  low: t` (the studies’ lowest)`,
  median: t` (the studies’ median)`,
  high: t` (the studies’ highest)`,
};

function RiskField({ median, problem }: { median: string; problem: string | undefined }) {
  const app = useApp();
  const several = app.analysis.value.outcome.control_risk.length > 6;
  return (
    <input
      type="text"
      class={several ? "risk several" : "risk"}
      autoComplete="off"
      aria-label={t`Events per 1000 without treatment`}
      title={t`One number, several (50, 160, 300), or: low, median, high of the studies`}
      aria-invalid={problem ? "true" : undefined}
      aria-describedby={problem ? "risk-problem" : undefined}
      placeholder={median}
      value={app.analysis.value.outcome.control_risk}
      onInput={(event) => app.store.apply(setOutcomeField("control_risk", event.currentTarget.value), "control-risk")}
    />
  );
}

/** What follows the field: the difference it makes, or what to do when no study gives a risk. */
function riskTail(risks: readonly RiskAt[], outcome: Outcome): string {
  const [first] = risks;
  if (risks.length > 1) return t`have the event; with ${armNames(outcome).treatment}:`;
  const tail = first ? perThousandTail(first.absolute, armNames(outcome)) : null;
  if (!first || tail === null) return t`have the event (type the number to see what the effect means for them).`;
  return t`have the event${FROM[first.from] ?? ""}; ${tail} ${nntSentence(first.absolute, outcome.lower_is_better) ?? ""}`;
}

/** Several risks: what the effect means at each of them. */
function Several({ risks, outcome }: { risks: readonly RiskAt[]; outcome: Outcome }) {
  return (
    <ul class="several-risks">
      {risks.map(({ from, absolute }, i) => (
        <li key={`${i} ${absolute.control_risk}`}>
          <strong>{perThousand(absolute.control_risk ?? 0)}</strong>
          {FROM[from] ?? ""}: {perThousandChange(absolute)}; {nntSentence(absolute, outcome.lower_is_better)}
        </li>
      ))}
    </ul>
  );
}

/** "Of 1000 people like the controls [172] have the event; …": the risk is the reader's to choose. */
function PerThousand() {
  const { outcome, messages, risks, report } = useApp().analysis.value;
  const median = report?.absolute?.studies_median ?? null;
  const problem = messages.get(NO_ROW)?.[0]?.text;
  return (
    <>
      <p class="per-thousand">
        {t`Of 1000 people like the controls`}{" "}
        <RiskField median={median === null ? "" : perThousand(median)} problem={problem} /> {riskTail(risks, outcome)}
        {risks.length > 0 && <How part="absolute" />}
      </p>
      {risks.length > 1 && <Several risks={risks} outcome={outcome} />}
      {problem && (
        <p id="risk-problem" class="risk-problem">
          {problem}
        </p>
      )}
    </>
  );
}

function Empty() {
  return (
    <section class="answer empty" aria-label={t`Answer`}>
      <div class="answer-main">
        <p class="headline">{en.emptyTitle}</p>
        <p>{en.empty}</p>
        <ExampleButtons />
      </div>
    </section>
  );
}

function Head() {
  const app = useApp();
  const { report, measure, request } = app.analysis.value;
  const s = report?.summary;
  const line = s && report ? headline(s, report.options.level, measure) : null;
  if (!s || !report || !line) return <p class="headline">{t`No pooled result yet`}</p>;
  return (
    <>
      <p class="headline">
        <NumberButton part="pooled">
          <span class="name">{line.name}</span> <strong>{line.est}</strong>{" "}
          <span class="interval">({line.interval})</span>
        </NumberButton>
      </p>
      <p class="basis">{basis(s, request.dataset.studies.length).join(" · ")}</p>
      <p class="method muted">{methodLong(report.options, app.catalog)}</p>
    </>
  );
}

/** P says nothing that the interval does not: it is told when asked for. */
function PValue({ p }: { p: number | null }) {
  const { showsP } = useApp();
  if (p === null) return null;
  return (
    <button type="button" class="in-line" aria-expanded={showsP.value} onClick={() => (showsP.value = !showsP.value)}>
      {showsP.value ? pText(p) : "P?"}
    </button>
  );
}

/** The user's own judgement, and the door to it. */
function CertaintyButton() {
  const { store, dialog } = useApp();
  return (
    <span class="certainty">
      {t`Certainty:`}{" "}
      <button type="button" class="in-line" aria-haspopup="dialog" onClick={() => (dialog.value = "certainty")}>
        <span class="visually-hidden">{t`Certainty: `}</span>
        {certaintyGist(store.outcome.value)}
      </button>
    </span>
  );
}

function Foot() {
  const { report, measure } = useApp().analysis.value;
  if (!report?.summary || report.summary.est === null) return null;
  return (
    <div class="answer-foot">
      <CertaintyButton /> {measure.no_effect !== null && <PValue p={report.summary.pval} />}
    </div>
  );
}

function Words() {
  const app = useApp();
  const { report, measure, outcome } = app.analysis.value;
  const s = report?.summary;
  if (!s || !report) return null;
  const plain = answerSentence(s, measure, outcome);
  const agreement = [
    midSentence(report, measure),
    heterogeneitySentence(s, isRandom(app.catalog, report.options.model)),
    predictionSentence(report, app.catalog, measure),
  ].filter((t) => t !== null);
  return (
    <>
      {plain && <p key="plain">{plain}</p>}
      {measure.absolute && <PerThousand />}
      {agreement.length > 0 && (
        <p class="agreement">
          {agreement.join(" ")}
          <How part="heterogeneity" />
        </p>
      )}
    </>
  );
}

/** The answer, above everything: a line to read out, what it means, how far the studies agree. */
export function Answer() {
  const { report, failure } = useApp().analysis.value;
  if (failure !== null)
    return (
      <section class="answer failed" aria-label={t`Answer`}>
        <p>{failure}</p>
      </section>
    );
  if (!report) return <Empty />;
  return (
    <section class="answer" aria-label={t`Answer`}>
      <div class="answer-main">
        <Head />
      </div>
      <div class="answer-words">
        <Words />
      </div>
      <Foot />
    </section>
  );
}
