import { useEffect, useState } from "preact/hooks";
import { t } from "../language/text";
import { en } from "../text/en";
import { Button } from "./button";

/** Both forms of the same: what takes only text gets the text. */
function bothForms(text: string, html: string): ClipboardItem {
  const blob = (content: string, type: string): Blob => new Blob([content], { type });
  return new ClipboardItem({ "text/plain": blob(text, "text/plain"), "text/html": blob(html, "text/html") });
}

/** The clipboard API where it is allowed, else a selected text field and the old command. */
export async function copyText(text: string, html?: string): Promise<boolean> {
  try {
    if (html === undefined) await navigator.clipboard.writeText(text);
    else await navigator.clipboard.write([bothForms(text, html)]);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

function copyBySelection(text: string): boolean {
  const area = document.createElement("textarea");
  area.value = text;
  area.readOnly = true;
  area.className = "visually-hidden";
  (document.querySelector("dialog[open]") ?? document.body).append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

interface Props {
  text: () => string | null;
  /** The same as HTML, for places that take a table. */
  html?: () => string;
  children: string;
  primary?: boolean;
  onCopied?: () => void;
}

/** A button that copies and says so for two seconds. */
export function CopyButton({ text, html, children, primary, onCopied }: Props) {
  const [said, setSaid] = useState<string | null>(null);
  useEffect(() => {
    if (said === null) return;
    const timer = setTimeout(() => setSaid(null), 2000);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = async (): Promise<void> => {
    const content = text();
    if (content === null) return;
    const done = await copyText(content, html?.());
    setSaid(done ? en.copied : t`Copying is not allowed here: select the text and copy it`);
    if (done) onCopied?.();
  };
  return (
    <Button primary={primary} disabled={text() === null} onClick={() => void copy()}>
      {said ?? children}
    </Button>
  );
}
