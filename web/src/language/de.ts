import answer from "./de/answer.json";
import coreA from "./de/core-a.json";
import coreB from "./de/core-b.json";
import coreMore from "./de/core-more.json";
import files from "./de/files.json";
import guide from "./de/guide.json";
import panels from "./de/panels.json";
import sentences from "./de/sentences.json";
import { joined, type Language } from "./text";

export const german: Language = {
  id: "de",
  locale: "de-DE",
  decimal: ",",
  texts: joined(panels, answer, sentences, files, guide, coreA, coreB, coreMore),
};
