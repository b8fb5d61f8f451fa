// dist/web/, the same page as separate files, from a server on this machine; and as an app without it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { answer, cell, desktop, enterFive, five, says, typeRows, visit } from "./page.mjs";
import { serve } from "./serve.mjs";

const FIVE = "Pooled RR 1.65, 95% CI 1.06 to 2.58, 5 studies";
const limit = { timeout: 90_000 };

test("from a server, in any folder: the same result, nothing fetched but the page's own files", limit, async () => {
  const { url, close } = await serve();
  const visited = await visit(desktop, { url });
  try {
    await enterFive(visited.page);
    await says(visited.page, FIVE);
    assert.deepEqual(await visited.page.evaluate(() => window.violations), []);
    assert.deepEqual(
      visited.seen.filter((line) => !line.startsWith(`request: ${url}`)),
      [],
    );
    assert.ok(visited.seen.length > 0, "its script and style are files of their own");
  } finally {
    await visited.close();
    await close();
  }
});

/** Holds back the whole core, which has a file of its own, until `release`. */
function holding() {
  let release = () => undefined;
  const held = new Promise((resolve) => (release = resolve));
  // Each once: the worker that keeps files for later fetches them a second time.
  const sizes = new Map();
  const change = async (path, bytes) => {
    sizes.set(path, gzipSync(bytes, { level: 9 }).length);
    if (path.includes("/load-")) await held;
    return bytes;
  };
  return { change, sizes, release: () => release() };
}

/** Key by key: what reads pasted text comes with the whole core. */
async function typeFive(page) {
  await cell(page, "Study", "study 1").focus();
  await typeRows(page, five);
  await says(page, FIVE);
}

test("the first result comes with 250 kB in six files, before the whole core does", limit, async () => {
  const { change, sizes, release } = holding();
  const { url, close } = await serve(change);
  const visited = await visit(desktop, { url });
  const { page } = visited;
  try {
    await typeFive(page);
    const needed = [...sizes].filter(([path]) => /index\.html$|\/page-/.test(path));
    const total = needed.reduce((sum, [, size]) => sum + size, 0);
    assert.ok(total <= 250_000, `${total} bytes: ${needed}`);
    assert.ok(needed.length <= 6);
    assert.equal(await page.locator("details > summary").count(), 0, "further questions wait for the whole core");
    const before = await answer(page).innerText();
    release();
    await page.locator("details > summary").first().waitFor();
    assert.equal(await answer(page).innerText(), before);
    await says(page, FIVE);
  } finally {
    await visited.close();
    await close();
  }
});

test("a method that the first part does not have is answered when the whole core is there", limit, async () => {
  const { change, release } = holding();
  const { url, close } = await serve(change);
  const { page, ...visited } = await visit(desktop, { url });
  try {
    await typeFive(page);
    await page.getByLabel("Measure", { exact: true }).selectOption("OR");
    await says(page, /^Pooled OR/);
    await page.getByLabel("Model", { exact: true }).selectOption("GLMM_UMFS");
    await answer(page).getByText("One moment: this method is still on its way.").waitFor();
    release();
    await says(page, /^Pooled OR .*, 5 studies$/);
    await page.locator("details > summary").first().waitFor();
    assert.deepEqual(await page.evaluate(() => window.violations), []);
  } finally {
    await visited.close();
    await close();
  }
});

test(
  "after one visit it works without the network, with all that comes later than the first screen",
  limit,
  async () => {
    const { url, close } = await serve();
    const { page, context, ...visited } = await visit(desktop, { url });
    try {
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
      const manifest = await page.evaluate(() => document.querySelector("link[rel=manifest]").href);
      const app = await (await context.request.get(manifest)).json();
      for (const { src, sizes } of app.icons) {
        const icon = await (await context.request.get(new URL(src, manifest).href)).body();
        assert.equal(`${icon.readUInt32BE(16)}x${icon.readUInt32BE(20)}`, sizes);
      }
      await close();
      await context.setOffline(true);
      await page.goto(`${url}?from=home#`);
      await enterFive(page);
      await says(page, FIVE);
      await page.getByRole("button", { name: "More", exact: true }).click();
      await page.getByRole("menuitem", { name: "About Pooled" }).click();
      await page.getByText("Eigen (MPL-2.0)").waitFor();
      assert.deepEqual(await page.evaluate(() => window.violations), []);
    } finally {
      await visited.close();
    }
  },
);

test("a new version waits until it is asked for, and then takes the work over", limit, async () => {
  let build = "";
  const change = (path, bytes) =>
    path.endsWith("/sw.js") ? Buffer.from(bytes.toString().replace(/"pooled-\w+"/, `"pooled-${build}"`)) : bytes;
  build = "first";
  const { url, close } = await serve(change);
  const { page, ...visited } = await visit(desktop, { url });
  try {
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
    await page.reload();
    await enterFive(page);
    await page.evaluate(() => (window.sameDocument = true));
    build = "second";
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update().then(() => true));
    const update = page.getByRole("button", { name: "A new version is ready: update now" });
    await update.waitFor();
    await cell(page, "Treatment events", "Ali 2010").fill("13");
    assert.equal(await page.evaluate(() => window.sameDocument), true, "nothing happened by itself");
    await Promise.all([page.waitForEvent("load"), update.click()]);
    await cell(page, "Treatment events", "Ali 2010").waitFor();
    assert.equal(await cell(page, "Treatment events", "Ali 2010").inputValue(), "13");
    assert.equal(await update.count(), 0);
    const kept = await page.evaluate(() => caches.keys());
    assert.deepEqual(kept, ["pooled-second"]);
  } finally {
    await visited.close();
    await close();
  }
});

test("a second window keeps the build it shows, files that come later included, until it is asked", limit, async () => {
  let build = "first";
  // The new build has no file for Word under the old name, as when a file has changed.
  const change = (path, bytes) => {
    if (build === "second" && path.includes("/docx-")) throw new Error("gone");
    if (!path.endsWith("/sw.js")) return bytes;
    const text = bytes.toString().replace(/"pooled-\w+"/, `"pooled-${build}"`);
    return Buffer.from(build === "first" ? text : text.replace(/"[^"]*docx-[^"]*",?/, ""));
  };
  const { url, close } = await serve(change);
  const { page, context, ...visited } = await visit(desktop, { url });
  try {
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
    const second = await context.newPage();
    await second.goto(url);
    await enterFive(second);
    await page.reload();
    build = "second";
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update().then(() => true));
    const update = (one) => one.getByRole("button", { name: "A new version is ready: update now" });
    await update(second).waitFor();
    await Promise.all([page.waitForEvent("load"), update(page).click()]);
    assert.deepEqual((await page.evaluate(() => caches.keys())).sort(), ["pooled-first", "pooled-second"]);
    await says(second, FIVE);
    await second.getByRole("button", { name: "Export", exact: true }).click();
    const [word] = await Promise.all([
      second.waitForEvent("download"),
      second.getByRole("dialog").getByRole("button", { name: "Word", exact: true }).click(),
    ]);
    assert.match(word.suggestedFilename(), /\.docx$/);
    await second.keyboard.press("Escape");
    await Promise.all([second.waitForEvent("load"), update(second).click()]);
    await cell(second, "Treatment events", "Ali 2010").waitFor();
    assert.equal(await update(second).count(), 0);
  } finally {
    await visited.close();
    await close();
  }
});
