import { useState } from "preact/hooks";
import type { FoundOutcome } from "../files/found";
import { t } from "../language/text";
import { addOutcomes, pasteBlock, planPaste } from "../state/actions";
import { blankFlow, findFormat, isEmptyOutcome, studyName } from "../state/blank";
import { limits } from "../state/limits";
import type { PastePlace } from "../state/pasted";
import type { Review } from "../state/state";
import { en } from "../text/en";
import { plural } from "../text/format";
import { labelOf, measureOf } from "../text/names";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Check } from "../ui/field";
import { type App, type Incoming, useApp } from "./app-model";
import { BlockColumns } from "./block-columns";

const studies = (count: number): string => plural(count, t`study`, t`studies`);
const rowCount = (outcomes: readonly FoundOutcome[]): number =>
  outcomes.reduce((sum, { outcome }) => sum + outcome.rows.length, 0);

/** One outcome has studies; several have rows, for a study may be in each of them. */
const size = (outcomes: readonly FoundOutcome[]): string =>
  outcomes.length === 1
    ? studies(rowCount(outcomes))
    : t`${outcomes.length} outcomes, ${plural(rowCount(outcomes), t`row`, t`rows`)} of studies`;

/** "12 studies · Risk ratio · Mantel-Haenszel · Events and totals". */
function facts(app: App, { outcome, block }: FoundOutcome): string {
  const formats = [...new Set(outcome.rows.map(({ format }) => format))];
  return [
    studies(outcome.rows.length),
    measureOf(app.catalog, outcome.options.measure).label,
    ...(block === null ? [labelOf(app.catalog.models, outcome.options.model)] : []),
    ...formats.slice(0, 2).map((id) => findFormat(app.catalog, id)?.label ?? id),
  ].join(" · ");
}

/** The first few names, so that one sees at a glance whether names were taken for names. */
function nameList({ outcome: { rows } }: FoundOutcome): string {
  const names = rows.slice(0, 4).map((row, i) => studyName(row, i).slice(0, 40));
  return rows.length > names.length ? t`${names.join(", ")} and ${rows.length - names.length} more` : names.join(", ");
}

