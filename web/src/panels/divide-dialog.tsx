import { useState } from "preact/hooks";
import { t } from "../language/text";
import { divideControl, sharedBy, sharers } from "../state/actions";
import { en } from "../text/en";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Check } from "../ui/field";
import { useApp } from "./app-model";
import { studyName } from "./study-row";

/** What dividing does, in a sentence that changes with the ticks. */
function effectOf(count: number, before: number): string {
  if (count < 2) return before > 1 ? t`Its control group will count whole again.` : t`Tick at least one more row.`;
  return t`Each of these ${count} rows is compared with 1/${count} of the control group, so that nobody counts twice.`;
}

/** One trial with several treatment groups in as many rows: its controls count once in all. */
export function DivideDialog({ rowId, onClose }: { rowId: number; onClose: () => void }) {
  const app = useApp();
  const { outcome } = app.analysis.value;
  const { all, same } = sharers(app.catalog, outcome, rowId);
  const [ticked, setTicked] = useState<ReadonlySet<number>>(same);
  const row = all.find(({ id }) => id === rowId);
  if (row === undefined) return null;
  const place = (id: number): number => outcome.rows.findIndex((each) => each.id === id);
  const before = sharedBy(row);
  const idle = ticked.size < 2 && before < 2;
  const toggle = (id: number, on: boolean): void => {
    const rest = [...ticked].filter((each) => each !== id);
    setTicked(new Set(on ? [...rest, id] : rest));
  };
  const divide = (): void => {
    onClose();
    app.store.apply(divideControl(app.catalog, [...ticked]));
    const name = studyName(row, place(rowId));
    const text =
      ticked.size < 2
        ? t`${name}: its control group counts whole`
        : t`${name}: its control group is divided between ${ticked.size} rows`;
    app.toast.value = { text, action: { label: en.undo, run: () => app.store.undo() } };
  };
  return (
    <Dialog title={en.divideControl} onClose={onClose}>
      <div class="stack">
        <p class="hint">
          {t`One trial with several treatment groups and one control group: tick the rows that are compared with the controls of `}
          <bdi>{studyName(row, place(rowId))}</bdi>
          {t`. Events and totals, or the number of people, are divided (Cochrane Handbook 23.3.4); combining the treatment groups into one row is the better way where that makes sense.`}
        </p>
        <ul class="found-list">
          {all.map(({ id }) => (
            <li key={id}>
              <Check
                label={studyName(outcome.rows[place(id)] ?? row, place(id))}
                checked={ticked.has(id)}
                disabled={id === rowId}
                onChange={(on) => toggle(id, on)}
              />
            </li>
          ))}
        </ul>
        <p role="status">{effectOf(ticked.size, before)}</p>
        <div class="row">
          <Button primary disabled={idle} onClick={divide}>
            {ticked.size < 2 && before > 1 ? t`Give it back` : t`Divide`}
          </Button>
          <Button quiet onClick={onClose}>
            {en.cancel}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
