// What leaves the device when somebody wants it to: link, code, QR, the system's share sheet, all analyses in one file.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { cell, desktop, enterFive, pageUrl, paste, phone, says, story, visit } from "./page.mjs";
import { serve } from "./serve.mjs";

const share = (page) => page.getByRole("button", { name: "Share", exact: true }).click();
const button = (page, name) => page.getByRole("dialog").getByRole("button", { name, exact: true });
const link = (page) => page.getByLabel("Link", { exact: true });
/** The page again, after what stands in for a part of the browser. */
async function withStub(page, context, stub, url = pageUrl) {
  await context.addInitScript(stub);
  await page.goto("about:blank");
  await page.goto(url);
  await page.getByRole("status").waitFor({ state: "attached" });
}

function shareSheet() {
  window.sent = [];
  navigator.share = async (what) => {
    window.sent.push(what);
    if (window.refuse) throw new DOMException("closed", "AbortError");
  };
}

story("where the system has no share sheet there is no button for it", desktop, async (page) => {
  await enterFive(page);
  await share(page);
  await button(page, "Copy link").waitFor();
  assert.equal(await page.evaluate(() => typeof navigator.share), "undefined");
  assert.equal(await button(page, "Send…").count(), 0);
});

story("the system's share sheet gets the code of a page from disk, and closing it is no fault", phone, async (page, v) => {
  await withStub(page, v.context, shareSheet);
  await enterFive(page);
  await page.getByLabel("Title of the review").fill("Ketamine");
  await share(page);
  await page.evaluate(() => (window.refuse = true));
  await button(page, "Send…").click();
  await page.waitForFunction(() => window.sent.length === 1);
  await page.evaluate(() => (window.refuse = false));
  await button(page, "Send…").click();
  await page.waitForFunction(() => window.sent.length === 2);
  const [, sent] = await page.evaluate(() => window.sent);
  assert.equal(sent.title, "Ketamine");
  assert.match(sent.text, /^p=[\w-]{50,}$/);
  assert.equal(sent.url, undefined);
  await page.getByLabel("Include the title").uncheck();
  await page.getByText("The file holds everything, titles and names included.").waitFor();
  await button(page, "Send…").click();
  await page.waitForFunction(() => window.sent.length === 3);
  assert.equal(await page.evaluate(() => window.sent[2].title), "Pooled");
}); // biome-ignore format: one story

test("from a server it gets the link", { timeout: 60_000 }, async () => {
  const { url, close } = await serve();
  const { page, context, ...visited } = await visit(desktop, { url });
  try {
    await withStub(page, context, shareSheet, url);
    await enterFive(page);
    await share(page);
    await button(page, "Send…").click();
    await page.waitForFunction(() => window.sent.length === 1);
    const [sent] = await page.evaluate(() => window.sent);
    assert.ok(sent.url.startsWith(`${url}#p=`), sent.url);
  } finally {
    await visited.close();
    await close();
  }
});

story("a link without title and names is shorter, and opens without them", desktop, async (page, { context }) => {
  await enterFive(page);
  await page.getByLabel("Title of the review").fill("Ketamine for chronic pain");
  await share(page);
  await page.waitForFunction(() => document.querySelector("input.link").value !== "");
  const whole = await link(page).inputValue();
  await page.getByLabel("Include the title").uncheck();
  await page.getByLabel("Include the names of studies").uncheck();
  await page.waitForFunction((before) => document.querySelector("input.link").value !== before, whole);
  await page.waitForTimeout(200);
  const bare = await link(page).inputValue();
  assert.ok(bare.length < whole.length - 40, `${whole.length} and ${bare.length} characters`);
  await page.getByText(`${bare.length} characters: fits everywhere`).waitFor();
  const other = await context.newPage();
  await other.goto(bare);
  await says(other, "Pooled RR 1.65, 95% CI 1.06 to 2.58, 5 studies");
  assert.equal(await other.getByLabel("Title of the review").inputValue(), "");
  assert.deepEqual(
    await other.locator("input[data-column=label]").evaluateAll((inputs) => inputs.map(({ value }) => value)),
    Array(6).fill(""),
  );
});

story("a QR code says its size up to what one holds; beyond, the file is offered", desktop, async (page) => {
  await enterFive(page);
  await share(page);
  await button(page, "QR code").click();
  await page.getByText(/^\d+ × \d+ dots\. Point a camera at it/).waitFor();
  const saved = page.waitForEvent("download");
  await button(page, "Save the QR code").click();
  assert.match(await readFile(await (await saved).path(), "utf8"), /^<\?xml[\s\S]*<svg[\s\S]*<path/);
  await page.keyboard.press("Escape");
  await cell(page, "Study", "study 6").focus();
  let seed = 1;
  const below = (n) => {
    seed = (seed * 48271) % 2147483647;
    return seed % n;
  };
  const more = Array.from({ length: 700 }, (_, i) => [`Trial ${i}`, below(90), 100 + below(900), below(90), 100 + below(900)]);
  await paste(page, more.map((row) => row.join("\t")).join("\n"));
  await says(page, /705 studies$/, 20_000);
  await share(page);
  await button(page, "QR code").click();
  await page.getByText(/^No QR code: \d+ characters are more than one holds \(2953\)\. Save the file instead\.$/).waitFor();
  await page.getByText(/characters: (some chats cut links|too long for most places).*send the file instead/).waitFor();
}); // biome-ignore format: one story

story(
  "a link of a newer version is refused kindly",
  desktop,
  async (page) => {
    await page
      .getByText("This link was made with a newer version of Pooled. Open it with the current version.")
      .waitFor();
    assert.equal(await page.locator("tr.study:not(.blank)").count(), 0);
  },
  { hash: "#p=AgAAAQIDBA" },
);

const mine = async (page) => {
  await page.getByRole("button", { name: "Open", exact: true }).click();
  await page.getByRole("menuitem", { name: "My analyses…" }).click();
};

story("all analyses go into one file and come out of it; the browser is asked to keep them", desktop, async (page, v) => {
  await withStub(page, v.context, () => {
    window.asked = 0;
    if (navigator.storage) navigator.storage.persist = async () => Boolean(++window.asked);
  });
  await enterFive(page);
  assert.equal(await page.evaluate(() => window.asked), 0, "nobody is asked before anything is kept");
  await mine(page);
  for (const name of ["First", "Second"]) {
    await page.getByLabel("Keep the analysis shown as").fill(name);
    await button(page, "Keep").click();
    await page.getByText(`Kept as ${name}`).waitFor();
  }
  assert.equal(await page.evaluate(() => window.asked), 2);
  const download = page.waitForEvent("download");
  await button(page, "Save all as one file").click();
  const path = await (await download).path();
  const there = await visit(phone);
  try {
    await mine(there.page);
    const [chooser] = await Promise.all([
      there.page.waitForEvent("filechooser"),
      button(there.page, "Add from such a file…").click(),
    ]);
    await chooser.setFiles({ name: "all.json", mimeType: "application/json", buffer: await readFile(path) });
    await there.page.getByText("2 analyses added").waitFor();
    await there.page.getByRole("button", { name: /^Second/ }).click();
    await says(there.page, "Pooled RR 1.65, 95% CI 1.06 to 2.58, 5 studies");
    await there.quiet();
  } finally {
    await there.close();
  }
}); // biome-ignore format: one story
