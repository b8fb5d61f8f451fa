// Measures what a user waits for, against the bars of the project, and how fast the command is. Prints figures; a busy
// machine makes them worse, never better. Needs scripts/build.sh native wasm web.
import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { bcg, request, trials } from "../tests/bench/jobs.mjs";
import { serve } from "../tests/browser/serve.mjs";
import { five } from "../tests/five.mjs";
import { goal } from "./goals.mjs";
import { watchKeys } from "./watch_keys.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const { chromium } = createRequire(`${root}web/package.json`)("playwright-core");
const pageUrl = pathToFileURL(`${root}dist/pooled.html`).href;

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const show = (what, value, bar = "") => console.log(`${what.padEnd(62)}${value.padStart(12)}   ${bar}`);
const milliseconds = (values) =>
  `${median(values).toFixed(0)} ms (${Math.min(...values).toFixed(0)} to ${Math.max(...values).toFixed(0)})`;

/** Notes when the first pooled result has been painted, in milliseconds since navigation. */
function watchFirstResult() {
  const look = () => {
    if (/\d% CI/.test(document.querySelector(".answer")?.textContent ?? "")) {
      requestAnimationFrame(() => setTimeout(() => (window.firstResult = performance.now())));
    } else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Fills the table as fast as the page takes it: a row, then a turn for the page to draw the next one. */
async function fillCells(rows) {
  const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
  while (!document.querySelector("tr[data-row]")) await new Promise((resolve) => setTimeout(resolve));
  for (const [i, values] of rows.entries()) {
    for (const [j, value] of values.entries()) {
      const input = document.querySelectorAll("tr[data-row]")[i].querySelectorAll("input[data-column]")[j];
      setValue.call(input, String(value));
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
    while (!document.querySelectorAll("tr[data-row]")[i + 1]) await new Promise((resolve) => setTimeout(resolve));
  }
}

const study = (i) => [
  `Trial ${i + 1}`,
  12 + ((i * 7) % 23),
  140 + ((i * 13) % 60),
  20 + ((i * 5) % 17),
  150 + ((i * 11) % 50),
];
const studies = (count) => Array.from({ length: count }, (_, i) => study(i));

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});

async function open() {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await context.addInitScript(watchFirstResult);
  const page = await context.newPage();
  // A new window has pages of its own to draw first; a user's browser has long done that.
  await page.waitForTimeout(2000);
  return { page, context };
}

/** @param again  on the second visit, when the web app is kept on the device */
async function firstResultByTyping(url = pageUrl, again = false) {
  const { page, context } = await open();
  await page.goto(url);
  if (again) {
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.goto("about:blank");
    await page.goto(url);
  }
  await page.evaluate(fillCells, five);
  const time = await (await page.waitForFunction(() => window.firstResult)).jsonValue();
  await context.close();
  return time;
}

/** From a server on this machine: what there is beside the network. */
async function webApp() {
  const { url, close } = await serve();
  for (const [visit, again] of [
    ["first", false],
    ["second", true],
  ]) {
    const times = [];
    for (const _ of rounds) times.push(await firstResultByTyping(url, again));
    show(`web app, ${visit} visit, navigation to first result`, milliseconds(times));
  }
  await close();
}

async function pasteStudies(page, rows) {
  await page.locator("input[data-column=label]").first().focus();
  await page.evaluate((text) => navigator.clipboard.writeText(text), rows.map((row) => row.join("\t")).join("\n"));
  await page.keyboard.press("Control+V");
  await page.waitForFunction(
    (k) => document.querySelector("[role=status]").textContent.includes(`${k} studies`),
    rows.length,
  );
}

async function linkOf(page) {
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await page.getByRole("button", { name: "Copy link" }).click();
  await page.getByText("Copied", { exact: true }).first().waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.keyboard.press("Escape");
  return link.slice(link.indexOf("#"));
}

async function firstResultFromLink(hash) {
  const { page, context } = await open();
  await page.goto(pageUrl + hash);
  const time = await (await page.waitForFunction(() => window.firstResult)).jsonValue();
  await context.close();
  return time;
}

/** What keys were waited for, and what the page's own means of getting data out take, with so many studies. */
async function keyDelays(count, bar) {
  const { page, context } = await open();
  await page.goto(pageUrl);
  await page.locator("tr[data-row]").first().waitFor();
  await pasteStudies(page, studies(count));
  await page
    .locator("tr[data-row] input[data-column=n1i]")
    // Of a long table only the rows near the window are in the page.
    .nth(Math.min(10, count - 1))
    .focus();
  await page.keyboard.press("End");
  await page.evaluate(watchKeys);
  for (const key of ["5", "Backspace", "1", "Backspace", "9", "Backspace", "3", "Backspace", "7", "Backspace", "0"]) {
    await page.keyboard.press(key);
    await page.waitForTimeout(250);
  }
  const delays = await page.evaluate(() => window.delays);
  show(`key to painted result, ${count} studies`, milliseconds(delays));
  goal(count === 50 ? "G2" : "", `key to painted result, ${count} studies, median`, median(delays), bar, "ms");
  await context.close();
}

const rounds = [...Array(5)];
const typed = [];
for (const _ of rounds) typed.push(await firstResultByTyping());
show("navigation to first result, five trials typed by script", milliseconds(typed), "bar: 700 ms");
await webApp();

const { page, context } = await open();
await page.goto(pageUrl);
await pasteStudies(page, studies(50));
const hash = await linkOf(page);
await context.close();
const linked = [];
for (const _ of rounds) linked.push(await firstResultFromLink(hash));
show("navigation to result, a link of 50 studies", milliseconds(linked), "bar: 700 ms");

/** Heap of the page and of the core, with the example pooled and nothing open. */
async function memory() {
  const { page, context } = await open();
  await page.addInitScript(() => {
    const { instantiate } = WebAssembly;
    window.cores = [];
    WebAssembly.instantiate = async (...of) => {
      const made = await instantiate(...of);
      // Not held: what unpacks the core is gone when it has done so.
      window.cores.push(new WeakRef((made.instance ?? made).exports));
      return made;
    };
  });
  await page.goto(pageUrl + hash);
  await page.waitForFunction(() => window.firstResult);
  await page.waitForTimeout(1000);
  const session = await context.newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  const core = await page.evaluate(() =>
    window.cores.reduce((sum, each) => sum + (each.deref()?.memory.buffer.byteLength ?? 0), 0),
  );
  show(
    "memory after load: heap of the page, memory of its cores",
    `${(usedSize / 1e6).toFixed(1)} + ${(core / 1e6).toFixed(1)} MB`,
  );
  goal("", "heap of the page and memory of its cores after load", (usedSize + core) / 1e6, 40, "MB");
  await context.close();
}

/** From pressing a button to what it gives. */
async function outputs() {
  const { page, context } = await open();
  await page.goto(pageUrl + hash);
  await page.waitForFunction(() => window.firstResult);
  const png = [];
  for (const _ of rounds) {
    await page.getByRole("button", { name: "Export", exact: true }).first().click();
    const item = page.getByRole("button", { name: /^PNG/ }).first();
    const began = performance.now();
    await Promise.all([page.waitForEvent("download"), item.click()]);
    png.push(performance.now() - began);
    await page.keyboard.press("Escape");
  }
  show("PNG of the forest plot, 50 studies, 300 dpi", milliseconds(png));
  const links = [];
  for (const _ of rounds) {
    const began = performance.now();
    await linkOf(page);
    links.push(performance.now() - began);
  }
  show("link of 50 studies, from Share to the clipboard", milliseconds(links));
  await context.close();
}

/** From opening a panel that takes long to its first picture, of a sample, and to the whole, by so many workers. */
async function subsets(cores) {
  const { page, context } = await open();
  await context.addInitScript((n) => Object.defineProperty(navigator, "hardwareConcurrency", { get: () => n }), cores);
  await page.goto(pageUrl);
  await page.locator("tr[data-row]").first().waitFor();
  await pasteStudies(page, studies(30));
  const name = "All subsets (GOSH)";
  const panel = page.getByRole("region", { name });
  const heading = page.getByText(name, { exact: true });
  await heading.click();
  const field = panel.getByLabel("Subsets drawn where not all are tried");
  await field.fill("100000");
  await field.press("Enter");
  await panel.locator(".asked:not(.stale) svg").first().waitFor({ timeout: 60_000 });
  await page.waitForTimeout(1000);
  await panel.locator(".asked:not(.stale) svg").first().waitFor({ timeout: 60_000 });
  const times = { first: [], all: [] };
  for (const _ of rounds) {
    await heading.click();
    await panel.locator("svg").first().waitFor({ state: "detached" });
    await page.evaluate(watchPictures);
    await heading.click();
    const { first, all } = await (
      await page.waitForFunction(() => window.pictures?.all && window.pictures)
    ).jsonValue();
    times.first.push(first);
    times.all.push(all);
  }
  await context.close();
  return times;
}

/** When a panel that is about to be opened has its first picture and its last, in milliseconds, in window.pictures. */
function watchPictures() {
  window.pictures = {};
  let began = 0;
  addEventListener("click", () => (began ||= performance.now()), { capture: true, once: true });
  const look = () => {
    const now = performance.now() - began;
    if (began && document.querySelector(".asked svg")) window.pictures.first ??= now;
    if (began && document.querySelector(".asked:not(.stale) svg")) window.pictures.all ??= now;
    if (!window.pictures.all) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

async function workers() {
  const by = [];
  for (const cores of [1, 2]) {
    by[cores] = await subsets(cores);
    const { first, all } = by[cores];
    show(
      `GOSH, 100,000 subsets of 30 by REML, ${cores} worker${cores > 1 ? "s" : ""}: first picture`,
      milliseconds(first),
    );
    show("  whole", milliseconds(all));
  }
  goal("", "first picture of what takes long", median(by[2].first), 100, "ms");
  show("one worker / two", (median(by[1].all) / median(by[2].all)).toFixed(2));
}

await workers();
await keyDelays(5, 16);
await keyDelays(50, 16);
await keyDelays(200, 25);
await keyDelays(1000, 50);
await memory();
await outputs();
await browser.close();

const size = (path) => statSync(`${root}${path}`).size;
goal("", "dist/pooled.html", size("dist/pooled.html") / 1000, 1500, "kB");
show("build/wasm/pooled.wasm", `${(size("build/wasm/pooled.wasm") / 1000).toFixed(0)} kB`);
goal(
  "",
  "build/wasm/pooled.wasm in gzip",
  gzipSync(readFileSync(`${root}build/wasm/pooled.wasm`)).length / 1000,
  300,
  "kB",
);
show(`link of 50 studies (${hash.length} characters)`, "", "fits everywhere up to 2000");

/** Seconds through `pooled batch`: by the clock, and of the processors, which a busy machine changes less. */
function batch(name, lines, jobs = 1) {
  const command = `TIMEFORMAT='%R %U %S'; time "${root}build/native/pooled" batch --jobs ${jobs}`;
  const { status, stdout, stderr } = spawnSync("bash", ["-c", command], {
    input: `${lines.join("\n")}\n`,
    maxBuffer: 2 ** 31,
  });
  const [seconds, user, system] = stderr.toString().trim().split(" ").map(Number);
  const rate = (time) => `${(lines.length / time).toFixed(0)} /s`;
  const reports = stdout.toString().split('"summary":').length - 1;
  if (status !== 0 || reports !== lines.length)
    throw new Error(`pooled batch: exit ${status}, ${reports} of ${lines.length} reports`);
  const busy = user + system;
  show(`pooled batch --jobs ${jobs}, ${lines.length} of ${name}`, rate(seconds), `${rate(busy)} of processor time`);
  return { seconds, busy };
}
const repeated = (count, line) => Array.from({ length: count }, () => line);
const small = repeated(100_000, request(trials(7), "summary", { tau2: "DL", test: "HKSJ" }));
const one = batch("7 studies, DL + HKSJ", small);
const two = batch("7 studies, DL + HKSJ", small, 2);
batch("13 studies", repeated(10000, request(bcg, "summary")));
batch("100 studies", repeated(2000, request(trials(100), "summary")));
goal("", "pooled batch, 7 studies, DL + HKSJ: microseconds an analysis", (1e6 * one.busy) / small.length, 20);
goal("", "pooled batch --jobs 1 / --jobs 2 x 1.8", (two.seconds / one.seconds) * 1.8, 1);
