import { inSentence, t } from "../language/text";
import type { PlotInput } from "../plots/plot";
import { partsOf } from "../plots/rob-bars";
import {
  type Certainty,
  certaintyIn,
  DESIGNS,
  DOWN,
  type DomainId,
  judged,
  judgeRest,
  levelOf,
  MOST,
  rateDomain,
  ratesUp,
  setDesign,
  setReason,
  UP,
  unrate,
} from "../state/actions";
import { OVERALL } from "../state/rob";
import { certaintyGist } from "../text/certainty";
import { DESIGN_LABELS, domainLabel, domainQuestion, stepWord } from "../text/certainty-domains";
import { hint } from "../text/certainty-hints";
import { percentText } from "../text/format";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { TextField } from "../ui/field";
import { useApp } from "./app-model";
import { useAsked } from "./asked";
import { plotInput } from "./figure";

interface ChipsProps<T> {
  label: string;
  value: T | null | undefined;
  choices: readonly { id: T; label: string }[];
  onChange: (id: T | null) => void;
}

/** One of several or none: the pressed one, pressed again, is taken back. */
function Chips<T extends string | number>({ label, value, choices, onChange }: ChipsProps<T>) {
  return (
    <fieldset class="chips">
      <legend>{label}</legend>
      <div>
        {choices.map((choice) => (
          <button
            key={choice.id}
            type="button"
            aria-pressed={choice.id === value}
            onClick={() => onChange(choice.id === value ? null : choice.id)}
          >
            {choice.label}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

/** "serious −1": the word and the levels it moves. */
function stepChoices(id: DomainId, sign: -1 | 1): { id: number; label: string }[] {
  return Array.from({ length: MOST[id] + 1 }, (_, levels) => {
    const moves = levels === 0 ? "" : ` ${sign < 0 ? "−" : "+"}${levels}`;
    return { id: levels === 0 ? 0 : sign * levels, label: `${stepWord(id, levels)}${moves}` };
  });
}

function Domain({ id, sign, told }: { id: DomainId; sign: -1 | 1; told: string | null }) {
  const { store } = useApp();
  const outcome = store.outcome.value;
  return (
    <div class="domain">
      <Chips
        label={domainLabel(id)}
        value={certaintyIn(outcome).steps[id]}
        choices={stepChoices(id, sign)}
        onChange={(levels) => store.apply(rateDomain(id, levels))}
      />
      <p class="hint">
        {domainQuestion(id)} {told !== null && t`Hint: ${told}`}
      </p>
      <TextField
        label={t`Reason, ${inSentence(domainLabel(id))}`}
        value={outcome.certainty_reasons[id] ?? ""}
        onInput={(text) => store.apply(setReason(id, text), `reason:${id}`)}
      />
    </div>
  );
}

/** How the judgements make the level: "Starts high, −1 risk of bias". */
function sum(certainty: Certainty): string {
  const start = certainty.design === "obs" ? t`low` : t`high`;
  const moved = [...DOWN, ...(ratesUp(certainty) ? UP : [])].flatMap((id) => {
    const levels = certainty.steps[id] ?? 0;
    return levels === 0 ? [] : [`${levels < 0 ? "−" : "+"}${Math.abs(levels)} ${inSentence(domainLabel(id))}`];
  });
  return [t`Starts ${start}`, ...moved].join(", ");
}

function Result() {
  const outcome = useApp().store.outcome.value;
  const certainty = certaintyIn(outcome);
  return (
    <p class="certainty-result" aria-live="polite">
      <strong>
        {t`Certainty: `}
        {certaintyGist(outcome)}
      </strong>
      {levelOf(certainty) !== null && <span class="muted"> {sum(certainty)}.</span>}
    </p>
  );
}

/** The overall judgements of the studies by their weight, where they have been judged. */
function robHint(input: PlotInput | null): string | null {
  if (!input?.rob) return null;
  const { levels } = input.rob.template;
  const shares = partsOf(input, input.rob, OVERALL, true).map(
    ({ level, from, to }) => `${inSentence(levels[level]?.word ?? t`Not judged`)} ${percentText(100 * (to - from))}`,
  );
  return shares.length === 0 ? null : t`Overall, by weight in the pooled result: ${shares.join(", ")}.`;
}

const WANT = ["summary", "small_study", "beyond"];

/** GRADE: where the evidence starts, what moves it, and why. Nothing is judged but by the user. */
export function CertaintyDialog({ onClose }: { onClose: () => void }) {
  const app = useApp();
  const { report, analysis } = useAsked(WANT);
  const certainty = certaintyIn(app.store.outcome.value);
  const context = { catalog: app.catalog, studies: analysis.request.dataset.studies };
  const bias = report && robHint(plotInput(app, { ...analysis, report }));
  const told = (id: DomainId): string | null => (id === "rob" && bias) || (report && hint(id, report, context));
  return (
    <Dialog title={t`Certainty of the evidence (GRADE)`} onClose={onClose} wide>
      <div class="stack">
        <p class="muted">{t`The judgement is yours: nothing is rated until you choose. Hints are worked out from the numbers and know nothing else. Choices travel in the link, reasons in the file.`}</p>
        <Chips
          label={t`Where it starts`}
          value={certainty.design}
          choices={DESIGNS.map((id) => ({ id, label: DESIGN_LABELS[id] }))}
          onChange={(design) => app.store.apply(setDesign(design))}
        />
        <h3>{t`Reasons for rating down`}</h3>
        {DOWN.map((id) => (
          <Domain key={id} id={id} sign={-1} told={told(id)} />
        ))}
        <div class="row">
          <Button
            disabled={judged(certainty) === DOWN.length}
            onClick={() => app.store.apply(judgeRest())}
          >{t`No concern in the rest`}</Button>
          <Button
            quiet
            disabled={app.store.outcome.value.certainty === ""}
            onClick={() => app.store.apply(unrate())}
          >{t`Take the rating back`}</Button>
        </div>
        {ratesUp(certainty) && (
          <>
            <h3>{t`Reasons for rating up`}</h3>
            <p class="muted">{t`Rarely, and only where nothing was a reason for rating down.`}</p>
            {UP.map((id) => (
              <Domain key={id} id={id} sign={1} told={told(id)} />
            ))}
          </>
        )}
        <Result />
      </div>
    </Dialog>
  );
}
