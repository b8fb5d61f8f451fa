// Times the core side by side in one run: the native command, the WebAssembly module in Node.js and in Chromium, R's
// metafor where it is installed, and the tight loops of tests/bench/limit.h. Prints a table with ratios and writes
// build/bench.json; with `--against file` every time is compared with a former one. scripts/bench.sh builds all it needs.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { bcg, EACH_KEY, request, trials } from "../tests/bench/jobs.mjs";
import { loadCore, wasmPath } from "./core_node.mjs";
import { coreGoals } from "./goals.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const against = process.argv.includes("--against") ? process.argv[process.argv.indexOf("--against") + 1] : null;

/** Whole requests, text in and text out, by name. */
const JOBS = Object.fromEntries([
  ...[13, 50, 200, 1000, 10000].map((k) => [`summary k=${k}`, request(k === 13 ? bcg : trials(k), "summary")]),
  ...["leave_one_out", "cumulative", "influence", "trim_fill", "few_studies", "methods"].map((want) => [
    `${want} k=13`,
    request(bcg, want),
  ]),
  ...["GLMM_CMEL", "GLMM_UMFS", "GLMM_UMRS"].map((model) => [
    `${model} k=13`,
    request(bcg, "summary", { measure: "OR", model, test: "z" }),
  ]),
  ["which_method k=13", request(bcg, "which_method", {}, { est: "0.49", ci_lb: "0.33", ci_ub: "0.73" })],
  ["everything k=50", request(trials(50), EACH_KEY)],
  ["GOSH request k=13", request(bcg, "gosh")],
  ["permutation request k=13", request(bcg, "permutation", { permutations: 10000 })],
]);

const median = (times) => [...times].sort((a, b) => a - b)[times.length >> 1];
function microseconds(work) {
  const times = [];
  const end = performance.now() + 250;
  while (times.length < 3 || (times.length < 2001 && performance.now() < end)) {
    const began = performance.now();
    work();
    times.push((performance.now() - began) * 1000);
  }
  return median(times);
}

const lines = (text) =>
  text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
function native() {
  const input = `${Object.entries(JOBS)
    .map((job) => job.join("\t"))
    .join("\n")}\n`;
  const run = spawnSync(`${root}build/native/pooled_bench`, { input, encoding: "utf8" });
  if (run.status !== 0) throw new Error(`pooled_bench: ${run.status} ${run.stderr}`);
  return lines(run.stdout);
}
function metafor() {
  const run = spawnSync("Rscript", [`${root}tests/bench/metafor.R`], { encoding: "utf8" });
  if (run.status !== 0) console.log("R with metafor is not here: its column stays empty.");
  return run.status === 0 ? lines(run.stdout) : [];
}
function wasm() {
  const first = Array.from({ length: 5 }, () => {
    const fresh = loadCore();
    const began = performance.now();
    fresh.call(1, JOBS["summary k=50"]);
    return (performance.now() - began) * 1000;
  });
  const core = loadCore();
  const times = Object.entries(JOBS).map(([job, text]) => [job, microseconds(() => core.call(1, text))]);
  return [["first summary k=50", median(first)], ...times].map(([job, us]) => ({ engine: "wasm", job, us }));
}

/** The same module in a page of Chromium. */
async function chromium() {
  const launcher = createRequire(`${root}web/package.json`)("playwright-core").chromium;
  const browser = await launcher.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
  const page = await browser.newPage();
  const rows = await page.evaluate(timeInPage, [readFileSync(wasmPath).toString("base64"), JOBS]);
  await browser.close();
  return rows;
}
async function timeInPage([base64, jobs]) {
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const nothing = () => 0;
  const { instance } = await WebAssembly.instantiate(bytes, {
    env: { emscripten_notify_memory_growth: nothing },
    wasi_snapshot_preview1: { proc_exit: nothing, fd_close: nothing, fd_seek: nothing, fd_write: nothing },
  });
  const core = instance.exports;
  core._initialize();
  const call = (text) => {
    const input = new TextEncoder().encode(text);
    const at = core.pl_alloc(input.length);
    new Uint8Array(core.memory.buffer, at, input.length).set(input);
    const out = core.pl_call(1, at, input.length);
    new TextDecoder().decode(new Uint8Array(core.memory.buffer, out, core.pl_len()));
    core.pl_free(at);
  };
  return Object.entries(jobs).map(([job, text]) => {
    // The clock of a page has steps of 0.1 ms: short calls are timed together.
    let began = performance.now();
    call(text);
    const each = Math.max(1, Math.ceil(5 / Math.max(0.05, performance.now() - began)));
    const times = [];
    for (let i = 0; i < (each === 1 ? 3 : 15); i += 1) {
      began = performance.now();
      for (let j = 0; j < each; j += 1) call(text);
      times.push(((performance.now() - began) / each) * 1000);
    }
    return { engine: "chromium", job, us: times.sort((a, b) => a - b)[times.length >> 1] };
  });
}

const ENGINES = ["limit", "core", "native", "wasm", "chromium", "metafor"];
const time = (us) =>
  us === undefined
    ? ""
    : us < 1000
      ? `${us.toPrecision(3)} µs`
      : us < 1e6
        ? `${(us / 1e3).toPrecision(3)} ms`
        : `${(us / 1e6).toPrecision(3)} s`;
const ratio = (a, b) => (a === undefined || b === undefined ? "" : `${(a / b).toPrecision(2)}`);

function print(table, former) {
  const heads = ["job", ...ENGINES, "core/limit", "wasm/native", "metafor/ours", ...(former ? ["now/then"] : [])];
  const rows = Object.entries(table).map(([job, t]) => [
    job,
    ...ENGINES.map((engine) => time(t[engine])),
    ratio(t.core, t.limit),
    ratio(t.wasm, t.native),
    ratio(t.metafor, t.wasm ?? t.core),
    ...(former ? [ratio(t.wasm ?? t.core, former[job]?.wasm ?? former[job]?.core)] : []),
  ]);
  for (const row of [heads, ...rows])
    console.log(row.map((cell, i) => (i === 0 ? cell.padEnd(26) : cell.padStart(13))).join(""));
}

const table = {};
for (const { engine, job, us } of [...native(), ...wasm(), ...(await chromium()), ...metafor()]) {
  table[job] ??= {};
  table[job][engine] = us;
}
print(table, against && JSON.parse(readFileSync(against, "utf8")));
console.log();
coreGoals(table);
writeFileSync(`${root}build/bench.json`, `${JSON.stringify(table, null, 1)}\n`);
