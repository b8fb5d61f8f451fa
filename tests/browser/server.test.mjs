// dist/web/, the same page as separate files, from a server on this machine; and as an app without it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { cell, desktop, enterFive, says, visit } from "./page.mjs";
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
