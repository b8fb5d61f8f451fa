// Runs the R scripts that the page writes, in R, and looks for every number that they expect in what R prints.
// Run: node tests/golden/R/scripts.mjs [folder for the scripts]   (needs R with metafor, and build/wasm)
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const fromWeb = createRequire(`${root}web/package.json`);
const { createServer } = await import(pathToFileURL(fromWeb.resolve("vite")).href);
const folder = process.argv[2] ?? mkdtempSync(`${tmpdir()}/pooled-r-`);
mkdirSync(folder, { recursive: true });

// As in the single file the core is there before the page's modules are: what unpacks it wants a bundler.
globalThis.pooled = { core: WebAssembly.compile(readFileSync(`${root}build/wasm/pooled.wasm`)) };
process.chdir(`${root}web`);
const server = await createServer({
  ...{ configFile: `${root}web/vite.config.ts`, mode: "single", logLevel: "error" },
  server: { middlewareMode: true, hmr: false, ws: false },
});
const load = (path) => server.ssrLoadModule(`/src/${path}`);
const [{ loadEngine }, { examples }, { rScript }, { buildRequest }] = await Promise.all(
  ["core/load.ts", "examples/index.ts", "files/r-script.ts", "state/request.ts"].map(load),
);
const engine = await loadEngine();

const SLOW_OR_DRAWN = new Set([
  "gosh",
  "permutation",
  "conventions",
  "checks",
  "labbe",
  "radial",
  "tau2_profile",
  "drapery",
  "stratified",
]);
const want = engine.catalog.analyses.map(({ id }) => id).filter((id) => !SLOW_OR_DRAWN.has(id));

/** An example with other options: what it is called, and whether R has all that is expected. */
const cases = [
  { name: "bcg", example: 0, options: { subgroup: "alloc", moderators: "ablat + alloc", cumulative_by: "year" } },
  {
    name: "bcg_common_tau2",
    example: 0,
    options: { subgroup: "alloc", subgroup_tau2: "common", moderators: "ablat", centre_moderators: true },
  },
  { name: "bcg_or_pm_hk", example: 0, options: { measure: "OR", tau2: "PM", test: "HKSJ", level: 0.9 } },
  { name: "bcg_rd_dl_z", example: 0, options: { measure: "RD", tau2: "DL", test: "z" } },
  { name: "bcg_common", example: 0, options: { model: "EE", test: "z" } },
  { name: "bcg_mh", example: 0, options: { model: "MH", test: "z" } },
  { name: "bcg_peto", example: 0, options: { measure: "PETO", model: "PETO", test: "z" } },
  { name: "bcg_glmm", example: 0, options: { measure: "OR", model: "GLMM_CMAL", test: "z" } },
  { name: "second", example: 1, options: {} },
  { name: "third", example: 2, options: {} },
];

function scriptOf({ example, options }) {
  const review = examples[example].review;
  const outcome = { ...review.outcomes[0], options: { ...review.outcomes[0].options, ...options } };
  const { request } = buildRequest(outcome, engine.catalog, want);
  const report = engine.analyse(request);
  if ("error" in report) throw new Error(report.error.text);
  return rScript(outcome, engine.catalog, report, review.title);
}

const NUMBER = /-?(?<![\w.])\d*\.?\d+(?:e[+-]?\d+)?(?![\w.]*[a-z_])/gi;
const numbersIn = (text) => [...text.matchAll(NUMBER)].map(([token]) => token);

/** Half a unit of the last digit that is printed. */
function precision(token) {
  const [mantissa, power = "0"] = token.toLowerCase().split("e");
  const decimals = mantissa.split(".")[1]?.length ?? 0;
  return 0.51 * 10 ** (Number(power) - decimals);
}

/** Numbers of the comments "est (lb to ub)" and "= x" that R does not print. P below .0001 R prints as such. */
function missing(script, printed) {
  const found = numbersIn(printed.replace(/^#.*$/gm, "")).map((token) => ({
    value: Number(token),
    within: precision(token),
  }));
  const lines = script
    .split("\n")
    .filter((line) => /^# .*[=:(]| {2}# /.test(line) && !/^# (Made by|Left out|Converted)/.test(line));
  return lines.flatMap((line) => {
    const expected = numbersIn(line.replace(/^.*? {2}# /, "").replace(/^.*?: (?=-?\d)/, ""));
    return expected
      .filter((token) => /[.e]/.test(token) && Math.abs(Number(token)) >= 1e-4)
      .filter((token) => {
        const value = Number(token);
        return !found.some((other) => Math.abs(other.value - value) <= Math.max(other.within, 1e-6 * Math.abs(value)));
      })
      .map((token) => `${token} of "${line}"`);
  });
}

let failures = 0;
for (const one of cases) {
  const script = scriptOf(one);
  const path = `${folder}/${one.name}.R`;
  writeFileSync(path, `options(digits = 10, width = 200)\n${script}`);
  try {
    const printed = execFileSync("Rscript", ["--vanilla", path], {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
    writeFileSync(`${folder}/${one.name}.out`, printed);
    const lost = missing(script, printed);
    console.log(`${one.name}: ${lost.length === 0 ? "every expected number is there" : `${lost.length} not found`}`);
    for (const text of lost.slice(0, 12)) console.log(`  ${text}`);
    failures += lost.length;
  } catch (error) {
    failures += 1;
    console.log(`${one.name}: R stopped\n${String(error.stderr ?? error).slice(-800)}`);
  }
}
await server.close();
process.exit(failures === 0 ? 0 : 1);
