// What the page can prove of itself: its fingerprint, its self-test, what it is made of; analyses kept on the device.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { desktop, enterFive, phone, says, story } from "./page.mjs";

const BCG_CODE = "QVSJ-PYHP"; // tests/web/state/fingerprint.test.ts
const menu = async (page, button, item) => {
  await page.getByRole("button", { name: button, exact: true }).click();
  await page.getByRole("menuitem", { name: item }).click();
};

story("a fingerprint is shown, confirmed and denied; the self-test passes and is saved", desktop, async (page) => {
  await enterFive(page);
  await page.getByRole("button", { name: "Share" }).click();
  const code = await page.locator(".fingerprint code").textContent();
  assert.match(code, /^[A-Z2-7]{4}-[A-Z2-7]{4}$/);
  const field = page.getByLabel("A colleague's fingerprint");
  await field.fill(code.toLowerCase());
  await page.getByText("Confirmed: the same data").waitFor();
  await field.fill(BCG_CODE);
  await page.getByText("Not the same: the data or the settings differ").waitFor();
  await page.keyboard.press("Escape");
  await menu(page, "More", "About Pooled");
  await page.getByText("Eigen (MPL-2.0)").waitFor();
  await page.getByRole("button", { name: "Test this copy" }).click();
  await page.getByText(/^All 1,?\d{3} numbers of \d+ analyses are right\.$/).waitFor({ timeout: 60_000 });
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save the result as text" }).click();
  const text = await readFile(await (await download).path(), "utf8");
  assert.match(text, /Result: passed/);
  assert.match(text, /SHA-256 of pooled\.wasm: [0-9a-f]{64}/);
});

story("an analysis is kept, opened, deleted and brought back", phone, async (page) => {
  await enterFive(page);
  await menu(page, "Open", "My analyses…");
  await page.getByLabel("Keep the analysis shown as").fill("Five trials");
  await page.getByRole("button", { name: "Keep", exact: true }).click();
  await page.getByText("Kept as Five trials").waitFor();
  await page.getByRole("button", { name: "Delete Five trials" }).click();
  await page.getByText("Nothing is kept here yet.").waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Undo" }).click();
  await page.keyboard.press("Escape");
  await menu(page, "More", "Clear the table");
  await menu(page, "Open", "My analyses…");
  await page.getByRole("button", { name: /^Five trials/ }).click();
  await says(page, "Pooled RR 1.65, 95% CI 1.06 to 2.58, 5 studies");
});
