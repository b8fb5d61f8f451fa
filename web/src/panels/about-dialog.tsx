import { t } from "../language/text";
import { en } from "../text/en";
import { Dialog } from "../ui/dialog";
import { Check } from "../ui/field";
import { useApp } from "./app-model";
import { FingerprintLine } from "./fingerprint";
import { Licences } from "./licences";
import { SelfTestSection } from "./self-test";

export function AboutDialog({ onClose }: { onClose: () => void }) {
  const { engine, platform } = useApp();
  return (
    <Dialog title={t`About ${en.product}`} onClose={onClose}>
      <div class="stack">
        <p>
          {en.tagline}
          {t`. Version `}
          {engine.catalog.engine}.
        </p>
        <p>{en.privacy}</p>
        <Check
          label={en.remember}
          checked={platform.drafts.enabled.value}
          onChange={platform.drafts.enable}
          hint={platform.local ? en.rememberWhy : undefined}
        />
        <FingerprintLine />
        <SelfTestSection />
        <Licences />
        <p class="hint">{t`Press ? for the keys of the table.`}</p>
      </div>
    </Dialog>
  );
}
