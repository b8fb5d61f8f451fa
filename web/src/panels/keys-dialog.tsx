import { en } from "../text/en";
import { Dialog } from "../ui/dialog";

const TABLE: readonly (readonly [string, string])[] = [
  ["Enter", "next cell, and from the last one to the next study"],
  ["Shift + Enter", "the cell above"],
  ["Arrow keys", "the neighbouring cell"],
  ["Tab, Shift + Tab", "forwards, backwards"],
  ["Page up, Page down", "ten studies up or down"],
  ["Ctrl + Home, Ctrl + End", "the first study, the last"],
  ["Alt + ↑, Alt + ↓", "moves the study up or down"],
  ["Ctrl + V", "a block copied from a spreadsheet"],
];

const OUTCOMES: readonly (readonly [string, string])[] = [
  ["← →, Home, End", "shows another outcome"],
  ["Alt + ←, Alt + →", "moves the outcome"],
  ["F2", "its name"],
  ["Delete", "removes it"],
];

const EVERYWHERE: readonly (readonly [string, string])[] = [
  ["Ctrl + Z, Ctrl + Y", "undo, redo: everything, not only typing"],
  ["Esc", "closes a menu or a dialog"],
  ["F1", "the guide, at what has the focus"],
  ["?, or Ctrl + / while typing", "this list"],
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
        <Keys title="In the table" keys={TABLE} />
        <Keys title="On the tabs of outcomes" keys={OUTCOMES} />
        <Keys title="Everywhere" keys={EVERYWHERE} />
      </div>
    </Dialog>
  );
}
