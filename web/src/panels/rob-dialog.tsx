import { type Signal, useSignal } from "@preact/signals";
import { readRobSheet } from "../files/rob-sheet";
import { t } from "../language/text";
import { copyRob, fillRob, judge, setRobSupport, setRobTemplate, setRobTool, showRob } from "../state/actions";
import { filledRows } from "../state/blank";
import { isJudged, judgementsOf, levelOf, OVERALL, type RobTemplate, suggestionOf, templateOf } from "../state/rob";
import { copyable } from "../state/rob-actions";
import { MOST_DOMAINS, MOST_LEVELS, robTool, robTools } from "../state/rob-tools";
import type { Action, Outcome, Row } from "../state/state";
import { plural } from "../text/format";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Check, Select, TextField } from "../ui/field";
import { type App, useApp } from "./app-model";
import { outcomeName } from "./outcome-tabs";
import { cellBy, domainName, nextCell, type RobCell, RobGrid } from "./rob-grid";
import { RobMark } from "./rob-mark";
import { studyName } from "./study-row";

/** What has just been done, with its way back: a dialog hides the page's own line for this. */
type Said = Signal<{ text: string; undo: boolean } | null>;

function change(app: App, said: Said, action: Action, text: string): void {
  const before = app.store.review.value;
  app.store.apply(action);
  said.value = { text, undo: app.store.review.value !== before };
}

function SaidLine({ said }: { said: Said }) {
  const app = useApp();
  const undo = (): void => {
    app.store.undo();
    said.value = null;
  };
  return (
    <div class="row" role="status">
      {said.value && <span>{said.value.text}</span>}
      {said.value?.undo && <Button onClick={undo}>{t`Undo`}</Button>}
    </div>
  );
}

const lines = (text: string, by: RegExp): string[] => text.split(by).filter((line) => line.trim() !== "");

/** Domains and levels of a tool of one's own; taken over when a field is left. */
function FreeTemplate({ outcome }: { outcome: Outcome }) {
  const app = useApp();
  const take = (domains: readonly string[], levels: readonly string[]): void =>
    app.store.apply(setRobTemplate(domains, levels));
  return (
    <div class="pair">
      <div class="field">
        <label for="rob-domains">
          {t`Domains, one to a line, at most `}
          {MOST_DOMAINS}
        </label>
        <textarea
          id="rob-domains"
          rows={4}
          value={outcome.rob_domains.join("\n")}
          onChange={(event) => take(lines(event.currentTarget.value, /\n/), outcome.rob_levels)}
        />
      </div>
      <div class="field">
        <label for="rob-levels">
          {t`Levels, the best first, one to a line, at most `}
          {MOST_LEVELS}
        </label>
        <textarea
          id="rob-levels"
          rows={4}
          value={outcome.rob_levels.join("\n")}
          onChange={(event) => take(outcome.rob_domains, lines(event.currentTarget.value, /\n/))}
        />
      </div>
    </div>
  );
}

function ToolFields({ outcome, said }: { outcome: Outcome; said: Said }) {
  const app = useApp();
  const choices = [{ id: "", label: t`Not judged` }, ...robTools.map(({ id, title }) => ({ id, label: title }))];
  const choose = (id: string): void => {
    const lost = isJudged(outcome);
    change(app, said, setRobTool(id), lost ? t`The judgements by the other tool are gone.` : "");
    if (!lost) said.value = null;
  };
  return (
    <>
      <Select
        label={t`Tool`}
        value={outcome.rob_tool}
        choices={choices}
        onChange={choose}
        hint={robTool(outcome.rob_tool)?.source || undefined}
      />
      {outcome.rob_tool === "free" && <FreeTemplate outcome={outcome} />}
    </>
  );
}

