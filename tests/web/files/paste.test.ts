import { describe, expect, it } from "vitest";
import { readClipboard } from "web/src/files/paste";
import { pasteBlock, planPaste, setLabel } from "web/src/state/actions";
import { filledRows } from "web/src/state/blank";
import { buildRequest } from "web/src/state/request";
import type { Row } from "web/src/state/state";
import { createStore, type Store } from "web/src/state/store";
import { catalog } from "../state/fixtures/catalog";
import { bcgReview, cpuTime, reviewOf, row } from "../state/helpers";

interface Pasted {
  /** [label, numbers in the order of the format's columns] */
  studies: [string, ...(number | null)[]][];
  format: string;
  measure: string;
  notes: string;
  store: Store;
}

/** What is in an empty table after the text was pasted at its first name (or another column). */
function paste(text: string, column = "label", store = createStore(catalog)): Pasted {
  const at = { rowId: (store.outcome.value.rows[0] as Row).id, column };
  const block = readClipboard(text, false, catalog);
  const notes = planPaste(catalog, store.outcome.value, at, block).notes.join(" | ");
  store.apply(pasteBlock(catalog, at, block));
  const outcome = store.outcome.value;
  const { request, rowIds } = buildRequest(outcome, catalog, []);
  const ids =
    catalog.formats
      .find(({ id }) => id === outcome.format)
      ?.columns.filter(({ optional }) => !optional)
      .map(({ id }) => id) ?? [];
  const studies = filledRows(outcome.rows).map((each): [string, ...(number | null)[]] => {
    const study = request.dataset.studies[rowIds.indexOf(each.id)];
    return [each.label, ...(study === undefined ? [] : ids.map((id) => study.cells[id] ?? null))];
  });
  return { studies, format: outcome.format, measure: outcome.options.measure, notes, store };
}

const five = [
  ["Ali 2010", 12, 40, 6, 41],
  ["Berg 2012", 9, 25, 4, 27],
  ["Chen 2014", 20, 60, 15, 58],
];
const means = [
  ["Ali 2010", 1.5, 0.3, 20, 1.2, 0.4, 21],
  ["Berg 2012", 2.5, 0.5, 30, 2.25, 0.75, 31],
];
const intervals = [
  ["Ali 2010", 2.4, 1.1, 5.4],
  ["Berg 2012", 0.85, 0.7, 1.03],
];
const tsv = (rows: unknown[][]): string => rows.map((line) => line.join("\t")).join("\n");

