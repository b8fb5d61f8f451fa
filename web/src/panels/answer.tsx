import type { Absolute } from "../core/types";
import { setOutcomeField } from "../state/actions";
import { NO_ROW } from "../state/request";
import type { Outcome } from "../state/state";
import { en } from "../text/en";
import { armNames, isRandom, methodLong } from "../text/names";
import {
  basis,
  headline,
  heterogeneitySentence,
  nntSentence,
  perThousand,
  perThousandTail,
  plainSentence,
  predictionSentence,
} from "../text/sentences";
import { useApp } from "./app-model";
import { ExampleButtons } from "./examples";
import { How, NumberButton } from "./number-button";

function RiskField({ median, problem }: { median: string; problem: string | undefined }) {
  const app = useApp();
  return (
    <input
      type="text"
      class="risk"
      inputMode="decimal"
      autoComplete="off"
      aria-label="Events per 1000 without treatment"
      aria-invalid={problem ? "true" : undefined}
      aria-describedby={problem ? "risk-problem" : undefined}
      placeholder={median}
      value={app.analysis.value.outcome.control_risk}
      onInput={(event) => app.store.apply(setOutcomeField("control_risk", event.currentTarget.value), "control-risk")}
    />
  );
}

/** What follows the field: the difference it makes, or what to do when no study gives a risk. */
function riskTail(absolute: Absolute | undefined, outcome: Outcome): string {
  const tail = absolute ? perThousandTail(absolute, armNames(outcome)) : null;
  if (!absolute || tail === null) return "have the event (type the number to see what the effect means for them).";
  const median = absolute.control_risk_from === "median" ? " (the studies’ median)" : "";
  return `have the event${median}; ${tail} ${nntSentence(absolute, outcome.lower_is_better) ?? ""}`;
}

/** "Of 1000 people like the controls [172] have the event; …": the risk is the reader's to choose. */
function PerThousand({ absolute }: { absolute: Absolute | undefined }) {
  const { outcome, messages } = useApp().analysis.value;
  const median = absolute?.control_risk_from === "median" ? perThousand(absolute.control_risk ?? 0) : "";
  const problem = messages.get(NO_ROW)?.[0]?.text;
  return (
    <>
      <p class="per-thousand">
        Of 1000 people like the controls <RiskField median={median} problem={problem} /> {riskTail(absolute, outcome)}
        {absolute && <How part="absolute" />}
      </p>
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
    <section class="answer empty" aria-label="Answer">
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
  if (!s || !report || !line) return <p class="headline">No pooled result yet</p>;
  return (
    <>
      <p class="headline">
        <NumberButton part="pooled">
          <span class="name">{line.name}</span> <strong>{line.est}</strong>{" "}
          <span class="interval">({line.interval})</span>
        </NumberButton>
      </p>
      <p class="basis">{basis(s, request.dataset.studies.length, measure).join(" · ")}</p>
      <p class="method muted">{methodLong(report.options, app.catalog)}</p>
    </>
  );
}

function Words() {
  const app = useApp();
  const { report, measure, outcome } = app.analysis.value;
  const s = report?.summary;
  if (!s || !report) return null;
  const sentences = [plainSentence(s, measure, armNames(outcome))];
  const agreement = [
    heterogeneitySentence(s, isRandom(app.catalog, report.options.model)),
    predictionSentence(report, app.catalog, measure),
  ].filter((t) => t !== null);
  return (
    <>
      {sentences.map((text) => text && <p key="plain">{text}</p>)}
      {measure.absolute && <PerThousand absolute={report.absolute} />}
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
      <section class="answer failed" aria-label="Answer">
        <p>{failure}</p>
      </section>
    );
  if (!report) return <Empty />;
  return (
    <section class="answer" aria-label="Answer">
      <div class="answer-main">
        <Head />
      </div>
      <div class="answer-words">
        <Words />
      </div>
    </section>
  );
}
