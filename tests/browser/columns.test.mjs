// Columns beside the numbers, ways of typing one study, and the order of studies: by keyboard alone, by touch alone.
import assert from "node:assert/strict";
import {
  axe,
  cell,
  copyLink,
  desktop,
  enterFive,
  overflow,
  phone,
  says,
  smallTargets,
  story,
  tablet,
  undo,
  visit,
} from "./page.mjs";
import { focused, openTable, order, pressUntil, typeAs, wideTable } from "./table.mjs";

const FIVE = ["Ali 2010", "Berg 2012", "Chen 2014", "Diaz 2016", "Evans 2018"];
const DEFAULT = "Pooled RR 1.65, 95% CI 1.06 to 2.58, 5 studies";

/** Adds a group and a moderator in the dialog, which must be open. */
async function addTwo(page) {
  await page.getByRole("dialog").waitFor(); // focus() alone does not wait for it to be open
  await page.getByLabel("Name", { exact: true }).focus();
  await page.keyboard.type("bias");
  await page.keyboard.press("Enter");
  await pressUntil(page, "Shift+Tab", "Kind");
  await page.keyboard.press("ArrowDown");
  await pressUntil(page, "Tab", "Name");
  await page.keyboard.type("dose");
  await page.keyboard.press("Enter");
  await page.getByLabel("Columns of the table").getByText("Moderator (number)").waitFor();
  await page.keyboard.press("Escape");
}

story(
  "a group and a moderator by keyboard alone: added, typed, used by the questions that need them",
  desktop,
  async (page) => {
    await enterFive(page);
    await cell(page, "Study", "Ali 2010").focus();
    await pressUntil(page, "Shift+Tab", "Columns");
    await page.keyboard.press("Enter");
    await addTwo(page);
    // The focus is back where it was.
    await page.waitForFunction(() => document.activeElement.textContent === "Columns");
    await cell(page, "Control total", "Ali 2010").focus();
    for (const text of ["low", "20"]) {
      await page.keyboard.press("Enter");
      await page.keyboard.type(text);
    }
    assert.equal(await focused(page), "dose, Ali 2010");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.type("40");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowLeft");
    assert.equal(await focused(page), "bias, Berg 2012");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    assert.equal(await focused(page), "Study, Chen 2014");
    await page.locator("summary", { hasText: /^Subgroups/ }).click();
    await page.getByLabel("Subgroups by").selectOption("bias");
    await page.locator("summary", { hasText: /^Meta-regression/ }).click();
    await page.getByLabel("Meta-regression").getByRole("button", { name: "+ dose" }).click();
    assert.equal(await page.getByLabel("Meta-regression").getByLabel("Moderators").inputValue(), "dose");
    await says(page, DEFAULT);
  },
);

story("a column is named anew, removed with its texts, and brought back", desktop, async (page) => {
  await openTable(page, wideTable);
  await says(page, DEFAULT);
  await page.getByRole("button", { name: "Columns", exact: true }).click();
  const field = page.getByLabel("Group (text), setting");
  await field.fill("age");
  await field.press("Tab");
  assert.equal(await page.getByLabel("Group (text), setting").inputValue(), "setting", "a name is used once");
  await page.getByLabel("Group (text), setting").fill("Setting of care");
  await page.getByLabel("Group (text), setting").press("Tab");
  await page.getByRole("button", { name: "Remove the column age" }).click();
  await page.keyboard.press("Escape");
  assert.equal(await cell(page, "Setting of care", "Ali 2010").inputValue(), "hospital");
  assert.equal(await cell(page, "age", "Ali 2010").count(), 0);
  await undo(page).click();
  assert.equal(await cell(page, "age", "Ali 2010").inputValue(), "41");
});

story("a number that is none is named with its study and column; notes stay out of the link", desktop, async (page) => {
  await openTable(page, wideTable);
  await says(page, DEFAULT);
  await cell(page, "age", "Chen 2014").fill("old");
  await cell(page, "Notes", "Chen 2014").fill("a remark");
  await cell(page, "Study", "Diaz 2016").focus();
  assert.match(await page.locator("tr.messages").innerText(), /Chen 2014, age/);
  assert.equal(await cell(page, "age", "Chen 2014").getAttribute("aria-invalid"), "true");
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await page.getByText(/notes on 2 study.* stay in the draft and in the file/).waitFor();
  await page.keyboard.press("Escape");
  const { hash } = await copyLink(page);
  const other = await visit(desktop, { hash });
  try {
    await says(other.page, DEFAULT);
    assert.equal(await cell(other.page, "setting", "Ali 2010").inputValue(), "hospital");
    assert.equal(await cell(other.page, "Year", "Ali 2010").inputValue(), "2010");
    assert.equal(await cell(other.page, "Notes", "Chen 2014").count(), 0);
  } finally {
    await other.close();
  }
});

