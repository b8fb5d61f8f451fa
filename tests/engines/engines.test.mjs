// The single file, opened from disk in three engines: the same story, the same bits. Not in the ordinary test run, for it
// needs two more browsers: `bash scripts/engines.sh`.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { engines, open } from "./browsers.mjs";
import { digestsInNode, digestsInPage, goldenRequests } from "./digests.mjs";
import {
  exportFigure,
  FIVE,
  leaveOutAndUndo,
  openQuestions,
  pasteIntoEmptyTable,
  share,
  testThisCopy,
  typeTrials,
} from "./steps.mjs";

const pageUrl = pathToFileURL(fileURLToPath(new URL("../../dist/pooled.html", import.meta.url))).href;
const names = Object.keys(engines);
const requests = Object.entries(goldenRequests());
const inNode = {};
/** What is to be the same in all engines: subject -> engine -> what was seen. */
const seen = { "the fingerprint": {}, "every word and figure under the table": {}, "the forest plot": {} };

before(async () => {
  for (const [subject, texts] of requests) inNode[subject] = await digestsInNode(texts);
});

/** The link works in a browser that knows nothing of the first one. */
async function openElsewhere(engine, { link, fingerprint }) {
  const other = await open(engine, `${pageUrl}#${link.split("#")[1]}`);
  try {
    await other.says(FIVE);
    assert.equal((await share(other)).fingerprint, fingerprint);
    assert.deepEqual(await other.faults(), []);
  } finally {
    await other.close();
  }
}

/** Requests whose answers are not Node's, byte by byte. */
async function differing(browser) {
  const off = [];
  for (const [subject, texts] of requests) {
    const made = await digestsInPage(browser, texts);
    assert.equal(made.length, texts.length);
    for (const [i, text] of texts.entries())
      if (made[i] !== inNode[subject][i]) off.push(`${subject} ${i}: ${text.slice(0, 200)}`);
  }
  return off;
}

for (const engine of names) {
  describe(engine, () => {
    let browser;
    before(async () => {
      browser = await open(engine, pageUrl);
      console.log(`${engine} ${browser.version}`);
    });
    after(() => browser?.close());

    test("five trials typed with the keyboard alone are pooled", () => typeTrials(browser));

    test("one press leaves a study out; a key and a button undo it", () => leaveOutAndUndo(browser));

    test("the shared link opens in a browser that has nothing stored, the code in an emptied table", async () => {
      const shared = await share(browser);
      seen["the fingerprint"][engine] = shared.fingerprint;
      assert.equal(shared.link.split("#")[0], process.env.POOLED_PUBLIC_URL || pageUrl);
      await pasteIntoEmptyTable(browser);
      await openElsewhere(engine, shared);
    });

    test("workers answer the questions under the table, no more of them than cores", async () => {
      const { markup, workers, cores, answers } = await openQuestions(browser);
      seen["every word and figure under the table"][engine] = markup;
      assert.ok(workers >= 1 && workers <= Math.min(8, cores), `${workers} workers`);
      assert.ok(answers >= 5, `${answers} answers`);
    });

    test("the forest plot is made as SVG and as PNG", async () => {
      seen["the forest plot"][engine] = await exportFigure(browser);
    });

    test("the page's own self-test passes", async () => {
      assert.match(await testThisCopy(browser), /^All 1,?\d{3} numbers of \d+ analyses are right\./);
    });

    test("every golden request has the answer it has in Node.js, to the last byte", async () => {
      assert.deepEqual(await differing(browser), []);
    });

    test("nothing went wrong unseen, and what goes wrong is seen", async () => {
      assert.deepEqual(await browser.faults(), []);
      await browser.run(() => {
        setTimeout(() => {
          throw new Error("on purpose");
        });
        document.body.append(Object.assign(new Image(), { src: "https://example.invalid/" }));
      });
      await new Promise((resolve) => setTimeout(resolve, 1000));
      const told = (await browser.faults()).join("\n");
      assert.match(told, /policy: img-src/);
      assert.match(told, /on purpose|Script error/);
    });
  });
}

for (const [subject, by] of Object.entries(seen)) {
  test(`${subject}: the same in all engines`, () => {
    assert.deepEqual(Object.keys(by), names);
    for (const engine of names) assert.ok(by[engine] === by[names[0]], `${engine} differs from ${names[0]}`);
  });
}
