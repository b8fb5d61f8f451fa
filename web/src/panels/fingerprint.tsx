import { useEffect, useState } from "preact/hooks";
import { t } from "../language/text";
import { compareFingerprints, fingerprint, type Verdict } from "../state/fingerprint";
import { CopyButton } from "../ui/copy";
import { TextField } from "../ui/field";
import { useApp } from "./app-model";

const VERDICTS: Readonly<Record<Verdict, string>> = {
  same: t`Confirmed: the same data, the same settings, the same results to the last bit.`,
  "other data": t`Not the same: the data or the settings differ. Open the colleague's link and compare.`,
  "other results": t`The same data and settings, but other results: another version of Pooled computed them.`,
  "not one": t`A fingerprint has eight letters and digits, such as ABCD-EF23.`,
};

/** Of the review shown; null while it is being made, and where the browser cannot make one. */
export function useFingerprint(): string | null {
  const { store, engine } = useApp();
  const review = store.review.value;
  const [made, setMade] = useState<string | null>(null);
  useEffect(() => {
    let wanted = true;
    void fingerprint(review, engine).then((code) => {
      if (wanted) setMade(code);
    });
    return () => {
      wanted = false;
    };
  }, [review, engine]);
  return made;
}

/** One line for captions and reports. */
export function FingerprintLine() {
  const code = useFingerprint();
  if (code === null) return null;
  return (
    <p class="row fingerprint">
      <span>
        {t`Fingerprint `}
        <code>{code}</code>
      </span>
      <CopyButton text={() => code}>{t`Copy`}</CopyButton>
    </p>
  );
}

/** The fingerprint, and a field in which that of a colleague is confirmed or denied. */
export function FingerprintCheck() {
  const code = useFingerprint();
  const [typed, setTyped] = useState("");
  if (code === null) return null;
  const verdict = typed.trim() === "" ? null : compareFingerprints(code, typed);
  return (
    <section class="stack" aria-labelledby="fingerprint">
      <h3 id="fingerprint">{t`Fingerprint`}</h3>
      <FingerprintLine />
      <p class="hint">{t`It stands for the data, the settings and every bit of the results, not for titles and names. Whoever sees the same eight characters has the same analysis.`}</p>
      <TextField label={t`A colleague's fingerprint`} value={typed} onInput={setTyped} />
      <p role="status" class={`length ${verdict === "same" ? "good" : "poor"}`}>
        {verdict && VERDICTS[verdict]}
      </p>
    </section>
  );
}
