import { describe, expect, it } from "vitest";
import { csvText, readCsv, writeCsv } from "web/src/files/csv";
import { guard, unguard } from "web/src/files/guard";
import { pasteBlock, planPaste } from "web/src/state/actions";
import { filledRows } from "web/src/state/blank";
import { buildRequest } from "web/src/state/request";
import type { Outcome, Row } from "web/src/state/state";
import { createStore } from "web/src/state/store";
import { catalog } from "../state/fixtures/catalog";
import { bcgReview, content, randomFrom, reviewOf, row } from "../state/helpers";

/** The table after its CSV was read into an empty page. */
function roundTrip(outcome: Outcome): readonly Row[] {
  const store = createStore(catalog);
  const block = readCsv(csvText(outcome, catalog));
  store.apply(pasteBlock(catalog, { rowId: (store.outcome.value.rows[0] as Row).id, column: "label" }, block));
  return filledRows(store.outcome.value.rows);
}

const bare = (rows: readonly Row[]): unknown[] => filledRows(rows).map(({ id: _, ...rest }) => rest);
const outcomeOf = (rows: readonly Row[]): Outcome => reviewOf(rows).outcomes[0] as Outcome;

describe("guard", () => {
  it.each(["=1+1", "+49 123", "-x", "@SUM(A1)", "\t=1+1", " =1", "'=1", "''=1", "＝1"])(
    "M19-M23 %j is marked as text, and the mark comes off",
    (text) => {
      expect(guard(text)).toBe(`'${text}`);
      expect(unguard(guard(text))).toBe(text);
    },
  );
  it.each(["", "Ali", "'Ali", "O'Neill", "12", "a=b"])("%j stays as it is", (text) => {
    expect(guard(text)).toBe(text);
    expect(unguard(text)).toBe(text);
  });
});

