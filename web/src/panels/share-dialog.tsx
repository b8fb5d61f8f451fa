import { useEffect, useState } from "preact/hooks";
import { writeJson } from "../files/json";
import { t } from "../language/text";
import { encodeReview, linkNotes } from "../state/share";
import { en } from "../text/en";
import { formatCount } from "../text/format";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy";
import { Dialog } from "../ui/dialog";
import { Check } from "../ui/field";
import { fileName, saveFile } from "../ui/save";
import { type App, useApp } from "./app-model";
import { FingerprintCheck } from "./fingerprint";
import { hasLink, linkBase } from "./link";
import { QrSection } from "./qr";

/** Longest link that chats, mail programs and browsers pass on whole; longest that most browsers open. */
const FITS = 2000;
const LONG = 8000;

interface Choices {
  titles: boolean;
  names: boolean;
}

type Made = { fragment: string } | { fault: string } | null;

/** The fragment of the review as it is now; null while it is being made. */
function useFragment(app: App, choices: Choices): Made {
  const review = app.store.review.value;
  const [made, setMade] = useState<Made>(null);
  useEffect(() => {
    let wanted = true;
    const show = (next: Made): void => {
      if (wanted) setMade(next);
    };
    encodeReview(review, app.catalog, choices).then(
      (fragment) => show({ fragment }),
      (error: unknown) => show({ fault: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      wanted = false;
    };
  }, [review, choices.titles, choices.names]);
  return made;
}

function localHint(publicUrl: string): string {
  return publicUrl === "" ? en.localLink : `${en.fileLink} ${publicUrl}`;
}

function LengthLine({ length }: { length: number }) {
  const tone = length <= FITS ? "good" : length <= LONG ? "fair" : "poor";
  const words = { good: en.linkFits, fair: en.linkLong, poor: en.linkTooLong }[tone];
  return (
    <p class={`length ${tone}`}>
      {formatCount(length)}
      {t` characters: `}
      {words}
    </p>
  );
}

/** The share sheet of the system, where there is one. */
const canSend = (): boolean => typeof navigator.share === "function";

/** True when it was handed on; closing the sheet is no fault. */
async function send(title: string, link: string | null, code: string): Promise<boolean> {
  try {
    await navigator.share(link === null ? { title, text: code } : { title, url: link });
    return true;
  } catch {
    return false;
  }
}

export function ShareDialog({ onClose }: { onClose: () => void }) {
  const app = useApp();
  const review = app.store.review.value;
  const [choices, setChoices] = useState<Choices>({ titles: true, names: true });
  const made = useFragment(app, choices);
  const fragment = made && "fragment" in made ? made.fragment : null;
  const link = fragment === null ? null : `${linkBase(app)}#${fragment}`;
  const [qrShown, setQrShown] = useState(false);
  const whole = choices.titles && choices.names;
  const isLink = hasLink(app);
  const safe = (): void => {
    if (whole) app.store.markSaved(review);
  };
  const save = (): void => {
    saveFile(fileName(review.title, ".json"), writeJson(review));
    app.store.markSaved(review);
  };
  return (
    <Dialog title={en.share} onClose={onClose}>
      <div class="stack">
        <p>{en.whoReads}</p>
        <div class="row">
          <CopyButton primary text={() => link} onCopied={safe}>{t`Copy link`}</CopyButton>
          <CopyButton text={() => fragment} onCopied={safe}>{t`Copy code`}</CopyButton>
          {canSend() && fragment && (
            <Button
              onClick={() =>
                void send(choices.titles ? review.title : en.product, isLink ? link : null, fragment).then(
                  (sent) => sent && safe(),
                )
              }
            >{t`Send…`}</Button>
          )}
          <Button onClick={save}>{t`Save file`}</Button>
          <Button onClick={() => setQrShown(!qrShown)}>{qrShown ? t`Hide QR code` : t`QR code`}</Button>
        </div>
        {qrShown && link && fragment && (
          <QrSection text={isLink ? link : fragment} isLink={isLink} title={choices.titles ? review.title : ""} />
        )}
        {link && <LengthLine length={link.length} />}
        {made && "fault" in made && <p class="length poor">{made.fault}</p>}
        {linkNotes(review, app.catalog).map((note) => (
          <p key={note} class="hint">
            {note}
          </p>
        ))}
        <input
          class="link"
          type="text"
          readOnly
          aria-label={t`Link`}
          value={link ?? ""}
          onFocus={(e) => e.currentTarget.select()}
        />
        {app.platform.local && <p class="hint">{localHint(app.platform.publicUrl)}</p>}
        <p class="hint">{en.codeOpens}</p>
        <Check
          label={t`Include the title`}
          checked={choices.titles}
          onChange={(titles) => setChoices({ ...choices, titles })}
        />
        <Check
          label={t`Include the names of studies`}
          checked={choices.names}
          onChange={(names) => setChoices({ ...choices, names })}
        />
        {!whole && <p class="hint">{en.fileWhole}</p>}
        <FingerprintCheck />
      </div>
    </Dialog>
  );
}
