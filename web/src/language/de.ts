import answer from "./de/answer.json";
import coreA from "./de/core-a.json";
import coreB from "./de/core-b.json";
import coreMore from "./de/core-more.json";
import files from "./de/files.json";
import guide from "./de/guide.json";
import panels from "./de/panels.json";
import sentences from "./de/sentences.json";
import type { Language, Texts } from "./text";

/** Knows no word but its own: a name that was typed may be "constructor". Imports nothing that speaks: it comes first. */
const texts: Texts = Object.assign(
  Object.create(null),
  ...[panels, answer, sentences, files, guide, coreA, coreB, coreMore],
);

export const german: Language = {
  id: "de",
  locale: "de-DE",
  decimal: ",",
  texts,
};
