import { useSignal } from "@preact/signals";
import { t } from "../language/text";
import { orderRows } from "../state/actions";
import { filledRows } from "../state/blank";
import { freeColumns, freeText } from "../state/columns";
import { yearOf } from "../state/request";
import { type SortValue, sortedIds } from "../state/sort";
import type { FreeColumn, Row } from "../state/state";
import { en } from "../text/en";
import { parseNumber } from "../text/parse-number";
import { Menu, type MenuItem } from "../ui/menu";
import type { Analysis, App } from "./app-model";
import { useApp } from "./app-model";

/** One order: what it goes by, and how it is called in either direction. */
interface Order {
  readonly name: string;
  readonly up: string;
  readonly down: string;
  readonly value: (row: Row) => SortValue;
}

const byText = (name: string, text: (row: Row) => string): Order => ({
  name,
  up: t`A to Z`,
  down: t`Z to A`,
  value: (row) => text(row).trim() || null,
});

function byColumn(column: FreeColumn): Order {
  if (column.kind !== "mod") return byText(columnTitle(column), (row) => freeText(row, column));
  const value = (row: Row): number | null => {
    const parsed = parseNumber(freeText(row, column), "any");
    return parsed !== null && "value" in parsed ? parsed.value : null;
  };
  return { name: column.name, up: t`smallest first`, down: t`largest first`, value };
}

export function columnTitle({ kind, name }: FreeColumn): string {
  return kind === "year" ? en.year : kind === "notes" ? en.notes : name;
}

/** The core's own figures; a study without an effect has none of them. */
function byResult({ effects }: Analysis): Order[] {
  const number = (value: number | null | undefined): number | null => value ?? null;
  const [up, down] = [t`smallest first`, t`largest first`];
  return [
    { name: t`Effect`, up, down, value: (row) => number(effects.get(row.id)?.yi) },
    {
      name: t`Precision`,
      up: t`most precise first`,
      down: t`least precise first`,
      value: (row) => number(effects.get(row.id)?.vi),
    },
    { name: en.weight, up, down, value: (row) => number(effects.get(row.id)?.weight) },
  ];
}

function ordersOf(analysis: Analysis): Order[] {
  const { outcome } = analysis;
  const columns = freeColumns(outcome).filter(({ kind }) => kind === "group" || kind === "mod");
  const years = outcome.rows.some((row) => yearOf(row) !== null);
  return [
    byText(en.study, (row) => row.label),
    ...(years ? [{ name: en.year, up: t`oldest first`, down: t`newest first`, value: yearOf }] : []),
    ...columns.map(byColumn),
    ...byResult(analysis),
  ];
}

/** Each order once; the one the studies are in is offered the other way round. */
function sortItems(app: App): MenuItem[] {
  const { rows } = app.analysis.value.outcome;
  const now = filledRows(rows).map(({ id }) => id);
  const sort = (name: string, ids: readonly number[]) => () => {
    app.store.apply(orderRows(ids));
    app.toast.value = {
      text: t`Studies in order of: ${name}`,
      action: { label: en.undo, run: () => app.store.undo() },
    };
  };
  const items = ordersOf(app.analysis.value).map(({ name, up, down, value }) => {
    const ids = sortedIds(rows, value);
    const turned = ids.every((id, i) => id === now[i]);
    const label = `${name}, ${turned ? down : up}`;
    return { label, run: sort(label, turned ? sortedIds(rows, value, true) : ids) };
  });
  return [
    ...items,
    {
      label: en.asTyped,
      separated: true,
      run: sort(
        en.asTyped,
        sortedIds(rows, ({ id }) => id),
      ),
    },
  ];
}

/** Puts the studies in order once; they stay where they are while numbers change. */
export function SortButton() {
  const app = useApp();
  const anchor = useSignal<HTMLElement | null>(null);
  return (
    <>
      <button
        type="button"
        class="button quiet"
        aria-haspopup="menu"
        aria-expanded={anchor.value !== null}
        onClick={(event) => (anchor.value = anchor.value ? null : event.currentTarget)}
      >
        {en.sort}
      </button>
      {anchor.value && (
        <Menu label={en.sort} anchor={anchor.value} items={sortItems(app)} onClose={() => (anchor.value = null)} />
      )}
    </>
  );
}
