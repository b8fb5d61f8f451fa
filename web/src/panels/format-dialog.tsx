import { useSignal } from "@preact/signals";
import type { CatalogFormat } from "../core/types";
import { t } from "../language/text";
import { setRowFormat } from "../state/actions";
import type { Row } from "../state/state";
import { en } from "../text/en";
import { Dialog } from "../ui/dialog";
import { TextField } from "../ui/field";
import { Icon } from "../ui/icon";
import { type App, useApp } from "./app-model";

/** Up to this many fit into the row's menu, and need no search. */
export const FEW_FORMATS = 8;

/** The ways of typing a study from which the measure at hand can be computed, the usual one first. */
export function formatsOf(app: App): CatalogFormat[] {
  const { formats } = app.analysis.value.measure;
  return formats.flatMap((id) => app.catalog.formats.find((format) => format.id === id) ?? []);
}

function contains({ label, columns }: CatalogFormat, words: readonly string[]): boolean {
  const text = `${label} ${columns.map((c) => `${c.label} ${c.short}`).join(" ")}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

interface Props {
  row: Row;
  name: string;
  onClose: () => void;
}

/** What a report gives is found by its name or by that of a number in it. Nothing typed is lost. */
export function FormatDialog({ row, name, onClose }: Props) {
  const app = useApp();
  const search = useSignal("");
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const found = formatsOf(app).filter((format) => contains(format, words));
  const effects = found.filter(({ family }) => family === "reported");
  const choose = (format: CatalogFormat): void => {
    onClose();
    app.store.apply(setRowFormat(row.id, format.id));
  };
  return (
    <Dialog title={`${en.typeAs} …`} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (found[0]) choose(found[0]);
        }}
      >
        <p class="hint">
          <bdi>{name}</bdi>
          {t`. What has been typed is kept, and is there again when you change back.`}
        </p>
        <TextField label={t`Search`} value={search.value} onInput={(text) => (search.value = text)} />
        <Formats
          title={t`Results of the groups`}
          formats={found.filter((f) => !effects.includes(f))}
          row={row}
          choose={choose}
        />
        <Formats title={t`An effect as reported`} formats={effects} row={row} choose={choose} />
        {found.length === 0 && <p class="muted">{t`Nothing of this name.`}</p>}
      </form>
    </Dialog>
  );
}

interface FormatsProps {
  title: string;
  formats: readonly CatalogFormat[];
  row: Row;
  choose: (format: CatalogFormat) => void;
}

function Formats({ title, formats, row, choose }: FormatsProps) {
  if (formats.length === 0) return null;
  return (
    <fieldset class="choice-list">
      <legend>{title}</legend>
      {formats.map((format) => (
        <button
          key={format.id}
          type="button"
          class="button quiet"
          aria-pressed={format.id === row.format}
          onClick={() => choose(format)}
        >
          <span class="menu-tick">{format.id === row.format && <Icon name="tick" />}</span>
          {format.label}
        </button>
      ))}
    </fieldset>
  );
}
