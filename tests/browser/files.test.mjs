// Data files of other programs: dropped, picked or pasted, looked at, taken or not, and taken back.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { strToU8, zipSync } from "fflate";
import {
  answer,
  axe,
  cell,
  desktop,
  enterFive,
  five,
  overflow,
  phone,
  says,
  smallTargets,
  story,
  tablet,
  undo,
} from "./page.mjs";

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const xmlCell = (value) =>
  typeof value === "number" ? `<c><v>${value}</v></c>` : `<c t="inlineStr"><is><t>${value}</t></is></c>`;
const sheet = (rows) =>
  `<worksheet ${MAIN}><sheetData>${rows.map((row) => `<row>${row.map(xmlCell).join("")}</row>`).join("")}</sheetData></worksheet>`;

/** A workbook with the given sheets, as a spreadsheet program writes it. */
function workbook(sheets) {
  const names = Object.keys(sheets);
  const files = {
    "xl/workbook.xml": `<workbook ${MAIN} xmlns:r="r"><sheets>${names.map((name, i) => `<sheet name="${name}" r:id="r${i}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships>${names.map((_, i) => `<Relationship Id="r${i}" Target="worksheets/s${i}.xml"/>`).join("")}</Relationships>`,
    ...Object.fromEntries(names.map((name, i) => [`xl/worksheets/s${i}.xml`, sheet(sheets[name])])),
  };
  return Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([name, xml]) => [name, strToU8(xml)]))));
}

const heads = ["Study", "Events treatment", "Total treatment", "Events control", "Total control"];
const trials = workbook({
  Deaths: [heads, ...five],
  Strokes: [heads, ["Fox 2020", 1, 20, 2, 21], ["Gil 2021", 3, 30, 5, 31]],
});

const RM5 = `<?xml version="1.0" encoding="ISO-8859-1"?><COCHRANE_REVIEW><COVER_SHEET><TITLE>Aspirin</TITLE></COVER_SHEET>
<STUDIES_AND_REFERENCES><STUDY ID="S1" NAME="M\xfcller 1974" YEAR="1974"/><STUDY ID="S2" NAME="CDP 1976" YEAR="1976"/></STUDIES_AND_REFERENCES>
<ANALYSES_AND_DATA><COMPARISON NO="1"><NAME>Aspirin or placebo</NAME>
<DICH_OUTCOME EFFECT_MEASURE="OR" METHOD="MH" RANDOM="NO" CI_TOTAL="95"><NAME>Death</NAME><GROUP_LABEL_1>Aspirin</GROUP_LABEL_1><GROUP_LABEL_2>Placebo</GROUP_LABEL_2>
<DICH_DATA STUDY_ID="S1" EVENTS_1="49" TOTAL_1="615" EVENTS_2="67" TOTAL_2="624"><FOOTNOTE>One year</FOOTNOTE></DICH_DATA>
<DICH_DATA STUDY_ID="S2" EVENTS_1="44" TOTAL_1="758" EVENTS_2="64" TOTAL_2="771"/></DICH_OUTCOME>
<CONT_OUTCOME EFFECT_MEASURE="MD" METHOD="IV" RANDOM="YES"><NAME>Days in hospital</NAME>
<CONT_DATA STUDY_ID="S1" MEAN_1="5" SD_1="2" TOTAL_1="20" MEAN_2="6" SD_2="2" TOTAL_2="21"/></CONT_OUTCOME>
</COMPARISON></ANALYSES_AND_DATA></COCHRANE_REVIEW>`;

/** A drop or a paste of a file, or of more, as the browser would report it. */
async function give(page, event, name, bytes, ...more) {
  const files = [[name, bytes], ...more].map(([name, bytes]) => [name, Buffer.from(bytes).toString("base64")]);
  await page.evaluate(
    ({ event, files }) => {
      const transfer = new DataTransfer();
      for (const [name, data] of files)
        transfer.items.add(new File([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))], name));
      const options = { bubbles: true, cancelable: true };
      if (event === "paste")
        document.body.dispatchEvent(new ClipboardEvent("paste", { ...options, clipboardData: transfer }));
      else
        for (const type of ["dragover", "drop"])
          document.body.dispatchEvent(new DragEvent(type, { ...options, dataTransfer: transfer }));
    },
    { event, files },
  );
}

const dialog = (page) => page.getByRole("dialog");
const press = (page, name) => dialog(page).getByRole("button", { name, exact: true }).click();

async function pick(page, name, bytes) {
  await page.getByRole("button", { name: "Open", exact: true }).first().click();
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("menuitem", { name: /^Open a file/ }).click(),
  ]);
  await chooser.setFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(bytes) });
  await dialog(page).waitFor();
}

story("a workbook dropped on the page: seen, one sheet of two taken, undone", desktop, async (page) => {
  await give(page, "drop", "trials.xlsx", trials);
  await dialog(page).waitFor();
  await dialog(page).getByText("Excel workbook: 2 outcomes, 7 rows of studies.").waitFor();
  await dialog(page).locator("summary").first().click();
  assert.equal(await dialog(page).getByLabel("Events treatment").first().inputValue(), "ai");
  assert.equal(await dialog(page).getByRole("checkbox", { name: "Strokes" }).isChecked(), true);
  await dialog(page).getByRole("checkbox", { name: "Strokes" }).uncheck();
  await press(page, "Open");
  await says(page, /^Pooled RR 1\.65,.* 5 studies$/);
  assert.equal(await cell(page, "Study", "Evans 2018").count(), 1);
  await undo(page).click();
  await page.getByText("No studies yet").waitFor();
});

