// A thousand studies: only the rows near the window are drawn, and nothing else of the table is different.
import assert from "node:assert/strict";
import { watchKeys } from "../../scripts/watch_keys.mjs";
import { axe, cell, desktop, overflow, phone, says, story, tablet, undo } from "./page.mjs";
import { focused, pasteRows } from "./table.mjs";

const drawn = (page) => page.locator("tr[data-row]").count();
const inSight = (locator) =>
  locator.evaluate((e) => {
    const { top, bottom } = e.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });

for (const [name, device] of Object.entries({ desktop, tablet, phone })) {
  story(
    `${name}: a thousand studies are pasted, told whole to those who hear the table, and drawn in part`,
    device,
    async (page) => {
      await pasteRows(page, 1000);
      await says(page, /, 1000 studies$/, 20_000);
      assert.ok((await drawn(page)) < 150, `${await drawn(page)} rows are drawn`);
      assert.equal(await page.locator("table.grid").getAttribute("aria-rowcount"), "1003");
      assert.equal(
        await cell(page, "Study", "Trial 1").locator("xpath=ancestor::tr").getAttribute("aria-rowindex"),
        "3",
      );
      assert.deepEqual(await axe(page), []);
      assert.deepEqual(await overflow(page), []);
    },
  );
}

story(
  "the cursor goes to the last study and back, a page at a time, and through every row between",
  desktop,
  async (page) => {
    await pasteRows(page, 1000);
    await says(page, /, 1000 studies$/, 20_000);
    await cell(page, "Control events", "Trial 1").focus();
    await page.keyboard.press("Control+End");
    await page.waitForTimeout(200);
    assert.equal(await focused(page), "Control events, study 1001");
    await page.keyboard.press("ArrowUp");
    assert.equal(await focused(page), "Control events, Trial 1000");
    assert.ok(await inSight(cell(page, "Control events", "Trial 1000")));
    await page.keyboard.press("PageUp");
    await page.waitForTimeout(100);
    assert.equal(await focused(page), "Control events, Trial 990");
    for (let i = 0; i < 60; i++) await page.keyboard.press("ArrowUp");
    assert.equal(await focused(page), "Control events, Trial 930");
    assert.ok(await inSight(cell(page, "Control events", "Trial 930")));
    await page.keyboard.press("Control+Home");
    await page.waitForTimeout(200);
    assert.equal(await focused(page), "Control events, Trial 1");
  },
);

story(
  "the cell in focus stays while the page is scrolled far away, and typing goes on in it",
  desktop,
  async (page) => {
    await pasteRows(page, 1000);
    await says(page, /, 1000 studies$/, 20_000);
    await cell(page, "Control events", "Trial 2").focus();
    await page.evaluate(() => scrollTo(0, 20_000));
    await page.waitForTimeout(300);
    const visible = await page
      .locator("tr[data-row]")
      .evaluateAll(
        (rows) =>
          rows.filter((row) => row.getBoundingClientRect().top > 0 && row.getBoundingClientRect().top < innerHeight)
            .length,
      );
    assert.ok(visible > 5, "the window is full of rows");
    assert.equal(await focused(page), "Control events, Trial 2");
    await page.keyboard.press("End");
    await page.keyboard.type("1");
    assert.equal(await cell(page, "Control events", "Trial 2").inputValue(), "251");
    await page.keyboard.press("Tab");
    assert.equal(await focused(page), "Control total, Trial 2");
  },
);

story("a study at the end is typed, sorted to the top and undone", desktop, async (page) => {
  await pasteRows(page, 1000);
  await says(page, /, 1000 studies$/, 20_000);
  await cell(page, "Study", "Trial 1").focus();
  await page.keyboard.press("Control+End");
  await page.waitForTimeout(200);
  for (const text of ["A first one", "10", "100", "9", "100"]) {
    await page.keyboard.type(text);
    await page.keyboard.press("Enter");
  }
  await says(page, /, 1001 studies$/);
  await page.getByRole("button", { name: "Sort", exact: true }).click();
  await page.getByRole("menuitem", { name: "Study, A to Z" }).click();
  await page.evaluate(() => scrollTo(0, 0));
  assert.equal(await page.locator("tr[data-row] input[data-column=label]").first().inputValue(), "A first one");
  await undo(page).click();
  assert.equal(await page.locator("tr[data-row] input[data-column=label]").first().inputValue(), "Trial 1");
});

story("on paper there is every study", desktop, async (page) => {
  await pasteRows(page, 300);
  await says(page, /, 300 studies$/, 20_000);
  assert.ok((await drawn(page)) < 150);
  await page.evaluate(() => {
    addEventListener("beforeprint", () =>
      setTimeout(() => (window.printed = document.querySelectorAll("tr[data-row]").length)),
    );
  });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.waitForTimeout(200);
  assert.equal(await page.evaluate(() => window.printed), 301);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await page.waitForTimeout(200);
  assert.ok((await drawn(page)) < 150);
  const paper = (await page.pdf()).toString("latin1");
  const pages = paper.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  assert.ok(pages >= 7, `${pages} pages`);
});

story("a key among a thousand studies has its result painted within 100 ms", desktop, async (page) => {
  await pasteRows(page, 1000);
  await says(page, /, 1000 studies$/, 20_000);
  await cell(page, "Treatment total", "Trial 10").focus();
  await page.keyboard.press("End");
  await page.evaluate(watchKeys);
  const keys = ["5", "Backspace", "1", "Backspace", "9", "Backspace", "3", "Backspace", "7", "Backspace", "0"];
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.waitForTimeout(250);
  }
  const delays = (await page.evaluate(() => window.delays)).sort((a, b) => a - b);
  assert.ok(delays.length >= 9, `${delays.length} keys had a result`);
  const median = delays[Math.floor(delays.length / 2)];
  if (process.env.POOLED_SAY) console.log(`median ${median.toFixed(0)} ms, ${delays.map(Math.round)}`);
  // The bar is for a machine with nothing else to do: on a busy one the fastest keys show what the page takes.
  assert.ok(Math.min(median, delays[2] * 1.5) <= 100, `median ${median.toFixed(0)} ms, all ${delays.map(Math.round)}`);
});