/** What the tool's rule makes of the domains. It is never set by itself. */
function SuggestionLine({ row, template }: { row: Row; template: RobTemplate }) {
  const app = useApp();
  const { level, why } = suggestionOf(row.rob, template);
  const now = judgementsOf(row.rob, template)[OVERALL] ?? "";
  const found = levelOf(template, level);
  if (row.rob === "" || now === level) return null;
  return (
    <p class="row rob-suggestion">
      <span>
        {t`Overall, by the tool's rule: `}
        {found ? found.word : t`for you to decide`}. {why}
      </span>
      {found && (
        <Button onClick={() => app.store.apply(judge(row.id, OVERALL, level))}>
          {t`Take `}
          {found.word}
        </Button>
      )}
    </p>
  );
}

interface KeypadProps {
  row: Row;
  index: number;
  cell: RobCell;
  template: RobTemplate;
  onLevel: (id: string) => void;
}

/** The chosen cell: its level as buttons, and what the judgement rests on. */
function Keypad({ row, index, cell, template, onLevel }: KeypadProps) {
  const app = useApp();
  const now = judgementsOf(row.rob, template)[cell.place] ?? "";
  const about = `${domainName(template, cell.place)}, ${studyName(row, index)}`;
  return (
    <section class="rob-keypad" aria-label={t`Judgement`}>
      <p>
        <strong>{domainName(template, cell.place)}</strong>, <bdi>{studyName(row, index)}</bdi>
      </p>
      <div class="row">
        {template.levels.map((level) => (
          <button
            key={level.id}
            type="button"
            class="button"
            aria-pressed={level.id === now}
            onClick={() => onLevel(level.id)}
          >
            <RobMark level={level} /> {level.word} <kbd>{level.id}</kbd>
          </button>
        ))}
        <Button
          quiet
          disabled={now === ""}
          onClick={() => app.store.apply(judge(row.id, cell.place, ""))}
        >{t`Clear`}</Button>
      </div>
      <TextField
        label={t`Support for: ${about}`}
        value={row.rob_support[String(cell.place)] ?? ""}
        placeholder={t`Quote or reason; kept in the draft and the file`}
        onInput={(text) => app.store.apply(setRobSupport(row.id, cell.place, text), `rob:${row.id}:${cell.place}`)}
      />
      <SuggestionLine row={row} template={template} />
    </section>
  );
}

/** Puts a pasted sheet's judgements on the studies of the same name; says what found no place. */
function takeSheet(app: App, said: Said, text: string): boolean {
  const outcome = app.store.outcome.value;
  const sheet = readRobSheet(text, templateOf(outcome));
  if (sheet === null) return false;
  const plain = (name: string): string => name.trim().toLowerCase().replace(/\s+/g, " ");
  const byName = new Map(sheet.studies.map(({ name, rob }) => [plain(name), rob]));
  const judged = new Map<number, string>();
  for (const row of filledRows(outcome.rows)) {
    const rob = byName.get(plain(row.label));
    if (rob !== undefined && rob !== "") judged.set(row.id, rob);
  }
  const found = new Set(filledRows(outcome.rows).map(({ label }) => plain(label)));
  const without = sheet.studies.filter(({ name }) => !found.has(plain(name))).map(({ name }) => name);
  const words = [
    t`Judgements of ${plural(judged.size, t`study`, t`studies`)} taken over.`,
    ...(without.length > 0
      ? [t`Not in the table: ${without.slice(0, 5).join(", ")}${without.length > 5 ? " …" : ""}.`]
      : []),
    ...(sheet.unknown.length > 0 ? [t`No level of this tool: ${sheet.unknown.slice(0, 5).join(", ")}.`] : []),
  ];
  const fill: Action = (review) => fillRob(judged)(judged.size > 0 ? setRobTool(sheet.tool)(review) : review);
  change(app, said, fill, words.join(" "));
  return true;
}

