import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { t } from "../language/text";
import {
  FLOW_LABELS,
  FLOW_OTHER,
  FLOW_PREVIOUS,
  FLOW_SPLIT,
  type FlowField,
  flowExpected,
  flowRemarks,
  flowSum,
  hasOther,
  MOST_REASONS,
} from "../state/flow";
import { type ReasonArm, setFlow, setFlowReason } from "../state/flow-actions";
import type { FlowReason } from "../state/state";
import { en } from "../text/en";
import { Dialog } from "../ui/dialog";
import { Check } from "../ui/field";
import { Icon } from "../ui/icon";
import { useApp } from "./app-model";
import { FlowFigure } from "./flow-figure";

/** A box of the diagram; while it is empty it shows what the boxes before it leave for it. */
function NumberField({ field, expected, wrong }: { field: FlowField; expected: number | null; wrong: boolean }) {
  const app = useApp();
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{FLOW_LABELS[field]}</label>
      <input
        id={id}
        type="text"
        inputMode="numeric"
        autoComplete="off"
        aria-invalid={wrong ? "true" : undefined}
        aria-describedby={wrong ? "flow-remarks" : undefined}
        placeholder={expected === null || expected < 0 ? "" : `${expected}?`}
        value={app.store.review.value.flow[field] ?? ""}
        onInput={(event) => app.store.apply(setFlow(field, event.currentTarget.value), `flow:${field}`)}
      />
    </div>
  );
}

function Fields({ title, fields }: { title: string; fields: readonly FlowField[] }) {
  const review = useApp().store.review.value;
  const expected = flowExpected(review);
  const wrong = new Set(flowRemarks(review).map(({ field }) => field));
  return (
    <fieldset class="fieldset">
      <legend>{title}</legend>
      <div class="flow-fields">
        {fields.map((field) => (
          <NumberField key={field} field={field} expected={expected[field] ?? null} wrong={wrong.has(field)} />
        ))}
      </div>
    </fieldset>
  );
}

/** Reasons for exclusion, and an empty line for one more. */
function Reasons({ title, arm }: { title: string; arm: ReasonArm }) {
  const app = useApp();
  const list = app.store.review.value[arm];
  const lines = list.length < MOST_REASONS ? [...list, { text: "", n: "" }] : list;
  const set = (i: number, reason: FlowReason): void => app.store.apply(setFlowReason(arm, i, reason), `${arm}:${i}`);
  return (
    <fieldset class="fieldset">
      <legend>{title}</legend>
      {lines.map((reason, i) => (
        // Lines have no names of their own: their place is what they are known by.
        <div class="flow-reason" key={i}>
          <input
            type="text"
            autoComplete="off"
            aria-label={t`Reason ${i + 1}`}
            placeholder={i === list.length ? t`Another reason` : ""}
            value={reason.text}
            onInput={(event) => set(i, { ...reason, text: event.currentTarget.value })}
          />
          <input
            type="text"
            inputMode="numeric"
            autoComplete="off"
            aria-label={t`Reports, reason ${i + 1}`}
            placeholder="n"
            value={reason.n}
            onInput={(event) => set(i, { ...reason, n: event.currentTarget.value })}
          />
        </div>
      ))}
    </fieldset>
  );
}

function Remarks() {
  const remarks = flowRemarks(useApp().store.review.value);
  return (
    <div id="flow-remarks" role="status" class="notes">
      {remarks.map(({ field, text }) => (
        <p key={`${field} ${text}`} class="note warning">
          <Icon name="warning" />
          <span>{text}</span>
        </p>
      ))}
    </div>
  );
}

/** The optional parts: shown when asked for, or when a number of theirs is there. */
function useParts() {
  const review = useApp().store.review.value;
  const other = useSignal(false);
  const previous = useSignal(false);
  const split = useSignal(false);
  return [
    { label: t`Other methods (websites, organisations, citations)`, asked: other, has: hasOther(review) },
    { label: t`A previous version of the review`, asked: previous, has: flowSum(review, FLOW_PREVIOUS) !== null },
    { label: t`Narrative and quantitative synthesis apart`, asked: split, has: flowSum(review, FLOW_SPLIT) !== null },
  ].map((part) => ({ ...part, shown: part.has || part.asked.value }));
}

/** The numbers of the PRISMA 2020 diagram, the diagram as it becomes, and what does not add up. */
export function FlowDialog({ onClose }: { onClose: () => void }) {
  const parts = useParts();
  const [other, previous, split] = parts.map(({ shown }) => shown);
  return (
    <Dialog title={en.flow} onClose={onClose} wide>
      <div class="flow-dialog">
        <form class="stack" onSubmit={(event) => event.preventDefault()}>
          {previous && <Fields title={t`Previous version`} fields={FLOW_PREVIOUS.slice(0, 2)} />}
          <Fields
            title={t`Identification`}
            fields={["databases", "registers", "duplicates", "automation", "removed_other"]}
          />
          <Fields title={t`Screening`} fields={["screened", "excluded", "sought", "not_retrieved", "assessed"]} />
          <Reasons title={t`Reports excluded, with reasons`} arm="flow_reasons" />
          {other && <Fields title={t`Other methods`} fields={FLOW_OTHER} />}
          {other && <Reasons title={t`Other methods: reports excluded, with reasons`} arm="flow_other_reasons" />}
          <Fields
            title={t`Included`}
            fields={["studies", "reports", ...(previous ? FLOW_PREVIOUS.slice(2) : []), ...(split ? FLOW_SPLIT : [])]}
          />
          <div class="fieldset">
            {parts.map((part) => (
              <Check
                key={part.label}
                label={part.label}
                checked={part.shown}
                onChange={(on) => (part.asked.value = on)}
                hint={part.has ? t`Drawn while one of its numbers is there.` : undefined}
              />
            ))}
          </div>
        </form>
        <div class="flow-live">
          <Remarks />
          <FlowFigure />
        </div>
      </div>
    </Dialog>
  );
}