/** What the file's columns became; those of a plain table can be changed. */
function Columns({ found, onReread }: { found: FoundOutcome; onReread: (found: FoundOutcome) => void }) {
  if (found.columns.length === 0) return null;
  const { again, block, outcome } = found;
  if (again && block)
    return <BlockColumns block={block} usual={outcome.format} onChange={(next) => onReread(again(next))} />;
  return (
    <table class="found-columns">
      <thead>
        <tr>
          <th scope="col">{t`In the file`}</th>
          <th scope="col">{t`Read as`}</th>
        </tr>
      </thead>
      <tbody>
        {found.columns.map(({ name, became }, i) => (
          <tr key={`${i} ${name}`}>
            <th scope="row">
              <bdi>{name.slice(0, 60)}</bdi>
            </th>
            <td class={became === null ? "muted" : undefined}>{became ?? en.leftOut}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function NoteList({ notes }: { notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <ul class="found-notes">
      {notes.map((note) => (
        <li key={note}>
          <bdi>{note}</bdi>
        </li>
      ))}
    </ul>
  );
}

interface DetailsProps {
  found: FoundOutcome;
  open: boolean;
  onReread: (found: FoundOutcome) => void;
}

function FoundDetails({ found, open, onReread }: DetailsProps) {
  const title =
    found.notes.length === 0 ? t`Columns` : t`Columns and ${plural(found.notes.length, t`remark`, t`remarks`)}`;
  return (
    <details class="found-details" open={open}>
      <summary>{found.columns.length === 0 ? t`Studies` : title}</summary>
      <p>
        <bdi>{nameList(found)}</bdi>
      </p>
      <Columns found={found} onReread={onReread} />
      <NoteList notes={found.notes} />
    </details>
  );
}

interface ItemProps {
  found: FoundOutcome;
  index: number;
  /** null = there is nothing to choose. */
  taken: boolean | null;
  onChange: (taken: boolean) => void;
  onReread: (found: FoundOutcome) => void;
}

function FoundItem({ found, index, taken, onChange, onReread }: ItemProps) {
  const app = useApp();
  const name = found.outcome.name.trim() || found.heading || `${en.outcome} ${index + 1}`;
  return (
    <li class="found">
      {taken === null ? (
        <p>
          <strong>{name}</strong>
        </p>
      ) : (
        <Check label={name} checked={taken} onChange={onChange} />
      )}
      <p class="muted">{facts(app, found)}</p>
      <FoundDetails found={found} open={taken === null} onReread={onReread} />
    </li>
  );
}

/** The outcomes under what they stand under in the file, in the file's order. */
interface ListProps {
  all: readonly FoundOutcome[];
  taken: ReadonlySet<number>;
  toggle: (index: number, on: boolean) => void;
  reread: (index: number, found: FoundOutcome) => void;
}

function FoundList({ all, taken, toggle, reread }: ListProps) {
  const headings = [...new Set(all.map(({ heading }) => heading))];
  // A heading that is all the name an outcome has is said by the outcome itself.
  const isShown = (heading: string): boolean =>
    headings.length > 1 && heading !== "" && all.some((one) => one.heading === heading && one.outcome.name !== "");
  return (
    <>
      {headings.map((heading) => (
        <section key={heading} aria-label={isShown(heading) ? heading : undefined}>
          {isShown(heading) && <h3>{heading}</h3>}
          <ul class="found-list">
            {all.map((found, i) =>
              found.heading === heading ? (
                <FoundItem
                  key={i}
                  found={found}
                  index={i}
                  taken={all.length > 1 ? taken.has(i) : null}
                  onChange={(on) => toggle(i, on)}
                  onReread={(next) => reread(i, next)}
                />
              ) : null,
            )}
          </ul>
        </section>
      ))}
    </>
  );
}

/** Why what is ticked cannot be taken; null when it can. */
function obstacle(app: App, chosen: readonly FoundOutcome[], added: boolean): string | null {
  const present = added ? app.store.review.value.outcomes : [];
  const rows = present.reduce((sum, { rows }) => sum + rows.length - 1, 0) + rowCount(chosen);
  if (chosen.length === 0) return t`Nothing is ticked.`;
  if (rows > limits.rows) return t`A review holds at most ${limits.rows} studies; these would be ${rows}.`;
  if (present.length + chosen.length > limits.outcomes) return t`A review holds at most ${limits.outcomes} outcomes.`;
  return null;
}

function announce(app: App, incoming: Incoming, chosen: readonly FoundOutcome[], notes: readonly string[] = []): void {
  const text = [`${incoming.name.slice(0, 60)}: ${size(chosen)}`, ...notes].join(" · ");
  app.toast.value = { text, action: { label: en.undo, run: () => app.store.undo() } };
}

function openNew(app: App, incoming: Incoming, chosen: readonly FoundOutcome[]): void {
  const { title, question, flow = blankFlow, complete } = incoming.found;
  const review: Review = { title, question, outcomes: chosen.map(({ outcome }) => outcome), current: 0, ...flow };
  incoming.open(review);
  if (complete && chosen.length === incoming.found.outcomes.length) app.store.markSaved();
  announce(app, incoming, chosen);
}

function addToReview(app: App, incoming: Incoming, chosen: readonly FoundOutcome[]): void {
  app.store.apply(addOutcomes(chosen.map(({ outcome }) => outcome)));
  announce(app, incoming, chosen);
}

function addToTable(app: App, incoming: Incoming, found: FoundOutcome): void {
  const outcome = app.store.outcome.value;
  const last = outcome.rows.at(-1);
  if (found.block === null || last === undefined) return;
  const at: PastePlace = { rowId: last.id, column: "label" };
  const { notes } = planPaste(app.catalog, outcome, at, found.block);
  app.store.apply(pasteBlock(app.catalog, at, found.block));
  announce(
    app,
    incoming,
    [found],
    notes.filter((note) => !found.notes.includes(note)),
  );
}

function compareWith(app: App, incoming: Incoming, chosen: readonly FoundOutcome[]): void {
  app.second.value = { name: incoming.name, outcomes: chosen.map(({ outcome }) => outcome) };
  app.dialog.value = "compare";
}

interface ActionProps {
  incoming: Incoming;
  chosen: readonly FoundOutcome[];
  onClose: () => void;
}

function Actions({ incoming, chosen, onClose }: ActionProps) {
  const app = useApp();
  const isEmpty = app.store.review.value.outcomes.every(isEmptyOutcome);
  const [only] = chosen;
  const isTable = chosen.length === 1 && only?.block !== null && !isEmptyOutcome(app.store.outcome.value);
  const why = obstacle(app, chosen, false);
  const whyAdd = obstacle(app, chosen, true);
  const then = (run: () => void) => () => {
    onClose();
    run();
  };
  return (
    <div class="found-actions">
      {(why ?? whyAdd) !== null && <p class="muted">{why ?? whyAdd}</p>}
      {!isEmpty && <p class="hint">{en.openNewWhy}</p>}
      <div class="row">
        <Button primary disabled={why !== null} onClick={then(() => openNew(app, incoming, chosen))}>
          {isEmpty ? en.open : en.openNew}
        </Button>
        {!isEmpty && (
          <Button disabled={whyAdd !== null} onClick={then(() => addToReview(app, incoming, chosen))}>
            {en.addToReview}
          </Button>
        )}
        {isTable && only && (
          <Button disabled={whyAdd !== null} onClick={then(() => addToTable(app, incoming, only))}>
            {en.addToTable}
          </Button>
        )}
        {!isEmpty && chosen.length > 0 && (
          <Button onClick={then(() => compareWith(app, incoming, chosen))}>{en.compareThis}</Button>
        )}
        <Button quiet onClick={onClose}>
          {en.cancel}
        </Button>
      </div>
    </div>
  );
}

function TickAll({ all, setTaken }: { all: readonly FoundOutcome[]; setTaken: (taken: ReadonlySet<number>) => void }) {
  return (
    <div class="row">
      <Button onClick={() => setTaken(new Set(all.keys()))}>{t`Tick all`}</Button>
      <Button onClick={() => setTaken(new Set())}>{t`Tick none`}</Button>
    </div>
  );
}

function Found({ incoming, onClose }: { incoming: Incoming; onClose: () => void }) {
  const { kind, title, notes } = incoming.found;
  const [outcomes, setOutcomes] = useState(incoming.found.outcomes);
  const [taken, setTaken] = useState<ReadonlySet<number>>(
    () => new Set(outcomes.flatMap(({ chosen }, i) => (chosen ? [i] : []))),
  );
  const toggle = (index: number, on: boolean): void => {
    const rest = [...taken].filter((i) => i !== index);
    setTaken(new Set(on ? [...rest, index] : rest));
  };
  const chosen = outcomes.filter((_, i) => outcomes.length === 1 || taken.has(i));
  return (
    <div class="stack">
      <p>
        {kind}
        {title !== "" && (
          <>
            , <bdi>{title}</bdi>
          </>
        )}
        : {size(outcomes)}.
      </p>
      <NoteList notes={notes} />
      {outcomes.length > 3 && <TickAll all={outcomes} setTaken={setTaken} />}
      <FoundList
        all={outcomes}
        taken={taken}
        toggle={toggle}
        reread={(index, found) => setOutcomes(outcomes.with(index, found))}
      />
      <Actions incoming={incoming} chosen={chosen} onClose={onClose} />
    </div>
  );
}

/** What a file holds and where it is to go, before anything is replaced. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { incoming } = useApp();
  const now = incoming.value;
  const close = (): void => {
    onClose();
    incoming.value = null;
  };
  if (now === null) return null;
  return (
    <Dialog title={t`Open ${now.name.slice(0, 60)}`} onClose={close} wide>
      <Found key={now.found.outcomes[0]?.outcome.id} incoming={now} onClose={close} />
    </Dialog>
  );
}
