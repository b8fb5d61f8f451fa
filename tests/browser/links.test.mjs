// What comes in through a link: whole, damaged, newer, and beside work of one's own.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  answer,
  cell,
  copyLink,
  desktop,
  enterFive,
  five,
  pageUrl,
  paste,
  says,
  story,
  typeRows,
  undo,
  visit,
} from "./page.mjs";

/** A good link, made once. */
let made;
async function goodHash() {
  if (made) return made;
  const { page, close } = await visit(desktop);
  try {
    await enterFive(page);
    made = (await copyLink(page)).hash;
    return made;
  } finally {
    await close();
  }
}

async function opened(hash, check) {
  const visited = await visit(desktop, { hash });
  try {
    await check(visited.page, visited);
    await visited.quiet();
  } finally {
    await visited.close();
  }
}

test("damaged links say so and load nothing", { timeout: 180_000 }, async (t) => {
  const hash = await goodHash();
  const middle = Math.floor(hash.length / 2);
  const other = hash[middle] === "A" ? "B" : "A";
  const damaged = {
    "cut off": hash.slice(0, middle),
    "last character missing": hash.slice(0, -1),
    "one character changed": hash.slice(0, middle) + other + hash.slice(middle + 1),
    "two characters swapped": hash.slice(0, 8) + hash[9] + hash[8] + hash.slice(10),
    empty: "#p=",
    nonsense: "#p=%%%%",
  };
  for (const [how, broken] of Object.entries(damaged)) {
    await t.test(how, () =>
      opened(broken, async (page) => {
        const message = page.getByRole("region", { name: "Message" });
        await message.waitFor();
        assert.match(await message.innerText(), /(link|address).*Nothing was loaded/i);
        assert.equal(await cell(page, "Study", "study 1").inputValue(), "");
        assert.equal(await page.locator("tr.study:not(.blank)").count(), 0);
      }),
    );
  }
});

test("a link from a chat, with a full stop after it, still opens", { timeout: 60_000 }, async () => {
  await opened(`${await goodHash()}.`, (page) => says(page, "Pooled RR 1.65, 95% CI 1.06 to 2.58, 5 studies"));
});

for (const [what, before] of Object.entries({ "a link": "https://elsewhere.example/pooled/#", "a code": "" })) {
  test(`${what} pasted into the table opens`, { timeout: 60_000 }, async () => {
    const code = (await goodHash()).slice(1);
    await opened("", async (page) => {
      await cell(page, "Study", "study 1").focus();
      await paste(page, before + code);
      await says(page, "Pooled RR 1.65, 95% CI 1.06 to 2.58, 5 studies");
      assert.equal(await cell(page, "Control total", "Evans 2018").inputValue(), "82");
    });
  });
}

test("a link opened over unsaved work does not destroy it", { timeout: 60_000 }, async () => {
  const hash = await goodHash();
  await opened("", async (page) => {
    await cell(page, "Study", "study 1").focus();
    await typeRows(page, [["My own trial", 3, 50, 9, 51]]);
    await page.evaluate((fragment) => {
      location.hash = fragment;
    }, hash);
    const message = page.getByRole("region", { name: "Message" });
    await message.waitFor();
    const back = message.getByRole("button", { name: /keep|draft|undo|back/i });
    if (await back.count()) await back.first().click();
    else await undo(page).click();
    await cell(page, "Treatment events", "My own trial").waitFor();
    assert.equal(await cell(page, "Treatment total", "My own trial").inputValue(), "50");
  });
});

const stored = (page) => page.evaluate(() => Object.values(localStorage).join("\n"));

/** Another window of the same browser, which shares what is stored. */
async function inNewWindow(context, address, check) {
  const page = await context.newPage();
  await page.goto(address);
  await check(page);
  await page.close();
}

story(
  "a draft is kept on a local file only when the user says so, survives a link, and can be forgotten",
  desktop,
  async (page, { context }) => {
    const events = (p) => cell(p, "Treatment events", "Ali 2010");
    const hash = await goodHash();
    await enterFive(page);
    await page.waitForTimeout(1000);
    assert.equal(await stored(page), "");
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("menuitem", { name: "About Pooled" }).click();
    await page.getByLabel("Keep a draft on this device").check();
    await page.keyboard.press("Escape");
    await events(page).fill("13");
    await page.waitForFunction(() => Object.values(localStorage).some((text) => text.includes('"13"')));

    await inNewWindow(context, pageUrl, async (restored) => {
      await says(restored, "Pooled RR 1.67, 95% CI 1.07 to 2.61, 5 studies");
      assert.equal(await events(restored).inputValue(), "13");
    });
    await inNewWindow(context, pageUrl + hash, async (shared) => {
      await says(shared, "Pooled RR 1.65, 95% CI 1.06 to 2.58, 5 studies");
    });
    await inNewWindow(context, pageUrl, async (untouched) => {
      await events(untouched).waitFor();
      assert.equal(await events(untouched).inputValue(), "13", "a link that was only looked at");
    });
    await inNewWindow(context, pageUrl + hash, async (shared) => {
      await events(shared).fill("11");
      await shared.waitForFunction(() => Object.values(localStorage).some((text) => text.includes('"11"')));
      await shared.getByRole("button", { name: "Open", exact: true }).click();
      await shared
        .getByRole("menuitem", { name: /5 rows/ })
        .first()
        .click();
      await shared.waitForFunction(() => document.querySelector("input[data-column=ai]").value === "13");
    });
    await inNewWindow(context, pageUrl, async (last) => {
      await last.getByRole("button", { name: "More", exact: true }).click();
      await last.getByRole("menuitem", { name: /^Forget everything/ }).click();
      assert.doesNotMatch(await stored(last), /Ali 2010/);
    });
  },
);

story(
  "leaving with unsaved studies asks; after the link was copied it does not",
  desktop,
  async (page, { context }) => {
    const asked = (target) =>
      new Promise((resolve) => {
        target.once("dialog", async (dialog) => {
          await dialog.dismiss();
          resolve(dialog.type());
        });
        target.once("close", () => resolve("closed"));
        void target.close({ runBeforeUnload: true });
      });
    await typeRows(page, five.slice(0, 1));
    assert.equal(await asked(page), "beforeunload");
    assert.match(await cell(page, "Study", "Ali 2010").inputValue(), /Ali/);
    await copyLink(page);
    assert.equal(await answer(page).count(), 1);
    const stays = await context.newPage();
    await stays.close();
  },
);

test("a code pasted into the table opens like a link, and the draft is one undo away", {
  timeout: 120_000,
}, async () => {
  const hash = await goodHash();
  const { page, quiet, close } = await visit(desktop);
  try {
    await cell(page, "Study", "study 1").focus();
    await typeRows(page, [["Mine 2020", 3, 30, 5, 30]]);
    await paste(page, hash.slice(1));
    await says(page, /^Pooled RR 1\.65, .*5 studies$/);
    await undo(page).click();
    await says(page, /1 study$/);
    assert.equal(await cell(page, "Treatment events", "Mine 2020").inputValue(), "3");
    await quiet();
  } finally {
    await close();
  }
});