describe("counts", () => {
  it.each([
    ["plain, as copied from a spreadsheet", tsv(five)],
    ["with a line end at the end", `${tsv(five)}\n`],
    ["L49 Windows line ends", tsv(five).replaceAll("\n", "\r\n")],
    ["L49 old Macintosh line ends", tsv(five).replaceAll("\n", "\r")],
    ["L49 mixed line ends", tsv(five).replace("\n", "\r").replace("\n", "\r\n")],
    ["with empty lines and empty columns around", `\n${tsv(five).replaceAll("\n", "\t\t\n\n")}\t\t\n\n`],
    ["with a byte order mark", `\ufeff${tsv(five)}`],
    ["ids of metafor", `study\tai\tn1i\tci\tn2i\n${tsv(five)}`],
    ["names of meta", `studlab,event.e,n.e,event.c,n.c\n${tsv(five).replaceAll("\t", ",")}`],
    ["words", `Study\tTreatment events\tTreatment total\tControl events\tControl total\n${tsv(five)}`],
    [
      "words in another order",
      `Events (placebo)\tN placebo\tAuthor\tEvents drug\tN drug\n${five.map(([a, b, c, d, e]) => [d, e, a, b, c].join("\t")).join("\n")}`,
    ],
    ["short heads, treatment first", `Study\tEvents\tTotal\tEvents\tTotal\n${tsv(five)}`],
    [
      "RevMan's two lines of heads",
      `\tExperimental\t\tControl\t\nStudy or Subgroup\tEvents\tTotal\tEvents\tTotal\n${tsv(five)}`,
    ],
    ["events and totals in one cell", five.map(([a, b, c, d, e]) => `${a}\t${b}/${c}\t${d}/${e}`).join("\n")],
    ["the same with percentages", five.map(([a, b, c, d, e]) => `${a}\t${b}/${c} (30%)\t${d} of ${e}`).join("\n")],
    [
      "the same with heads",
      `Trial\tDrug (n/N)\tPlacebo (n/N)\n${five.map(([a, b, c, d, e]) => `${a}\t${b}/${c}\t${d}/${e}`).join("\n")}`,
    ],
    [
      "control first, by name",
      `Trial\tPlacebo n/N\tDrug n/N\n${five.map(([a, b, c, d, e]) => `${a}\t${d}/${e}\t${b}/${c}`).join("\n")}`,
    ],
    ["semicolons", tsv(five).replaceAll("\t", ";")],
    ["commas", tsv(five).replaceAll("\t", ",")],
    ["blanks, as R prints", tsv(five).replaceAll("\t", "   ")],
    ["single blanks", tsv(five).replaceAll("\t", " ")],
    ["quoted cells", five.map((line) => line.map((cell) => `"${cell}"`).join("\t")).join("\n")],
    [
      "author and year apart",
      `author\tyear\tai\tn1i\tci\tn2i\n${five.map(([a, ...r]) => [...String(a).split(" "), ...r].join("\t")).join("\n")}`,
    ],
  ])("%s", (_, text) => {
    const { studies, format, measure } = paste(text);
    expect(studies).toEqual(five);
    expect([format, measure]).toEqual(["counts", "RR"]);
  });

  it("events and people without the event, as in dat.bcg", () => {
    const text =
      "trial\tauthor\tyear\ttpos\ttneg\tcpos\tcneg\tablat\talloc\n1\tAronson\t1948\t4\t119\t11\t128\t44\trandom\n2\tFerguson & Simes\t1949\t6\t300\t29\t274\t55\trandom";
    const { studies, format, notes, store } = paste(text);
    expect(format).toBe("two_by_two");
    expect(studies).toEqual([
      ["Aronson 1948", 4, 119, 11, 128],
      ["Ferguson & Simes 1949", 6, 300, 29, 274],
    ]);
    const [row] = store.outcome.value.rows;
    expect([row?.mods, row?.groups, row?.year]).toEqual([{ ablat: "44" }, { alloc: "random" }, "1948"]);
    expect(notes).toContain('Kept as moderators, by the names they have: "ablat".');
    expect(notes).toContain('Kept as groups, by the names they have: "alloc".');
    expect(notes).toContain('Left out, because other columns decide: "trial".');
  });

  it("events and people without the event in one group, a total in the other", () => {
    const { studies, format, notes } = paste("study\tai\tbi\tci\tn2i\nA\t4\t119\t11\t139");
    expect([format, ...studies]).toEqual(["counts", ["A", 4, 123, 11, 139]]);
    expect(notes).toContain('"bi" was read as people without the event');
  });

  it("into the cells without names, wherever the cursor is", () => {
    const numbers = five.map((line) => line.slice(1));
    for (const column of ["ai", "label"])
      expect(paste(tsv(numbers), column).studies).toEqual(numbers.map((line) => ["", ...line]));
    expect(paste(tsv(numbers.map((line) => line.slice(2))), "ci").studies).toEqual(
      numbers.map((line) => ["", null, null, ...line.slice(2)]),
    );
  });

  it("names and numbers although the cursor is in a cell of numbers", () =>
    expect(paste(tsv(five), "ci").studies).toEqual(five));

  it("with marks of missing cells and percentages in brackets", () => {
    const { studies } = paste("Study\tEvents\tTotal\tEvents\tTotal\nA\t12 (30%)\t40\tNA\t41\nB\t-\t25\t4 (15%)\t27");
    expect(studies).toEqual([
      ["A", 12, 40, null, 41],
      ["B", null, 25, 4, 27],
    ]);
  });
});

describe("means", () => {
  it.each([
    ["plain: an empty table takes the format of this width", tsv(means)],
    ["ids of metafor", `study\tm1i\tsd1i\tn1i\tm2i\tsd2i\tn2i\n${tsv(means)}`],
    ["names of meta", `studlab\tmean.e\tsd.e\tn.e\tmean.c\tsd.c\tn.c\n${tsv(means)}`],
    ["short heads, treatment first", `Study\tMean\tSD\tN\tMean\tSD\tN\n${tsv(means)}`],
    ["heads run together", `Study\tmeanT\tsdT\tnT\tmeanC\tsdC\tnC\n${tsv(means)}`],
    ["heads with numbers", `Study\tmean1\tsd1\tn1\tmean2\tsd2\tn2\n${tsv(means)}`],
    [
      "RevMan's two lines of heads",
      `\tExperimental\t\t\tControl\t\t\nStudy\tMean\tSD\tTotal\tMean\tSD\tTotal\n${tsv(means)}`,
    ],
    ["decimal commas", tsv(means).replaceAll(".", ",")],
    [
      "L51 semicolons and decimal commas",
      `study;m1i;sd1i;n1i;m2i;sd2i;n2i\n${tsv(means).replaceAll(".", ",").replaceAll("\t", ";")}`,
    ],
    ["SDs in brackets", means.map(([s, a, b, c, d, e, f]) => `${s}\t${a} (${b})\t${c}\t${d} (${e})\t${f}`).join("\n")],
    [
      "± signs and heads",
      `Study\tIntervention mean ± SD\tn intervention\tControl mean ± SD\tn control\n${means.map(([s, a, b, c, d, e, f]) => `${s}\t${a} ± ${b}\t${c}\t${d} ± ${e}\t${f}`).join("\n")}`,
    ],
  ])("%s", (_, text) => {
    const { studies, format, measure } = paste(text);
    expect(studies).toEqual(means);
    expect([format, measure]).toEqual(["means", "MD"]);
  });
});

