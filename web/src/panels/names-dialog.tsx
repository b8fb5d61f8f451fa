import { t } from "../language/text";
import { setOutcomeField } from "../state/actions";
import type { Outcome } from "../state/state";
import { en } from "../text/en";
import { favours } from "../text/names";
import { Dialog } from "../ui/dialog";
import { Check, TextField } from "../ui/field";
import { AnalysisOptions } from "./analysis-options";
import { useApp } from "./app-model";

type TextKey = "name" | "treatment" | "control" | "favours_left" | "favours_right";

/** The words of one outcome: what it is, who is compared, which direction is better. */
export function NamesDialog({ onClose }: { onClose: () => void }) {
  const app = useApp();
  const { outcome } = app.analysis.value;
  const sides = favours(outcome);
  const field = (key: TextKey, label: string, placeholder: string) => (
    <TextField
      label={label}
      value={outcome[key]}
      placeholder={placeholder}
      onInput={(text) => app.store.apply(setOutcomeField(key, text), `outcome:${key}`)}
    />
  );
  const direction = (lower: boolean): void =>
    app.store.apply(setOutcomeField("lower_is_better", lower as Outcome["lower_is_better"]));
  return (
    <Dialog title={en.names} onClose={onClose}>
      <div class="stack">
        {field("name", en.renameOutcome, t`Outcome`)}
        <div class="pair">
          {field("treatment", t`First group`, t`Treatment`)}
          {field("control", t`Second group`, t`Control`)}
        </div>
        <Check
          label={t`Lower is better`}
          checked={outcome.lower_is_better}
          onChange={direction}
          hint={t`Fewer events, less pain. It decides the words under the axis and what the NNT counts as benefit.`}
        />
        <AnalysisOptions options={["threshold"]} />
        <p class="hint">{t`On the side where it matters: 0.75 for a risk ratio is a fall by a quarter, −1.5 a fall by 1.5 points. It is drawn as a dashed line; the answer says whether the result lies beyond it.`}</p>
        <div class="pair">
          {field("favours_left", t`Left of no effect`, sides.left)}
          {field("favours_right", t`Right of no effect`, sides.right)}
        </div>
      </div>
    </Dialog>
  );
}
