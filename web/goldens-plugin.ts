import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const GOLDEN = fileURLToPath(new URL("../tests/golden/", import.meta.url));
const WASM = fileURLToPath(new URL("../build/wasm/pooled.wasm", import.meta.url));
const ID = "virtual:pooled-goldens";

/** Cases of at most so many studies: the page carries them. */
const MOST_STUDIES = 14;
/** Every so many of the methods there are: the page is to stay small. */
const EVERY = 3;
/** Digits kept of each number: more than any deviation that is allowed. */
const DIGITS = 13;
const FIELDS = [
  "est",
  "se",
  "pval",
  "ci_lb",
  "ci_ub",
  "pi_lb",
  "pi_ub",
  "tau2",
  "tau2_lb",
  "tau2_ub",
  "I2",
  "QE",
  "QEp",
];

interface Study {
  label: string;
  format: string;
  cells: Record<string, number | null>;
}
interface Case {
  id: string;
  dataset: string;
  options: Record<string, unknown>;
}
type Summary = Record<string, number | null>;

const read = <T>(name: string): T => JSON.parse(readFileSync(`${GOLDEN}${name}`, "utf8")) as T;

/** Of the first cases of each measure with each model, estimator and test, as far as their studies are few, a part. */
function chosen(cases: readonly Case[], datasets: Readonly<Record<string, { studies: Study[] }>>): Case[] {
  const seen = new Set<string>();
  const first = cases.filter(({ dataset, options: o }) => {
    const key = [o.measure, o.model, o.tau2, o.test].join(" ");
    if ((datasets[dataset]?.studies.length ?? 0) > MOST_STUDIES || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  return first.filter((_, i) => i % EVERY === 0);
}

/** Data sets, and of each case its options and the numbers the 60-digit oracle expects, in the order of `fields`. */
export function goldens(): { fields: string[]; datasets: Record<string, unknown[]>; cases: unknown[][] } {
  const { datasets, cases } = read<{ datasets: Record<string, { studies: Study[] }>; cases: Case[] }>("cases.json");
  const oracle = read<{ cases: Record<string, { summary: Summary }> }>("expected/oracle.json").cases;
  const taken = chosen(cases, datasets).filter(({ id }) => oracle[id] !== undefined);
  const short = (x: number | null | undefined): number | null =>
    typeof x === "number" && Number.isFinite(x) ? Number(x.toPrecision(DIGITS)) : null;
  return {
    fields: FIELDS,
    datasets: Object.fromEntries(
      [...new Set(taken.map(({ dataset }) => dataset))].map((name) => [
        name,
        (datasets[name]?.studies ?? []).map(({ format, cells }) => [format, cells]),
      ]),
    ),
    cases: taken.map(({ id, dataset, options }) => [
      dataset,
      options,
      FIELDS.map((field) => short(oracle[id]?.summary[field])),
    ]),
  };
}

/** Made once for both pages. */
let made: string | null = null;

function moduleText(): string {
  const coreHash = createHash("sha256").update(readFileSync(WASM)).digest("hex");
  const text = JSON.stringify(JSON.stringify(goldens()));
  return `export const coreHash = "${coreHash}";\nexport default JSON.parse(${text});`;
}

/**
 * `import goldens, { coreHash } from "virtual:pooled-goldens"`: numbers of tests/golden for the test that the page makes
 * of itself, and the SHA-256 of the pooled.wasm in it.
 */
export function pooledGoldens(): Plugin {
  return {
    name: "pooled-goldens",
    resolveId: (id) => (id === ID ? `\0${ID}` : null),
    load(id) {
      if (id !== `\0${ID}`) return null;
      made ??= moduleText();
      return made;
    },
  };
}
