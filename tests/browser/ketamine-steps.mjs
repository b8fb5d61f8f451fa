// The steps of the review of ketamine, each done by a hand (hands.mjs) that has either keys or fingers.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import {
  FEW,
  GROUPS,
  JUDGED,
  PAIN,
  PAIN_SAYS,
  QUESTION,
  RESPONDERS,
  RESPONDERS_SAY,
  TITLE,
  WORDS,
} from "./ketamine-data.mjs";
import { answer, cell, overflow, says, smallTargets, typeRows } from "./page.mjs";

const button = (page, name) => page.getByRole("button", { name, exact: true });
const summary = (page, name) => page.locator("summary", { hasText: name });
const plain = async (locator) => (await locator.innerText()).replace(/\s+/g, " ");
const closed = (page) => page.getByRole("dialog").waitFor({ state: "detached" });

export async function nameIt(page, hand) {
  await hand.type(page.getByLabel("Title of the review"), TITLE);
  await hand.choose(page.getByLabel("Data", { exact: true }), "Mean, SD and total");
  assert.equal(await page.getByLabel("Measure", { exact: true }).inputValue(), "MD");
  await hand.press(button(page, "More"));
  await hand.item("Names and direction");
  await hand.type(page.getByLabel("Name of this outcome"), "Pain");
  await hand.type(page.getByLabel("First group"), "Ketamine");
  await hand.type(page.getByLabel("Second group"), "Placebo");
  const lower = page.getByLabel("Lower is better");
  if (!(await lower.isChecked())) await hand.tick(lower);
  await hand.leave();
  await closed(page);
}

export async function addGroups(page, hand) {
  await hand.press(button(page, "Columns"));
  for (const [name] of GROUPS) {
    await hand.type(page.getByRole("dialog").getByLabel("Name", { exact: true }), name);
    await hand.press(page.getByRole("dialog").getByRole("button", { name: "Add", exact: true }));
  }
  await hand.leave();
  await closed(page);
}

export async function typeStudies(page, hand, rows) {
  await hand.type(cell(page, "Study", "study 1"), "");
  await typeRows(page, rows);
}

/** Each column in turn: its P, and that the other columns stand beside it. */
export async function compareGroups(page, hand) {
  await hand.press(summary(page, /^Subgroups/));
  const panel = page.getByRole("region", { name: "Subgroups", exact: true });
  for (const [name, p] of GROUPS) {
    await hand.choose(page.getByLabel("Subgroups by"), name);
    await panel.getByText(`2 groups by ${name}: P = ${p} for a difference between them (F test).`).waitFor();
  }
  const all = await plain(panel.getByRole("table").filter({ hasText: "P of the difference" }));
  for (const [name, p, first, second] of GROUPS) {
    assert.ok(all.includes(`${first} ${p} ${name}: `), `${name} in ${all}`);
    assert.ok(all.includes(second), `${second} in ${all}`);
  }
  await says(page, PAIN_SAYS);
}

export async function addResponders(page, hand) {
  await hand.press(button(page, "Add an outcome"));
  await hand.type(page.getByLabel("Name of this outcome"), "Responders");
  const lower = page.getByLabel("Lower is better");
  if (await lower.isChecked()) await hand.tick(lower);
  await hand.leave();
  await closed(page);
  await hand.choose(page.getByLabel("Data", { exact: true }), "Events and totals");
  assert.equal(await page.getByLabel("Measure", { exact: true }).inputValue(), "RR");
  await typeStudies(page, hand, RESPONDERS);
  await says(page, RESPONDERS_SAY);
}

/** With three trials the page says by itself that the choice of interval decides, and which says what. */
export async function seeIntervals(page, hand) {
  await page.getByText(FEW).first().waitFor();
  await hand.press(summary(page, /^3 studies: which interval\?/));
  const text = await plain(page.getByRole("region", { name: "3 studies: which interval?" }));
  assert.match(text, /With few studies Wald is often too narrow\./);
  assert.match(text, /Wald \(normal\) 2\.59 \(1\.32 to 5\.09\) \.006/);
  assert.match(text, /Hartung-Knapp 2\.59 \(1\.91 to 3\.52\) \.006/);
  assert.match(text, /Hartung-Knapp with floor 2\.59 \(0\.59 to 11\.41\) \.11/);
}

