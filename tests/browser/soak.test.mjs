// The page at work for a long time: cells edited, undone, redone, studies added and taken out again. Memory comes back
// to where it was, and the table is what it would be after the same keys at once. A million with POOLED_LONG=1.
import assert from "node:assert/strict";
import { test } from "node:test";
import { cell, desktop, enterFive, says, undo, visit } from "./page.mjs";

const long = process.env.POOLED_LONG === "1";
const ROUNDS = Number(process.env.POOLED_SOAK ?? (long ? 1_000_000 : 60));

/**
 * Bytes that the page holds once everything that can be freed was: what the script holds, what the browser holds for it
 * (the document, the module's memory), and what the engine has compiled of script and module, which grows as long as it
 * finds more worth compiling.
 */
async function heap(client) {
  const chunks = [];
  const take = ({ chunk }) => chunks.push(chunk);
  client.on("HeapProfiler.addHeapSnapshotChunk", take);
  await client.send("HeapProfiler.collectGarbage");
  await client.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  client.off("HeapProfiler.addHeapSnapshotChunk", take);
  const { snapshot, nodes, strings } = JSON.parse(chunks.join(""));
  const { node_fields, node_types } = snapshot.meta;
  const [type, name, size] = ["type", "name", "self_size"].map((field) => node_fields.indexOf(field));
  const bytes = { script: 0, browser: 0, compiled: 0 };
  for (let at = 0; at < nodes.length; at += node_fields.length) {
    const kind = node_types[0][nodes[at + type]];
    const compiled = kind === "code" || /WasmNativeModule/.test(strings[nodes[at + name]]);
    bytes[compiled ? "compiled" : kind === "native" ? "browser" : "script"] += nodes[at + size];
  }
  return bytes;
}

/** Edits between two looks at the screen: the millions are not all drawn. */
const UNSEEN = ROUNDS > 10_000 ? 25 : 1;

/** Edits of one call from here. */
const AT_ONCE = Number(process.env.POOLED_SOAK_CALL ?? 100_000);

/** Runs in the page: edits of two cells in turn, so that each is a step of its own, and every third one undone. */
async function work([count, unseen]) {
  const cells = ["Treatment events", "Treatment total"].map((column) =>
    document.querySelector(`input[aria-label="${column}, Evans 2018"]`),
  );
  const buttons = [...document.querySelectorAll("header button")];
  const undo = buttons.find((button) => (button.ariaLabel ?? button.textContent).trim() === "Undo");
  // A message, since timers wait 4 ms each once they follow one another.
  const { port1, port2 } = new MessageChannel();
  const breath = () =>
    new Promise((resolve) => {
      port1.onmessage = resolve;
      port2.postMessage(null);
    });
  for (let i = 0; i < count; i += 1) {
    const input = cells[i % 2];
    input.focus();
    input.value = String((i % 2 === 0 ? 20 : 80) + (i % 37));
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    input.blur();
    const seen = i % unseen === 0;
    if (seen) await breath();
    if (i % 3 === 2) undo.click();
    if (seen) await breath();
  }
  port1.close();
}

test(`${ROUNDS} edits and undos leave the memory where it was`, { timeout: 6 * 3_600_000 }, async () => {
  const { page, context, quiet, close } = await visit(desktop);
  try {
    await enterFive(page);
    const client = await context.newCDPSession(page);
    // The history is full, and every way that is taken is compiled, before the first measurement.
    await page.evaluate(work, [ROUNDS > 10_000 ? 10_000 : 240, UNSEEN]);
    const before = await heap(client);
    for (let done = 0; done < ROUNDS; done += AT_ONCE)
      await page.evaluate(work, [Math.min(AT_ONCE, ROUNDS - done), UNSEEN]);
    const after = await heap(client);
    const grown = (of) => (after[of] / before[of] - 1) * 100;
    const told = Object.keys(after).map((of) => `${of} ${before[of]} to ${after[of]} bytes (${grown(of).toFixed(1)}%)`);
    console.log(`Soak: ${ROUNDS} edits, every third undone: ${told.join(", ")}`);
    const all = ({ script, browser, compiled }) => script + browser + compiled;
    assert.ok(grown("script") < 5 && grown("browser") < 5 && all(after) < all(before) * 1.05, told.join(", "));
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