for (const width of [1280, 1180, 820, 390, 320]) {
  story(
    `many columns with long names make a window of ${width} px no wider`,
    { viewport: { width, height: 844 } },
    async (page) => {
      await openTable(page, wideTable);
      await says(page, DEFAULT);
      assert.deepEqual(await overflow(page), []);
      const last = cell(page, "Notes", "Ali 2010");
      await last.focus();
      const box = await last.boundingBox();
      assert.ok(
        box.x >= 0 && box.x + box.width <= width + 1,
        `the cell in focus is at ${box.x} to ${box.x + box.width}`,
      );
      await page.getByRole("button", { name: "Columns", exact: true }).click();
      assert.deepEqual(await overflow(page), []);
    },
  );
}

for (const [name, device] of Object.entries({ tablet, phone })) {
  story(`${name}: columns by touch alone, with large targets`, device, async (page) => {
    await enterFive(page);
    await page.getByRole("button", { name: "Columns", exact: true }).tap();
    await page.getByLabel("Kind").selectOption("mod");
    await page.getByLabel("Name", { exact: true }).tap();
    await page.keyboard.type("dose");
    await page.getByRole("button", { name: "Add", exact: true }).tap();
    assert.deepEqual(await smallTargets(page), []);
    assert.deepEqual(await axe(page), []);
    await page.getByRole("dialog").getByRole("button", { name: "Close" }).tap();
    await cell(page, "dose", "Berg 2012").tap();
    await page.keyboard.type("1,5");
    assert.equal(await cell(page, "dose", "Berg 2012").inputValue(), "1,5");
    assert.equal(await cell(page, "dose", "Berg 2012").getAttribute("inputmode"), "decimal");
    assert.deepEqual(await smallTargets(page), []);
    assert.deepEqual(await overflow(page), []);
  });
}

for (const [name, device] of Object.entries({ desktop, tablet, phone })) {
  for (const colorScheme of ["light", "dark"]) {
    story(
      `axe: ${name}, ${colorScheme}: many columns, their dialog, the menu of orders, the keys`,
      device,
      async (page) => {
        await openTable(page, wideTable);
        await says(page, DEFAULT);
        assert.deepEqual(await axe(page), [], "the table");
        for (const button of name === "phone" ? ["Columns"] : ["Columns", "Keys"]) {
          await page.getByRole("button", { name: button, exact: true }).click();
          assert.deepEqual(await axe(page), [], button);
          await page.keyboard.press("Escape");
        }
        await page.getByRole("button", { name: "Sort", exact: true }).click();
        assert.deepEqual(await axe(page), [], "Sort");
      },
      { colorScheme },
    );
  }
}

story(
  "studies are put in order by name, year, group, number, effect and weight, and as they were",
  desktop,
  async (page) => {
    await openTable(page, wideTable);
    await says(page, DEFAULT);
    const before = await order(page);
    const sort = async (label) => {
      await page.getByRole("button", { name: "Sort", exact: true }).click();
      await page.getByRole("menuitem", { name: label, exact: true }).click();
      return (await order(page)).map((study) => study.slice(0, 1)).join("");
    };
    assert.equal(await sort("Study, Z to A"), "EDCBA");
    assert.equal(await sort("Study, A to Z"), "ABCDE");
    assert.equal(await sort("setting, A to Z"), "ACEBD");
    assert.equal(await sort("dose (mg per day), smallest first"), "ACBED");
    assert.equal(await sort("Effect, smallest first"), "CDEAB");
    assert.equal(await sort("Weight, smallest first"), "BDACE");
    assert.equal(await sort("Weight, largest first"), "ECADB");
    assert.equal(await sort("Precision, least precise first"), "BDACE");
    assert.equal(await sort("Year, oldest first"), "ABCDE");
    await undo(page).click();
    await undo(page).click();
    assert.equal(await sort("As typed"), "ABCDE");
    assert.deepEqual(await order(page), before);
    await says(page, DEFAULT);
  },
);

