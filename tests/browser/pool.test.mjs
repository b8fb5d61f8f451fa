// A question that takes long is shared out to as many workers as there are cores, and the answer is the same.
import assert from "node:assert/strict";
import { test } from "node:test";
import { cell, desktop, paste, says, visit } from "./page.mjs";

/** What the page takes for the number of cores; the most workers that were there at the same time. */
function pretend(cores) {
  Object.defineProperty(navigator, "hardwareConcurrency", { get: () => cores });
  const Plain = window.Worker;
  let alive = 0;
  window.workers = 0;
  window.shares = [];
  window.Worker = class extends Plain {
    constructor(url) {
      super(url);
      alive += 1;
      window.workers = Math.max(window.workers, alive);
    }
    terminate() {
      super.terminate();
      alive -= 1;
    }
  };
  new MutationObserver(() => {
    const bar = document.querySelector("progress");
    if (bar === null) return;
    if (window.shares.at(-1) !== bar.value) window.shares.push(bar.value);
    // The picture of the first part is there before the rest.
    window.sample ||= document.querySelector(".asked.stale svg") !== null;
  }).observe(document, { subtree: true, childList: true, attributes: true });
}

const studies = Array.from({ length: 30 }, (_, i) =>
  [`S${i}`, 5 + ((i * 7) % 23), 140 + ((i * 13) % 60), 8 + ((i * 5) % 17), 150 + (i % 50)].join("\t"),
);

async function gosh(cores) {
  const { page, context, quiet, close } = await visit(desktop);
  try {
    await context.addInitScript(pretend, cores);
    await page.reload();
    await cell(page, "Study", "study 1").focus();
    await paste(page, studies.join("\n"));
    await says(page, /30 studies$/);
    await page.getByText("All subsets (GOSH)", { exact: true }).click();
    const panel = page.getByRole("region", { name: "All subsets (GOSH)" });
    await panel.locator(".asked:not(.stale) svg").first().waitFor();
    await page.evaluate(() => {
      window.shares = [];
    });
    const field = panel.getByLabel("Subsets drawn where not all are tried");
    await field.fill("100000");
    await field.press("Enter");
    // A fast machine is done between two looks: what the observer saw is waited for, not the bar itself.
    await page.waitForFunction(() => window.shares.length > 0);
    await panel.locator(".asked:not(.stale) svg").first().waitFor({ timeout: 60_000 });
    const seen = await page.evaluate(() => ({ workers: window.workers, shares: window.shares, sample: window.sample }));
    await quiet();
    return { ...seen, text: await panel.innerText() };
  } finally {
    await close();
  }
}

test("GOSH of 100,000 subsets by one, two and three workers: the same numbers, with progress", {
  timeout: 240_000,
}, async () => {
  const one = await gosh(1);
  assert.equal(one.workers, 1);
  assert.match(one.text, /100,?000/);
  for (const cores of [2, 3]) {
    const several = await gosh(cores);
    assert.equal(several.text, one.text);
    assert.equal(several.workers, cores);
    assert.equal(several.sample, true);
    assert.deepEqual(
      several.shares,
      [...several.shares].sort((a, b) => a - b),
    );
    assert.ok(several.shares.length > 3, `${several.shares}`);
  }
});

test("All subsets of 17 studies by REML: one tap, and Undo goes back to those drawn", {
  timeout: 120_000,
}, async () => {
  const { page, quiet, close } = await visit(desktop);
  try {
    await cell(page, "Study", "study 1").focus();
    await paste(page, studies.slice(0, 17).join("\n"));
    await says(page, /17 studies$/);
    await page.getByText("All subsets (GOSH)", { exact: true }).click();
    const panel = page.getByRole("region", { name: "All subsets (GOSH)" });
    await panel
      .getByText(/^10,000 subsets of two or more studies, drawn at random/)
      .first()
      .waitFor();
    await panel.getByRole("button", { name: "Try all 131,054 subsets (takes longer)" }).click();
    await panel
      .getByText(/^All 131,054 subsets of two or more studies/)
      .first()
      .waitFor({ timeout: 60_000 });
    const field = panel.getByLabel("Subsets drawn where not all are tried");
    assert.equal(await field.inputValue(), "131072");
    assert.equal(await panel.getByRole("button", { name: /Try all/ }).count(), 0);
    await page.keyboard.press("Control+z");
    await panel
      .getByText(/^10,000 subsets of two or more studies, drawn at random/)
      .first()
      .waitFor();
    assert.equal(await field.inputValue(), "10000");
    await quiet();
  } finally {
    await close();
  }
});
