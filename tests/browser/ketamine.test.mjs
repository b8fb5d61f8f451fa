// A whole review from the first letter to the report, by keys alone and by fingers alone: two outcomes, three subgroupings,
// risk of bias, certainty, flow, report. Its data are invented and its expected figures metafor's: see ketamine-data.mjs.
import assert from "node:assert/strict";
import { fingers, keys } from "./hands.mjs";
import { GROUPS, PAIN, PAIN_SAYS, QUESTION, TITLE } from "./ketamine-data.mjs";
import {
  addGroups,
  addResponders,
  compareGroups,
  copyJudgements,
  drawFlow,
  judgeByKeys,
  judgeByTouch,
  nameIt,
  publish,
  rate,
  seeIntervals,
  typeStudies,
} from "./ketamine-steps.mjs";
import { axe, desktop, overflow, says, smallTargets, story, tablet } from "./page.mjs";

/** The words of a report, without its figures and their style. */
const wordsOf = (html) =>
  html
    .replace(/<(svg|style|script).*?<\/\1>/gs, " ")
    .replace(/<[^>]+>/g, " ")
    .replace(/&#39;/g, "'")
    .replace(/&lt;/g, "<")
    .replace(/\s+/g, " ");

/** What the report has to say, in its order. */
const REPORTED = [
  TITLE,
  `Question ${QUESTION}`,
  "Summary of findings",
  "MD 1.88 lower (1.20 to 2.56 lower)",
  "RR 2.59 (0.59 to 11.41) 167 per 1000",
  "very low",
  "Rated down by 1 level for risk of bias (serious).",
  "Rated down by 2 levels for imprecision (very serious).",
  "Methods Pain The effect of each study is its mean difference",
  "restricted maximum likelihood (REML)",
  "Subgroups by pain type, dose and CRPS have a τ² of their own.",
  "Risk of bias was judged with RoB 2 (randomised trials)",
  "Results Study flow",
  "MD −1.88 (95% CI −2.56 to −1.20); 7 studies, 211 people, P < .001.",
  "Subgroups 2 groups by CRPS: P = .61 for a difference between them (F test).",
  "Risk of bias",
  "Data Mean, SD and total Study Ketamine: mean",
  "RR 2.59 (95% CI 0.59 to 11.41); 3 studies, 84 people, P = .11.",
  "With 3 studies the choice of interval decides. No effect (1) lies outside the 95% interval by Wald (1.32 to 5.09)",
  "Random effects, REML; Hartung-Knapp 2.59 (1.91 to 3.52) .006",
  "How to check this",
  "R code",
  "library(metafor)",
  "# pooled MD = -1.8816",
  "# --- Subgroups by pain type ---",
  "# --- Subgroups by dose ---",
  "# --- Subgroups by CRPS ---",
  "# pooled RR = 2.589",
];

/** Titles and descriptions of its figures. */
const DRAWN = [
  "696 records identified, 565 records screened, 33 reports assessed, 7 studies included.",
  "Overall judgement of 7 studies. Low: 1; Some concerns: 0; High: 6.",
  "Overall judgement of 3 studies. Low: 1; Some concerns: 0; High: 2.",
];

function checkReport(html, fingerprint) {
  const words = wordsOf(html);
  let from = 0;
  for (const text of REPORTED) {
    const at = words.indexOf(text, from);
    assert.ok(at >= 0, `"${text}" is not in the report, after: ${words.slice(Math.max(0, from - 80), from + 80)}`);
    from = at;
  }
  for (const [name, p, first, second] of GROUPS) {
    const [a, b] = [first, second].map((group) => `${name}: ${group}`);
    assert.ok(words.includes(`${a} ${p} ${b}`), `${a} ${p} ${b}`);
  }
  for (const text of DRAWN) assert.ok(html.includes(text), text);
  assert.ok(words.includes(`the results: ${fingerprint}.`), `the fingerprint ${fingerprint}`);
  const prose = words.slice(0, words.lastIndexOf(" R code "));
  assert.deepEqual(prose.match(/HKSJ|NaN|undefined|\bnull\b/g), null);
  assert.deepEqual(
    html.match(/<script(?! type="application)[^>]*>|(?:src|href)="(?:https?:)?\/\/[^"]*/g),
    null,
    "runs or asks for something",
  );
}

/** From the empty page to the report. */
async function workThrough(page, hand, judge) {
  await nameIt(page, hand);
  await addGroups(page, hand);
  await typeStudies(page, hand, PAIN);
  await says(page, PAIN_SAYS);
  await compareGroups(page, hand);
  await judge(page, hand);
  await addResponders(page, hand);
  await copyJudgements(page, hand);
  await seeIntervals(page, hand);
  await rate(page, hand);
  await drawFlow(page, hand);
  const { html, fingerprint } = await publish(page, hand);
  checkReport(html, fingerprint);
  assert.deepEqual(await axe(page), []);
}

const pointers = (page) =>
  page.evaluate(() => {
    window.pointers = [];
    addEventListener("pointerdown", (event) => window.pointers.push(event.pointerType), true);
  });

story("the whole review by keys alone, from the first letter to the report", desktop, async (page) => {
  await pointers(page);
  await workThrough(page, keys(page), judgeByKeys);
  assert.deepEqual(await page.evaluate(() => window.pointers), []);
});

story("the whole review by touch alone, on a tablet", tablet, async (page) => {
  await pointers(page);
  await workThrough(page, fingers(page), judgeByTouch);
  const kinds = await page.evaluate(() => [...new Set(window.pointers)]);
  assert.deepEqual(kinds, ["touch"]);
  assert.deepEqual(await smallTargets(page), []);
  assert.deepEqual(await overflow(page), []);
});
