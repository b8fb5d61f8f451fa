// Bad input: the message names the study and the column, and nothing typed is lost.
import assert from "node:assert/strict";
import { answer, cell, desktop, enterFive, paste, says, story, typeRows, undo } from "./page.mjs";

const startTyping = (page) => cell(page, "Study", "study 1").focus();
const messages = async (page) => (await page.locator("tr.messages").allInnerTexts()).join("\n");

/** Types one study, leaves the row, and reads what the page says about it. */
async function said(page, rows) {
  await startTyping(page);
  await typeRows(page, rows);
  await page.locator("tr.messages").first().waitFor();
  return messages(page);
}

async function keeps(page, study, values) {
  for (const [column, value] of Object.entries(values)) {
    assert.equal(await cell(page, column, study).inputValue(), value, column);
  }
}

story("more events than people", desktop, async (page) => {
  const text = await said(page, [["Ali 2010", "50", "40", "6", "41"]]);
  assert.match(text, /Ali 2010.*Treatment events/);
  assert.equal(await cell(page, "Treatment events", "Ali 2010").getAttribute("aria-invalid"), "true");
  const described = await cell(page, "Treatment events", "Ali 2010").getAttribute("aria-describedby");
  assert.match(await page.locator(`#${described}`).innerText(), /Ali 2010/);
  await keeps(page, "Ali 2010", { "Treatment events": "50", "Treatment total": "40", "Control total": "41" });
});

story("a total of zero", desktop, async (page) => {
  const text = await said(page, [["Berg 2012", "0", "0", "6", "41"]]);
  assert.match(text, /Berg 2012.*Treatment total/);
  await keeps(page, "Berg 2012", { "Treatment events": "0", "Treatment total": "0" });
});

story("text in a number cell", desktop, async (page) => {
  const text = await said(page, [["Chen 2014", "twenty", "60", "15", "58"]]);
  assert.match(text, /Chen 2014.*Treatment events/);
  await keeps(page, "Chen 2014", { "Treatment events": "twenty", "Treatment total": "60" });
});

story("a negative standard deviation", desktop, async (page) => {
  await page.getByLabel("Data", { exact: true }).selectOption("means");
  const text = await said(page, [["Diaz 2016", "10.2", "-3", "30", "12.1", "3.3", "31"]]);
  assert.match(text, /Diaz 2016.*Treatment SD/);
  await keeps(page, "Diaz 2016", { "Treatment SD": "-3", "Control mean": "12.1" });
});

story("confidence limits the wrong way round", desktop, async (page) => {
  await page.getByLabel("Data", { exact: true }).selectOption("estimate_ci");
  const text = await said(page, [["Evans 2018", "2.43", "5.4", "1.1", ""]]);
  assert.match(text, /Evans 2018.*(Lower limit|Upper limit)/);
  await keeps(page, "Evans 2018", { "Lower limit": "5.4", "Upper limit": "1.1" });
});

story("a bad study does not stop the good ones", desktop, async (page) => {
  await enterFive(page);
  await typeRows(page, [["Fox 2020", "abc", "10", "1", "12"]]);
  await says(page, "Pooled RR 1.65, 95% CI 1.06 to 2.58, 5 studies");
  assert.match(await answer(page).innerText(), /5 of 6 studies/);
});

story("no error on an empty row, none while a cell is being typed", desktop, async (page) => {
  assert.equal(await messages(page), "");
  await startTyping(page);
  await page.keyboard.type("Ali 2010");
  await page.keyboard.press("Enter");
  await page.keyboard.type("5");
  assert.equal(await messages(page), "");
});

story("an absurdly long label is kept, named and does not widen the page", desktop, async (page) => {
  const label = "Very long name ".repeat(400);
  await startTyping(page);
  await page.keyboard.insertText(label);
  await page.keyboard.press("Enter");
  await typeRows(page, [
    ["12", "40", "6", "41"],
    ["Berg 2012", "9", "25", "4", "27"],
  ]);
  await says(page, /2 studies$/);
  assert.equal(await page.locator("input[data-column=label]").first().inputValue(), label);
  assert.match(await messages(page), /name has \d+ characters/);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth));
});

story("1,000 rows pasted are read, and the page goes on working", desktop, async (page) => {
  const rows = Array.from({ length: 1000 }, (_, i) =>
    [`Trial ${i + 1}`, 5 + (i % 7), 100 + i, 9 + (i % 5), 101 + i].join("\t"),
  );
  await startTyping(page);
  await paste(page, rows.join("\r\n"));
  await says(page, /, 1000 studies$/, 20_000);
  // Only the rows near the window are drawn.
  await page.evaluate(() => document.querySelector("tfoot").scrollIntoView({ block: "end" }));
  assert.equal(await cell(page, "Control total", "Trial 1000").inputValue(), "1100");
  await undo(page).click();
  await says(page, "No studies yet", 20_000);
});

story("a block from a spreadsheet with heads, quotes and decimal commas", desktop, async (page) => {
  await page.getByLabel("Data", { exact: true }).selectOption("means");
  await cell(page, "Study", "study 1").focus();
  await paste(
    page,
    'Study\tMean 1\tSD 1\tN 1\tMean 2\tSD 2\tN 2\r\n"A, B 2001"\t10,5\t2,5\t30\t12,0\t2,25\t31\r\nC 2002\t9,5\t2\t20\t11\t2\t21\r\n',
  );
  await says(page, /^Pooled MD .*, 2 studies$/);
  assert.equal(await cell(page, "Treatment SD", "A, B 2001").inputValue(), "2,5");
});

story("events and total in one cell", desktop, async (page) => {
  await startTyping(page);
  await typeRows(page, [
    ["Ali 2010", "12/40", "6/41"],
    ["Berg 2012", "9/25", "4/27"],
  ]);
  await says(page, /^Pooled RR .*, 2 studies$/);
  await keeps(page, "Ali 2010", {
    "Treatment events": "12",
    "Treatment total": "40",
    "Control events": "6",
    "Control total": "41",
  });
});

story("labels that look like markup are text everywhere", desktop, async (page) => {
  await startTyping(page);
  const label = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>';
  await typeRows(page, [
    [label, 12, 40, 6, 41],
    ["__proto__", 9, 25, 4, 27],
  ]);
  await says(page, /2 studies$/);
  assert.equal(await page.evaluate(() => window.hit), undefined);
  assert.equal(await page.locator("input[data-column=label]").nth(1).inputValue(), "__proto__");
});
