import type { CatalogFormat } from "../core/types";
import type { FreeColumn } from "../state/state";
import { cellsPerLine } from "./study-row";

/** Widths in rem of the columns beside the numbers. */
const WIDTHS = { year: 4.25, group: 7.5, mod: 5.5, notes: 14 } as const;

/** What the style sheet cannot count: it adds up the widths that the table needs at the least. */
export function tableWidths(format: CatalogFormat, free: readonly FreeColumn[]): Record<string, string> {
  return {
    "--cells": String(format.columns.length),
    "--free": `${free.reduce((sum, { kind }) => sum + WIDTHS[kind], 0)}rem`,
    "--span": String(12 / cellsPerLine(format)),
  };
}

/** Widths belong to the columns; the plot takes what they leave. */
export function Columns({ format, free, rob }: { format: CatalogFormat; free: readonly FreeColumn[]; rob: boolean }) {
  return (
    <colgroup>
      <col class="use" />
      <col class="label" />
      {format.columns.map((column) => (
        <col key={column.id} class="data" />
      ))}
      <col class="plot" />
      <col class="effect" />
      <col class="weight" />
      {rob && <col class="rob" />}
      {free.map(({ kind, name }) => (
        <col key={`${kind} ${name}`} style={{ width: `${WIDTHS[kind]}rem` }} />
      ))}
      <col class="row-menu" />
    </colgroup>
  );
}

/** The place of rows that are not drawn. */
export function Room({ rows, height, span }: { rows: number; height: number; span: number }) {
  if (rows <= 0) return null;
  return (
    <tr class="room">
      <td colSpan={span} style={{ height: `${rows * height}px` }} />
    </tr>
  );
}
