// What can be chosen of figures on the page, by pointer and by keys. BCG: 13 trials, risk ratio.
import assert from "node:assert/strict";
import { keys } from "./hands.mjs";
import { axe, desktop, overflow, phone, smallTargets, story } from "./page.mjs";

const plain = async (locator) => (await locator.innerText()).replace(/\s+/g, " ");

/** The example, with one panel open under the table. */
async function open(page, title) {
  await page.getByRole("button", { name: "BCG vaccine against tuberculosis (risk ratio)", exact: true }).click();
  await page.getByText(title, { exact: true }).click();
  const panel = page.getByRole("region", { name: title });
  await panel.locator("svg").first().waitFor();
  return panel;
}

const texts = (panel) => panel.locator("svg text").allTextContents();

story("the background of a funnel is chosen: levels of P, the power of the studies, or none", desktop, async (page) => {
  const panel = await open(page, "Funnel plot");
  const press = (name) => keys(page).press(panel.getByRole("button", { name, exact: true }));
  assert.match(await plain(panel), /Shades tell where a study alone has P above/);
  await press("Power");
  // metafor 3.8-1, rma(method = "EE"), exp(-0.4303); the median of the powers by tests/golden/R/funnel.R
  assert.match(await plain(panel), /if the common effect of RR 0\.65 is true: .* Median power 36%\./);
  assert.ok((await texts(panel)).includes("Power for the common effect of RR 0.65"));
  assert.ok((await texts(panel)).includes("80%"));
  assert.match(await panel.locator("svg desc").first().textContent(), /Median power 36%/);
  assert.deepEqual(await axe(page), []);
  await press("None");
  assert.doesNotMatch(await plain(panel.locator(".shows")), /Shades/);
  assert.equal((await texts(panel)).includes("P > .10"), false);
});

story("on a telephone the funnel with its powers is no wider than the screen", phone, async (page) => {
  const panel = await open(page, "Funnel plot");
  await panel.getByRole("button", { name: "Power", exact: true }).tap();
  assert.ok((await texts(panel)).includes("Power"));
  assert.deepEqual(await overflow(page), []);
  assert.deepEqual(await smallTargets(page), []);
});
