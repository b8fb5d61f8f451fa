// Where libFuzzer starts: requests for each way of typing a study, words of requests, and choices of studies. Arguments:
// the command `pooled` and the folder for all three.
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";

const [command, folder] = process.argv.slice(2);
const catalog = JSON.parse(spawnSync(command, ["catalog"], { encoding: "utf8", maxBuffer: 1 << 26 }).stdout);

const cells = (columns, i) => Object.fromEntries(columns.map(({ id }, j) => [id, ((i + 2) * (j + 3)) % 17]));
const study = ({ id, columns }, i) => ({
  label: `S${i}`,
  format: id,
  cells: cells(columns, i),
  groups: { g: "ab"[i % 2] },
  mods: { dose: i },
});
const measureOf = (format) => catalog.measures.find(({ formats }) => formats.includes(format.id));

for (const kind of ["request", "studies"]) mkdirSync(`${folder}/${kind}`, { recursive: true });
for (const [i, format] of catalog.formats.entries()) {
  const options = {
    measure: measureOf(format).id,
    subgroup: "g",
    moderators: "dose",
    permutations: 9,
    gosh_subsets: 9,
  };
  const want = ["summary", catalog.analyses[i % catalog.analyses.length].id];
  const request = { version: 1, dataset: { studies: [0, 1, 2].map((n) => study(format, n)) }, options, want };
  writeFileSync(
    `${folder}/request/${format.id}.json`,
    JSON.stringify({ ...request, published: { est: "1.5", pval: "<.05" } }),
  );
}

const ids = Object.values(catalog).flatMap((list) => (Array.isArray(list) ? list.flatMap(({ id }) => id ?? []) : []));
const columns = catalog.formats.flatMap((format) => format.columns.map(({ id }) => id));
const keys = [
  "version",
  "dataset",
  "studies",
  "label",
  "format",
  "cells",
  "groups",
  "mods",
  "options",
  "want",
  "published",
];
writeFileSync(
  `${folder}/words.txt`,
  `${[...new Set([...ids, ...columns, ...keys])].map((word) => `"\\"${word}\\""`).join("\n")}\n`,
);

// Long inputs from the start: libFuzzer would take its time to come to the eighth study.
let state = 1;
const byte = () => {
  state = (state * 48271) % 2147483647;
  return state % 256;
};
for (let i = 0; i < 300; i += 1) writeFileSync(`${folder}/studies/${i}`, Uint8Array.from({ length: 300 }, byte));
