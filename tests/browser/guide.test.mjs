// The guide and the working of a number: how one gets there, and that what is shown is this data's.
import assert from "node:assert/strict";
import { axe, desktop, enterFive, narrow, overflow, phone, says, smallTargets, story, tablet, undo } from "./page.mjs";

const guide = (page) => page.getByRole("dialog", { name: "Guide" });
const working = (page) => page.getByRole("dialog", { name: "Show the working" });
const menuItem = async (page, item) => {
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: item, exact: true }).click();
};

story("the guide opens at what is beside the question mark, and leads on", desktop, async (page) => {
  await page.getByRole("button", { name: "Guide: Risk ratio" }).click();
  await guide(page).getByRole("heading", { name: "Risk ratio", exact: true }).waitFor();
  assert.match(await guide(page).innerText(), /Katz et al\. 1978/);
  assert.equal((await guide(page).getByRole("math").count()) > 3, true);
  await guide(page).getByRole("button", { name: "Odds ratio", exact: true }).click();
  await guide(page).getByRole("heading", { name: "Odds ratio", exact: true }).waitFor();
  await guide(page).getByLabel("Search the guide").fill("paule");
  await guide(page).getByRole("button", { name: "Paule-Mandel (PM)", exact: true }).click();
  await guide(page).getByRole("heading", { name: "Paule-Mandel (PM)" }).waitFor();
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => document.activeElement.getAttribute("aria-label") === "Guide: Risk ratio");
});

story(
  "F1 opens the guide at the panel that has the focus, above a dialog too, and More at its list",
  desktop,
  async (page) => {
    await enterFive(page);
    const panel = page.locator("summary", { hasText: "Leave one out" });
    await panel.focus();
    await page.keyboard.press("F1");
    await guide(page).getByRole("heading", { name: "Leave one out" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /^Method/ }).click();
    await page.getByRole("button", { name: /^Guide: t with k-1 df/ }).click();
    await guide(page)
      .getByRole("heading", { name: /t with k-1 df/ })
      .waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog", { name: "Method" }).waitFor();
    await page.keyboard.press("Escape");
    await menuItem(page, "Guide");
    await guide(page).getByRole("heading", { name: "Chosen now" }).waitFor();
  },
);

story("the example of a page is computed here, opens, and goes away again", desktop, async (page) => {
  await enterFive(page);
  await menuItem(page, "Guide");
  await guide(page).getByLabel("Search the guide").fill("DerSimonian-Laird (DL)");
  await guide(page).getByRole("button", { name: "DerSimonian-Laird (DL)", exact: true }).click();
  // metafor 3.8-1: rma(measure = "RR", dat.bcg, method = "DL"), tau2 0.3088, Q 152.2
  await guide(page)
    .getByText(/Pooled RR 0\.49, .*, 13 studies\..* τ² 0\.309, Q 152\.2 on 12 df/)
    .waitFor();
  await guide(page).getByRole("button", { name: "Open this example" }).click();
  await says(page, /^Pooled RR 0\.49, .*, 13 studies$/);
  await undo(page).click();
  await says(page, /, 5 studies$/);
});

story("a number shows its working, from the card, the foot, a row and by keyboard", desktop, async (page) => {
  await enterFive(page);
  await page
    .getByRole("region", { name: "Answer" })
    .getByRole("button", { name: /^RR 1\.65/ })
    .click();
  await working(page)
    .getByText(/held against the result/)
    .waitFor();
  assert.match(await working(page).innerText(), /Pooled risk ratio/);
  await working(page).getByRole("button", { name: "Copy as text" }).click();
  await working(page).getByText("Copied").waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /θ̂ = Σ wᵢ yᵢ \/ Σ wᵢ\n {2}= \(.+\) \/ \(.+\)\n {2}= 0\.50/);
  await working(page).getByLabel("Of").selectOption({ label: "Ali 2010" });
  assert.match(await working(page).innerText(), /Ali 2010: Risk ratio/);
  await page.keyboard.press("Escape");
  const row = page.getByRole("row", { name: /Diaz 2016/ });
  await row.locator(".number-button").click();
  assert.match(await working(page).innerText(), /Diaz 2016: Risk ratio/);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "More, Evans 2018" }).click();
  await page.getByRole("menuitem", { name: "Show the working" }).click();
  assert.match(await working(page).innerText(), /Evans 2018: Risk ratio/);
  await page.keyboard.press("Escape");
  await page.locator("tr.prediction .number-button").focus();
  await page.keyboard.press("Enter");
  assert.match(await working(page).innerText(), /Prediction interval/);
});

const looks = [
  ["desktop", desktop, "light"],
  ["desktop", desktop, "dark"],
  ["tablet", tablet, "light"],
  ["phone", phone, "dark"],
  ["narrow", narrow, "light"],
];
for (const [name, device, colorScheme] of looks)
  story(
    `axe: guide and working, ${name}, ${colorScheme}`,
    device,
    async (page) => {
      await enterFive(page);
      const check = async (what) => {
        assert.deepEqual(await axe(page, "dialog[open]"), [], what);
        assert.deepEqual(await overflow(page), [], what);
        if (name === "tablet") assert.deepEqual(await smallTargets(page), [], what);
      };
      await menuItem(page, "Guide");
      await check("list");
      await guide(page).getByRole("button", { name: "Standardised mean difference (unequal variances)" }).click();
      await check("page");
      await page.keyboard.press("Escape");
      await page.locator("tr.pooled .number-button").click();
      await check("working");
    },
    { colorScheme },
  );
