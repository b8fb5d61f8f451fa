// The page in another language: nothing of it is left in English, nothing is too long for its place, numbers have their
// comma, and a change of language keeps the work.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { axe, desktop, narrow, overflow, phone, smallTargets, status, story, tablet } from "./page.mjs";
import { numberedFive, tour } from "./tour.mjs";

const folder = new URL("../../web/src/language/de/", import.meta.url);
const german = Object.assign(
  {},
  ...readdirSync(folder).map((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8"))),
);
/** The word for the row of the pooled result; the page's own name stays. */
delete german.Pooled;
const inGerman = { locale: "de-DE" };

/** Texts and labels of a part of the page. */
const texts = (page, part) =>
  page.evaluate((selector) => {
    const found = [];
    for (const root of document.querySelectorAll(selector)) {
      const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let node = walk.nextNode(); node; node = walk.nextNode())
        if (!node.parentElement.closest("script, style, noscript, template, [lang]:not(html)")) found.push(node.data);
      for (const element of root.querySelectorAll("*"))
        for (const name of ["aria-label", "title", "placeholder"])
          if (element.hasAttribute(name)) found.push(element.getAttribute(name));
    }
    return found;
  }, part);

/** A language that only puts each text into brackets: what stands outside them has not been marked for translation. */
function bracketed() {
  const texts = new Proxy(
    {},
    { get: (_, text) => (typeof text === "string" ? `⟦${text}⟧` : undefined), ownKeys: () => [] },
  );
  globalThis.pooledLanguage = { id: "en", locale: "en-GB", decimal: ".", texts };
}

function outside(text) {
  let [rest, before] = [text, ""];
  while (rest !== before) [rest, before] = [rest.replace(/⟦[^⟦⟧]*⟧/g, " "), rest];
  // A text that was clipped, or set in several lines, lacks a bracket.
  return rest.replace(/⟦.*$/, " ").replace(/^.*⟧/, " ").trim();
}

/** Ids, names of programs and formats, citations and licences are the same in every language. */
const SAME = [
  /^\W*(?:(?:[A-Z]+[A-Za-z]*\d*[A-Z]\w*|RR|OR|k|HK|CI|SE|df|NNT|Pooled|[A-Z0-9]{4}-[A-Z0-9]{4}|BMJ|JAMA|CSV|HTML|JSON|JASP|Stata|metafor|meta)[\W\d]*)+$/,
  /\d{4}[,;)]|^Cochrane Methods, |\bfrom memory\b|run: |defaults in the source|licen[cs]e|copyright|\d\.\d+\.\d+|^(?:MIT|ISC|BSL|MPL|Apache|Boost|Eigen|Emscripten|JSON for|libc|musl)/i,
];

story("every word of the page can be translated", desktop, async (page, { context }) => {
  await context.addInitScript(bracketed);
  await page.reload();
  await status(page).waitFor({ state: "attached" });
  await numberedFive(page);
  const left = new Set();
  await tour(page, async (name, part) => {
    for (const text of await texts(page, part)) {
      const rest = outside(text);
      if (/[A-Za-z]{2}/.test(rest) && !SAME.some((known) => known.test(rest))) left.add(`${name}: ${rest}`);
    }
  });
  assert.deepEqual([...left], []);
});

for (const [name, device, colorScheme] of [
  // The schemes that access.test.mjs does not show at these widths.
  ["desktop", desktop, "dark"],
  ["tablet", tablet, "light"],
  ["phone", phone, "dark"],
  ["narrow", narrow, "light"],
])
  story(
    `in German: ${name}, ${colorScheme}`,
    device,
    async (page) => {
      await numberedFive(page);
      assert.equal(await page.evaluate(() => document.documentElement.lang), "de");
      const left = new Set();
      await tour(page, async (where, part) => {
        for (const text of await texts(page, part))
          if (german[text.trim()] !== undefined && german[text.trim()] !== text.trim()) left.add(`${where}: ${text}`);
        assert.deepEqual(await axe(page, part === "body" ? ":root" : part), [], `${where}: axe`);
        assert.deepEqual(await overflow(page), [], `${where}: wider than the window`);
        if (device.hasTouch) assert.deepEqual(await smallTargets(page), [], `${where}: small targets`);
      });
      assert.deepEqual([...left], []);
    },
    { ...inGerman, colorScheme },
  );

story(
  "a change of language keeps the studies, and numbers have the language's mark",
  desktop,
  async (page) => {
    await numberedFive(page);
    assert.match(await status(page).textContent(), /RR 1,65.*95%-KI 1,06 bis 2,58/);
    await page.locator("header [aria-haspopup=menu]").nth(1).click();
    await page.getByRole("menuitem", { name: "English" }).click();
    await page.getByRole("button", { name: "Share", exact: true }).waitFor();
    await page.waitForFunction(() => /5 studies$/.test(document.querySelector("[role=status]").textContent.trim()));
    assert.match(await status(page).textContent(), /^\s*Pooled RR 1\.65, 95% CI 1\.06 to 2\.58, 5 studies/);
    assert.equal(await page.title(), "Pooled: meta-analysis on your own device");
  },
  inGerman,
);
