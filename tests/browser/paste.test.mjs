// Clips from the wild, pasted into the page: what is said about them, and how their columns are changed by keyboard.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { axe, cell, desktop, overflow, paste, phone, says, smallTargets, story, undo } from "./page.mjs";

const clip = (name) => readFileSync(new URL(`../web/files/clips/${name}.txt`, import.meta.url), "utf8");
const toast = (page) => page.locator(".toast");
const dialog = (page) => page.getByRole("dialog", { name: "Columns of the paste" });
const value = (page, column, study) => cell(page, column, study).inputValue();

async function pasteClip(page, name) {
  await cell(page, "Study", "study 1").focus();
  await paste(page, clip(name));
}

story("a forest plot from a PDF: the grid is filled, and a wrong number is named", desktop, async (page) => {
  await pasteClip(page, "pdf-revman-wrong-number");
  await says(page, /^Pooled RR .*, 3 studies$/);
  const text = await toast(page).innerText();
  assert.match(text, /2 of 3 printed effects agree with the numbers \(Risk ratio\)/);
  assert.match(text, /Check Berg 2012: printed 2\.43 \[0\.85–6\.91\], computed 6\.48 \[/);
  assert.equal(await value(page, "Control total", "Berg 2012"), "72");
  await undo(page).click();
  await says(page, "No studies yet");
});

story("printed odds ratios choose the measure that no head names", desktop, async (page) => {
  await pasteClip(page, "pdf-revman-odds-unnamed");
  await says(page, /^Pooled OR .*, 3 studies$/);
  assert.match(await toast(page).innerText(), /All 3 printed effects agree with the numbers \(Odds ratio\)/);
});

story("what a (b) is, is asked; the answer is given by keyboard and undone", desktop, async (page) => {
  await pasteClip(page, "paper-a-b-unsaid");
  await dialog(page).waitFor();
  await says(page, /^Pooled MD /);
  assert.deepEqual(await axe(page), []);
  const first = dialog(page).getByRole("radio", { name: "mean (standard deviation)" });
  assert.ok(await first.isChecked());
  await first.focus();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowDown");
  assert.ok(await first.isChecked());
  await page.keyboard.press("Escape");
  assert.equal(await value(page, "Treatment SD", "Ali 2010"), "1.4");
  // The answers are one step, the paste itself is another.
  await undo(page).click();
  assert.equal(await value(page, "Treatment SD", "Ali 2010"), "1.4");
  await undo(page).click();
  await says(page, "No studies yet");
});

story("columns are changed by keyboard, live, and undone", desktop, async (page) => {
  await pasteClip(page, "excel-free-columns");
  await says(page, /^Pooled RR .*, 3 studies$/);
  assert.match(await toast(page).innerText(), /Kept as moderators, by the names they have: "Mean age", "Dose \(mg\)"/);
  const before = await page.getByRole("status").textContent();
  await page.getByRole("button", { name: "Change columns" }).focus();
  await page.keyboard.press("Enter");
  await dialog(page).waitFor();
  const column = dialog(page).getByLabel("N T", { exact: true });
  await column.focus();
  await page.keyboard.press("Home");
  await page.keyboard.type("Left out");
  await page.waitForFunction((was) => document.querySelector("[role=status]").textContent !== was, before);
  assert.equal(await column.inputValue(), "skip");
  await page.keyboard.press("Control+z");
  await says(page, before.trim());
  assert.equal(await column.inputValue(), "n1i");
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "detached" });
  assert.equal(await value(page, "Treatment total", "Ali"), "40");
});

story("the dialog on a phone: large targets, nothing sticks out", phone, async (page) => {
  await pasteClip(page, "ask-two-totals");
  await dialog(page).waitFor();
  assert.deepEqual(await smallTargets(page), []);
  assert.deepEqual(await overflow(page), []);
  assert.deepEqual(await axe(page), []);
  await dialog(page).getByRole("radio", { name: '"N analysed drug"' }).check();
  await page.keyboard.press("Escape");
  assert.equal(await value(page, "Treatment total", "Ali 2010"), "40");
});
