// What one tap does about an entry that looks like a slip: done, said, in the study's notes, and taken back.
import assert from "node:assert/strict";
import { axe, cell, desktop, overflow, paste, phone, says, smallTargets, story, tablet, undo } from "./page.mjs";

const scores = [
  ["Alpha", 52.1, 10.2, 49, 55.4, 9.7, 50],
  ["Beta", 48.3, 11.5, 62, 53.9, 12.1, 60],
  ["Gamma", 5.07, 1.13, 36, 5.61, 1.04, 38],
  ["Delta", 51.2, 9.4, 80, 55.8, 9.3, 80],
  ["Epsilon", 47.9, 12.0, 28, 51.1, 11.1, 30],
  ["Zeta", 49.6, 8.9, 100, 54.9, 9.5, 98],
  ["Eta", 50.4, 10.8, 55, 53.7, 10.1, 57],
];
const lines = (rows) => rows.map((row) => row.join("\t")).join("\n");

async function enter(page, rows, said) {
  await cell(page, "Study", "study 1").focus();
  await paste(page, lines(rows));
  await says(page, said);
  await page.getByLabel("Title of the review").focus();
}

for (const [name, device] of Object.entries({ desktop, tablet, phone })) {
  story(`another unit on a ${name}: multiplied in one tap, noted, undone`, device, async (page) => {
    await enter(page, scores, /7 studies$/);
    const button = page.getByRole("button", { name: "Multiply by 10, Gamma" });
    await button.waitFor();
    assert.deepEqual(await axe(page), []);
    assert.deepEqual(await overflow(page), []);
    if (name !== "desktop") assert.deepEqual(await smallTargets(page), []);
    await button.click();
    assert.equal(await cell(page, "Treatment mean", "Gamma").inputValue(), "50.7");
    assert.equal(await cell(page, "Control SD", "Gamma").inputValue(), "10.4");
    const notes = await cell(page, "Notes", "Gamma").inputValue();
    assert.match(notes, /^Multiply by 10: Treatment mean 5\.07 → 50\.7, /);
    await page.getByText("Gamma: Multiply by 10. Done; the notes of the study say what was typed.").waitFor();
    assert.equal(await button.count(), 0);
    assert.deepEqual(await overflow(page), []);
    await undo(page).click();
    assert.equal(await cell(page, "Treatment mean", "Gamma").inputValue(), "5.07");
    await button.waitFor();
  });
}

story("standard errors typed as SDs: the row is typed as what they are", desktop, async (page) => {
  const rows = scores.map((row) => (row[0] === "Gamma" ? ["Gamma", 50.7, 1.88, 36, 56.1, 1.69, 38] : row));
  await enter(page, rows, /7 studies$/);
  await page.getByRole("button", { name: "Read as standard errors, Gamma" }).click();
  assert.equal(await cell(page, "Treatment standard error of the mean", "Gamma").inputValue(), "1.88");
  await page.getByRole("button", { name: /^Read as standard errors/ }).waitFor({ state: "detached" });
});

story("an estimate outside its limits stays out, and one tap lets it in", desktop, async (page) => {
  await enter(
    page,
    [
      ["study", "OR", "lower", "upper"],
      ["Ali 2010", 2.43, 2.5, 5.4],
      ["Berg 2012", 1.2, 0.8, 1.8],
      ["Chen 2014", 1.6, 1.1, 2.33],
    ],
    /2 studies$/,
  );
  await page.getByRole("button", { name: "Use 3.674, the middle of the limits, Ali 2010" }).click();
  await says(page, /3 studies$/);
});

const arms = [
  ["Smith 2001a", 30, 200, 60, 210],
  ["Smith 2001b", 35, 198, 60, 210],
  ["Berg 2012", 9, 25, 4, 27],
  ["Chen 2014", 20, 60, 15, 58],
];

story("a control group in two rows is divided in one tap", desktop, async (page) => {
  await enter(page, arms, /4 studies$/);
  await page.getByRole("button", { name: "Divide the control group, Smith 2001b" }).click();
  await page.getByText("Smith 2001b: its control group is divided between 2 rows").waitFor();
  for (const name of ["Smith 2001a", "Smith 2001b"])
    assert.equal(await cell(page, "Comparisons that share the control group", name).inputValue(), "2");
  assert.equal(await page.getByRole("button", { name: /^Divide the control group/ }).count(), 0);
  await undo(page).click();
  assert.equal(await cell(page, "Comparisons that share the control group", "Smith 2001a").count(), 0);
});

for (const [name, device] of Object.entries({ tablet, phone })) {
  story(`a control group divided from the row's menu on a ${name}, and given back`, device, async (page) => {
    await enter(page, arms, /4 studies$/);
    const divide = async () => {
      await page.getByRole("button", { name: "More, Smith 2001a", exact: true }).tap();
      await page.getByRole("menuitem", { name: "Divide the control group…" }).tap();
      await page.getByRole("dialog").waitFor();
    };
    await divide();
    const dialog = page.getByRole("dialog");
    assert.deepEqual(await axe(page), []);
    assert.deepEqual(await overflow(page), []);
    assert.deepEqual(await smallTargets(page), []);
    assert.equal(await dialog.getByRole("checkbox", { name: "Smith 2001b" }).isChecked(), true);
    assert.equal(await dialog.getByRole("checkbox", { name: "Berg 2012" }).isChecked(), false);
    await dialog.getByRole("button", { name: "Divide", exact: true }).tap();
    assert.equal(await cell(page, "Comparisons that share the control group", "Smith 2001b").inputValue(), "2");
    await divide();
    await dialog.getByRole("checkbox", { name: "Smith 2001b" }).uncheck();
    await dialog.getByRole("button", { name: "Give it back" }).tap();
    assert.equal(await cell(page, "Comparisons that share the control group", "Smith 2001a").count(), 0);
  });
}

story("medians: skewed ones are said, and quantile estimation is a choice of the method", desktop, async (page) => {
  await enter(
    page,
    [
      ["study", "median T", "Q1 T", "Q3 T", "n T", "median C", "Q1 C", "Q3 C", "n C"],
      ["Ali 2010", 2, 1, 6, 60, 3, 1, 8, 62],
      ["Berg 2012", 6, 4, 9, 40, 7, 5, 10, 41],
    ],
    /2 studies$/,
  );
  await page
    .getByText(/further from symmetric than chance would make them/)
    .first()
    .waitFor();
  await page.getByRole("button", { name: /^Method:/ }).click();
  await page.getByLabel("Medians become means and SDs").selectOption("QE");
  await page.keyboard.press("Escape");
  await page
    .getByText(/quantile estimation, McGrath 2020/)
    .first()
    .waitFor({ state: "attached" });
  assert.equal(await page.getByText(/further from symmetric/).count(), 0);
});