describe("estimates", () => {
  const cell = (form: (e: unknown, l: unknown, u: unknown) => string): string =>
    intervals.map(([s, e, l, u]) => `${s}\t${form(e, l, u)}`).join("\n");
  it.each([
    ["plain", tsv(intervals)],
    ["heads", `Study\tOR\tLower\tUpper\n${tsv(intervals)}`],
    ["heads as in dat.hackshaw1998", `study\tor\tor.lb\tor.ub\n${tsv(intervals)}`],
    ["one cell", cell((e, l, u) => `${e} (${l}-${u})`)],
    ["L38 one cell with brackets", cell((e, l, u) => `${e} [${l}, ${u}]`)],
    ["L39 one cell with to", cell((e, l, u) => `${e} (${l} to ${u})`)],
    ["one cell with semicolons, no tabs", intervals.map(([, e, l, u]) => `${e} [${l}; ${u}]`).join("\n")],
    ["one cell with 95% CI and a head", `Study\tOR (95% CI)\n${cell((e, l, u) => `${e} (95% CI ${l} to ${u})`)}`],
    ["estimate and limits in two cells", `Study\tHazard ratio\t95% CI\n${cell((e, l, u) => `${e}\t${l}–${u}`)}`],
    ["decimal commas", cell((e, l, u) => `${e} (${l}; ${u})`.replaceAll(".", ","))],
  ])("%s", (_, text) => {
    const { studies, format } = paste(text);
    const named = text.includes("Ali") ? intervals : intervals.map(([, ...numbers]) => ["", ...numbers]);
    expect(studies).toEqual(named);
    expect(format).toBe("estimate_ci");
  });

  it("the head names the measure", () => {
    expect(paste(`Study\tOR (95% CI)\nA\t2.4 (1.1-5.4)`).measure).toBe("OR");
    expect(paste("Study\tHR\tLCL\tUCL\nA\t2.4\t1.1\t5.4").measure).toBe("HR");
    expect(paste("Study\tSMD\tSE\nA\t0.4\t0.1").measure).toBe("SMD");
  });

  it("effects with standard errors or variances", () => {
    expect(paste("study,yi,sei\nA,0.1,0.01\nB,-0.3,0.02")).toMatchObject({
      format: "estimate_se",
      studies: [
        ["A", 0.1, 0.01],
        ["B", -0.3, 0.02],
      ],
    });
    expect(paste("study\tTE\tseTE\nA\t0.1\t0.01").studies).toEqual([["A", 0.1, 0.01]]);
    const variances = paste("study;yi;vi\nA;0,1;0,01\n");
    expect(variances).toMatchObject({ format: "estimate_var", studies: [["A", 0.1, 0.01]] });
  });

  it("L50 quotes, doubled quotes, a line end inside a name", () => {
    const { studies } = paste('study,yi,sei\n"O\'Neill ""A""\n2004",0.1,0.01\n');
    expect(studies).toEqual([['O\'Neill "A" 2004', 0.1, 0.01]]);
  });

  it("a ratio with a standard error is not guessed at", () =>
    expect(paste("Study\tOR\tSE\nA\t2.4\t0.3").notes).toMatch(/needs the logarithm of the ratio/));
});

