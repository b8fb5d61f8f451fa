// Opens dist/pooled.html from disk in headless Chromium and watches it: every visit ends by asserting that the page
// asked for nothing, said nothing on the console and broke no rule of its policy.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { five } from "../five.mjs";

export { five };

const root = fileURLToPath(new URL("../..", import.meta.url));
export const pageUrl = pathToFileURL(`${root}dist/pooled.html`).href;
const axeSource = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

export const desktop = { viewport: { width: 1280, height: 800 } };
export const tablet = { viewport: { width: 820, height: 1180 }, hasTouch: true, isMobile: true };
export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
/** A page enlarged four times, and the smallest telephones. */
export const narrow = { ...phone, viewport: { width: 320, height: 640 } };

let browser;
async function launch() {
  browser ??= await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
  return browser;
}
after(() => browser?.close());

/** Runs before the page's own script, in every document of the context. */
function watchPolicy() {
  window.violations = [];
  document.addEventListener("securitypolicyviolation", (event) => {
    window.violations.push(`${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`);
  });
}

function watch(page, url, seen) {
  page.on("request", (request) => {
    const own = request.isNavigationRequest() && request.url().split("#")[0] === url;
    if (!own && !/^(blob|data):/.test(request.url())) seen.push(`request: ${request.url()}`);
  });
  page.on("console", (message) => seen.push(`console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => seen.push(`uncaught: ${error}`));
}

/** A page in a context of its own (nothing stored, nothing shared). */
export async function visit(device, { hash = "", url = pageUrl, ...more } = {}) {
  const context = await (await launch()).newContext({ ...device, ...more });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await context.addInitScript(watchPolicy);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const seen = [];
  watch(page, url, seen);
  await page.goto(url + hash);
  await page.getByRole("status").waitFor({ state: "attached" });
  const quiet = async () => {
    const violations = await page.evaluate(() => window.violations);
    assert.deepEqual([...seen, ...violations.map((text) => `policy: ${text}`)], []);
  };
  return { page, context, seen, quiet, close: () => context.close() };
}

/** A test with one page; the page must have been quiet to the end. */
export function story(name, device, run, options = {}) {
  test(name, { timeout: 120_000 }, async () => {
    const visited = await visit(device, options);
    try {
      await run(visited.page, visited);
      await visited.quiet();
    } finally {
      await visited.close();
    }
  });
}

export const status = (page) => page.getByRole("status");
export const answer = (page) => page.getByRole("region", { name: "Answer" });
export const cell = (page, column, study) => page.getByLabel(`${column}, ${study}`, { exact: true });

/** Undo and Redo of the header (a passing remark may have an Undo of its own). */
export const undo = (page) => page.getByRole("banner").getByRole("button", { name: "Undo" });
export const redo = (page) => page.getByRole("banner").getByRole("button", { name: "Redo" });

/** Waits until the live region says this; the message of a failure shows what it said instead. */
export async function says(page, text, timeout = 5000) {
  const wanted = typeof text === "string" ? (now) => now === text : (now) => text.test(now);
  const began = Date.now();
  let now = "";
  while (Date.now() - began < timeout) {
    now = (await status(page).textContent()).trim();
    if (wanted(now)) return now;
    await page.waitForTimeout(25);
  }
  assert.fail(`after ${timeout} ms the status says "${now}", not ${text}`);
}

/** Types rows where the cursor is, cell after cell, as one does with Enter. */
export async function typeRows(page, rows) {
  for (const value of rows.flat()) {
    await page.keyboard.type(String(value));
    await page.keyboard.press("Enter");
  }
}

export async function paste(page, text) {
  await page.evaluate((clip) => navigator.clipboard.writeText(clip), text);
  await page.keyboard.press("Control+V");
}

/** The five trials in the table, and their result: where a test is about something else than typing. */
export async function enterFive(page) {
  await cell(page, "Study", "study 1").focus();
  await paste(page, five.map((row) => row.join("\t")).join("\n"));
  await says(page, /^Pooled RR .*, 5 studies$/);
  await cell(page, "Study", "study 6").focus();
}

/** The fragment that "Copy link" puts on the clipboard, and the address before it. */
export async function copyLink(page) {
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await page.getByRole("button", { name: "Copy link" }).click();
  await page.getByText("Copied", { exact: true }).first().waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.keyboard.press("Escape");
  const [address, fragment] = link.split("#");
  return { address, hash: `#${fragment}` };
}

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Rules of WCAG 2.2 AA and axe's best practice that the page, or one part of it, breaks now. */
export async function axe(page, part = ":root", runOnly = { type: "tag", values: TAGS }) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axeSource);
  await page.locator(part).first().waitFor({ state: "attached" });
  const { violations } = await page.evaluate(
    ([selector, only]) => window.axe.run(selector, { runOnly: only }),
    [part, runOnly],
  );
  return violations.map(
    (rule) =>
      `${rule.id}: ${rule.nodes
        .map((node) => node.target.join(" "))
        .slice(0, 4)
        .join(" | ")}`,
  );
}

/** Things to press or type in that are on screen and smaller than 44 px; a label counts for its box. */
export async function smallTargets(page) {
  return page.evaluate(() => {
    const small = [];
    for (const element of document.querySelectorAll(
      "button, input, select, textarea, a[href], summary, [role=button]",
    )) {
      const target = element.matches("input[type=checkbox], input[type=radio]")
        ? (element.closest("label") ?? element)
        : element;
      const { width, height } = target.getBoundingClientRect();
      if (width === 0 || height === 0 || getComputedStyle(element).visibility === "hidden") continue;
      if (width < 43.95 || height < 43.95) {
        const name = element.getAttribute("aria-label") ?? element.textContent.trim();
        small.push(`${element.localName} "${name.slice(0, 40)}" ${width.toFixed(1)}x${height.toFixed(1)}`);
      }
    }
    return small;
  });
}

/** Pixels by which the page is wider than the window, and what sticks out. */
export async function overflow(page) {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const out = [...document.body.querySelectorAll("*")].filter(
      (e) => e.getBoundingClientRect().right > clientWidth + 0.5,
    );
    return [`${scrollWidth - clientWidth} px`, ...out.slice(0, 5).map((e) => `${e.localName}.${e.className}`)];
  });
}
