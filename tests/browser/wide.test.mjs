// A table scrolled sideways: half a number is another number ("13598" read as "598"), so that each column is in sight as a
// whole or not at all, wherever the table is scrolled to and wherever the keys take the cursor.
import assert from "node:assert/strict";
import { cell, desktop, overflow, says, story } from "./page.mjs";
import { focused, openTable, typeAs, wideTable } from "./table.mjs";

/** Runs in the page: what is seen cut at the columns that stay, of every cell that has something to read. */
function cutCells() {
  const table = document.querySelector("table.grid");
  const name = table.querySelector("thead th.label").getBoundingClientRect().right;
  const menu = table.querySelector("thead th.row-menu").getBoundingClientRect().left;
  const coverOf = (row, part, pseudo) => {
    const style = getComputedStyle(row.querySelector(part), pseudo);
    return style.content === "none" ? 0 : Number.parseFloat(style.width);
  };
  const cut = [];
  for (const row of table.querySelectorAll("tr[data-row], tr.pooled, tr.prediction")) {
    const left = name + coverOf(row, ".label", "::after");
    const right = menu - coverOf(row, ".row-menu", "::before");
    const cells = row.querySelectorAll("td:is(.data, .effect, .weight, .free, .plot):not(.other), td.other .captioned");
    for (const node of cells) {
      if (!node.querySelector("input, svg") && node.textContent === "") continue;
      const box = node.getBoundingClientRect();
      const hidden = getComputedStyle(node).opacity === "0" || box.right <= left + 1.5 || box.left >= right - 1.5;
      if (hidden || (box.left >= left - 1.5 && box.right <= right + 1.5)) continue;
      cut.push(`${row.className} ${node.className} ${box.left}-${box.right} beside ${left}-${right}`);
    }
  }
  return cut;
}

/** Runs in the page: how far the focused cell is out of what is in sight, and whether it is covered. */
function focusHidden() {
  const now = document.activeElement;
  const row = now.closest("tr");
  const box = now.getBoundingClientRect();
  if (now.dataset.column === "label") return [];
  const edge = (part, pseudo) => Number.parseFloat(getComputedStyle(row.querySelector(part), pseudo).width) || 0;
  const left = row.querySelector(".label").getBoundingClientRect().right + edge(".label", "::after");
  const right = row.querySelector(".row-menu").getBoundingClientRect().left - edge(".row-menu", "::before");
  return box.left >= left - 1.5 && box.right <= right + 1.5
    ? []
    : [`${now.ariaLabel}: ${box.left}-${box.right} beside ${left}-${right}`];
}

const frame = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));

async function openWide(page) {
  await openTable(page, wideTable);
  await says(page, /, 5 studies$/);
}

for (const width of [1280, 820, 640]) {
  story(
    `${width} px: wherever the table is scrolled to, each column is whole or hidden`,
    { viewport: { width, height: 844 } },
    async (page) => {
      await openWide(page);
      await typeAs(page, "Chen 2014", "Estimate and confidence interval");
      const frameOf = page.locator(".studies.wide");
      const most = await frameOf.evaluate((node) => node.scrollWidth - node.clientWidth);
      assert.ok(most > 50, "the table has to be scrolled");
      for (let x = 0; x < most + 17; x += 17) {
        await frameOf.evaluate((node, left) => node.scrollTo(left, 0), x);
        await frame(page);
        assert.deepEqual(await page.evaluate(cutCells), [], `scrolled by ${x} px`);
      }
      assert.deepEqual(await overflow(page), []);
    },
  );

  story(
    `${width} px: the cell that the keys lead to is never under the columns that stay`,
    { viewport: { width, height: 844 } },
    async (page) => {
      await openWide(page);
      await cell(page, "Study", "Ali 2010").focus();
      for (const [key, end] of [
        ["Tab", "Notes, Ali 2010"],
        ["Shift+Tab", "Treatment events, Ali 2010"],
      ]) {
        for (let i = 0; (await focused(page)) !== end; i++) {
          assert.ok(i < 20, `${key} leads to ${end}`);
          await page.keyboard.press(key);
          await frame(page);
          assert.deepEqual(await page.evaluate(focusHidden), []);
        }
      }
    },
  );
}

story(
  "a phone has cards instead: nothing to scroll, nothing covered",
  { viewport: { width: 390, height: 844 } },
  async (page) => {
    await openWide(page);
    assert.equal(await page.locator(".studies.wide").count(), 0);
    assert.deepEqual(await overflow(page), []);
  },
);

story("a covered cell that is pressed comes into sight", { viewport: { width: 820, height: 844 } }, async (page) => {
  await openWide(page);
  await page.locator(".studies.wide").evaluate((node) => node.scrollTo(30, 0));
  await frame(page);
  const name = await page.locator("thead th.label").boundingBox();
  const row = await cell(page, "Study", "Ali 2010").boundingBox();
  await page.mouse.click(name.x + name.width + 12, row.y + row.height / 2);
  await frame(page);
  assert.equal(await focused(page), "Treatment events, Ali 2010");
  assert.deepEqual(await page.evaluate(focusHidden), []);
  assert.deepEqual(await page.evaluate(cutCells), []);
});

story("1280 px: the title of the review has room for a title", desktop, async (page) => {
  await page.getByRole("button", { name: "BCG vaccine against tuberculosis (risk ratio)", exact: true }).click();
  await says(page, /13 studies$/);
  const field = page.getByLabel("Title of the review");
  assert.equal(await field.inputValue(), "BCG vaccine against tuberculosis");
  assert.ok(await field.evaluate((node) => node.scrollWidth <= node.clientWidth), "the title is cut");
  assert.ok((await page.locator("header.bar").boundingBox()).height <= 60, "and the head is one row");
});
