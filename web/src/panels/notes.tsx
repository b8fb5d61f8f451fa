import { useSignal } from "@preact/signals";
import type { Note } from "../core/types";
import { t } from "../language/text";
import { fewSentence } from "../text/few-studies";
import { Icon } from "../ui/icon";
import { type App, useApp } from "./app-model";

/** The card, the table and the panels say these in their own way. */
const SAID_ELSEWHERE = new Set([
  "no_studies",
  "control_risk_needed",
  "question_not_for_measure",
  "leave_one_out_needs_two",
]);

interface Line {
  readonly key: string;
  readonly severity: Note["severity"];
  readonly text: string;
}

/** With so few studies the printed interval is a choice: said without being asked. */
function fewLine({ analysis, catalog }: App): Line[] {
  const { report, measure } = analysis.value;
  if (!report?.summary || !report.few_studies) return [];
  const text = fewSentence(report.few_studies, report.summary.k, report.options.level, catalog, measure);
  return text === null ? [] : [{ key: "few", severity: "warning", text }];
}

/** More than this many letters, or more than one remark, would push the table down. */
const ONE_LINE = 110;

/** The first remark in one line, and the rest at a press: the table is what people came for. */
function Lines({ label, lines }: { label: string; lines: readonly Line[] }) {
  const open = useSignal(false);
  if (lines.length === 0) return null;
  const long = lines.length > 1 || (lines[0]?.text.length ?? 0) > ONE_LINE;
  return (
    <div class={long && !open.value ? "notes-box closed" : "notes-box"}>
      <ul class="notes" aria-label={label}>
        {lines.map(({ key, severity, text }) => (
          <li key={key} class={`note ${severity}`}>
            <Icon name={severity === "info" ? "info" : "warning"} />
            <bdi>{text}</bdi>
          </li>
        ))}
      </ul>
      {long && (
        <button
          type="button"
          class="button quiet"
          aria-expanded={open.value}
          onClick={() => (open.value = !open.value)}
        >
          {open.value ? t`Less` : lines.length === 1 ? t`More` : t`All ${lines.length} notes`}
        </button>
      )}
    </div>
  );
}

const RANK = { error: 0, warning: 1, info: 2 };

const lineOf = (note: Note): Line => ({
  key: `${note.row} ${note.code} ${note.column}`,
  severity: note.severity,
  text: note.text,
});

/** What is to be said about the analysis as a whole. Warnings first. */
export function AnalysisNotes() {
  const app = useApp();
  const { report } = app.analysis.value;
  const notes = (report?.notes ?? []).filter((n) => n.row === null && !SAID_ELSEWHERE.has(n.code)).map(lineOf);
  const sorted = [...fewLine(app), ...notes].sort((a, b) => RANK[a.severity] - RANK[b.severity]);
  return <Lines label={t`Notes on the analysis`} lines={sorted} />;
}

/** Remarks about single studies that need nothing done: a correction for a zero cell, for instance. */
export function StudyNotes() {
  const { report } = useApp().analysis.value;
  const notes = (report?.notes ?? []).filter((n) => n.row !== null && n.severity === "info");
  return <Lines label={t`Notes on studies`} lines={notes.map(lineOf)} />;
}
