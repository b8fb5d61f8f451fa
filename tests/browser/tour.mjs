// Shows everything that the page has to show, whatever its language: every panel, menu and dialog, by their places.

const TABLE = ["12/40\t6/41", "9/25\t4/27", "20/60\t15/58", "7/30\t5/29", "30/80\t17/82"]
  .map((cells, i) => `№ ${i + 1}\t${cells}`)
  .join("\n");

/** Five studies without a letter in their names, so that every word on the page is the page's own. */
export async function numberedFive(page) {
  await page.locator("tr[data-row] input").nth(1).focus();
  await page.evaluate((clip) => navigator.clipboard.writeText(clip), TABLE);
  await page.keyboard.press("Control+V");
  await page.locator("tr[data-row]").nth(5).waitFor();
  await page.waitForFunction(() => /\d/.test(document.querySelector("[role=status]")?.textContent ?? ""));
}

async function panels(page, look) {
  const summaries = page.locator("details > summary");
  for (let i = 0; i < (await summaries.count()); i++) {
    const summary = summaries.nth(i);
    await summary.click();
    await page.waitForFunction(() => document.querySelector("details[open] [aria-busy=true]") === null);
    await look(`panel ${await summary.innerText()}`, "details[open]");
    await summary.click();
  }
}

async function dialogOf(page, opener, look, name) {
  await opener.click();
  const dialog = page.locator("dialog[open]");
  await dialog.first().waitFor();
  await look(`dialog ${name}`, "dialog[open]");
  for (let left = await dialog.count(); left > 0; left = await dialog.count()) await page.keyboard.press("Escape");
}

/** Items that lead away from the page, into a file chooser, or to other studies. */
const LEADS_AWAY = /English|Deutsch|file|Datei|Example|Beispiel|Clear|leeren/;

async function menu(page, button, look) {
  const opener = page.locator(button).first();
  await opener.click();
  const names = await page.getByRole("menuitem").allInnerTexts();
  await look(`menu ${button}`, "[role=menu]");
  await page.keyboard.press("Escape");
  for (const [i, name] of names.entries()) {
    if (LEADS_AWAY.test(name)) continue;
    await opener.click();
    await dialogOf(page, page.getByRole("menuitem").nth(i), look, name);
  }
}

/** @param look  called with a name and a selector each time when something else is on the page */
export async function tour(page, look) {
  await look("page", "body");
  await panels(page, look);
  for (const button of ["header [aria-haspopup=menu] >> nth=0", "header [aria-haspopup=menu] >> nth=1"])
    await menu(page, button, look);
  for (const button of [
    ".method-button",
    ".bar-actions .button:not([aria-haspopup]) >> nth=2",
    ".bar-actions .button:not([aria-haspopup]) >> nth=3",
  ])
    await dialogOf(page, page.locator(button), look, button);
}
