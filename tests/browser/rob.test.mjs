// Risk of bias and the flow of studies: judged by keyboard and by touch, drawn, shared, and what depends on them.
import assert from "node:assert/strict";
import {
  axe,
  copyLink,
  desktop,
  enterFive,
  overflow,
  paste,
  phone,
  says,
  smallTargets,
  story,
  tablet,
  visit,
} from "./page.mjs";

const ALL = "Pooled RR 1.65, 95% CI 1.06 to 2.58, 5 studies";
const judgement = (page, domain, study, word) =>
  page.getByRole("button", { name: `${domain}, ${study}: ${word}`, exact: true });

async function openRob(page, tool) {
  await page.getByRole("button", { name: "Risk of bias", exact: true }).click();
  await page.getByLabel("Tool").selectOption(tool);
}

story("five trials judged by keyboard; figures, restricted results, subgroups, link", desktop, async (page) => {
  await enterFive(page);
  await openRob(page, "RoB2");
  await judgement(page, "Randomisation process", "Ali 2010", "not judged").focus();
  // A letter judges and goes on; the overall judgement is suggested, never set.
  await page.keyboard.type("lllll");
  await judgement(page, "Overall", "Ali 2010", "not judged").waitFor();
  await page.getByText("Overall, by the tool's rule: Low.").waitFor();
  await page.keyboard.type("lllsll");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.type("ss");
  await judgement(page, "Overall", "Berg 2012", "Some concerns").waitFor();
  assert.deepEqual(await axe(page, "dialog"), []);
  await paste(page, "Study\tOverall\tD1\nchen 2014\tHigh\tHigh\nDiaz 2016\tLow\tLow\nNobody 1999\tLow\tLow");
  await page.getByText("Judgements of 2 studies taken over. Not in the table: Nobody 1999.").waitFor();
  await judgement(page, "Overall", "Chen 2014", "High").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Risk of bias, Chen 2014: High" }).waitFor();
  await page.locator("summary", { hasText: /^Risk of bias$/ }).click();
  const panel = page.getByRole("region", { name: "Risk of bias", exact: true });
  await panel.getByRole("img", { name: /^Risk of bias by study/ }).waitFor();
  assert.match(await panel.getByRole("row", { name: /^Only low/ }).textContent(), /2/);
  await panel.getByText("Not judged overall, and so in no restricted result: Evans 2018.").waitFor();
  await says(page, ALL);
  await panel.getByRole("button", { name: "Subgroups by overall judgement" }).click();
  await page.getByLabel("Subgroups by").waitFor();
  assert.equal(await page.getByLabel("Subgroups by").inputValue(), "Overall risk of bias");
  const { hash } = await copyLink(page);
  const other = await visit(desktop, { hash });
  await other.page.getByRole("button", { name: "Risk of bias, Chen 2014: High" }).waitFor();
  await other.quiet();
  await other.close();
});

story("judged by touch alone: a cell, then its level, which goes on to the next", tablet, async (page) => {
  await enterFive(page);
  await page.getByRole("button", { name: "Risk of bias", exact: true }).tap();
  await page.getByLabel("Tool").selectOption("RoB1");
  const pad = page.getByRole("region", { name: "Judgement" });
  await judgement(page, "Random sequence generation", "Berg 2012", "not judged").tap();
  for (const word of ["Low", "Unclear", "High"]) await pad.getByRole("button", { name: word }).tap();
  await judgement(page, "Blinding of participants and personnel", "Berg 2012", "High").waitFor();
  await pad.getByText("Blinding of outcome assessment", { exact: true }).waitFor();
  assert.deepEqual(await smallTargets(page), []);
  assert.deepEqual(await overflow(page), []);
});

story("the flow of studies on a phone: typed, checked, drawn", phone, async (page) => {
  await enterFive(page);
  await page.getByRole("button", { name: "More", exact: true }).tap();
  await page.getByRole("menuitem", { name: "Study flow (PRISMA 2020)" }).tap();
  await page.getByLabel("Records from databases").fill("1,200");
  await page.getByLabel("Duplicates removed").fill("504");
  assert.equal(await page.getByLabel("Records screened").getAttribute("placeholder"), "696?");
  await page.getByLabel("Records screened").fill("690");
  await page.getByText("Records screened: 690 is typed, the boxes before leave 696: 6 missing.").waitFor();
  await page.getByLabel("Reason 1", { exact: true }).fill("Wrong population");
  await page.getByLabel("Reports, reason 1").fill("12");
  await page.getByLabel("Studies included").fill("7");
  await page.getByText("7 studies here, 5 different studies in the tables of the outcomes.").waitFor();
  await page.getByRole("img", { name: /1200 records identified, 690 records screened/ }).waitFor();
  assert.deepEqual(await axe(page, "dialog"), []);
  assert.deepEqual(await smallTargets(page), []);
  assert.deepEqual(await overflow(page), []);
});
