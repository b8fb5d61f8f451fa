import { t } from "../language/text";
import type { Flow } from "../state/flow";
import type { PastedBlock } from "../state/pasted";
import type { Outcome } from "../state/state";

/** What a file holds, before anything of it has a place in the review. */
export interface FoundColumn {
  /** Its head in the file. */
  readonly name: string;
  /** What it is here, in words; null = it has no place. */
  readonly became: string | null;
}

export interface FoundOutcome {
  /** What it stands under in the file: the comparison, the name of the file. */
  readonly heading: string;
  readonly outcome: Outcome;
  readonly columns: readonly FoundColumn[];
  /** What could not be read, was changed, or was read in one of two possible ways. */
  readonly notes: readonly string[];
  /** A plain table, which can also be added below the studies that are there. */
  readonly block: PastedBlock | null;
  /** The same table with its columns read in another way. */
  readonly again?: (block: PastedBlock) => FoundOutcome;
  /** Taken unless the user says otherwise. */
  readonly chosen: boolean;
}

export interface FoundFile {
  /** "Excel workbook", "RevMan 5 review". */
  readonly kind: string;
  readonly title: string;
  readonly question: string;
  /** The flow of studies, which only our own files have. */
  readonly flow?: Flow;
  readonly outcomes: readonly FoundOutcome[];
  /** About the file as a whole. */
  readonly notes: readonly string[];
  /** Saved by Pooled with nothing left out: opened whole, nothing of it is unsaved. */
  readonly complete?: boolean;
}

/** Why a file cannot be read, in words for the person who opened it. */
export class Refusal extends Error {}

/** The bytes of a file and its name, which is only looked at when the bytes do not say what it is. */
export interface FileBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const MOST_NOTES = 100;

/** The notes, not without end; how many more there are is said. */
export function capNotes(notes: readonly string[]): string[] {
  const all = [...new Set(notes)];
  return all.length <= MOST_NOTES ? all : [...all.slice(0, MOST_NOTES), t`… and ${all.length - MOST_NOTES} more.`];
}
