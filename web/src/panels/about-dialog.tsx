import { en } from "../text/en";
import { Dialog } from "../ui/dialog";
import { Check } from "../ui/field";
import { useApp } from "./app-model";

const KEYS: readonly (readonly [string, string])[] = [
  ["Enter", "next cell, and from the last one to the next study"],
  ["Arrow keys", "the neighbouring cell"],
  ["Tab, Shift + Tab", "forwards, backwards"],
  ["Ctrl + Z, Ctrl + Y", "undo, redo: everything, not only typing"],
  ["Ctrl + V", "a block copied from a spreadsheet"],
];

export function AboutDialog({ onClose }: { onClose: () => void }) {
  const { engine, platform } = useApp();
  return (
    <Dialog title={`About ${en.product}`} onClose={onClose}>
      <div class="stack">
        <p>
          {en.tagline}. Version {engine.catalog.engine}.
        </p>
        <p>{en.privacy}</p>
        <Check
          label={en.remember}
          checked={platform.drafts.enabled.value}
          onChange={platform.drafts.enable}
          hint={platform.local ? en.rememberWhy : undefined}
        />
        <h3>Keys</h3>
        <dl class="keys">
          {KEYS.map(([key, meaning]) => (
            <div key={key}>
              <dt>{key}</dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Dialog>
  );
}
