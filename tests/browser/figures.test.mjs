// What can be chosen of figures on the page, by pointer and by keys. BCG: 13 trials, risk ratio.
import assert from "node:assert/strict";
import { keys } from "./hands.mjs";
import { axe, desktop, overflow, phone, smallTargets, story, tablet } from "./page.mjs";

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

const GOSH = "All subsets (GOSH)";
const ends = (panel) =>
  ["Effect from", "Effect to", "I² from, percent", "I² to, percent"].map((name) => panel.getByLabel(name));
const typed = async (panel) => Promise.all(ends(panel).map((end) => end.inputValue()));
const region = (panel) => panel.getByRole("group", { name: /^Subsets in a part of the plot/ });
/** The dashed frame on the plot, and the plot. */
const frame = (panel) => panel.locator("svg rect[stroke-dasharray]").first();
const area = (panel) => panel.locator(".brush-area");

/** How far from the left and from below the edges of the frame are, as shares of the plot. */
async function framed(panel) {
  const [plot, box] = [await area(panel).boundingBox(), await frame(panel).boundingBox()];
  const [left, bottom] = [box.x - plot.x, plot.y + plot.height - box.y - box.height];
  return [
    left / plot.width,
    (left + box.width) / plot.width,
    bottom / plot.height,
    (bottom + box.height) / plot.height,
  ];
}

const percents = async (panel) => (await framed(panel)).map((x) => Math.round(100 * x) + 0);

/** Shares of subsets in the table, as numbers; every study once. */
async function shares(panel) {
  const rows = await region(panel).locator("tbody tr").allInnerTexts();
  return rows.map((row) => row.split(/\t|\n/)).map(([study, inside, all, points]) => ({ study, inside, all, points }));
}

async function brush(page, panel, [x1, y1], [x2, y2]) {
  const box = await area(panel).boundingBox();
  const at = (x, y) => [box.x + x * box.width, box.y + (1 - y) * box.height];
  await page.mouse.move(...at(x1, y1));
  await page.mouse.down();
  await page.mouse.move(...at((x1 + x2) / 2, (y1 + y2) / 2));
  await page.mouse.move(...at(x2, y2));
  await page.mouse.up();
}

story(
  "GOSH: a region dragged with the mouse says which studies its subsets hold, until it is cleared",
  desktop,
  async (page) => {
    const panel = await open(page, GOSH);
    await area(panel).scrollIntoViewIfNeeded();
    await brush(page, panel, [0.9, 0.71], [0.551, 0.2]);
    // 60 cells along, 50 up: from 33 to 54, from 10 to 35 or 36.
    const edges = await framed(panel);
    for (const [i, cells] of [60, 60, 50, 50].entries())
      assert.ok(Math.abs(edges[i] * cells - Math.round(edges[i] * cells)) < 0.2, `edge ${edges[i]} is on no border`);
    assert.ok(Math.abs(edges[0] - 0.55) < 0.01 && Math.abs(edges[1] - 0.9) < 0.01, String(edges));
    const [, , from, to] = await typed(panel);
    assert.equal(from, "20");
    assert.match(to, /^7[02]$/);
    const text = await plain(region(panel));
    assert.match(
      text,
      /\d+ of 8178 subsets \(\d+%\)\. Of the \d+ subsets with RR from 0\.\d+ to 0\.\d+ and I² from 20 to 7[02]%, /,
    );
    const rows = await shares(panel);
    assert.equal(rows.length, 13);
    // Each study is in 4095 of the 8178 subsets of two or more.
    assert.ok(rows.every(({ all }) => all === "50%"));
    const away = rows.map(({ points }) => Math.abs(Number(points.replace("−", "-"))));
    assert.deepEqual(
      away,
      [...away].sort((a, b) => b - a),
    );
    assert.ok(text.includes(`${rows[0].study}, against 50% of all.`));
    assert.match(await panel.locator("svg desc").textContent(), /Framed: \d+ of 8178 subsets/);
    assert.deepEqual(await axe(page), []);
    await panel.getByRole("button", { name: "Clear", exact: true }).click();
    assert.equal(await frame(panel).count(), 0);
    assert.deepEqual(await typed(panel), ["", "", "", ""]);
    assert.equal(await region(panel).locator("tr").count(), 0);
  },
);

