// Every golden case that is a request, whichever file it stands in.
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readJson, requestOf } from "./engines.mjs";

const folder = fileURLToPath(new URL("analyses", import.meta.url));

/** Subject (the file's name) -> [{ id, request }]. */
export function allCases() {
  const { datasets, cases } = readJson("cases.json");
  const asked = (c) => ({
    id: c.id,
    request: requestOf(c.studies ?? datasets[c.dataset].studies, c.options ?? {}, c.want, c.published),
  });
  const torture = readJson("torture.json").cases.filter((c) => c.studies);
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  const analyses = files.map((name) => [name, readJson(`analyses/${name}`).cases]);
  const subjects = [["cases.json", cases], ["torture.json", torture], ...analyses];
  return Object.fromEntries(subjects.map(([name, list]) => [name, list.map(asked)]));
}
