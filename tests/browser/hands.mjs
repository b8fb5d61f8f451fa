// Two ways of using the page, with the same words: keys alone, from wherever the focus is, and fingers alone.
import assert from "node:assert/strict";

/** Runs in the page: 0 where the focus is on it, 1 where it comes later in the document, -1 where it comes before. */
const wayTo = (target) => {
  const now = document.activeElement;
  if (now === target) return 0;
  return now.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_PRECEDING ? -1 : 1;
};

/** Tab, or Shift+Tab, until it has the focus. In a table of studies Ctrl+End or Ctrl+Home is how one leaves it soon. */
async function reach(page, locator, most = 150) {
  await locator.waitFor();
  for (let i = 0; i < most; i++) {
    const way = await locator.evaluate(wayTo);
    if (way === 0) return;
    await page.keyboard.press(way > 0 ? "Tab" : "Shift+Tab");
  }
  assert.fail(`${most} times Tab did not lead to ${locator}`);
}

/** Keys alone: no pointer touches the page. */
export const keys = (page) => ({
  press: async (locator) => {
    await reach(page, locator);
    await page.keyboard.press("Enter");
  },
  tick: async (locator) => {
    await reach(page, locator);
    await page.keyboard.press("Space");
  },
  /** As one does in a list: its first letters. */
  choose: async (locator, label) => {
    await reach(page, locator);
    await page.keyboard.type(label);
    await page.keyboard.press("Tab");
  },
  type: async (locator, text) => {
    await reach(page, locator);
    await page.keyboard.press("Control+a");
    await page.keyboard.type(text);
  },
  item: async (name) => {
    const wanted = page.getByRole("menuitem", { name });
    for (let i = 0; (await wanted.evaluate(wayTo)) !== 0; i++) {
      assert.ok(i < 30, `no arrow leads to the item ${name}`);
      await page.keyboard.press("ArrowDown");
    }
    await page.keyboard.press("Enter");
  },
  leave: () => page.keyboard.press("Escape"),
});

/** Fingers alone: text comes from the keyboard on the glass, after a tap. */
export const fingers = (page) => ({
  press: (locator) => locator.tap(),
  tick: (locator) => locator.tap(),
  // The list of a select is the device's own, and no test can tap there.
  choose: async (locator, label) => {
    await locator.tap();
    await locator.selectOption({ label });
  },
  type: async (locator, text) => {
    await locator.tap();
    await page.keyboard.press("Control+a");
    await page.keyboard.type(text);
  },
  item: (name) => page.getByRole("menuitem", { name }).tap(),
  leave: () => page.getByRole("dialog").getByRole("button", { name: "Close" }).last().tap(),
});
