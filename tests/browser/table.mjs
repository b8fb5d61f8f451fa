// What the tests of the entry table share: a table with columns of every kind, and ways to reach a control.
import assert from "node:assert/strict";
import { paste } from "./page.mjs";

const long = "Allocation concealment of the trial as judged by two reviewers independently";

/** The five trials with a year, two groups, two moderators and notes, as our own CSV has them. */
export const wideTable = [
  ["study", "year", "include", "format", "ai", "n1i", "ci", "n2i", `group:${long}`, "group:setting"].join(",") +
    ",mod:dose (mg per day),mod:age,notes",
  'Ali 2010,2010,yes,counts,12,40,6,41,adequate,hospital,20,41,"ask the authors for the standard deviation"',
  "Berg and colleagues for the very long named study group 2012,2012,yes,counts,9,25,4,27,unclear,primary care,40,39,",
  "Chen 2014,2014,yes,counts,20,60,15,58,adequate,hospital,20,52,",
  "Diaz 2016,,yes,counts,7,30,5,29,,,,,",
  "Evans 2018,2018,yes,counts,30,80,17,82,unclear,hospital,60,47,",
].join("\r\n");

/** Opens a table as a file, as somebody would who has it. */
export async function openTable(page, text) {
  const chosen = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open", exact: true }).click();
  await page.getByRole("menuitem", { name: /^Open a file/ }).click();
  await (await chosen).setFiles({ name: "table.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await page.getByRole("dialog").getByRole("button", { name: "Open", exact: true }).click();
}

/** Presses a key until the control of this name has the focus. */
export async function pressUntil(page, key, name, most = 60) {
  for (let i = 0; i < most; i++) {
    await page.keyboard.press(key);
    const now = await page.evaluate(() => {
      const e = document.activeElement;
      return e?.getAttribute("aria-label") ?? e?.labels?.[0]?.textContent ?? e?.textContent ?? "";
    });
    if (now.trim() === name) return;
  }
  assert.fail(`${most} times ${key} did not lead to "${name}"`);
}

/** Another way of typing one study, from the row's menu or, where there are many, from its dialog. */
export async function typeAs(page, study, label, press = (locator) => locator.click()) {
  await press(page.getByRole("button", { name: `More, ${study}`, exact: true }));
  const dialog = page.getByRole("menuitem", { name: "Type this study as…" });
  if ((await dialog.count()) === 0) {
    await press(page.getByRole("menuitemradio", { name: `Type this study as: ${label}`, exact: true }));
    return;
  }
  await press(dialog);
  await page.getByLabel("Search").fill(label.slice(0, 12));
  await press(page.getByRole("dialog").getByRole("button", { name: label, exact: true }));
}

/** The names of the studies, from top to bottom. */
export const order = (page) =>
  page.locator("tr.study:not(.blank) input[data-column=label]").evaluateAll((cells) => cells.map((cell) => cell.value));

/** What has the focus. */
export const focused = (page) => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));

export async function pasteRows(page, count) {
  const row = (i) => [
    `Trial ${i + 1}`,
    12 + ((i * 7) % 23),
    140 + ((i * 13) % 60),
    20 + ((i * 5) % 17),
    150 + ((i * 11) % 50),
  ];
  await page.locator("input[data-column=label]").first().focus();
  await paste(page, Array.from({ length: count }, (_, i) => row(i).join("\t")).join("\n"));
}
