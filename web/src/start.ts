// The page's first script: fetches the language, then everything else. Texts are made when their scripts run, so the
// dictionary must be there before them.
import "./core/no-webrtc";
import "../styles/tokens.css";
import "../styles/base.css";
import "../styles/table.css";
import "../styles/plots.css";
import "../styles/files.css";
import "../styles/figures.css";
import "../styles/mapping.css";
import "../styles/rob.css";
import "../styles/guide.css";
import "../styles/answer.css";
import "../styles/proof.css";
import "../styles/print.css";
import "../styles/report.css";
import { chosenLanguage } from "./language/choice";
import type { Language } from "./language/text";

declare global {
  var pooledLanguage: Language | undefined;
}

const dictionaries: Readonly<Record<string, () => Promise<Language>>> = {
  de: async () => (await import("./language/de")).german,
};

/** None where it cannot be fetched: English needs nothing. */
async function dictionary(): Promise<Language | undefined> {
  try {
    return await dictionaries[chosenLanguage()]?.();
  } catch {
    return undefined;
  }
}

async function start(): Promise<void> {
  globalThis.pooledLanguage ??= await dictionary();
  document.documentElement.lang = globalThis.pooledLanguage?.id ?? "en";
  await import("./main");
}

void start();