story("GOSH: the mouse leaves the plot, taps it, begins beside it", desktop, async (page) => {
  const panel = await open(page, GOSH);
  await area(panel).scrollIntoViewIfNeeded();
  await brush(page, panel, [0.5, 0.5], [0.5, 0.5]);
  assert.equal(await frame(panel).count(), 0);
  await brush(page, panel, [-0.03, 0.5], [0.5, 0.9]);
  assert.equal(await frame(panel).count(), 0);
  await brush(page, panel, [0.5, 0.5], [1.2, 1.3]);
  assert.deepEqual(await percents(panel), [50, 100, 50, 100]);
  // A table typed in again has other subsets.
  await page
    .getByLabel(/^Use|^Include/)
    .first()
    .click();
  await frame(panel).waitFor({ state: "detached" });
});

story("GOSH: the same region by keys alone", desktop, async (page) => {
  const panel = await open(page, GOSH);
  const hands = keys(page);
  const [effectFrom, effectTo, from, to] = ends(panel);
  const put = async (end, text) => {
    await hands.type(end, text);
    if (text === "") await page.keyboard.press("Backspace");
    await page.keyboard.press("Enter");
  };
  await put(from, "60");
  assert.deepEqual((await typed(panel)).slice(2), ["60", "100"]);
  assert.match(
    await plain(region(panel)),
    /Of the \d+ subsets with I² from 60 to 100%, (?:only )?\d+% include [^,]+, against 50% of all\./,
  );
  assert.deepEqual(await percents(panel), [0, 100, 60, 100]);
  // An end beyond the other one sends that to the end of the axis.
  await put(to, "20");
  assert.deepEqual((await typed(panel)).slice(2), ["0", "20"]);
  await put(effectFrom, "0,5");
  assert.match((await typed(panel))[0], /^0\.(49|50)/);
  await put(effectTo, "-1");
  assert.equal(await effectTo.getAttribute("aria-invalid"), "true");
  await put(effectTo, "");
  assert.equal(await effectTo.getAttribute("aria-invalid"), "false");
  assert.match(await plain(region(panel)), /with RR from 0\.\d+ to 1\.04 and I² from 0 to 20%/);
  await hands.press(panel.getByRole("button", { name: "Clear", exact: true }));
  assert.equal(await frame(panel).count(), 0);
});

/** A finger that goes from one place of the plot to another, sent as the system would. */
async function swipe(page, panel, [x1, y1], [x2, y2]) {
  const client = await page.context().newCDPSession(page);
  const box = await area(panel).boundingBox();
  const touch = (type, ...points) => client.send("Input.dispatchTouchEvent", { type, touchPoints: points });
  const at = (share) => ({
    x: box.x + (x1 + share * (x2 - x1)) * box.width,
    y: box.y + (1 - y1 - share * (y2 - y1)) * box.height,
  });
  await touch("touchStart", at(0));
  for (let i = 1; i <= 10; i++) await touch("touchMove", at(i / 10));
  await touch("touchEnd");
  await client.detach();
}

for (const [name, device] of [
  ["tablet", tablet],
  ["phone", phone],
])
  story(
    `GOSH: a finger frames a region on a ${name}; one that goes upwards scrolls and frames nothing`,
    device,
    async (page) => {
      const panel = await open(page, GOSH);
      await area(panel).evaluate((e) => e.scrollIntoView({ block: "center" }));
      await swipe(page, panel, [0.2, 0.4], [0.8, 0.9]);
      assert.deepEqual(
        (await framed(panel)).map((x) => Math.round(20 * x) / 20),
        [0.2, 0.8, 0.4, 0.9],
      );
      assert.match(await plain(region(panel)), /of 8178 subsets/);
      assert.deepEqual(await overflow(page), []);
      assert.deepEqual(await smallTargets(page), []);
      const before = await plain(region(panel));
      const y = await page.evaluate(() => scrollY);
      await swipe(page, panel, [0.5, 0.1], [0.52, 0.9]);
      await page.waitForFunction((was) => scrollY > was, y);
      assert.equal(await plain(region(panel)), before);
    },
  );