story(
  "work on the page stays: cancel changes nothing, new outcomes stand beside it, undo takes them away",
  desktop,
  async (page) => {
    await enterFive(page);
    await give(page, "drop", "trials.xlsx", trials);
    await dialog(page).waitFor();
    await press(page, "Cancel");
    await says(page, /5 studies$/);
    await give(page, "paste", "trials.xlsx", trials);
    await dialog(page).waitFor();
    await press(page, "Add to this review");
    await page.getByRole("tab").nth(2).waitFor();
    assert.equal(await page.getByRole("tab").count(), 3);
    await undo(page).click();
    await says(page, /^Pooled RR 1\.65,.* 5 studies$/);
    assert.equal(await page.getByRole("tab").count(), 0);
  },
);

story("a table picked from disk goes below the studies that are there", tablet, async (page) => {
  await enterFive(page);
  await pick(page, "more.csv", Buffer.from("\ufeffStudy;Events T;Total T;Events C;Total C\r\nFox 2020;1;20;2;21\r\n"));
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(await smallTargets(page), []);
  await press(page, "Add below these studies");
  await says(page, /6 studies$/);
  await undo(page).click();
  await says(page, /5 studies$/);
});

for (const [name, device] of Object.entries({ desktop, tablet, phone })) {
  story(`a RevMan 5 review on a ${name}: all outcomes, the authors' method, footnotes said`, device, async (page) => {
    await pick(page, "review.rm5", Buffer.from(RM5, "latin1"));
    assert.deepEqual(await axe(page), []);
    assert.deepEqual(await overflow(page), []);
    if (name !== "desktop") assert.deepEqual(await smallTargets(page), []);
    await dialog(page).locator("summary").first().click();
    await dialog(page).getByText("1 footnote is in the column Notes.").waitFor();
    await press(page, "Open");
    await says(page, /^Pooled OR .*, 2 studies$/);
    // Mantel-Haenszel by hand: sum(ad/n) / sum(bc/n) = (22.03 + 20.35) / (30.61 + 29.89).
    assert.match(await answer(page).textContent(), /OR 0\.70/);
    assert.match(await answer(page).textContent(), /Mantel-Haenszel/);
    assert.equal(await page.getByRole("tab").count(), 2);
  });
}

story("Excel out and in again: the same review", desktop, async (page) => {
  await enterFive(page);
  await page.getByLabel("Title of the review").fill("Ketamine");
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const [file] = await Promise.all([page.waitForEvent("download"), press(page, "Excel")]);
  assert.match(file.suggestedFilename(), /^Ketamine\.xlsx$/);
  const bytes = await readFile(await file.path());
  await page.keyboard.press("Escape");
  await pick(page, "Ketamine.xlsx", bytes);
  await dialog(page)
    .getByText(/^Excel workbook saved by Pooled, Ketamine: 5 studies\.$/)
    .waitFor();
  await press(page, "Open as a new review");
  await says(page, /^Pooled RR 1\.65,.* 5 studies$/);
  assert.equal(await page.getByLabel("Title of the review").inputValue(), "Ketamine");
});

story("several files at once: each under its name, one that cannot be read named", tablet, async (page) => {
  const table = "Study;Events T;Total T;Events C;Total C\r\nFox 2020;1;20;2;21\r\nGil 2021;3;30;5;31\r\n";
  await give(page, "drop", "pain.csv", table, ["sleep.csv", table], ["empty.csv", ""]);
  await dialog(page).getByText("empty.csv: This file is empty.").waitFor();
  await dialog(page).getByText("3 files: 2 outcomes, 4 rows of studies.").waitFor();
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(await overflow(page), []);
  await press(page, "Open");
  await says(page, /2 studies$/);
  assert.deepEqual(await page.getByRole("tab").allTextContents(), ["pain", "sleep"]);
});

story("a file that is none says so, and nothing changes", desktop, async (page) => {
  await enterFive(page);
  const noise = Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 7919) % 251));
  await give(page, "drop", "photo.csv", noise);
  await page.getByText(/photo\.csv: This file holds no text.*Nothing was changed\./).waitFor();
  await says(page, /5 studies$/);
});

story("cells copied in a spreadsheet come with a picture: they are pasted as cells", desktop, async (page) => {
  await cell(page, "Study", "study 1").focus();
  await page.evaluate(() => {
    const transfer = new DataTransfer();
    transfer.setData("text/plain", "Ali 2010\t12\t40\t6\t41\nBerg 2012\t9\t25\t4\t27");
    transfer.items.add(new File([new Uint8Array(9)], "cells.png", { type: "image/png" }));
    const options = { bubbles: true, cancelable: true, clipboardData: transfer };
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", options));
  });
  await says(page, /2 studies$/);
});
