import { useMemo } from "preact/hooks";
import type { CatalogColumn, CatalogFormat, StudyEffect } from "../core/types";
import { t } from "../language/text";
import type { Axis } from "../plots/axis";
import { studyStrip } from "../plots/strip";
import { isEmptyRow } from "../state/blank";
import { freeText, keyOf } from "../state/columns";
import { judgementsOf, levelOf, OVERALL, type RobTemplate } from "../state/rob";
import type { FreeColumn, Row } from "../state/state";
import { en } from "../text/en";
import { intervalText, range, type Scale } from "../text/format";
import { Button } from "../ui/button";
import { Drawing } from "../ui/drawing";
import { Icon } from "../ui/icon";
import { memo } from "../ui/late";
import type { Message } from "./app-model";
import { RobMark } from "./rob-mark";
import { columnTitle } from "./sort-menu";

export interface RowProps {
  row: Row;
  index: number;
  /** The format whose columns are the table's. */
  tableFormat: CatalogFormat;
  /** The row's own format: another one is typed in one wide cell. */
  format: CatalogFormat;
  /** The columns beside the numbers. */
  free: readonly FreeColumn[];
  /** How the study was converted from what its report gives; null when it was not. */
  conversion: string | null;
  /** Its row in the whole table, where not all of it is drawn. */
  ariaRow: number | undefined;
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
  /** By which risk of bias is judged; null where the table has no such column. */
  rob: RobTemplate | null;
  onRob: () => void;
  onFix: (rowId: number, message: Message) => void;
  /** Shows how its effect comes about. */
  onWorking: (rowId: number) => void;
}

export function studyName(row: Row, index: number): string {
  return row.label.trim() || t`study ${index + 1}`;
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
        {shortLabel(column)}
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
        placeholder={en.study}
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
          <td
            key={column.id}
            class={`data${startsGroup(format, i) ? " start" : ""}${startsLine(format, i) ? " line" : ""}`}
            data-short={shortLabel(column)}
          >
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

/** Cells in a line of the card that a study is on a phone. */
export function cellsPerLine({ columns }: CatalogFormat): number {
  if (columns.length <= 4) return Math.max(1, columns.length);
  const sizes = columns.map(({ group }) => columns.filter((other) => other.group === group).length);
  const largest = Math.max(...sizes);
  return largest <= 4 ? largest : 3;
}

/** There every group of more than a line's columns begins a line of its own. */
function startsLine(format: CatalogFormat, i: number): boolean {
  const group = format.columns[i]?.group;
  const inGroup = format.columns.length <= 4 ? i : i - format.columns.findIndex((column) => column.group === group);
  return inGroup % cellsPerLine(format) === 0;
}

/** On a phone a cell carries its own head: "Treat. events" is too long, "events T" is not. */
function shortLabel(column: CatalogColumn): string {
  return column.group === "" ? column.short : `${column.group.slice(0, 1)} ${column.short}`;
}

/** What is known beside the numbers, at the end of the row. */
function FreeCells({ row, index, free, shown }: Pick<RowProps, "row" | "index" | "free" | "shown">) {
  const name = studyName(row, index);
  return (
    <>
      {free.map((column, i) => {
        const key = keyOf(column);
        const own = shown.filter((m) => m.column === key);
        return (
          <td key={key} class={`free for-${column.kind}${i % 2 === 0 ? " line" : ""}`} data-short={columnTitle(column)}>
            <input
              type="text"
              class={column.kind === "mod" ? "number" : undefined}
              dir="auto"
              inputMode={column.kind === "mod" ? "decimal" : column.kind === "year" ? "numeric" : undefined}
              autoComplete="off"
              enterKeyHint="next"
              spellcheck={false}
              data-column={key}
              aria-label={`${columnTitle(column)}, ${name}`}
              aria-invalid={own.some((m) => m.severity === "error") ? "true" : undefined}
              aria-describedby={own.length > 0 ? `messages-${row.id}` : undefined}
              title={column.kind === "notes" && freeText(row, column) !== "" ? freeText(row, column) : undefined}
              value={freeText(row, column)}
            />
          </td>
        );
      })}
    </>
  );
}

function resultText(effect: StudyEffect | undefined, scale: Scale, decimals: number) {
  if (!effect || effect.display.est === null) return null;
  const { est, lb, ub } = intervalText(effect.display.est, effect.display.ci_lb, effect.display.ci_ub, scale, decimals);
  return { est, interval: `(${range(lb, ub)})` };
}

/** A mark on what the report did not give in this form; how it was computed stands below the table as well. */
function Converted({ how }: { how: string }) {
  return (
    <span class="converted" title={how}>
      <span aria-hidden="true">≈ </span>
      <span class="visually-hidden">{how} </span>
    </span>
  );
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
          // Not among the stops of Tab, which goes from cell to cell: the row's menu leads there as well.
          <button
            type="button"
            class="number-button"
            tabIndex={-1}
            title={en.working}
            onClick={() => p.onWorking(p.row.id)}
          >
            <span class="est">
              {p.conversion !== null && <Converted how={p.conversion} />}
              {text.est}
            </span>{" "}
            <span class="interval">{text.interval}</span>
          </button>
        )}
        {!text && p.effect && !empty && <span class="muted">{en.notEstimable}</span>}
      </td>
      <td class="weight">{out ? <span class="muted">{en.leftOut}</span> : p.weight && `${p.weight}%`}</td>
    </>
  );
}

/** The overall judgement of risk of bias; pressing it opens all of them. */
function RobCell({ p, name, empty }: { p: RowProps; name: string; empty: boolean }) {
  if (p.rob === null) return null;
  const level = levelOf(p.rob, judgementsOf(p.row.rob, p.rob)[OVERALL] ?? "");
  return (
    <td class="rob">
      {!empty && (
        <button
          type="button"
          aria-label={`${en.riskOfBias}, ${name}: ${level?.word ?? t`not judged`}`}
          onClick={p.onRob}
        >
          <RobMark level={level} />
        </button>
      )}
    </td>
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
  const beside = useMemo(
    () => <FreeCells row={row} index={index} free={p.free} shown={shown} />,
    [row, index, p.free, said],
  );
  return (
    <>
      <tr
        data-row={row.id}
        aria-rowindex={p.ariaRow}
        class={`${row.include ? "study" : "study out"}${empty ? " blank" : ""}`}
      >
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
        <RobCell p={p} name={name} empty={empty} />
        {beside}
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
      {shown.length > 0 && <Messages rowId={row.id} name={name} columns={p.columns} shown={shown} onFix={p.onFix} />}
    </>
  );
});

interface MessagesProps {
  rowId: number;
  name: string;
  columns: number;
  shown: readonly Message[];
  onFix: (rowId: number, message: Message) => void;
}

function Messages({ rowId, name, columns, shown, onFix }: MessagesProps) {
  return (
    <tr class="messages">
      <td colSpan={columns} id={`messages-${rowId}`}>
        {shown.map((m) => (
          <p key={m.text} class={m.missing ? "reminder" : m.severity}>
            {!m.missing && <Icon name="warning" />}
            <bdi>{m.text.length > 400 ? `${m.text.slice(0, 399)}…` : m.text}</bdi>
            {m.fix && (
              <Button class="fix" name={`${m.fix.label}, ${name}`} onClick={() => onFix(rowId, m)}>
                {m.fix.label}
              </Button>
            )}
          </p>
        ))}
      </td>
    </tr>
  );
}
