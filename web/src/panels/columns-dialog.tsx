import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { t } from "../language/text";
import { addColumn, removeColumn, renameColumn } from "../state/actions";
import { columnFits, columnName } from "../state/column-actions";
import { freeColumns, keyOf } from "../state/columns";
import type { FreeColumn } from "../state/state";
import { en } from "../text/en";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Select, TextField } from "../ui/field";
import { type App, useApp } from "./app-model";
import { columnTitle } from "./sort-menu";

type Kind = FreeColumn["kind"];

const KINDS: readonly { id: Kind; label: string; use: string }[] = [
  {
    id: "group",
    label: t`Group (text)`,
    use: t`Subgroups and meta-regression can use it: risk of bias, setting, drug.`,
  },
  {
    id: "mod",
    label: t`Moderator (number)`,
    use: t`Meta-regression and cumulative analysis can use it: dose, mean age.`,
  },
  {
    id: "year",
    label: t`Year`,
    use: t`Orders the cumulative analysis. Without it the year in the study's name counts.`,
  },
  {
    id: "notes",
    label: t`Notes`,
    use: t`For those who work on the review. Kept in the draft and the file, not in a link.`,
  },
];

function removeWithUndo(app: App, column: FreeColumn): void {
  app.store.apply(removeColumn(keyOf(column)));
  const text = t`Removed the column ${columnTitle(column)}`;
  app.toast.value = { text, action: { label: en.undo, run: () => app.store.undo() } };
}

/** A column there is: its name is taken over when the field is left, for settings speak of it by name. */
function ColumnLine({ column }: { column: FreeColumn }) {
  const app = useApp();
  const id = useId();
  const title = columnTitle(column);
  const kind = KINDS.find(({ id }) => id === column.kind)?.label ?? "";
  const named = column.kind === "group" || column.kind === "mod";
  const onChange = (field: HTMLInputElement): void => {
    const before = app.store.review.value;
    app.store.apply(renameColumn(keyOf(column), field.value));
    if (app.store.review.value === before) field.value = column.name;
  };
  return (
    <li class="column-line">
      {named ? (
        <div class="field">
          <label for={id}>
            {kind}
            <span class="visually-hidden">, {title}</span>
          </label>
          <input
            id={id}
            type="text"
            autoComplete="off"
            value={column.name}
            onChange={(event) => onChange(event.currentTarget)}
          />
        </div>
      ) : (
        <span class="column-name">{title}</span>
      )}
      <Button quiet icon="close" label={t`Remove the column ${title}`} onClick={() => removeWithUndo(app, column)} />
    </li>
  );
}

/** The first kind that the table can still have more of. */
function AddColumn() {
  const app = useApp();
  const { outcome } = app.analysis.value;
  const chosen = useSignal<Kind>("group");
  const name = useSignal("");
  const kinds = KINDS.filter(({ id }) => id === "group" || id === "mod" || columnFits(outcome, { kind: id, name: "" }));
  const kind = kinds.find(({ id }) => id === chosen.value) ?? kinds[0];
  if (!kind) return null;
  const named = kind.id === "group" || kind.id === "mod";
  const column: FreeColumn = { kind: kind.id, name: named ? columnName(name.value) : "" };
  const fits = columnFits(outcome, column);
  const taken = named && column.name !== "" && !fits;
  const add = (): void => {
    if (!fits) return;
    app.store.apply(addColumn(column));
    name.value = "";
  };
  return (
    <form
      class="fieldset"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <h3>{t`Add a column`}</h3>
      <div class="pair">
        <Select label={t`Kind`} value={kind.id} choices={kinds} onChange={(id) => (chosen.value = id as Kind)} />
        {named && <TextField label={t`Name`} value={name.value} onInput={(text) => (name.value = text)} />}
      </div>
      <p class="hint">{taken ? t`The table cannot have another column called "${column.name}".` : kind.use}</p>
      <div class="row">
        <button type="submit" class="button" disabled={!fits}>{t`Add`}</button>
      </div>
    </form>
  );
}

/** What is known of the studies beside their numbers. */
export function ColumnsDialog({ onClose }: { onClose: () => void }) {
  const columns = freeColumns(useApp().analysis.value.outcome);
  return (
    <Dialog title={en.columns} onClose={onClose}>
      <div class="stack">
        {columns.length > 0 && (
          <ul aria-label={t`Columns of the table`}>
            {columns.map((column) => (
              <ColumnLine key={keyOf(column)} column={column} />
            ))}
          </ul>
        )}
        <AddColumn />
      </div>
    </Dialog>
  );
}