story("Alt with an arrow takes the study along, and the cursor stays in its cell", desktop, async (page) => {
  await enterFive(page);
  await cell(page, "Control events", "Berg 2012").focus();
  for (let i = 0; i < 2; i++) {
    await page.keyboard.press("Alt+ArrowDown");
    await page.waitForTimeout(60);
    assert.equal(await focused(page), "Control events, Berg 2012");
  }
  assert.deepEqual(await order(page), ["Ali 2010", "Chen 2014", "Diaz 2016", "Berg 2012", "Evans 2018"]);
  await page.keyboard.press("Alt+ArrowUp");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  assert.deepEqual(await order(page), FIVE);
});

story("a study is moved, doubled, removed and brought back by touch alone", tablet, async (page) => {
  await enterFive(page);
  const choose = async (study, item) => {
    await page
      .getByRole("button", { name: `More, ${study}`, exact: true })
      .first()
      .tap();
    assert.deepEqual(await smallTargets(page), []);
    await page.getByRole("menuitem", { name: item, exact: true }).tap();
    await page.waitForTimeout(60);
  };
  await choose("Chen 2014", "Move up");
  await page.getByRole("menuitem", { name: "Move up" }).tap();
  assert.equal((await order(page))[0], "Chen 2014", "the menu stays open, for moves come in rows");
  assert.equal(await page.getByRole("menuitem", { name: "Move up" }).isDisabled(), true);
  await page.getByRole("menuitem", { name: "Move down" }).tap();
  assert.deepEqual(await order(page), ["Ali 2010", "Chen 2014", "Berg 2012", "Diaz 2016", "Evans 2018"]);
  await page.keyboard.press("Escape");
  assert.equal(await focused(page), "More, Chen 2014");
  await choose("Chen 2014", "Duplicate");
  assert.equal((await order(page)).join(), "Ali 2010,Chen 2014,Chen 2014,Berg 2012,Diaz 2016,Evans 2018");
  await choose("Evans 2018", "Remove study");
  assert.equal((await order(page)).length, 5);
  assert.equal(await focused(page), "More, Diaz 2016", "the focus goes on to a neighbour");
  await page.locator(".toast").getByRole("button", { name: "Undo" }).tap();
  assert.equal((await order(page)).length, 6);
  await choose("Ali 2010", "Insert a study above");
  assert.equal(await page.locator("tr[data-row] input[data-column=label]").first().inputValue(), "");
});

for (const [name, device] of Object.entries({ desktop, tablet, phone })) {
  story(`${name}: one study typed in another way keeps what was typed before`, device, async (page) => {
    await enterFive(page);
    const press = (locator) => (device.hasTouch ? locator.tap() : locator.click());
    await typeAs(page, "Berg 2012", "Estimate and confidence interval", press);
    const captions = await page.locator("td.other .caption").allInnerTexts();
    assert.deepEqual(captions, ["estimate", "lower", "upper", "CI %"]);
    await cell(page, "Estimate", "Berg 2012").focus();
    for (const text of ["2.43", "0.85", "6.91"]) {
      await page.keyboard.type(text);
      await page.keyboard.press("Enter");
    }
    await says(page, /^Pooled RR 1\.65, .*, 5 studies$/);
    assert.deepEqual(await overflow(page), []);
    assert.deepEqual(await axe(page), []);
    if (device.hasTouch) assert.deepEqual(await smallTargets(page), []);
    await typeAs(page, "Berg 2012", "Events and totals", press);
    assert.equal(await cell(page, "Treatment events", "Berg 2012").inputValue(), "9");
    await typeAs(page, "Berg 2012", "Estimate and confidence interval", press);
    assert.equal(await cell(page, "Estimate", "Berg 2012").inputValue(), "2.43");
  });
}

story("the keys are told where ? is no text, and while typing by Ctrl and /", desktop, async (page) => {
  await page.getByRole("button", { name: "Columns", exact: true }).focus();
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keys" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog", { name: "Keys" }).waitFor({ state: "hidden" });
  await cell(page, "Study", "study 1").focus();
  await page.keyboard.press("?");
  assert.equal(await page.getByRole("dialog").count(), 0);
  await page.keyboard.press("Control+/");
  await page.getByRole("dialog", { name: "Keys" }).waitFor();
  assert.match(await page.getByRole("dialog").innerText(), /Alt \+ ↑/);
});