/** Letters judge and go on: a line of the keyboard for each trial. */
export async function judgeByKeys(page, hand) {
  await hand.press(button(page, "Risk of bias"));
  await hand.choose(page.getByLabel("Tool"), "RoB 2");
  const grid = page.getByRole("table", { name: "Judgements" });
  await hand.press(grid.locator("button[aria-current=true]"));
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.type(JUDGED.join(""));
  await judged(page);
  await hand.leave();
  await closed(page);
}

/** One tap on the first cell, then one on each level. */
export async function judgeByTouch(page, hand) {
  await hand.press(button(page, "Risk of bias"));
  await hand.choose(page.getByLabel("Tool"), "RoB 2 (randomised trials)");
  await page.getByRole("table", { name: "Judgements" }).locator("button[aria-current=true]").tap();
  const pad = page.getByRole("region", { name: "Judgement" });
  for (const letter of JUDGED.join("")) await pad.getByRole("button", { name: WORDS[letter], exact: true }).tap();
  await judged(page);
  assert.deepEqual(await smallTargets(page), []);
  assert.deepEqual(await overflow(page), []);
  await hand.leave();
  await closed(page);
}

async function judged(page) {
  for (const [i, [name]] of PAIN.entries()) {
    const word = WORDS[JUDGED[i].at(-1)];
    await page.getByRole("button", { name: `Overall, ${name}: ${word}`, exact: true }).waitFor();
  }
}

/** Those of the first outcome, for the trials that are in this one too. */
export async function copyJudgements(page, hand) {
  await hand.press(button(page, "Risk of bias"));
  await hand.press(button(page, "Copy from Pain (3)"));
  await page.getByText("Copied for 3 studies.").waitFor();
  await hand.leave();
  await closed(page);
}

export async function rate(page, hand) {
  await hand.press(answer(page).getByRole("button", { name: /^Certainty/ }));
  const dialog = page.getByRole("dialog");
  const choice = (name) => dialog.getByRole("button", { name, exact: true });
  await hand.press(choice("Randomised trials: starts high"));
  for (const [domain, word] of [
    ["Risk of bias", "serious −1"],
    ["Imprecision", "very serious −2"],
  ]) {
    await hand.press(dialog.getByRole("group", { name: domain }).getByRole("button", { name: word, exact: true }));
  }
  await hand.press(choice("No concern in the rest"));
  assert.match(await plain(dialog), /Certainty: very low/);
  await hand.leave();
  await closed(page);
}

/** 696 records to 7 trials; a slip is told by how much, and gone when it is put right. */
export async function drawFlow(page, hand) {
  await hand.press(button(page, "More"));
  await hand.item("Study flow (PRISMA 2020)");
  const numbers = [
    ["Records from databases", 696],
    ["Duplicates removed", 131],
    ["Records screened", 556],
    ["Records excluded", 530],
    ["Reports sought for retrieval", 35],
    ["Reports not retrieved", 2],
    ["Reports assessed for eligibility", 33],
    ["Reports, reason 1", 26],
    ["Studies included", 7],
    ["Reports of included studies", 7],
  ];
  for (const [label, n] of numbers) await hand.type(page.getByLabel(label, { exact: true }), String(n));
  await hand.type(page.getByLabel("Reason 1", { exact: true }), "No randomised comparison");
  await page.getByText("Records screened: 556 is typed, the boxes before leave 565: 9 missing.").waitFor();
  await hand.type(page.getByLabel("Records screened", { exact: true }), "565");
  await page.getByRole("img", { name: /696 records identified, 565 records screened/ }).waitFor();
  assert.equal((await page.locator("#flow-remarks").innerText()).trim(), "", "every sum is right");
  await hand.leave();
  await closed(page);
}

/** The report as an HTML file. */
export async function publish(page, hand) {
  await hand.press(button(page, "Export"));
  await hand.type(page.getByLabel(/^Question of the review/), QUESTION);
  const line = page
    .getByRole("dialog")
    .getByText(/\b[A-Z0-9]{4}-[A-Z0-9]{4}\b/)
    .first();
  const [fingerprint] = (await line.innerText()).match(/\b[A-Z0-9]{4}-[A-Z0-9]{4}\b/);
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    hand.press(page.getByRole("dialog").getByRole("button", { name: "HTML", exact: true })),
  ]);
  const html = await readFile(await file.path(), "utf8");
  await hand.leave();
  await closed(page);
  return { html, fingerprint };
}
