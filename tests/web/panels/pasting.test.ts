import { beforeEach, describe, expect, it } from "vitest";
import type { Engine } from "web/src/core/engine";
import { asFormat, readClipboard } from "web/src/files/paste";
import { type App, createApp, type Platform } from "web/src/panels/app-model";
import { putBlock, remap, shownBlock, withChoice, withRole } from "web/src/panels/pasting";
import type { PastedBlock } from "web/src/state/pasted";
import type { Row } from "web/src/state/state";
import { createStore } from "web/src/state/store";
import { report, summary } from "../plots/fixture";
import { catalog } from "../state/fixtures/catalog";

const answer = report([], summary(1, [0, -1, 1]));
const background = { ask: () => ({ answer: Promise.resolve(answer), cancel: () => undefined }) };
const engine: Engine = { catalog, analyse: () => answer, background };
let app: App;
beforeEach(() => {
  app = createApp(createStore(catalog), engine, {} as Platform);
});

function put(text: string): PastedBlock {
  putBlock(
    app,
    { rowId: (app.store.outcome.value.rows[0] as Row).id, column: "label" },
    readClipboard(text, false, catalog),
  );
  return shownBlock(app) as PastedBlock;
}
const first = (): Row => app.store.outcome.value.rows[0] as Row;

describe("a paste and its columns", () => {
  it("says what it is and offers to undo it and to change its columns", () => {
    put("Study\tEvents T\tN T\tEvents C\tN C\nAli\t12\t40\t6\t41");
    expect(app.toast.value?.text).toMatch(/^1 study, 5 columns/);
    expect([app.toast.value?.action?.label, app.toast.value?.more?.label]).toEqual(["Undo", "Change columns"]);
    expect(app.dialog.value).toBeNull();
  });

  it("another role for a column changes the table at once, takes it from the column that had it, and is one undo step", () => {
    const block = put("Study\tEvents T\tN T\tEvents C\tN C\nAli\t12\t40\t6\t41");
    app.toast.value?.more?.run();
    expect(app.dialog.value).toBe("mapping");
    remap(app, withRole(withRole(block, 1, "ci"), 3, "ai"));
    expect(first().cells).toEqual({ ai: "6", n1i: "40", ci: "12", n2i: "41" });
    app.store.undo();
    expect(first().cells).toEqual({ ai: "12", n1i: "40", ci: "6", n2i: "41" });
    expect(shownBlock(app)?.columns[1]?.role).toBe("ai");
    app.store.undo();
    expect([first().label, shownBlock(app)]).toEqual(["", undefined]);
  });

  it("a block that was placed by position can be changed too", () => {
    const block = put("Ali\t12\t40\t6\t41\nBerg\t9\t25\t4\t27");
    expect(block.columns.map(({ role }) => role)).toEqual(["label", "ai", "n1i", "ci", "n2i"]);
    remap(app, withRole(block, 4, "skip"));
    expect(first().cells).toEqual({ ai: "12", n1i: "40", ci: "6" });
  });

  it("read as another format", () => {
    const block = put(
      "Study\tMean T\tSD T\tN T\tMean C\tSD C\tN C\tMD\tSE\nAli\t1.5\t0.3\t20\t1.2\t0.4\t21\t0.3\t0.11",
    );
    expect(app.store.outcome.value.format).toBe("means");
    remap(app, asFormat(block, "estimate_se", catalog));
    expect(app.store.outcome.value.format).toBe("estimate_se");
    expect(first().cells).toEqual({ yi: "0.3", sei: "0.11" });
  });

  it("what can be read in two ways is asked at once, and an answer is applied", () => {
    const block = put("Study\tDrug\tN\tPlacebo\tN\nAli\t12 (30)\t40\t6 (15)\t41");
    expect(app.dialog.value).toBe("mapping");
    expect(first().cells).toEqual({ ai: "12", n1i: "40", ci: "6", n2i: "41" });
    remap(app, withChoice(block, 0, 0));
    expect(block.questions?.[0]?.choices[0]?.label).toBe("mean (standard deviation)");
    expect(app.store.outcome.value.options.measure).toBe("MD");
    expect(first().cells).toEqual({ m1i: "12", sd1i: "30", n1i: "40", m2i: "6", sd2i: "15", n2i: "41" });
    app.store.undo();
    app.store.undo();
    expect(app.store.canUndo.value).toBe(false);
  });

  it("1,234 in measured numbers is asked, and both answers are numbers without a doubt", () => {
    const block = put("Study\tMean 1\tSD 1\tN 1\tMean 2\tSD 2\tN 2\nAli\t1,234\t210\t20\t1,180\t190\t21");
    remap(app, withChoice(block, 0, 1));
    expect(first().cells.m1i).toBe("1234");
    remap(app, withChoice(shownBlock(app) as PastedBlock, 0, 0));
    expect(first().cells.m1i).toBe("1.234");
  });

  it("typing after the paste closes the way back to its columns", () => {
    put("Ali\t12\t40\t6\t41\nBerg\t9\t25\t4\t27");
    putBlock(app, { rowId: first().id, column: "ai" }, readClipboard("13\t40", false, catalog));
    app.store.undo();
    expect(shownBlock(app)).toBeUndefined();
  });
});
