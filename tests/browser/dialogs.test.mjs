// Every dialog and menu, one after the other on one page: axe finds nothing, nothing is wider than its dialog or the
// window, nothing is too small for a finger, and whoever closes it is back where they were.
import assert from "node:assert/strict";
import { axe, cell, desktop, narrow, overflow, paste, phone, says, smallTargets, story, tablet } from "./page.mjs";

const dialog = (page) => page.getByRole("dialog").last();
const button = (page, name) => page.getByRole("button", { name, exact: true }).first();

/** Presses a button and then an item of the menu that it opens. */
const item = (opener, name) => async (page) => {
  await button(page, opener).click();
  await page.getByRole("menuitem", { name }).click();
};
const press = (name) => (page) => button(page, name).click();

async function pickFile(page) {
  const chosen = page.waitForEvent("filechooser");
  await item("Open", /^Open a file/)(page);
  const text = "Study,N T,Events T,Events C,N C,Mean age\nAli,40,12,6,41,50\nBo,44,10,5,43,52\n";
  await (await chosen).setFiles({ name: "trials.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
}

async function flow(page) {
  await item("More", /^Study flow/)(page);
  await page.getByLabel("Records from databases").fill("1200");
  await page.getByLabel("Reason 1", { exact: true }).fill("Wrong population");
}

async function rob(page) {
  await button(page, "Risk of bias").click();
  await page.getByLabel("Tool").selectOption("RoB2");
}

async function published(page) {
  await item("More", /^Check a published/)(page);
  await page.getByLabel(/^Paste the sentence/).fill("RR 0.49 (95% CI 0.33 to 0.73)");
  await page.getByRole("heading", { name: "Do the published numbers fit together?" }).waitFor();
  await page.waitForFunction(() => document.querySelector("[aria-busy=true]") === null);
}

/** As one who has no second extraction yet, and then pastes it. */
async function compare(page) {
  await button(page, "Share").click();
  await button(page, "Copy code").click();
  await page.getByText("Copied", { exact: true }).waitFor();
  const code = await page.evaluate(() => navigator.clipboard.readText());
  await page.keyboard.press("Escape");
  await item("More", /^Compare/)(page);
  await page.getByLabel("Paste the other's link or code").fill(code);
  await page.getByText(/alike/).first().waitFor();
}

async function guidePage(page) {
  await item("More", "Guide")(page);
  await dialog(page)
    .getByRole("button", { name: /^Standardised mean difference \(unequal/ })
    .click();
}

async function certainty(page) {
  await button(page, "Certainty: not rated").click();
  await button(page, "Randomised trials: starts high").click();
}

async function mine(page) {
  await item("Open", /^My analyses/)(page);
  await button(page, "Keep").click();
}

/** What leads to this dialog is there when there are two outcomes. */
async function outcomes(page) {
  await button(page, "Add an outcome").click();
  await page.getByLabel("Name of this outcome").fill("Adverse events");
  await page.keyboard.press("Escape");
  await button(page, "Outcome menu").click();
  await page.getByRole("menu").waitFor();
  await checkByAxe(page, ".menu", "menu of an outcome");
  await page.getByRole("menuitem", { name: "All outcomes" }).click();
}

async function share(page) {
  await button(page, "Share").click();
  await button(page, "QR code").click();
}

async function otherFormat(page) {
  await button(page, "More, Aronson 1948").click();
  await page.getByRole("menuitem", { name: /^Type this study as/ }).click();
}

const divide = item("More, Aronson 1948", /^Divide/);
const working = (page) => page.locator("tr.pooled .number-button").click();

/** What opens it, and the name of what has the focus once it is closed. */
const DIALOGS = {
  method: [async (page) => page.getByRole("button", { name: /^Method/ }).click(), /^Method/],
  share: [share, "Share"],
  export: [press("Export"), "Export"],
  import: [pickFile, "Open"],
  mine: [mine, "Open"],
  names: [item("More", "Names and direction"), "More"],
  flow: [flow, "More"],
  compare: [compare, "More"],
  published: [published, "More"],
  keys: [item("More", "Keys"), "More"],
  about: [item("More", /^About/), "More"],
  guide: [item("More", "Guide"), "More"],
  "page of the guide": [guidePage, "More"],
  columns: [press("Columns"), "Columns"],
  "other format": [otherFormat, "More, Aronson 1948"],
  "divide the control group": [divide, "More, Aronson 1948"],
  certainty: [certainty, /^Certainty/],
  working: [working, /^0\.49/],
  "risk of bias": [rob, "Risk of bias"],
  outcomes: [outcomes, "Outcome menu"],
};

const MENUS = ["Open", "More", "More, Aronson 1948", "Sort"];

/** Pixels by which a dialog is wider than what it shows. */
const sideways = (page) => dialog(page).evaluate((node) => node.scrollWidth - node.clientWidth);

const COLOURS = { type: "rule", values: ["color-contrast"] };

/** Nothing but colours depends on the scheme; without motion they change at once. */
async function checkByAxe(page, part, name) {
  assert.deepEqual(await axe(page, part), [], `${name}: axe`);
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  assert.deepEqual(await axe(page, part, COLOURS), [], `${name}: colours in the dark`);
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
}

async function check(page, device, part, name) {
  await checkByAxe(page, part, name);
  assert.deepEqual(await overflow(page), [], `${name}: wider than the window`);
  if (device.hasTouch) assert.deepEqual(await smallTargets(page), [], `${name}: small targets`);
}

const focused = (page) =>
  page.evaluate(() => {
    const { activeElement: now } = document;
    return (now.getAttribute("aria-label") ?? now.textContent).trim().slice(0, 60);
  });

async function openAndClose(page, device, name, [open, back]) {
  await open(page);
  await dialog(page).waitFor();
  await check(page, device, "dialog[open]", name);
  assert.equal(await sideways(page), 0, `${name}: has to be scrolled sideways`);
  await dialog(page).evaluate((node) => node.scrollTo(0, node.scrollHeight));
  assert.ok(await dialog(page).getByRole("button", { name: "Close" }).first().isVisible(), name);
  const { y } = await dialog(page).getByRole("button", { name: "Close" }).first().boundingBox();
  assert.ok(y >= 0, `${name}: its close button is scrolled away`);
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  if (back instanceof RegExp) assert.match(await focused(page), back, `${name}: focus`);
  else assert.equal(await focused(page), back, `${name}: focus`);
}

async function openBcg(page) {
  await button(page, "BCG vaccine against tuberculosis (risk ratio)").click();
  await says(page, /^Pooled RR 0\.49, .*, 13 studies$/);
  await button(page, "Dismiss").click();
}

const WIDTHS = { desktop, tablet, phone, narrow };

for (const [name, device] of Object.entries(WIDTHS))
  story(`every dialog and menu: ${name}`, device, async (page) => {
    await openBcg(page);
    for (const menu of MENUS) {
      await button(page, menu).click();
      await page.getByRole("menu").waitFor();
      await check(page, device, ".menu", menu);
      await page.keyboard.press("Escape");
    }
    for (const [what, dialogOf] of Object.entries(DIALOGS)) await openAndClose(page, device, what, dialogOf);
  });

story("a remark made in a dialog is seen there, and its Undo works there", phone, async (page) => {
  await openBcg(page);
  await button(page, "Columns").click();
  await button(page, "Remove the column alloc").click();
  const toast = dialog(page).locator(".toast");
  await toast.getByText("Removed the column alloc").waitFor();
  await toast.getByRole("button", { name: "Undo" }).tap();
  await button(page, "Remove the column alloc").waitFor();
  assert.equal(await page.locator(".toast").count(), 0);
});

for (const [name, device] of Object.entries(WIDTHS))
  story(
    `${name}: whoever changes the columns of a paste from its remark is back in the pasted cell`,
    device,
    async (page) => {
      await cell(page, "Study", "study 1").focus();
      await paste(page, "Study\tN T\tEvents T\tEvents C\tN C\tAge\nAli\t40\t12\t6\t41\t50\nBo\t44\t10\t5\t43\t52");
      await says(page, /, 2 studies$/);
      await button(page, "Change columns").click();
      await dialog(page).waitFor();
      await check(page, device, "dialog[open]", "columns of the paste");
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      assert.equal(await focused(page), "Study, Ali");
    },
  );

story("tablet: an effect never lies over the weight beside it", tablet, async (page) => {
  await openBcg(page);
  const overlaps = await page.locator("tr.study:not(.blank), tr.pooled").evaluateAll(
    (rows) =>
      rows.filter((row) => {
        const right = row.querySelector("td.effect .interval").getBoundingClientRect().right;
        return right > row.querySelector("td.weight").getBoundingClientRect().left;
      }).length,
  );
  assert.equal(overlaps, 0);
});
