import { asFormat } from "../files/paste";
import { t } from "../language/text";
import { findFormat } from "../state/blank";
import type { PastedBlock, PastedColumn, PastedQuestion } from "../state/pasted";
import { type Choice, Select } from "../ui/field";
import { useApp } from "./app-model";
import { withChoice, withRole } from "./pasting";

const nameOf = (column: PastedColumn, index: number): string => column.name || t`Column ${index + 1}`;

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

interface Props {
  block: PastedBlock;
  /** The format where the block names none. */
  usual: string;
  onChange: (block: PastedBlock) => void;
}

/** What a column can be: something of the study, a column of the data, or left out. */
function useChoices(block: PastedBlock, usual: string): (column: PastedColumn, index: number) => Choice[] {
  const format = findFormat(useApp().catalog, block.format ?? usual);
  return (column, index) => {
    const study = t`The study`;
    const name = nameOf(column, index);
    const choices = [
      { id: "skip", label: t`Left out`, group: study },
      { id: "label", label: t`Name of the study`, group: study },
      { id: "year", label: t`Year`, group: study },
      { id: "include", label: t`Used or not`, group: study },
      { id: "notes", label: t`Notes`, group: study },
      { id: `group:${name}`, label: t`Group of studies`, group: study },
      { id: `mod:${name}`, label: t`Moderator`, group: study },
      ...(format?.columns ?? []).map(({ id, label }) => ({ id, label, group: format?.label ?? "" })),
    ];
    const { role } = column;
    const known = role === null || choices.some(({ id }) => id === role);
    return known ? choices : [{ id: role, label: role.replace(/^\w+:/, ""), group: study }, ...choices];
  };
}

/** What the columns of a table are, each to be changed, and what can be read in more than one way. */
export function BlockColumns({ block, usual, onChange }: Props) {
  const { catalog } = useApp();
  const choicesFor = useChoices(block, usual);
  return (
    <>
      {(block.questions ?? []).map((question, i) => (
        <Question
          key={question.text}
          question={question}
          onChoose={(chosen) => onChange(withChoice(block, i, chosen))}
        />
      ))}
      <Select
        label={t`The numbers are`}
        value={block.format ?? usual}
        choices={catalog.formats}
        onChange={(format) => onChange(asFormat(block, format, catalog))}
      />
      <div class="mapping">
        {block.columns.map((column, i) => (
          <Select
            key={i}
            label={nameOf(column, i)}
            value={column.role ?? "skip"}
            choices={choicesFor(column, i)}
            onChange={(role) => onChange(withRole(block, i, role))}
            hint={samples(block, i) || t`empty`}
          />
        ))}
      </div>
    </>
  );
}
