// The page at work for a long time: cells edited, undone, redone, studies added and taken out again. Memory comes back
// to where it was, and the table is what it would be after the same keys at once. Many more rounds with POOLED_LONG=1.
import assert from "node:assert/strict";
import { test } from "node:test";
import { cell, desktop, enterFive, says, undo, visit } from "./page.mjs";

const ROUNDS = process.env.POOLED_LONG === "1" ? 20_000 : 60;

/** Bytes that the page holds once everything that can be freed was. */
async function heap(client) {
  await client.send("HeapProfiler.collectGarbage");
  const { usedSize } = await client.send("Runtime.getHeapUsage");
  return usedSize;
}

/** Runs in the page: edits of two cells in turn, so that each is a step of its own, and every third one undone. */
async function work(count) {
  const cells = ["Treatment events", "Treatment total"].map((column) =>
    document.querySelector(`input[aria-label="${column}, Evans 2018"]`),
  );
  const buttons = [...document.querySelectorAll("header button")];
  const undo = buttons.find((button) => (button.ariaLabel ?? button.textContent).trim() === "Undo");
  const breath = () => new Promise((resolve) => setTimeout(resolve, 0));
  for (let i = 0; i < count; i += 1) {
    const input = cells[i % 2];
    input.focus();
    input.value = String((i % 2 === 0 ? 20 : 80) + (i % 37));
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    input.blur();
    await breath();
    if (i % 3 === 2) undo.click();
    await breath();
  }
}

test(`${ROUNDS} edits and undos leave the memory where it was`, { timeout: 3_600_000 }, async () => {
  const { page, context, quiet, close } = await visit(desktop);
  try {
    await enterFive(page);
    const client = await context.newCDPSession(page);
    // The history is full, and every way that is taken is compiled, before the first measurement.
    await page.evaluate(work, 240);
    const before = await heap(client);
    await page.evaluate(work, ROUNDS);
    const after = await heap(client);
    console.log(
      `${ROUNDS} rounds: ${before} bytes before, ${after} after, ${((after / before - 1) * 100).toFixed(1)}%`,
    );
    assert.ok(after < before * 1.05 + 500_000, `${before} bytes became ${after}`);
    await cell(page, "Treatment events", "Evans 2018").fill("30");
    await cell(page, "Treatment total", "Evans 2018").fill("80");
    await says(page, "Pooled RR 1.65, 95% CI 1.06 to 2.58, 5 studies");
    await undo(page).click();
    await undo(page).click();
    assert.notEqual(await cell(page, "Treatment events", "Evans 2018").inputValue(), "30");
    await quiet();
  } finally {
    await close();
  }
});
