import type { Note } from "../core/types";
import { Icon } from "../ui/icon";
import { useApp } from "./app-model";

/** The card, the table and the panels say these in their own way. */
const SAID_ELSEWHERE = new Set([
  "no_studies",
  "control_risk_needed",
  "question_not_for_measure",
  "leave_one_out_needs_two",
]);

function NoteLine({ note }: { note: Note }) {
  const serious = note.severity !== "info";
  return (
    <li class={`note ${note.severity}`}>
      <Icon name={serious ? "warning" : "info"} />
      <bdi>{note.text}</bdi>
    </li>
  );
}

/** What the core wants said about the analysis as a whole. Warnings first. */
export function AnalysisNotes() {
  const { report } = useApp().analysis.value;
  const notes = (report?.notes ?? []).filter((n) => n.row === null && !SAID_ELSEWHERE.has(n.code));
  if (notes.length === 0) return null;
  const rank = { error: 0, warning: 1, info: 2 };
  const sorted = [...notes].sort((a, b) => rank[a.severity] - rank[b.severity]);
  return (
    <ul class="notes" aria-label="Notes on the analysis">
      {sorted.map((note) => (
        <NoteLine key={note.code} note={note} />
      ))}
    </ul>
  );
}

/** Remarks about single studies that need nothing done: a correction for a zero cell, for instance. */
export function StudyNotes() {
  const { report } = useApp().analysis.value;
  const notes = (report?.notes ?? []).filter((n) => n.row !== null && n.severity === "info");
  if (notes.length === 0) return null;
  return (
    <ul class="notes" aria-label="Notes on studies">
      {notes.map((note) => (
        <NoteLine key={`${note.row} ${note.code} ${note.column}`} note={note} />
      ))}
    </ul>
  );
}