function PasteSheet({ said }: { said: Said }) {
  const app = useApp();
  const text = useSignal("");
  const take = (): void => {
    if (!takeSheet(app, said, text.value))
      said.value = { text: t`That is no table: a line for each study, its name first.`, undo: false };
    else text.value = "";
  };
  return (
    <details class="panel">
      <summary>
        <h3>{t`Paste a sheet`}</h3>
      </summary>
      <div class="panel-body">
        <div class="field">
          <label for="rob-sheet">{t`Study, D1, D2 …, Overall; words or symbols, as robvis has them`}</label>
          <textarea id="rob-sheet" rows={4} value={text.value} onInput={(e) => (text.value = e.currentTarget.value)} />
        </div>
        <div class="row">
          <Button disabled={text.value.trim() === ""} onClick={take}>{t`Take over`}</Button>
        </div>
      </div>
    </details>
  );
}

function CopyButtons({ outcome, said }: { outcome: Outcome; said: Said }) {
  const app = useApp();
  const others = app.store.review.value.outcomes.flatMap((from, i) => {
    const count = from.id === outcome.id ? 0 : copyable(outcome, from);
    return count > 0 ? [{ from, count, name: outcomeName(from, i) }] : [];
  });
  if (others.length === 0) return null;
  return (
    <div class="row">
      {others.map(({ from, count, name }) => (
        <Button
          key={from.id}
          onClick={() => change(app, said, copyRob(from.id), t`Copied for ${plural(count, t`study`, t`studies`)}.`)}
        >
          {t`Copy from `}
          {name} ({count})
        </Button>
      ))}
    </div>
  );
}

function Judging({ rows, template }: { rows: readonly Row[]; template: RobTemplate }) {
  const app = useApp();
  const chosen = useSignal<RobCell>({ row: 0, place: template.domains.length > 0 ? 1 : OVERALL });
  const at = (): RobCell => ({
    row: Math.min(chosen.value.row, rows.length - 1),
    place: chosen.value.place <= template.domains.length ? chosen.value.place : OVERALL,
  });
  const cell = at();
  const row = rows[cell.row];
  if (row === undefined) return <p class="muted">{t`Type or paste the studies first.`}</p>;
  const onStep = (key: string): void => {
    chosen.value = cellBy(key, at(), template, rows.length) ?? at();
  };
  const onLevel = (id: string): void => {
    // Letters may come faster than the page is drawn: each goes where the one before it led.
    const here = at();
    const judged = rows[here.row];
    if (judged === undefined) return;
    app.store.apply(judge(judged.id, here.place, id));
    if (id !== "") chosen.value = nextCell(here, template, rows.length);
  };
  return (
    <>
      <RobGrid
        rows={rows}
        template={template}
        cell={cell}
        onCell={(to) => (chosen.value = to)}
        onStep={onStep}
        onLevel={onLevel}
      />
      <ol class="rob-domains hint">
        {template.domains.map((domain, i) => (
          <li key={domain}>
            D{i + 1} {domain}
          </li>
        ))}
      </ol>
      <Keypad row={row} index={cell.row} cell={cell} template={template} onLevel={onLevel} />
    </>
  );
}

/** Judgements of risk of bias, study by domain. */
export function RobDialog({ onClose }: { onClose: () => void }) {
  const app = useApp();
  const outcome = app.store.outcome.value;
  const said: Said = useSignal(null);
  const template = templateOf(outcome);
  const ready = template !== null && template.levels.length > 1;
  const onPaste = (event: ClipboardEvent): void => {
    if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return;
    if (takeSheet(app, said, event.clipboardData?.getData("text/plain") ?? "")) event.preventDefault();
  };
  return (
    <Dialog title={t`Risk of bias`} onClose={onClose} wide>
      <div class="stack" onPaste={onPaste}>
        <ToolFields outcome={outcome} said={said} />
        <SaidLine said={said} />
        <CopyButtons outcome={outcome} said={said} />
        {ready && <Judging key={outcome.rob_tool} rows={filledRows(outcome.rows)} template={template} />}
        {template !== null && !ready && (
          <p class="hint">{t`It needs two levels or more, for instance Good and Poor.`}</p>
        )}
        <PasteSheet said={said} />
        {ready && (
          <Check
            label={t`Circles beside the forest plot`}
            checked={outcome.rob_shown}
            onChange={(shown) => app.store.apply(showRob(shown))}
          />
        )}
      </div>
    </Dialog>
  );
}
