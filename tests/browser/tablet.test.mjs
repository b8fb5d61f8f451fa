// The same task with fingers: few taps, large targets, nothing wider than the screen.
import assert from "node:assert/strict";
import {
  answer,
  cell,
  enterFive,
  five,
  overflow,
  phone,
  says,
  smallTargets,
  story,
  tablet,
  typeRows,
} from "./page.mjs";

const DEFAULT = "Pooled RR 1.65, 95% CI 1.06 to 2.58, 5 studies";

story("tablet: five trials with one tap", tablet, async (page) => {
  await page.evaluate(() => {
    window.taps = 0;
    addEventListener("pointerdown", () => window.taps++, true);
  });
  await cell(page, "Study", "study 1").tap();
  await typeRows(page, five);
  await says(page, DEFAULT);
  const taps = await page.evaluate(() => window.taps);
  assert.ok(taps <= 3, `${taps} taps`);
});

story("tablet: number cells ask for the numeric keyboard, labels for letters", tablet, async (page) => {
  await enterFive(page);
  for (const column of ["Treatment events", "Treatment total", "Control events", "Control total"]) {
    const input = cell(page, column, "Ali 2010");
    assert.equal(await input.getAttribute("inputmode"), "decimal");
    assert.equal(await input.getAttribute("enterkeyhint"), "next");
  }
  assert.equal(await cell(page, "Study", "Ali 2010").getAttribute("inputmode"), null);
});

story("tablet: one tap leaves a study out, one brings it back", tablet, async (page) => {
  await enterFive(page);
  await page.getByLabel("Use Evans 2018").tap();
  await says(page, "Pooled RR 1.57, 95% CI 0.82 to 2.99, 4 studies");
  await page.getByLabel("Use Evans 2018").tap();
  await says(page, DEFAULT);
});

for (const [name, device] of Object.entries({ tablet, phone })) {
  story(`${name}: no target is smaller than 44 px, empty or filled`, device, async (page) => {
    assert.deepEqual(await smallTargets(page), []);
    await enterFive(page);
    assert.deepEqual(await smallTargets(page), []);
  });
}

story("tablet: no target is smaller than 44 px in a dialog or a panel", tablet, async (page) => {
  await enterFive(page);
  for (const name of [/^Method/, "Share", "Export"]) {
    await page.getByRole("button", { name, exact: typeof name === "string" }).click();
    await page.getByRole("dialog").waitFor();
    assert.deepEqual(await smallTargets(page), [], `dialog ${name}`);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  }
  for (const summary of await page.locator("details > summary").all()) {
    await summary.click();
    assert.deepEqual(await smallTargets(page), [], `panel ${await summary.innerText()}`);
    await summary.click();
  }
});

for (const width of [1280, 1180, 820, 390, 320]) {
  story(
    `nothing is wider than a window of ${width} px, empty or filled`,
    { viewport: { width, height: 844 } },
    async (page) => {
      assert.deepEqual(await overflow(page), []);
      await enterFive(page);
      await typeRows(page, [
        ["A study with quite a long name, second report 2021", "11111", "222222", "33333", "444444"],
      ]);
      await says(page, /6 studies$/);
      assert.deepEqual(await overflow(page), []);
    },
  );
}

story("the plot and the weights are on the screen at 820 px", tablet, async (page) => {
  await enterFive(page);
  for (const part of ["td.plot", "td.effect", "td.weight"]) {
    const boxes = await page
      .locator(`tr.study:not(.blank) ${part}`)
      .evaluateAll((all) => all.map((e) => e.getBoundingClientRect().right));
    assert.equal(boxes.length, 5);
    assert.ok(Math.max(...boxes) <= 820, `${part} ends at ${Math.max(...boxes)}`);
  }
});

story("phone: five trials, and the answer stays in sight", phone, async (page) => {
  await enterFive(page);
  await says(page, DEFAULT);
  const box = await answer(page).locator(".headline").boundingBox();
  assert.ok(box.width <= 390 && box.height < 844, `${box.width}x${box.height}`);
});
