import { useMemo } from "preact/hooks";
import type { CatalogColumn, CatalogFormat, StudyEffect } from "../core/types";
import type { Axis } from "../plots/axis";
import { studyStrip } from "../plots/strip";
import { isEmptyRow } from "../state/blank";
import type { Row } from "../state/state";
import { en } from "../text/en";
import { intervalText, range, type Scale } from "../text/format";
import { Drawing } from "../ui/drawing";
import { Icon } from "../ui/icon";
import { memo } from "../ui/late";
import type { Message } from "./app-model";

export interface RowProps {
  row: Row;
  index: number;
  /** The format whose columns are the table's. */
  tableFormat: CatalogFormat;
  /** The row's own format: another one is typed in one wide cell. */
  format: CatalogFormat;
  effect: StudyEffect | undefined;
  weight: string;
  /** What is to be said now: see shownMessages. */
  shown: readonly Message[];
  axis: Axis | null;
  heaviest: number;
  scale: Scale;
  decimals: number;
  columns: number;
  onToggle: (rowId: number) => void;
  onMenu: (rowId: number, anchor: HTMLElement) => void;
}

export function studyName(row: Row, index: number): string {
  return row.label.trim() || `study ${index + 1}`;
}

interface CellProps {
  row: Row;
  name: string;
  column: CatalogColumn;
  invalid: boolean;
  messageId: string | undefined;
  caption: boolean;
}

function Cell({ row, name, column, invalid, messageId, caption }: CellProps) {
  const input = (
    <input
      type="text"
      class="number"
      inputMode="decimal"
      autoComplete="off"
      enterKeyHint="next"
      spellcheck={false}
      data-column={column.id}
      aria-label={`${column.label}, ${name}`}
      aria-invalid={invalid ? "true" : undefined}
      aria-describedby={messageId}
      value={row.cells[column.id] ?? ""}
    />
  );
  if (!caption) return input;
  return (
    <span class="captioned">
      <span class="caption" aria-hidden="true">
        {column.short}
      </span>
      {input}
    </span>
  );
}

function LabelCell({ row, name, messageId }: { row: Row; name: string; messageId: string | undefined }) {
  return (
    <td class="label">
      <input
        type="text"
        dir="auto"
        autoComplete="off"
        enterKeyHint="next"
        spellcheck={false}
        data-column="label"
        aria-label={`${en.study}, ${name}`}
        aria-describedby={messageId}
        title={row.label.length > 18 ? row.label.slice(0, 200) : undefined}
        value={row.label}
      />
    </td>
  );
}

/** The typed part of a row; drawn anew only when something in it changes. */
function Inputs(p: {
  row: Row;
  index: number;
  tableFormat: CatalogFormat;
  format: CatalogFormat;
  shown: readonly Message[];
}) {
  const { row, index, tableFormat, format, shown } = p;
  const name = studyName(row, index);
  const id = shown.length > 0 ? `messages-${row.id}` : undefined;
  const cell = (column: CatalogColumn, caption: boolean) => {
    const own = shown.filter((m) => m.column === column.id);
    return (
      <Cell
        key={column.id}
        row={row}
        name={name}
        column={column}
        invalid={own.some((m) => m.severity === "error" && !m.missing)}
        messageId={own.length > 0 ? id : undefined}
        caption={caption}
      />
    );
  };
  const whole = shown.some((m) => m.column === null) ? id : undefined;
  return (
    <>
      <LabelCell row={row} name={name} messageId={whole} />
      {format.id === tableFormat.id ? (
        format.columns.map((column, i) => (
          <td key={column.id} class={startsGroup(format, i) ? "data start" : "data"} data-short={shortLabel(column)}>
            {cell(column, false)}
          </td>
        ))
      ) : (
        <td class="data other" colSpan={tableFormat.columns.length}>
          <div class="cells">{format.columns.map((column) => cell(column, true))}</div>
        </td>
      )}
    </>
  );
}

export function startsGroup(format: CatalogFormat, i: number): boolean {
  return i > 0 && format.columns[i]?.group !== format.columns[i - 1]?.group;
}

/** On a phone a cell carries its own head: "Treat. events" is too long, "events T" is not. */
function shortLabel(column: CatalogColumn): string {
  return column.group === "" ? column.short : `${column.group.slice(0, 1)} ${column.short}`;
}

function resultText(effect: StudyEffect | undefined, scale: Scale, decimals: number) {
  if (!effect || effect.display.est === null) return null;
  const { est, lb, ub } = intervalText(effect.display.est, effect.display.ci_lb, effect.display.ci_ub, scale, decimals);
  return { est, interval: `(${range(lb, ub)})` };
}

function Results({ p, empty }: { p: RowProps; empty: boolean }) {
  const text = resultText(p.effect, p.scale, p.decimals);
  const out = text !== null && !p.effect?.used;
  return (
    <>
      <td class="plot">
        <Drawing node={studyStrip(p.effect, p.axis, p.heaviest)} />
      </td>
      <td class="effect">
        {text && (
          <>
            <span class="est">{text.est}</span> <span class="interval">{text.interval}</span>
          </>
        )}
        {!text && p.effect && !empty && <span class="muted">{en.notEstimable}</span>}
      </td>
      <td class="weight">{out ? <span class="muted">{en.leftOut}</span> : p.weight && `${p.weight}%`}</td>
    </>
  );
}

/** One study: what was typed, its place in the forest plot, its effect and weight; below it what is wrong. */
export const StudyRow = memo((p: RowProps) => {
  const { row, index, tableFormat, format, shown } = p;
  const empty = isEmptyRow(row);
  const name = studyName(row, index);
  const said = shown.map((m) => m.text).join("\n");
  const inputs = useMemo(
    () => <Inputs row={row} index={index} tableFormat={tableFormat} format={format} shown={shown} />,
    [row, index, tableFormat, format, said],
  );
  return (
    <>
      <tr data-row={row.id} class={`${row.include ? "study" : "study out"}${empty ? " blank" : ""}`}>
        <td class="use">
          {!empty && (
            <label>
              <input
                type="checkbox"
                checked={row.include}
                aria-label={`${en.use} ${name}`}
                onChange={() => p.onToggle(row.id)}
              />
            </label>
          )}
        </td>
        {inputs}
        <Results p={p} empty={empty} />
        <td class="row-menu">
          {!empty && (
            <button
              type="button"
              class="button quiet square"
              aria-label={`${en.more}, ${name}`}
              aria-haspopup="menu"
              onClick={(event) => p.onMenu(row.id, event.currentTarget)}
            >
              <Icon name="more" />
            </button>
          )}
        </td>
      </tr>
      {shown.length > 0 && <Messages rowId={row.id} columns={p.columns} shown={shown} />}
    </>
  );
});

function Messages({ rowId, columns, shown }: { rowId: number; columns: number; shown: readonly Message[] }) {
  return (
    <tr class="messages">
      <td colSpan={columns} id={`messages-${rowId}`}>
        {shown.map((m) => (
          <p key={m.text} class={m.missing ? "reminder" : m.severity}>
            {!m.missing && <Icon name="warning" />}
            <bdi>{m.text.length > 400 ? `${m.text.slice(0, 399)}…` : m.text}</bdi>
          </p>
        ))}
      </td>
    </tr>
  );
}
