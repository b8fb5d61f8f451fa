// Several outcomes in one review: tabs, their menu, and all results beside each other.
import assert from "node:assert/strict";
import {
  axe,
  cell,
  copyLink,
  desktop,
  enterFive,
  overflow,
  paste,
  phone,
  says,
  smallTargets,
  story,
  tablet,
  undo,
  visit,
} from "./page.mjs";
import { pressUntil } from "./table.mjs";

const FIVE = "Pooled RR 1.65, 95% CI 1.06 to 2.58, 5 studies";
const tabs = (page) => page.getByRole("tab").allInnerTexts();
const shown = (page) => page.getByRole("tab", { selected: true });

/** A second outcome of three studies, added with what presses buttons. */
async function addSecond(page, press) {
  await press(page.getByRole("button", { name: "Add an outcome", exact: true }));
  await page.getByLabel("Name of this outcome").fill("Adverse events");
  await page.keyboard.press("Escape");
  await page.getByLabel("Measure", { exact: true }).selectOption("OR");
  await cell(page, "Study", "study 1").focus();
  await paste(page, "Fox\t5\t50\t4\t50\nGray\t9\t70\t3\t72\nHall\t2\t31\t2\t30");
  await says(page, /^Pooled OR .*, 3 studies$/);
}

story("an outcome is added, named and left again by keyboard alone", desktop, async (page) => {
  await enterFive(page);
  assert.equal(await page.getByRole("tablist").count(), 0, "one outcome needs no tabs");
  await cell(page, "Study", "Ali 2010").focus();
  await pressUntil(page, "Shift+Tab", "Add an outcome");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  await pressUntil(page, "Tab", "Name of this outcome");
  await page.keyboard.type("Responders");
  await page.keyboard.press("Escape");
  assert.deepEqual(await tabs(page), ["Outcome 1", "Responders"]);
  await says(page, "No studies yet");
  await shown(page).focus();
  await page.keyboard.press("ArrowLeft");
  await says(page, FIVE);
  await page.waitForTimeout(60);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Outcome 1");
  await page.keyboard.press("End");
  await says(page, "No studies yet");
  await page.keyboard.press("Alt+ArrowLeft");
  assert.deepEqual(await tabs(page), ["Responders", "Outcome 2"], "one without a name goes by its place");
  await page.keyboard.press("F2");
  assert.equal(await page.getByLabel("Name of this outcome").inputValue(), "Responders");
  await page.keyboard.press("Escape");
  await shown(page).focus();
  await page.keyboard.press("Delete");
  assert.equal(await page.getByRole("tablist").count(), 0);
  await says(page, FIVE);
  await undo(page).click();
  assert.deepEqual(await tabs(page), ["Responders", "Outcome 2"], "one without a name goes by its place");
});

story(
  "each outcome has its own measure, studies and names; a link and the tabs carry all of them",
  desktop,
  async (page) => {
    await enterFive(page);
    await addSecond(page, (button) => button.click());
    const second = await page.getByRole("status").textContent();
    await page.getByRole("tab", { name: "Outcome 1" }).click();
    await says(page, FIVE);
    assert.equal(await page.getByLabel("Measure", { exact: true }).inputValue(), "RR");
    const { hash } = await copyLink(page);
    const other = await visit(desktop, { hash });
    try {
      await says(other.page, FIVE);
      await other.page.getByRole("tab", { name: "Adverse events" }).click();
      await says(other.page, second);
    } finally {
      await other.close();
    }
  },
);

story("all outcomes: name, studies, pooled effect and method beside each other", desktop, async (page) => {
  await enterFive(page);
  await addSecond(page, (button) => button.click());
  await page.getByRole("button", { name: "Outcome menu" }).click();
  await page.getByRole("menuitem", { name: "All outcomes" }).click();
  const lines = await page.getByRole("dialog").locator("tbody tr").allInnerTexts();
  assert.match(lines[0].replace(/\s+/g, " "), /Outcome 1 5 RR 1\.65 \(95% CI 1\.06–2\.58\) REML · HK/);
  assert.match(lines[1].replace(/\s+/g, " "), /Adverse events 3 OR .*REML · HK/);
  assert.deepEqual(await axe(page), []);
  await page.getByRole("dialog").getByRole("button", { name: "Outcome 1" }).click();
  await says(page, FIVE);
});

for (const [name, device] of Object.entries({ tablet, phone })) {
  story(
    `${name}: an outcome is added, doubled, moved, removed and brought back by touch alone`,
    device,
    async (page) => {
      await enterFive(page);
      await addSecond(page, (button) => button.tap());
      const choose = async (item) => {
        await page.getByRole("button", { name: "Outcome menu" }).tap();
        assert.deepEqual(await smallTargets(page), []);
        await page.getByRole("menuitem", { name: item, exact: true }).tap();
      };
      await choose("Duplicate");
      assert.deepEqual(await tabs(page), ["Outcome 1", "Adverse events", "Adverse events (copy)"]);
      await says(page, /^Pooled OR .*, 3 studies$/);
      await choose("Move left");
      await page.getByRole("menuitem", { name: "Move right" }).tap();
      await page.getByRole("menuitem", { name: "Move left" }).tap();
      await page.getByLabel("Title of the review").tap();
      assert.deepEqual(await tabs(page), ["Outcome 1", "Adverse events (copy)", "Adverse events"]);
      await choose("Remove");
      assert.deepEqual(await tabs(page), ["Outcome 1", "Adverse events"]);
      await page.locator(".toast").getByRole("button", { name: "Undo" }).tap();
      assert.equal((await tabs(page)).length, 3);
      await page.getByRole("tab", { name: "Outcome 1" }).tap();
      await says(page, FIVE);
      await choose("All outcomes");
      assert.deepEqual(await smallTargets(page), []);
      assert.deepEqual(await overflow(page), []);
      assert.deepEqual(await axe(page), []);
    },
  );
}

for (const width of [1280, 1180, 820, 390, 320]) {
  story(
    `twelve outcomes with long names make a window of ${width} px no wider`,
    { viewport: { width, height: 844 } },
    async (page) => {
      await enterFive(page);
      for (let i = 0; i < 2; i++) {
        if (i === 0) await addSecond(page, (button) => button.click());
        for (let j = 0; j < 5; j++) {
          await page.getByRole("button", { name: "Outcome menu" }).click();
          await page.getByRole("menuitem", { name: "Duplicate" }).click();
        }
      }
      assert.equal((await tabs(page)).length, 12);
      assert.deepEqual(await overflow(page), []);
      assert.deepEqual(await axe(page), []);
      const box = await shown(page).boundingBox();
      assert.ok(box.x >= 0 && box.x + box.width <= width, "the tab shown is in sight");
    },
  );
}
