// The main task from the first key to the shared link, on a desktop, with the keyboard.
// Expected figures: metafor 3.8-1, escalc() and rma(method = "REML", test = "adhoc") unless said otherwise.
import assert from "node:assert/strict";
import {
  answer,
  cell,
  copyLink,
  desktop,
  enterFive,
  five,
  pageUrl,
  redo,
  says,
  story,
  typeRows,
  undo,
  visit,
} from "./page.mjs";

const DEFAULT = "Pooled RR 1.65, 95% CI 1.06 to 2.58, 5 studies";

story(
  "five trials typed with the keyboard alone give the pooled result within a second of the last key",
  desktop,
  async (page) => {
    // No pointer at all: the cursor waits in the first cell.
    await page.evaluate(() => {
      window.presses = 0;
      addEventListener("pointerdown", () => window.presses++, true);
      addEventListener("keydown", () => (window.lastKey = performance.now()), true);
      const status = document.querySelector("[role=status]");
      new MutationObserver(() => (window.said = performance.now())).observe(status, {
        subtree: true,
        characterData: true,
        childList: true,
      });
    });
    await typeRows(page, five);
    await says(page, DEFAULT);
    const delay = await page.evaluate(() => window.said - window.lastKey);
    assert.ok(delay <= 1000, `the status spoke ${delay.toFixed(0)} ms after the last key`);
    assert.equal(await page.evaluate(() => window.presses), 0);
  },
);

story(
  "Tab alone fills the table, reaches a row's menu backwards, and leaves by the empty row",
  desktop,
  async (page) => {
    const focused = () =>
      page.evaluate(() => document.activeElement.getAttribute("aria-label") ?? document.activeElement.innerText);
    for (const value of five.flat()) {
      await page.keyboard.type(String(value));
      await page.keyboard.press("Tab");
    }
    await says(page, DEFAULT);
    assert.equal(await focused(), "Study, study 6");
    await page.keyboard.press("Shift+Tab");
    assert.equal(await focused(), "More, Evans 2018");
    for (let i = 0; i < 6; i++) await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.closest("tr[data-row]")), null);
  },
);

story(
  "every key has its result at once: two trials are pooled while the third is being typed",
  desktop,
  async (page) => {
    await typeRows(page, five.slice(0, 2));
    await page.keyboard.type("Chen");
    assert.match(await answer(page).innerText(), /RR 2\.20/);
  },
);

story("while a cell is typed in, the other rows follow the answer by a frame", desktop, async (page) => {
  await enterFive(page);
  await cell(page, "Treatment events", "Chen 2014").focus();
  await page.keyboard.press("End");
  const weights = () =>
    [...document.querySelectorAll("tr.study:not(.blank) td.weight")].map((td) => Number.parseFloat(td.textContent));
  const before = await page.evaluate(weights);
  await page.keyboard.press("Backspace");
  await page.waitForFunction(
    (old) => {
      const now = [...document.querySelectorAll("tr.study:not(.blank) td.weight")].map((td) =>
        Number.parseFloat(td.textContent),
      );
      return now.every((w, i) => w !== old[i]) && Math.abs(now.reduce((a, b) => a + b, 0) - 100) < 1e-9;
    },
    before,
    { timeout: 1000 },
  );
});

story("the table is the forest plot: each study has its square, its effect and its weight", desktop, async (page) => {
  await enterFive(page);
  const rows = page.locator("tr.study:not(.blank)");
  assert.equal(await rows.count(), 5);
  const text = await rows.allInnerTexts();
  ["2.05 (0.85–4.93)", "2.43 (0.85–6.91)", "1.29 (0.73–2.27)", "1.35 (0.48–3.78)", "1.81 (1.09–3.01)"].forEach(
    (effect, i) => {
      assert.ok(text[i].replace(/\s+/g, " ").includes(effect), `${text[i]} has not ${effect}`);
    },
  );
  assert.equal(await page.locator("tr.study:not(.blank) td.plot svg rect").count(), 5);
  const weights = (await page.locator("tr.study:not(.blank) td.weight").allInnerTexts()).map(Number.parseFloat);
  assert.ok(Math.abs(weights.reduce((a, b) => a + b, 0) - 100) < 1e-9, `${weights}`);
});

