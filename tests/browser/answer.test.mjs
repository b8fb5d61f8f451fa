// The answer and what its user adds to it: risks, the difference that matters, the certainty, other programs' methods,
// the summary of findings. Expected figures: metafor 3.8-1 through the defaults of story.test.mjs.
import assert from "node:assert/strict";
import {
  answer,
  axe,
  copyLink,
  desktop,
  enterFive,
  overflow,
  says,
  smallTargets,
  story,
  tablet,
  undo,
  visit,
} from "./page.mjs";

const plain = async (locator) => (await locator.innerText()).replace(/\s+/g, " ");
const certainty = (page) => answer(page).getByRole("button", { name: /^Certainty/ });
const press = (page, name) => page.getByRole("dialog").getByRole("button", { name, exact: true }).click();
const close = async (page) => {
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
};

async function rateModerate(page) {
  await certainty(page).click();
  await press(page, "Randomised trials: starts high");
  await page
    .getByRole("group", { name: "Risk of bias" })
    .getByRole("button", { name: "serious −1", exact: true })
    .click();
  await page.getByLabel("Reason, risk of bias").fill("open label");
  await press(page, "No concern in the rest");
}

story(
  "the certainty is the user's: not rated until judged, then with GRADE's verb, in the link",
  desktop,
  async (page) => {
    await enterFive(page);
    assert.match(await plain(certainty(page)), /not rated$/);
    assert.match(await plain(answer(page)), /On average the event is 65% more likely/);
    await rateModerate(page);
    const dialog = page.getByRole("dialog");
    assert.match(await plain(dialog), /Certainty: moderate ⊕⊕⊕◯ Starts high, −1 risk of bias/);
    assert.match(await plain(dialog), /Hint: I² 0% .*113 events|Hint: I² 0%/);
    assert.deepEqual(await axe(page), []);
    await close(page);
    assert.match(
      await plain(answer(page)),
      /Treatment probably increases the event: on average the event is 65% more likely/,
    );
    const { hash } = await copyLink(page);
    const other = await visit(desktop, { hash });
    try {
      assert.match(await plain(certainty(other.page)), /moderate ⊕⊕⊕◯$/);
      await other.quiet();
    } finally {
      await other.close();
    }
    while (!/not rated$/.test(await plain(certainty(page)))) await undo(page).click();
    assert.match(await plain(answer(page)), /On average the event is 65% more likely/);
  },
);

story("P is told when asked for", desktop, async (page) => {
  await enterFive(page);
  assert.doesNotMatch(await plain(answer(page)), /P = \.035/);
  await answer(page).getByRole("button", { name: "P?" }).click();
  assert.match(await plain(answer(page)), /P = \.035/);
});

story("several risks at once, typed or those of the studies, each with its number needed", desktop, async (page) => {
  await enterFive(page);
  const field = page.getByLabel("Events per 1000 without treatment");
  await field.fill("50, 160, 300");
  const items = answer(page).getByRole("listitem");
  await items.nth(2).waitFor();
  // RR 1.6541 (1.0614 to 2.5778): 50 x 0.6541 = 32.7; NNT 1 / 0.0327 = 30.6, rounded up.
  assert.match(await plain(items.first()), /^50: 33 more \(3 to 79 more\); NNT 31 to harm \(13 to \d+\)\.$/);
  assert.match(await plain(items.nth(2)), /^300: 196 more/);
  await field.fill("low, median, high");
  await items.getByText("the studies’ lowest").waitFor();
  assert.equal(await items.count(), 3);
  await field.fill("50; x");
  assert.match(await plain(answer(page)), /Type a number from 0 to 1000, several/);
  await field.fill("");
  assert.equal(await items.count(), 0);
});

story(
  "the difference that matters is drawn in the table, and the answer says who is beyond it",
  desktop,
  async (page) => {
    await enterFive(page);
    await page.getByRole("button", { name: "Names and direction" }).click();
    await page.getByLabel("Least difference that matters").fill("1.25");
    await close(page);
    assert.match(
      await plain(answer(page)),
      /Important difference 1\.25: the estimate is beyond it, the interval only in part; in a new setting like these the effect is beyond it with a probability of \d+%\./,
    );
    assert.equal(await page.locator("tr.study:not(.blank) td.plot line.mid").count(), 5);
  },
);

story("another program's methods are adopted with one press, and given back with one", desktop, async (page) => {
  await enterFive(page);
  await page.getByText("What other programs print").click();
  const panel = page.getByRole("region", { name: "What other programs print" });
  await panel.getByRole("button", { name: "RevMan 5" }).click();
  await says(page, /^Pooled RR 1\.65, 95% CI 1\.21 to 2\.26, 5 studies$/); // rma(method = "DL", test = "z"), tau2 = 0
  // It prints no prediction interval, whatever is chosen here.
  await panel.getByText(/^as chosen here, but for \d differences in what it prints/).waitFor();
  assert.equal(await panel.getByRole("button", { name: "RevMan 5" }).getAttribute("aria-pressed"), "true");
  await undo(page).click();
  await says(page, "Pooled RR 1.65, 95% CI 1.06 to 2.58, 5 studies");
});

story(
  "the summary of findings has every outcome, its certainty and footnotes, and can be copied",
  desktop,
  async (page) => {
    await enterFive(page);
    await rateModerate(page);
    await close(page);
    await page.getByText("Summary of findings", { exact: true }).click();
    const panel = page.getByRole("region", { name: "Summary of findings" });
    await panel.getByRole("table").waitFor();
    const text = await plain(panel);
    assert.match(text, /RR 1\.65 \(1\.06 to 2\.58\)/);
    assert.match(text, /172 per 1000 without, 285 per 1000 \(183 to 44\d\) with: 113 more/);
    assert.match(text, /⊕⊕⊕◯ moderate.* a/);
    assert.match(text, /Rated down by 1 level for risk of bias \(serious\): open label\./);
    await panel.getByRole("button", { name: "Copy the table" }).click();
    await panel.getByText("Copied").waitFor();
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^Summary of findings\nOutcome\tStudies\t/);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      panel.getByRole("button", { name: "HTML" }).click(),
    ]);
    assert.equal(download.suggestedFilename(), "pooled-findings.html");
  },
);

story("on a tablet everything of it is large enough to be pressed", tablet, async (page) => {
  await enterFive(page);
  await page.getByLabel("Events per 1000 without treatment").fill("50 160");
  assert.deepEqual(await smallTargets(page), []);
  await certainty(page).click();
  await page.getByRole("dialog").waitFor();
  await press(page, "Observational studies: starts low");
  assert.deepEqual(await smallTargets(page), []);
  assert.deepEqual(await overflow(page), []);
});
