import { t } from "../language/text";
import { en } from "../text/en";
import { Dialog } from "../ui/dialog";

const TABLE: readonly (readonly [string, string])[] = [
  [t`Enter`, t`next cell, and from the last one to the next study`],
  [t`Shift + Enter`, t`the cell above`],
  [t`Arrow keys`, t`the neighbouring cell`],
  [t`Tab, Shift + Tab`, t`forwards, backwards`],
  [t`Page up, Page down`, t`ten studies up or down`],
  [t`Ctrl + Home, Ctrl + End`, t`the first study, the last`],
  [t`Alt + ↑, Alt + ↓`, t`moves the study up or down`],
  [t`Ctrl + V`, t`a block copied from a spreadsheet`],
];

const OUTCOMES: readonly (readonly [string, string])[] = [
  [t`← →, Home, End`, t`shows another outcome`],
  [t`Alt + ←, Alt + →`, t`moves the outcome`],
  ["F2", t`its name`],
  [t`Delete`, t`removes it`],
];

const EVERYWHERE: readonly (readonly [string, string])[] = [
  [t`Ctrl + Z, Ctrl + Y`, t`undo, redo: everything, not only typing`],
  [t`Esc`, t`closes a menu or a dialog`],
  ["F1", t`the guide, at what has the focus`],
  [t`?, or Ctrl + / while typing`, t`this list`],
];

function Keys({ title, keys }: { title: string; keys: readonly (readonly [string, string])[] }) {
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <dl class="keys">
        {keys.map(([key, meaning]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Everything the keyboard can do. On a Mac, Ctrl is also the Command key. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={en.keys} onClose={onClose}>
      <div class="stack">
        <Keys title={t`In the table`} keys={TABLE} />
        <Keys title={t`On the tabs of outcomes`} keys={OUTCOMES} />
        <Keys title={t`Everywhere`} keys={EVERYWHERE} />
      </div>
    </Dialog>
  );
}
