import { en } from "../text/en";
import { Dialog } from "../ui/dialog";
import { Check } from "../ui/field";
import { useApp } from "./app-model";

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
        <p class="hint">Press ? for the keys of the table.</p>
      </div>
    </Dialog>
  );
}
