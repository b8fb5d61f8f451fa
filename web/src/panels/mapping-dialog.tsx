import { asFormat } from "../files/paste";
import { findFormat } from "../state/blank";
import type { PastedBlock, PastedColumn, PastedQuestion } from "../state/pasted";
import { plural } from "../text/format";
import { Dialog } from "../ui/dialog";
import { type Choice, Select } from "../ui/field";
import { type App, useApp } from "./app-model";
import { remap, shownBlock, withChoice, withRole } from "./pasting";

const nameOf = (column: PastedColumn, index: number): string => column.name || `Column ${index + 1}`;

/** What a column can be: something of the study, a column of the data, or left out. */
function choicesFor(app: App, block: PastedBlock, column: PastedColumn, index: number): Choice[] {
  const study = "The study";
  const name = nameOf(column, index);
  const format = findFormat(app.catalog, block.format ?? app.store.outcome.value.format);
  const choices = [
    { id: "skip", label: "Left out", group: study },
    { id: "label", label: "Name of the study", group: study },
    { id: "year", label: "Year", group: study },
    { id: "include", label: "Used or not", group: study },
    { id: `group:${name}`, label: "Group of studies", group: study },
    { id: `mod:${name}`, label: "Moderator", group: study },
    ...(format?.columns ?? []).map(({ id, label }) => ({ id, label, group: format?.label ?? "" })),
  ];
  const { role } = column;
  const known = role === null || choices.some(({ id }) => id === role);
  return known ? choices : [{ id: role, label: role.replace(/^\w+:/, ""), group: study }, ...choices];
}

function samples(block: PastedBlock, index: number): string {
  const filled = block.rows.map((row) => row[index] ?? "").filter((text) => text !== "");
  return filled.slice(0, 3).map((text) => (text.length > 24 ? `${text.slice(0, 24)}…` : text)).join(", "); // biome-ignore format: one thing
}

function Question({ question, onChoose }: { question: PastedQuestion; onChoose: (chosen: number) => void }) {
  return (
    <fieldset class="fieldset question">
      <legend>{question.text}</legend>
      <div>
        {question.choices.map((choice, i) => (
          <label key={choice.label} class="choice">
            <input type="radio" name={question.text} checked={i === question.chosen} onChange={() => onChoose(i)} />
            <span>{choice.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Columns({ block }: { block: PastedBlock }) {
  const app = useApp();
  return (
    <div class="mapping">
      {block.columns.map((column, i) => (
        <Select
          key={i}
          label={nameOf(column, i)}
          value={column.role ?? "skip"}
          choices={choicesFor(app, block, column, i)}
          onChange={(role) => remap(app, withRole(block, i, role))}
          hint={samples(block, i) || "empty"}
        />
      ))}
    </div>
  );
}

function Reading({ block }: { block: PastedBlock }) {
  const app = useApp();
  const formats = app.catalog.formats.map(({ id, label }) => ({ id, label }));
  const { report } = app.analysis.value;
  const used = (report?.effects ?? []).filter((effect) => effect.used).length;
  return (
    <>
      {(block.questions ?? []).map((question, i) => (
        <Question
          key={question.text}
          question={question}
          onChoose={(chosen) => remap(app, withChoice(block, i, chosen))}
        />
      ))}
      <Select
        label="The numbers are"
        value={block.format ?? app.store.outcome.value.format}
        choices={formats}
        onChange={(format) => remap(app, asFormat(block, format, app.catalog))}
      />
      <Columns block={block} />
      <p class="hint" role="note">
        {plural(used, "study", "studies")} can be analysed as the columns are now. Every change shows in the table at
        once, and Undo takes it back.
      </p>
    </>
  );
}

/** What each pasted column is, and what can be read in more than one way. */
export function MappingDialog({ onClose }: { onClose: () => void }) {
  const app = useApp();
  const block = shownBlock(app);
  return (
    <Dialog title="Columns of the paste" onClose={onClose} wide>
      <div class="stack">
        {block ? (
          <Reading block={block} />
        ) : (
          <p>
            The table has been changed since this paste, or the paste was undone. Paste again to change its columns.
          </p>
        )}
      </div>
    </Dialog>
  );
}
