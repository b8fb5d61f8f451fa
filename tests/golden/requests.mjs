// The requests of cases.json, one on each line, for what reads `pooled batch`.
import { readJson, requestOf } from "./engines.mjs";

const { datasets, cases } = readJson("cases.json");
for (const { dataset, options } of cases) console.log(JSON.stringify(requestOf(datasets[dataset].studies, options)));
