// Measures what a user waits for, against the bars of the project, and how fast the command is. Prints figures; a busy
// machine makes them worse, never better. Needs scripts/build.sh native wasm web.
import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
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

async function firstResultByTyping() {
  const { page, context } = await open();
  await page.goto(pageUrl);
  await page.evaluate(fillCells, [
    ["Ali 2010", 12, 40, 6, 41],
    ["Berg 2012", 9, 25, 4, 27],
    ["Chen 2014", 20, 60, 15, 58],
    ["Diaz 2016", 7, 30, 5, 29],
    ["Evans 2018", 30, 80, 17, 82],
  ]);
  const time = await (await page.waitForFunction(() => window.firstResult)).jsonValue();
  await context.close();
  return time;
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

async function keyDelays(count, bar) {
  const { page, context } = await open();
  await page.goto(pageUrl);
  await page.locator("tr[data-row]").first().waitFor();
  await pasteStudies(page, studies(count));
  await page
    .locator("tr[data-row] input[data-column=n1i]")
    // Of a long table only the rows near the window are in the page.
    .nth(10)
    .focus();
  await page.keyboard.press("End");
  await page.evaluate(watchKeys);
  for (const key of ["5", "Backspace", "1", "Backspace", "9", "Backspace", "3", "Backspace", "7", "Backspace", "0"]) {
    await page.keyboard.press(key);
    await page.waitForTimeout(250);
  }
  const delays = await page.evaluate(() => window.delays);
  show(`key to painted result, ${count} studies`, milliseconds(delays), `bar: ${bar} ms`);
  await context.close();
}

const five = [...Array(5)];
const typed = [];
for (const _ of five) typed.push(await firstResultByTyping());
show("navigation to first result, five trials typed by script", milliseconds(typed), "bar: 700 ms");

const { page, context } = await open();
await page.goto(pageUrl);
await pasteStudies(page, studies(50));
const hash = await linkOf(page);
await context.close();
const linked = [];
for (const _ of five) linked.push(await firstResultFromLink(hash));
show("navigation to result, a link of 50 studies", milliseconds(linked), "bar: 700 ms");

await keyDelays(50, 50);
await keyDelays(200, 100);
await keyDelays(1000, 100);
await browser.close();

const size = (path) => statSync(`${root}${path}`).size;
show("dist/pooled.html", `${(size("dist/pooled.html") / 1000).toFixed(0)} kB`, "bar: 900 kB");
show("build/wasm/pooled.wasm", `${(size("build/wasm/pooled.wasm") / 1000).toFixed(0)} kB`);
show(`link of 50 studies (${hash.length} characters)`, "", "fits everywhere up to 2000");

function batch(lines, k) {
  const request = (seed) => ({
    version: 1,
    dataset: {
      studies: Array.from({ length: k }, (_, i) => {
        const [label, ai, n1i, ci, n2i] = study(i + seed);
        return {
          label,
          year: null,
          include: true,
          format: "counts",
          cells: { ai, n1i, ci, n2i },
          groups: {},
          mods: {},
        };
      }),
    },
    options: {},
    want: ["summary"],
  });
  const input = Array.from({ length: lines }, (_, i) => JSON.stringify(request(i % 97))).join("\n");
  const began = performance.now();
  const { status, stdout } = spawnSync(`${root}build/native/pooled`, ["batch"], {
    input: `${input}\n`,
    maxBuffer: 2 ** 30,
  });
  const seconds = (performance.now() - began) / 1000;
  const reports = stdout
    .toString()
    .split("\n")
    .filter((line) => line.includes('"summary"')).length;
  if (status !== 0 || reports !== lines)
    throw new Error(`pooled batch: exit ${status}, ${reports} of ${lines} reports`);
  show(`pooled batch, ${lines} data sets of ${k} studies`, `${(lines / seconds).toFixed(0)} /s`);
}
batch(20000, 10);
batch(2000, 100);
