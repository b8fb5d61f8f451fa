// axe-core finds nothing, in any state of the page, at four widths, in both colour schemes.
import assert from "node:assert/strict";
import { axe, cell, desktop, enterFive, narrow, overflow, phone, says, story, tablet, typeRows } from "./page.mjs";

for (const [name, device] of Object.entries({ desktop, tablet, phone, narrow })) {
  for (const colorScheme of ["light", "dark"]) {
    story(
      `axe: ${name}, ${colorScheme}, empty and filled`,
      device,
      async (page) => {
        assert.deepEqual(await axe(page), [], "empty");
        await enterFive(page);
        assert.deepEqual(await axe(page), [], "filled");
        await page.getByLabel("Use Chen 2014").click();
        await cell(page, "Study", "study 6").focus();
        await typeRows(page, [["Fox 2020", "50", "40", "", ""]]);
        await says(page, /4 studies$/);
        assert.deepEqual(await axe(page), [], "with a study left out and a message");
      },
      { colorScheme },
    );
  }
}

/** Each width and each scheme at least once. */
const LOOKS = [
  ["desktop", desktop, "light"],
  ["tablet", tablet, "dark"],
  ["phone", phone, "light"],
  ["narrow", narrow, "dark"],
];
const everywhere = (title, steps) => {
  for (const [name, device, colorScheme] of LOOKS)
    story(`${title}: ${name}, ${colorScheme}`, device, steps, { colorScheme });
};

everywhere("axe: every dialog", async (page) => {
  await enterFive(page);
  for (const name of [/^Method/, "Share", "Export"]) {
    await page.getByRole("button", { name, exact: typeof name === "string" }).click();
    await page.getByRole("dialog").waitFor();
    assert.deepEqual(await axe(page), [], `dialog ${name}`);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  }
});

story("axe: the QR code, which is there on request and can be put away", desktop, async (page) => {
  await enterFive(page);
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await page.getByRole("button", { name: "QR code", exact: true }).click();
  await page.getByRole("img", { name: "QR code of the code" }).waitFor();
  assert.deepEqual(await axe(page), []);
  await page.getByRole("button", { name: "Hide QR code" }).click();
  assert.equal(await page.getByRole("img", { name: "QR code of the code" }).count(), 0);
});

everywhere("axe: every panel and menu", async (page) => {
  await enterFive(page);
  for (const summary of await page.locator("details > summary").all()) {
    await summary.click();
    const title = await summary.innerText();
    await page.waitForFunction(() => document.querySelector("details[open] [aria-busy=true]") === null);
    assert.deepEqual(await axe(page, "details[open]"), [], `panel ${title}`);
    assert.deepEqual(await overflow(page), [], `panel ${title}`);
    await summary.click();
  }
  for (const name of ["Open", "More", "More, Ali 2010"]) {
    await page.getByRole("button", { name, exact: true }).click();
    await page.getByRole("menu").waitFor();
    assert.deepEqual(await axe(page), [], `menu ${name}`);
    await page.keyboard.press("Escape");
  }
});

story("only the status is live, and the focus is always to be seen", desktop, async (page) => {
  assert.equal(await page.locator("[role=status]").count(), 1);
  await enterFive(page);
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press("Tab");
    const shown = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === document.body) return true;
      const style = getComputedStyle(
        element.matches("input[type=checkbox]") ? (element.closest("label") ?? element) : element,
      );
      const own = getComputedStyle(element);
      return [style, own].some(
        (s) => (s.outlineStyle !== "none" && s.outlineWidth !== "0px") || s.boxShadow !== "none",
      );
    });
    assert.ok(shown, `no visible focus after ${i + 1} tabs`);
  }
});
