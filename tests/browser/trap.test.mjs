// The module traps, as only a fault of ours could make it: nothing typed is lost, the page says so, and goes on.
import assert from "node:assert/strict";
import { test } from "node:test";
import { answer, cell, desktop, enterFive, pageUrl, says, visit } from "./page.mjs";

/** Every core of the page traps once when `window.trapNext` is set: what an `unreachable` inside it would do. */
function trapOnDemand() {
  const instantiate = WebAssembly.instantiate;
  WebAssembly.instantiate = async (module, imports) => {
    // What unpacks the core has a small module of its own, as bytes.
    if (!(module instanceof WebAssembly.Module)) return instantiate(module, imports);
    const { exports } = await instantiate(module, imports);
    const pl_call = (...args) => {
      if (!window.trapNext) return exports.pl_call(...args);
      window.trapNext = false;
      throw new WebAssembly.RuntimeError("unreachable");
    };
    return { exports: { ...exports, pl_call } };
  };
}

test("a trap costs nothing: the data stay, the page says so, the next key is answered", {
  timeout: 120_000,
}, async () => {
  const { page, context, quiet, close } = await visit(desktop);
  try {
    await context.addInitScript(trapOnDemand);
    await page.goto("about:blank");
    await page.goto(pageUrl);
    await page.getByRole("status").waitFor({ state: "attached" });
    await enterFive(page);
    for (const events of ["31", "33"]) {
      await page.evaluate(() => {
        window.trapNext = true;
      });
      await cell(page, "Treatment events", "Evans 2018").fill(events);
      await page.getByText("The calculation stopped on an internal error (unreachable).").first().waitFor();
      assert.match(await page.locator("body").innerText(), /What you typed is safe/);
      assert.equal(await cell(page, "Treatment events", "Evans 2018").inputValue(), events);
      assert.equal(await cell(page, "Control total", "Ali 2010").inputValue(), "41");
      await cell(page, "Treatment events", "Evans 2018").fill("30");
      await says(page, "Pooled RR 1.65, 95% CI 1.06 to 2.58, 5 studies");
      assert.match(await answer(page).innerText(), /1\.65/);
    }
    await quiet();
  } finally {
    await close();
  }
});
