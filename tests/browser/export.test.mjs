// What leaves the page as a file: figures, data, code.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { axe, cell, desktop, enterFive, says, story, typeRows, visit } from "./page.mjs";

async function download(page, button) {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("dialog").getByRole("button", { name: button, exact: true }).click(),
  ]);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** A file dropped on the page. */
async function drop(page, name, bytes) {
  const data = await page.evaluateHandle(
    ([file, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(content)], file));
      return transfer;
    },
    [name, [...bytes]],
  );
  await page.dispatchEvent("body", "drop", { dataTransfer: data });
}

async function openExport(page) {
  await page.getByRole("button", { name: "Export", exact: true }).click();
  await page.getByRole("dialog").waitFor();
}

story("SVG: a figure that stands alone, with every study, its square, and nothing that runs", desktop, async (page) => {
  await enterFive(page);
  await openExport(page);
  const { name, bytes } = await download(page, "SVG");
  assert.match(name, /^[A-Za-z0-9._-]{1,80}\.svg$/);
  const text = bytes.toString("utf8");
  assert.match(text, /^(<\?xml[^>]*>\s*)?<svg[^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  assert.match(text, /<title/);
  for (const part of ["Ali 2010", "Evans 2018", "2.05", "1.65", "Treatment", "Control", "τ²", "RR"]) {
    assert.ok(text.includes(part), part);
  }
  assert.doesNotMatch(text, /<script|foreignObject|\son[a-z]+=|href=/i);
  assert.ok((text.match(/<rect/g) ?? []).length >= 5, "five squares");
  const code = await page.locator(".fingerprint code").textContent();
  assert.ok(text.includes(`. Fingerprint ${code}.</desc>`), "says which data it was made from");
  await page.getByRole("button", { name: "Copy the caption" }).click();
  await page.getByText("Copied", { exact: true }).waitFor();
  const caption = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(caption, /Pooled RR 1\.65, 95% CI 1\.06 to 2\.58, 5 studies/);
  assert.ok(caption.endsWith(`Fingerprint ${code}.`), caption);
});

story("PNG: 300 dots per inch and the pixels to go with them", desktop, async (page) => {
  await enterFive(page);
  await openExport(page);
  const { name, bytes } = await download(page, /^PNG/);
  assert.match(name, /\.png$/);
  assert.deepEqual([...bytes.subarray(0, 8)], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const width = bytes.readUInt32BE(16);
  const wanted = (170 / 25.4) * 300;
  assert.ok(Math.abs(width - wanted) <= 2, `${width} px for 170 mm`);
  const density = bytes.indexOf("pHYs");
  assert.ok(density > 0, "says how dense it is");
  assert.ok(Math.abs(bytes.readUInt32BE(density + 4) * 0.0254 - 300) < 0.1);
});

story("CSV: what was typed, and pasted back it is the same table", desktop, async (page) => {
  await enterFive(page);
  await cell(page, "Study", "study 6").focus();
  await typeRows(page, [["=1+1", 3, 50, 2, 49]]);
  await says(page, /6 studies$/);
  await openExport(page);
  const { name, bytes } = await download(page, "CSV");
  assert.match(name, /\.csv$/);
  const text = bytes.toString("utf8");
  assert.match(text, /Ali 2010"?,/);
  assert.doesNotMatch(text, /^"?=1/m, "a label is never a formula");
  assert.match(text, /12,40,6,41/);
});

story("R code: data, call and expected figures", desktop, async (page) => {
  await enterFive(page);
  await openExport(page);
  const { name, bytes } = await download(page, "R script");
  assert.match(name, /\.R$/);
  const text = bytes.toString("utf8");
  assert.match(text, /library\(metafor\)/);
  assert.match(text, /rma/);
  assert.match(text, /12, 9, 20, 7, 30/);
  assert.match(text, /#.*1\.65/);
});

story("a file name is made of plain characters, whatever the title", desktop, async (page) => {
  await enterFive(page);
  await page.getByLabel("Title of the review").fill("../../Ärger & <b>Freude</b>: a/b\\c".repeat(9));
  await openExport(page);
  const { name } = await download(page, "SVG");
  assert.match(name, /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,79}$/);
});

story("a figure that was saved opens the review again when it is dropped on an empty page", desktop, async (page) => {
  await enterFive(page);
  await openExport(page);
  const svg = await download(page, "SVG");
  const png = await download(page, "PNG");
  for (const { name, bytes } of [svg, png]) {
    const visited = await visit(desktop);
    await drop(visited.page, name, bytes);
    await visited.page.getByRole("dialog").getByText("Figure made by Pooled").waitFor();
    await visited.page.getByRole("dialog").getByRole("button", { name: "Open", exact: true }).click();
    await says(visited.page, /^Pooled RR 1\.65, .*, 5 studies$/);
    await visited.quiet();
    await visited.close();
  }
  await page.getByLabel("Put the data into the file").uncheck();
  const bare = (await download(page, "SVG")).bytes.toString("utf8");
  assert.doesNotMatch(bare, /pooled-review/);
});

story("the forest plot as it is wanted: columns, order, both models; the choice is kept", desktop, async (page) => {
  await enterFive(page);
  await openExport(page);
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Cochrane" }).click();
  await dialog.getByLabel("Weight", { exact: true }).uncheck();
  await dialog.getByLabel("Studies in order of").selectOption("Effect");
  await dialog.getByLabel("Both models").check();
  const text = (await download(page, "SVG")).bytes.toString("utf8");
  assert.ok(text.includes("Common effect"));
  assert.ok(!text.includes(">Weight<"));
  const order = [...text.matchAll(/>(Ali|Berg|Chen|Diaz|Evans) \d{4}</g)].map(([, name]) => name);
  assert.deepEqual(order, ["Chen", "Diaz", "Evans", "Ali", "Berg"]);
  await page.keyboard.press("Escape");
  await openExport(page);
  assert.equal(await dialog.getByRole("button", { name: "Cochrane" }).getAttribute("aria-pressed"), "true");
  assert.deepEqual(await axe(page, "dialog"), []);
});
