// A published result against the studies and against itself, and two extractions of the same studies.
import assert from "node:assert/strict";
import { cell, desktop, enterFive, five, phone, says, story } from "./page.mjs";
import { openTable } from "./table.mjs";

const more = async (page, item) => {
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: item }).click();
};
const sentence = (page) => page.getByLabel(/^Paste the sentence/);

story("the method behind a published result is found and taken over", desktop, async (page) => {
  await enterFive(page);
  await more(page, "Check a published result…");
  // metafor 3.8-1: rma(measure = "RR", method = "REML", test = "knha") of the five trials
  await sentence(page).fill("RR 1.654 (95% CI 1.231 to 2.223)");
  assert.equal(await page.getByLabel("Lower limit").inputValue(), "1.231");
  const found = page.locator(".which .reproduces").first();
  await found.waitFor({ timeout: 60_000 });
  await page.getByText(/^\d+ of \d+ methods give every printed digit/).waitFor();
  await found.getByText(/Every printed digit/).waitFor();
  // The weights of the table are those of random effects by REML (product: Ali 12.8%, Berg 9.0%).
  const weights = await page.locator("tr.study:not(.blank) td.weight").allInnerTexts();
  assert.deepEqual(
    weights.slice(0, 2).map((text) => text.replace(/\s*%/, "")),
    ["12.8", "9.0"],
  );
  const typed = page.getByLabel(/^Weights of the studies/);
  await typed.fill(weights.join(" "));
  await found.getByText(/Every printed digit/).waitFor();
  await typed.fill(["14.8", ...weights.slice(1)].join(" "));
  await page.getByText(/^None of \d+ methods gives every printed digit/).waitFor();
  await page
    .getByText(/Off by (19|20) in the last digit beyond rounding \(weight of Ali 2010\)/)
    .first()
    .waitFor();
  await typed.fill("12.8 9.0");
  await page.getByText("2 weights for 5 studies: not compared.").waitFor();
  await found.waitFor();
  await typed.fill("12.8 nine");
  await page.getByText("Weights: type numbers in digits with blanks between them.").waitFor();
  await found.locator(".choose").first().click();
  await page.keyboard.press("Escape");
  await says(page, "Pooled RR 1.65, 95% CI 1.23 to 2.22, 5 studies");
});

story("a published result without its studies is held against itself", phone, async (page) => {
  await more(page, "Check a published result…");
  await sentence(page).fill("RR 2.43 (95% CI 1.10 to 5.40), P = .029, 3 trials; 51.3% vs 19.4%");
  await page.getByText(/they agree: a normal \(Wald\) interval/).waitFor();
  await page.getByText(/51\.3% against 19\.4% is RR 2\.64: not the pooled effect/).waitFor();
  await page.getByLabel("P", { exact: true }).fill(".0029");
  await page.getByText(/they do not agree/).waitFor();
});

story("two extractions are compared and settled", desktop, async (page) => {
  await enterFive(page);
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByRole("button", { name: "Copy code" }).click();
  const code = await page.evaluate(() => navigator.clipboard.readText());
  await page.keyboard.press("Escape");
  await cell(page, "Treatment events", "Ali 2010").fill("21");
  await more(page, "Compare with a second extraction…");
  await page.getByLabel("Paste the other's link or code").fill(code);
  const dialog = page.getByRole("dialog");
  await dialog.getByText("1 difference in 5 studies that both have, and in the settings.").waitFor();
  await dialog.getByText("19 of 20 typed by both are alike (95%)").waitFor();
  await dialog.getByText("With theirs: RR 1.65 (1.06 to 2.58).").waitFor();
  await dialog.getByRole("button", { name: "Take theirs: Ali 2010, Treatment events" }).click();
  await dialog.getByText("The two are alike in every number, judgement and setting.").waitFor();
  await dialog.getByRole("button", { name: "Undo" }).click();
  await dialog.getByText("1 difference in 5 studies").waitFor();
});

story("a second extraction as a file: cells, settings and judgements, with kappa, each with its effect", desktop, async (page) => {
  const csv = (judgements, events) =>
    [
      "study,year,include,format,ai,n1i,ci,n2i,group:bias",
      ...five.map(([name, ai, ...rest], i) => [name, "", "yes", "counts", i === 0 ? events : ai, ...rest, judgements[i]].join(",")),
    ].join("\r\n");
  await openTable(page, csv(["low", "low", "high", "high", "low"], 12));
  await says(page, /5 studies$/);
  const file = csv(["low", "high", "high", "high", "low"], 21);
  await page.evaluate((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], "second.csv"));
    document.body.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: transfer }));
  }, file);
  await page.getByRole("dialog").getByRole("button", { name: "Compare with the table" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("2 differences in 5 studies that both have, and in the settings.").waitFor();
  // Cohen 1960: observed 4 of 5, by chance (3 x 2 + 2 x 3) / 25 = .48; kappa = .32 / .52 = .615.
  await dialog.getByText(/bias: 4 of 5 alike \(80%\); Cohen's kappa 0\.62 \(95% CI/).waitFor();
  await dialog.getByText(/With theirs: RR /).first().waitFor();
  await dialog.getByRole("button", { name: /^Take all 2 of theirs/ }).click();
  await dialog.getByText("The two are alike in every number, judgement and setting.").waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await cell(page, "Treatment events", "Ali 2010").inputValue(), "21");
}); // biome-ignore format: one story