describe("decimal commas and thousands", () => {
  it("a decimal point elsewhere makes 1,234 a thousand, a decimal comma elsewhere makes 1.234 a thousand", () => {
    expect(paste("A\t1,234\t0.5\t20\t1,100\t0.75\t21").studies).toEqual([["A", 1234, 0.5, 20, 1100, 0.75, 21]]);
    expect(paste("A\t1.234\t0,5\t20\t1.100\t0,75\t21").studies).toEqual([["A", 1234, 0.5, 20, 1100, 0.75, 21]]);
    expect(paste("A\t1,234\t0,5\t20\t1,100\t0,75\t21").studies).toEqual([["A", 1.234, 0.5, 20, 1.1, 0.75, 21]]);
  });
  it("and that is said", () => {
    expect(paste("A\t1,234\t0.5\t20\t1,100\t0.75\t21").notes).toContain('"1,234" was read as 1234');
    expect(paste("A\t1,5\t0.5\t20\t2\t0.75\t21").notes).toContain("mixed");
  });
  it("L01 without a hint from elsewhere the text stays, and the request says how it was read", () => {
    const { store } = paste("A\t1,234\t5\t20\t1,100\t7\t21");
    expect(buildRequest(store.outcome.value, catalog, []).hints).toHaveLength(2);
  });
  it("names are left alone", () =>
    expect(paste("Smith 1.234\t1,5\t0,5\t20\t2\t0,75\t21").studies[0]?.[0]).toBe("Smith 1.234"));
});

describe("nothing is dropped in silence", () => {
  it("L55 ragged rows", () => {
    const { studies, notes } = paste("A,0.1,0.01\nB,0.2\n");
    expect(notes).toContain("Row 2: fewer cells");
    expect(studies.map(([label]) => label)).toEqual(["A", "B"]);
  });
  it("L54 two columns of one name", () => {
    const { notes } = paste("study,n,n\nA,10,20\n");
    expect(notes).toContain('read in order, treatment first: "n", "n"');
  });
  it("columns of unknown meaning", () =>
    expect(paste("Study\tEvents\tTotal\tEvents\tTotal\tWeight\nA\t1\t2\t3\t4\t5").notes).toContain('"Weight"'));
  it("a third column of one meaning", () =>
    expect(paste("Study\tEvents\tEvents\tEvents\nA\t1\t2\t3").notes).toContain(
      'Kept as moderators, by the names they have: "Events"',
    ));
  it("more columns than the table has", () => {
    const { notes, studies } = paste("A\t1\t20\t2\t20\t9\t9\t9");
    expect(studies).toEqual([["A", 1, 20, 2, 20]]);
    expect(notes).toContain("column 6, column 7, column 8");
  });
  it("a heading that means nothing", () =>
    expect(paste("Foo\tBar\tBaz\tQux\tQuux\nA\t1\t2\t3\t4").notes).toContain("read as a heading"));
  it("text among the numbers stays in its cell, to be seen", () => {
    const { store } = paste("A\tabout 3\t40\t6\t41\nB\t9\t25\t4\t27");
    expect(store.outcome.value.rows[0]?.cells.ai).toBe("about 3");
    expect(buildRequest(store.outcome.value, catalog, []).problems).toHaveLength(1);
  });
  it("a composite of another form stays whole", () => {
    const { store } = paste("A\t12/40\t6/41\nB\t9/25\tnot reported\nC\t7/30\t5/29");
    expect(store.outcome.value.rows[1]?.cells).toEqual({ ai: "9", n1i: "25", ci: "not reported" });
  });
  it("L57 a cell of a million characters", () => {
    const { notes, store } = paste(`${"x".repeat(1e6)}\t1\t2\t3\t4\nB\t1\t2\t3\t4`);
    expect(notes).toContain("was cut after 10000 characters");
    expect(store.outcome.value.rows[0]?.label).toHaveLength(10_000);
  });
  it("nothing at all", () => expect(paste("  \n\t\n").notes).toBe("There is nothing to paste."));
  it("heads and no study", () => {
    for (const text of ["Study\tEvents T\tTotal T\n", "Study,Events T,Total T,Events C,Total C"])
      expect(paste(text).notes).toBe("Nothing was pasted: there are heads and no study below them.");
  });
});

describe("L53 a header is one only when it must be", () => {
  it("names alone", () =>
    expect(paste("Ali 2010\nBerg 2012\nChen, 2014").studies).toEqual([["Ali 2010"], ["Berg 2012"], ["Chen, 2014"]]));
  it("missing values in the first row", () =>
    expect(paste("A\tNA\t40\tNR\t41\nB\t9\t25\t4\t27").studies[0]).toEqual(["A", null, 40, null, 41]));
  it("a first row of words only", () => expect(paste("A\tNA\tNA\tNA\tNA\nB\t9\t25\t4\t27").studies).toHaveLength(2));
  it("without a header", () => expect(paste("A 0.1 0.01").studies).toEqual([["A", 0.1, 0.01]]));
});

