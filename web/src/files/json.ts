import type { Catalog } from "../core/types";
import { t } from "../language/text";
import { limits } from "../state/limits";
import { toPlain } from "../state/plain";
import { restore } from "../state/restore";
import type { Review } from "../state/state";

/** Pooled's own file: the whole review as JSON. */
export function jsonText(review: Review): string {
  return `${JSON.stringify(toPlain(review), null, 1)}\n`;
}

export function writeJson(review: Review): Blob {
  return new Blob([jsonText(review)], { type: "application/json" });
}

export type OpenedJson = { review: Review; notes: string[] } | { error: { code: string; text: string } };

/** True when brackets nest deeper than any file of ours. Looked at before parsing, in one pass. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i];
    if (inString) {
      if (c === "\\") i += 1;
      else if (c === '"') inString = false;
    } else if (c === '"') inString = true;
    else if (c === "{" || c === "[") depth += 1;
    else if (c === "}" || c === "]") depth -= 1;
    if (depth > limits.depth) return true;
  }
  return false;
}

const refused = (code: string, text: string): OpenedJson => ({ error: { code, text } });

/** Total. A file that is not ours is refused and says why; in one of ours, what is unknown is named in notes. */
export function readJson(text: string, catalog: Catalog): OpenedJson {
  if (text.length > limits.file)
    return refused("E_FILE_TOO_LARGE", t`This file is larger than 5 MB. Pooled's own files are not.`);
  if (isTooDeep(text)) return refused("E_FILE_DEPTH", t`This file is nested more deeply than Pooled's own files.`);
  let raw: unknown;
  try {
    raw = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    return refused("E_FILE_JSON", t`This file is not JSON, or it is damaged. Nothing was loaded.`);
  }
  const isOurs = typeof raw === "object" && raw !== null && Object.hasOwn(raw, "outcomes");
  if (!isOurs || !Array.isArray((raw as { outcomes: unknown }).outcomes))
    return refused(
      "E_FILE_UNKNOWN",
      t`This file was not saved by Pooled: it has no list of outcomes. Nothing was loaded.`,
    );
  return restore(raw, catalog);
}