describe("CSV", () => {
  it("has the ids of the columns as heads, one line for each study, Windows line ends", () => {
    const text = csvText(bcgReview().outcomes[0] as Outcome, catalog);
    const lines = text.split("\r\n");
    expect(lines[0]).toBe("study,year,include,format,ai,n1i,ci,n2i,group:alloc");
    expect(lines[1]).toBe("Aronson 1948,,yes,counts,4,123,11,139,random");
    expect(lines).toHaveLength(14);
  });

  it("begins with a byte order mark in the file", async () => {
    const bytes = new Uint8Array(await writeCsv(outcomeOf([row("counts", "é", ["1"])]), catalog).arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  it("L58 numbers are never marked, so that negative studies come back", () => {
    const rows = [
      row("estimate_se", "A", ["-0.5", "0.1"]),
      row("estimate_se", "B", ["−0,3", "+1e-3"]),
      row("estimate_se", "=A1", ["-", "=1+1"]),
    ];
    const text = csvText(outcomeOf(rows), catalog);
    expect(text).toContain("A,,yes,estimate_se,-0.5,0.1");
    expect(text).toContain("'=A1,,yes,estimate_se,'-,'=1+1");
    expect(bare(roundTrip(outcomeOf(rows)))).toEqual(bare(rows));
  });

  it("comes back as it was: mixed formats, left out studies, years, groups, moderators, quotes, commas", () => {
    const rows = [
      row("counts", 'O\'Neill "A", 2004', ["1", "2", "3", "4"], {
        include: false,
        year: "2004",
        groups: { "a,b": "x;y" },
        mods: { dose: "1,5" },
      }),
      row("means", " blanks at both ends ", ["1.50", "0.30", "20", "", "", ""]),
      row("estimate_ci", "", ["0,5", "0,3", "0,9", "90"]),
      row("counts", "", []),
      row("counts", "'=x", ["abc", "1.234", "1,234", ""], { groups: Object.fromEntries([["__proto__", "g"]]) }),
    ];
    expect(bare(roundTrip(outcomeOf(rows)))).toEqual(bare(rows));
    expect(bare(roundTrip(bcgReview().outcomes[0] as Outcome))).toEqual(bare(bcgReview().outcomes[0]?.rows ?? []));
  });

  it("comes back bit for bit for a thousand random tables", { timeout: 120_000 }, () => {
    const random = randomFrom(99);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
    const texts = [
      "",
      "1",
      "-0.5",
      "1,5",
      "=1",
      "'",
      '"',
      "a,b",
      "a;b",
      " x ",
      "−3",
      "1.234.567",
      "NA",
      "-",
      "👩‍🔬",
      "<b>",
      "@x",
      "+",
      "''=",
      "yes",
    ];
    for (let i = 0; i < 1000; i += 1) {
      const rows = Array.from({ length: 1 + Math.floor(random() * 5) }, () => {
        const format = pick(["counts", "means", "estimate_ci", "estimate_se"]);
        const more: Partial<Row> = {
          include: random() < 0.8,
          year: pick(["", "1999"]),
          groups: random() < 0.3 ? { g: "=x" } : {},
          mods: random() < 0.3 ? { m: "-1" } : {},
        };
        return row(
          format,
          pick(texts),
          [pick(texts), pick(texts), pick(texts), pick(texts)].slice(0, format === "estimate_se" ? 2 : 4),
          more,
        );
      });
      const outcome = outcomeOf(rows);
      if (filledRows(outcome.rows).length === 0) continue;
      // The last study's settings are kept only when the study is not empty.
      expect(bare(roundTrip(outcome))).toEqual(bare(outcome.rows));
    }
  });

  it("takes 12/40 apart on the way out, as the request does", () => {
    const rows = roundTrip(outcomeOf([row("counts", "A", ["12/40", "", "6/41"])]));
    expect(rows[0]?.cells).toEqual({ ai: "12", n1i: "40", ci: "6", n2i: "41" });
  });

  it("that a spreadsheet saved again with semicolons is still understood", () => {
    const text = csvText(bcgReview().outcomes[0] as Outcome, catalog).replaceAll(",", ";");
    const store = createStore(catalog);
    const at = { rowId: (store.outcome.value.rows[0] as Row).id, column: "label" };
    expect(planPaste(catalog, store.outcome.value, at, readCsv(text)).notes).toEqual([]);
    store.apply(pasteBlock(catalog, at, readCsv(text)));
    expect(content(store.review.value)).toEqual(content(bcgReview()));
  });

  it("of another program is read like a paste, with two columns too", () => {
    expect(readCsv("author,year\nAli,2010\nBerg,2012").rows).toEqual([
      ["Ali 2010", "2010"],
      ["Berg 2012", "2012"],
    ]);
    expect(readCsv("study,yi,vi\n'=A1,0.1,0.01").rows).toEqual([["=A1", "0.1", "0.1"]]);
  });

  it("with decimal commas and names from right to left keeps both, and its numbers are numbers", () => {
    const heads = "Study;Mean T;SD T;N T;Mean C;SD C;N C";
    const text = `${heads}\r\nعلي 2010;12,5;3,1;40;11,75;2,9;41\r\nכהן 2012;13,25;2,8;25;12,5;3,3;27\r\n`;
    const store = createStore(catalog);
    const at = { rowId: (store.outcome.value.rows[0] as Row).id, column: "label" };
    store.apply(pasteBlock(catalog, at, readCsv(text)));
    const outcome = store.outcome.value;
    const { request, problems, hints } = buildRequest(outcome, catalog, []);
    expect(request.dataset.studies.map(({ label, cells }) => [label, cells.m1i, cells.m2i])).toEqual([
      ["علي 2010", 12.5, 11.75],
      ["כהן 2012", 13.25, 12.5],
    ]);
    expect([...problems, ...hints]).toEqual([]);
    expect(bare(roundTrip(outcome))).toEqual(bare(outcome.rows));
  });

  it("that is too large is refused", () => {
    expect(readCsv(`study,year,include,format,ai\r\n${"A,,yes,counts,1\r\n".repeat(5001)}`).notes[0]).toMatch(
      /5001 studies are more/,
    );
    expect(readCsv("x".repeat(5_000_001)).notes[0]).toMatch(/5 million/);
  });
});