describe("pasting over a table", () => {
  it("overwrites from the cursor on and adds rows, in one undo step", () => {
    const store = createStore(catalog, bcgReview());
    const at = { rowId: (store.outcome.value.rows[12] as Row).id, column: "ai" };
    store.apply(pasteBlock(catalog, at, readClipboard("1\t10\t2\t11\n3\t12\t4\t13")));
    const rows = store.outcome.value.rows;
    expect(rows).toHaveLength(15);
    expect([rows[12]?.label, rows[12]?.cells, rows[13]?.label]).toEqual([
      "Comstock et al 1976",
      { ai: "1", n1i: "10", ci: "2", n2i: "11" },
      "",
    ]);
    store.undo();
    expect(store.canUndo.value).toBe(false);
    expect(store.outcome.value.rows).toHaveLength(14);
  });

  it("keeps the measure of a table that has studies, and says when the pasted ones cannot use it", () => {
    const store = createStore(catalog, bcgReview());
    const at = { rowId: (store.outcome.value.rows[13] as Row).id, column: "label" };
    const plan = planPaste(
      catalog,
      store.outcome.value,
      at,
      readClipboard(`study\tm1i\tsd1i\tn1i\tm2i\tsd2i\tn2i\n${tsv(means)}`),
    );
    expect(plan.outcome.options.measure).toBe("RR");
    expect(plan.outcome.rows.slice(13, 15).map(({ format }) => format)).toEqual(["means", "means"]);
    expect(plan.notes.join()).toContain("Risk ratio cannot be computed from these");
  });

  it("a name typed before does not keep an empty table from taking the format of the block", () => {
    const store = createStore(catalog);
    store.apply(setLabel((store.outcome.value.rows[0] as Row).id, ""));
    expect(paste(tsv(means), "label", store).format).toBe("means");
  });

  it("does nothing for a row that is gone", () => {
    const store = createStore(catalog, reviewOf([row("counts", "A", ["1"])]));
    store.apply(pasteBlock(catalog, { rowId: -1, column: "ai" }, readClipboard("1\t2")));
    expect(store.canUndo.value).toBe(false);
  });
});

describe("size", () => {
  const many = (k: number): string =>
    Array.from({ length: k }, (_, i) => `Study ${i}\t${i % 20}\t40\t${i % 15}\t${41 + (i % 3)}`).join("\r\n");
  it("1,000 rows in less than 200 ms", async () => {
    const paste1000 = () => {
      const store = createStore(catalog);
      const at = { rowId: (store.outcome.value.rows[0] as Row).id, column: "label" };
      store.apply(pasteBlock(catalog, at, readClipboard(many(1000), false, catalog)));
      expect(store.outcome.value.rows).toHaveLength(1001);
    };
    const times = [await cpuTime(paste1000), await cpuTime(paste1000), await cpuTime(paste1000)];
    expect(Math.min(...times)).toBeLessThan(200);
  });
  it("5,000 rows go in, 5,001 are refused with a message, also in two pastes", () => {
    const { store, notes } = paste(many(5000));
    expect([store.outcome.value.rows.length, notes]).toEqual([5001, ""]);
    expect(paste(many(5001))).toMatchObject({
      studies: [],
      notes: expect.stringContaining("5001 studies are more than a table holds (5000)"),
    });
    const at = { rowId: (store.outcome.value.rows[5000] as Row).id, column: "label" };
    expect(
      planPaste(catalog, store.outcome.value, at, readClipboard("A\t1\t2\t3\t4", false, catalog)).notes.join(),
    ).toContain("at most 5000 studies");
  });
  it("100,000 rows and 5 million characters are refused at once", async () => {
    const rows = many(100_000);
    const time = await cpuTime(() => {
      expect(readClipboard(rows, false, catalog).notes[0]).toContain("Nothing was pasted");
      expect(readClipboard("x".repeat(5_000_001)).notes[0]).toContain("5 million");
      expect(readClipboard("1\t".repeat(200)).notes[0]).toContain("columns");
    });
    expect(time).toBeLessThan(500);
  });
  it("survives text made to be slow or to break the reader", async () => {
    const hostile = [
      '"'.repeat(1e5), '"\t\n'.repeat(1e4), "(".repeat(1e5), "1,".repeat(1e5), "a ".repeat(1e5), "1 (2-".repeat(1e4), ";".repeat(1e5),
      "\u0000\t\u0001\n\ufffe", "\ud800\t1\n", "=cmd|' /C calc'!A0\t1\t2",
    ]; // biome-ignore format: a list
    for (const text of hostile) {
      const time = await cpuTime(() =>
        expect(readClipboard(text, false, catalog).notes.every((note) => note.length < 3000)).toBe(true),
      );
      expect(time).toBeLessThan(1000);
    }
  });
});