story("the card says it in plain words, per 1000 and as a number needed to treat", desktop, async (page) => {
  await enterFive(page);
  const text = (await answer(page).innerText()).replace(/\s+/g, " ");
  assert.match(text, /5 studies · 472 people/);
  assert.match(text, /65% more likely .*\(6% to 158% more/);
  assert.match(text, /I² 0%/);
  assert.match(text, /NNT/);
  assert.equal(await page.getByLabel("Events per 1000 without treatment").getAttribute("placeholder"), "172");
});

story("measure and model switch the result, and back", desktop, async (page) => {
  await enterFive(page);
  await page.getByLabel("Measure", { exact: true }).selectOption("OR");
  await says(page, "Pooled OR 2.01, 95% CI 1.10 to 3.65, 5 studies");
  await page.getByLabel("Measure", { exact: true }).selectOption("RR");
  await page.getByLabel("Model", { exact: true }).selectOption("EE");
  await says(page, "Pooled RR 1.65, 95% CI 1.21 to 2.26, 5 studies"); // rma(method = "EE")
  await page.getByLabel("Model", { exact: true }).selectOption("RE");
  await says(page, DEFAULT);
});

story("plain Hartung-Knapp is a choice of the method dialog", desktop, async (page) => {
  await enterFive(page);
  await page.getByRole("button", { name: /^Method/ }).click();
  await page.getByLabel("Confidence interval and P").selectOption("HKSJ");
  await says(page, "Pooled RR 1.65, 95% CI 1.23 to 2.22, 5 studies"); // rma(test = "knha")
});

story("one press leaves a study out, undo brings it back, redo leaves it out again", desktop, async (page) => {
  await enterFive(page);
  await page.getByLabel("Use Evans 2018").click();
  await says(page, "Pooled RR 1.57, 95% CI 0.82 to 2.99, 4 studies");
  assert.match(await page.locator("tr.study.out").innerText(), /left out/);
  assert.match(await answer(page).innerText(), /4 of 5 studies/);
  await page.keyboard.press("Control+z");
  await says(page, DEFAULT);
  await redo(page).click();
  await says(page, "Pooled RR 1.57, 95% CI 0.82 to 2.99, 4 studies");
  await undo(page).click();
  await says(page, DEFAULT);
});

story("undo goes back to the empty table, cell by cell, and redo to the end", desktop, async (page) => {
  await typeRows(page, five.slice(0, 2));
  await says(page, /^Pooled RR 2\.20, .*, 2 studies$/);
  let steps = 0;
  for (; await undo(page).isEnabled(); steps++) await undo(page).click();
  assert.equal(steps, 10, "one step for each cell");
  await says(page, "No studies yet");
  while (await redo(page).isEnabled()) await redo(page).click();
  await says(page, /^Pooled RR 2\.20, .*, 2 studies$/);
});

story("a copied link, opened in another browser, shows the same table and the same digits", desktop, async (page) => {
  await enterFive(page);
  await page.getByLabel("Use Chen 2014").click();
  await says(page, "Pooled RR 1.85, 95% CI 1.002 to 3.41, 4 studies");
  const { address, hash } = await copyLink(page);
  assert.equal(address, process.env.POOLED_PUBLIC_URL || pageUrl);
  assert.ok(hash.length <= 300, `the link's fragment has ${hash.length} characters`);
  const other = await visit(desktop, { hash });
  try {
    await says(other.page, "Pooled RR 1.85, 95% CI 1.002 to 3.41, 4 studies");
    const both = await Promise.all([page, other.page].map((p) => p.locator("table.grid tbody").innerText()));
    assert.equal(both[1], both[0]);
    assert.equal(await answer(other.page).innerText(), await answer(page).innerText());
    assert.equal(await cell(other.page, "Treatment events", "Diaz 2016").inputValue(), "7");
    await other.quiet();
  } finally {
    await other.close();
  }
});

story("the page works with the network off", desktop, async (page, { context }) => {
  await context.setOffline(true);
  await page.goto(pageUrl);
  await enterFive(page);
  await says(page, DEFAULT);
});

story("three trials: the page says that the choice of interval decides, and which says what", desktop, async (page) => {
  await typeRows(page, five.slice(0, 3));
  const note = page.getByRole("list", { name: "Notes on the analysis" });
  await note.waitFor();
  const text = await note.innerText();
  assert.match(text, /No effect \(1\) lies outside the 95% interval by Wald \(1\.04 to 2\.48\)/);
  assert.match(text, /inside by Hartung-Knapp \(0\.71 to 3\.64\); Hartung-Knapp with floor \(0\.62 to 4\.15\)/);
  await page.getByText("3 studies: which interval?").click();
  await page.getByRole("button", { name: "Random effects, REML; Wald (normal)" }).first().click();
  await says(page, "Pooled RR 1.61, 95% CI 1.04 to 2.48, 3 studies");
});
