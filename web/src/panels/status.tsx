import { useEffect, useState } from "preact/hooks";
import { statusSentence } from "../text/sentences";
import { useApp } from "./app-model";

const QUIET_MS = 600;

/** The one live region: it speaks once the typing has paused. The visible numbers are not live. */
export function Status() {
  const { report, measure } = useApp().analysis.value;
  const now = statusSentence(report, measure);
  const [said, setSaid] = useState(now);
  useEffect(() => {
    if (now === said) return;
    const timer = setTimeout(() => setSaid(now), QUIET_MS);
    return () => clearTimeout(timer);
  }, [report, now]);
  return (
    <p role="status" class="visually-hidden">
      {said}
    </p>
  );
}
