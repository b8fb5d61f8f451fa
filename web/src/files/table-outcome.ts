import type { Catalog } from "../core/types";
import { planPaste } from "../state/actions";
import { blankOutcome, filledRows, findFormat } from "../state/blank";
import type { PastedBlock } from "../state/pasted";
import type { Outcome } from "../state/state";
import { capNotes, type FoundColumn, type FoundOutcome } from "./found";

/** Roles that are no column of a format, in words. */
const ROLES: Readonly<Record<string, string>> = {
  label: "Study",
  year: "Year",
  include: "Use (yes or no)",
  format: "How the study is entered",
  rob: "Risk of bias",
};

export function roleLabel(catalog: Catalog, format: string, role: string): string {
  if (role.startsWith("group:")) return `Group "${role.slice(6)}"`;
  if (role.startsWith("rob:")) return "Risk of bias: support";
  if (role.startsWith("mod:")) return `Moderator "${role.slice(4)}"`;
  const formats = [findFormat(catalog, format), ...catalog.formats];
  const column = formats.flatMap((known) => known?.columns ?? []).find(({ id }) => id === role);
  return ROLES[role] ?? column?.label ?? role;
}

function columnsOf(
  block: PastedBlock,
  roles: readonly (string | null)[],
  outcome: Outcome,
  catalog: Catalog,
): FoundColumn[] {
  const format = outcome.rows[0]?.format ?? outcome.format;
  return block.columns.map(({ name }, i) => {
    const role = roles[i] ?? null;
    return { name: name || `Column ${i + 1}`, became: role === null ? null : roleLabel(catalog, format, role) };
  });
}

/** A block that was placed by position, with the roles its places gave it. */
export function withRoles(block: PastedBlock, roles: readonly (string | null)[], format: string): PastedBlock {
  if (block.mapped) return block;
  const columns = block.columns.map((column, i) => ({ ...column, role: roles[i] ?? "skip" }));
  return { ...block, columns, mapped: true, format };
}

export interface TableSource {
  heading: string;
  /** Name of the outcome it becomes. */
  name: string;
  block: PastedBlock;
  notes?: readonly string[];
  chosen?: boolean;
}

/** A table of studies as an outcome of its own, with the measure that suits it. */
export function tableOutcome(source: TableSource, catalog: Catalog): FoundOutcome {
  const blank = { ...blankOutcome(catalog), name: source.name };
  const rowId = blank.rows[0]?.id ?? 0;
  const { outcome, roles, notes } = planPaste(catalog, blank, { rowId, column: "label" }, source.block);
  const found = filledRows(outcome.rows).length > 0;
  const format = outcome.rows[0]?.format ?? outcome.format;
  return {
    heading: source.heading,
    outcome: { ...outcome, rows: filledRows(outcome.rows) },
    columns: columnsOf(source.block, roles, outcome, catalog),
    notes: capNotes([...(source.notes ?? []), ...notes]),
    block: withRoles(source.block, roles, format),
    again: (block) => tableOutcome({ ...source, block }, catalog),
    chosen: found && (source.chosen ?? true),
  };
}
