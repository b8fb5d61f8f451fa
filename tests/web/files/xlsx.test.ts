import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { FoundFile } from "web/src/files/found";
import { unzip } from "web/src/files/unzip";
import { writeXlsx } from "web/src/files/xlsx";
import { sheetNames } from "web/src/files/xlsx-write";
import { blankFlow, settle } from "web/src/state/blank";
import type { Outcome, Review, Row } from "web/src/state/state";
import { catalog } from "../state/fixtures/catalog";
import { bcgReview, content, reviewOf, row } from "../state/helpers";
import { found, refusal } from "./bytes";
import { dataOf, five, workbook } from "./workbooks";

const opened = (file: FoundFile): Review =>
  settle({
    title: file.title,
    question: file.question,
    outcomes: file.outcomes.map(({ outcome }) => outcome),
    current: 0,
    ...blankFlow,
  });

const cells = (file: FoundFile, outcome = 0): unknown[] =>
  (file.outcomes[outcome]?.outcome.rows ?? []).map(({ label, cells: texts }: Row) => [label, ...Object.values(texts)]);

async function bytesOf(review: Review): Promise<Uint8Array> {
  return new Uint8Array(await writeXlsx(review, catalog).arrayBuffer());
}

describe("a workbook of another program", () => {
  it("is a table of studies, its heads understood and said", () => {
    const file = found(workbook([{ name: "Tabelle1", data: dataOf(five) }]), "a.xlsx");
    expect(file.kind).toBe("Excel workbook");
    expect(file.notes).toEqual([]);
    expect(cells(file)).toEqual(five.slice(1).map((line) => line.map(String)));
    expect(file.outcomes[0]?.outcome).toMatchObject({ name: "", format: "counts" });
    expect(file.outcomes[0]?.columns).toEqual([
      { name: "Study", became: "Study" },
      { name: "Events T", became: "Treatment events" },
      { name: "Total T", became: "Treatment total" },
      { name: "Events C", became: "Control events" },
      { name: "Total C", became: "Control total" },
    ]);
  });

  it("as ExcelJS 4.4.0 writes it: shared strings, a formula with its result, a year that is a date", () => {
    const bytes = readFileSync(new URL("./fixtures/two-trials.xlsx", import.meta.url));
    const file = found(new Uint8Array(bytes), "two-trials.xlsx");
    expect(cells(file)).toEqual([
      ["Ali 2010", "12", "40", "6", "41"],
      ["Müller", "9", "25", "4", "27"],
    ]);
    expect(file.outcomes[0]?.outcome.rows.map(({ year }) => year)).toEqual(["2010-01-01", "2012"]);
    expect(file.outcomes[0]?.notes.join()).toContain('Sheet "Deaths", cell F2 holds the date 2010-01-01.');
  });

  it("has its shared strings, rich text, cells by address and gaps where they belong", () => {
    const strings = [
      "<t>Study</t>",
      "<r><t>A</t></r><r><t>li &amp; Sons</t></r><rPh><t>reading</t></rPh>",
      "<t>yi</t>",
      "<t>sei</t>",
    ];
    const data =
      '<row r="3"><c r="B3" t="s"><v>0</v></c><c r="C3" t="s"><v>2</v></c><c r="E3" t="s"><v>3</v></c></row>' +
      '<row r="7"><c r="B7" t="s"><v>1</v></c><c r="C7"><v>-0.5</v></c><c r="E7"><v>0.10000000000000001</v></c></row>' +
      '<row r="8"><c r="B8" t="inlineStr"><is><t>Zoe&#x1F600;_x0041_</t></is></c><c r="C8"><v>1E-1</v></c><c r="E8"><v>0.2</v></c></row>';
    expect(cells(found(workbook([{ name: "Pain", data }], { strings }), "a.xlsx"))).toEqual([
      ["Ali & Sons", "-0.5", "0.1"],
      ["Zoe\u{1F600}A", "1E-1", "0.2"],
    ]);
  });

  it("offers every sheet with a table and ticks those whose heads say what they are", () => {
    const file = found(
      workbook([
        { name: "Notes", data: dataOf([["made by hand"]]) },
        { name: "Deaths", data: dataOf(five) },
        { name: "Strokes", data: dataOf(five) },
        { name: "Old", data: dataOf(five), state: "hidden" },
        { name: "Nothing", data: "" },
      ]),
      "a.xlsx",
    );
    const named = file.outcomes.map(({ outcome, chosen }) => [outcome.name, chosen]);
    expect(named).toContainEqual(["Deaths", true]);
    expect(named).toContainEqual(["Strokes", true]);
    expect(named).toContainEqual(["Old", false]);
    expect(file.notes.join(" ")).toContain('Sheet "Nothing" is empty.');
  });

  it("says which cell is a date, an error or a formula without a result", () => {
    const styles =
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>';
    const head = dataOf(five.slice(0, 1));
    const data = `${head}<row r="2"><c r="A2" t="inlineStr"><is><t>Ali</t></is></c><c r="B2" s="1"><v>44907</v></c><c r="C2" t="e"><v>#DIV/0!</v></c><c r="D2"><f>A1</f></c><c r="E2"><v>41</v></c></row>${dataOf(five.slice(2))}`;
    const notes = found(workbook([{ name: "S", data }], { styles }), "a.xlsx").outcomes[0]?.notes.join("\n");
    expect(notes).toContain('Sheet "S", cell B2 holds the date 2022-12-12.');
    expect(notes).toContain('Sheet "S", cell C2 holds the error #DIV/0!.');
    expect(notes).toContain('Sheet "S", cell D2 holds a formula without a stored result.');
  });

  it("reads typed numbers in one way only, whatever the decimal mark of texts beside them", () => {
    const rows = [
      ["Study", "yi", "sei"],
      ["Ali", 1.234, "0,5"],
      ["Berg", 12.345, "0,25"],
    ] as const;
    expect(cells(found(workbook([{ name: "S", data: dataOf(rows) }]), "a.xlsx"))).toEqual([
      ["Ali", "1.2340", "0,5"],
      ["Berg", "12.3450", "0,25"],
    ]);
  });

  it("has a caption above the table, which is left out and said", () => {
    const file = found(workbook([{ name: "S", data: dataOf([["Table 2. Deaths"], ...five]) }]), "a.xlsx");
    expect(cells(file)).toHaveLength(5);
    expect(file.outcomes[0]?.notes.join()).toContain('Sheet "S", row 1 was left out: "Table 2. Deaths"');
  });

  it("that is too large, broken or empty is refused in words", { timeout: 120_000 }, () => {
    const many = Array.from({ length: 6000 }, (_, i) => [`S${i}`, 1, 2, 1, 2]);
    expect(refusal(workbook([{ name: "S", data: dataOf([five[0], ...many]) }]))).toContain(
      "larger than a table of studies",
    );
    const far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>';
    expect(refusal(workbook([{ name: "S", data: far }]))).toContain("larger than a table of studies");
    expect(refusal(workbook([{ name: "S", data: "<row><c><v>1</c></row>" }]))).toContain("damaged XML");
    expect(refusal(workbook([{ name: "S", data: "" }]))).toContain("is empty");
  });
});

describe("our own workbook", () => {
  const second: Partial<Outcome> = {
    name: "=1+1 [pain]/2",
    treatment: "A & B",
    favours_left: "Favours <A>",
    lower_is_better: false,
  };
  const mixed = [
    row("means", "=1+1", ["1.50", "0.30", "20", "-1.25", "0.4", "21"], {
      year: "2010",
      groups: { "dose=x": "007" },
      mods: { age: "54.10" },
    }),
    row("estimate_ci", "+49 'x' \"y\" _x0041_", ["0.5", "0.1", "0.9", "90"], {
      include: false,
      groups: { "dose=x": "high" },
    }),
    row("estimate_se", "  Ärger ", ["12.345", "0.2"], { mods: { age: "old" } }),
  ];

  it("brings back the same review: texts, groups, moderators, left-out studies, formats, names and settings", async () => {
    const options = {
      ...catalog.defaults,
      measure: "MD",
      model: "EE",
      test: "z",
      level: 0.9,
      drop00: false,
      subgroup: "dose=x",
    };
    const pain = reviewOf(mixed, { ...second, options, format: "means" }).outcomes[0] as Outcome;
    const review = settle({
      ...bcgReview(),
      title: "BCG",
      question: "Does it work?",
      outcomes: [...bcgReview().outcomes, pain],
    });
    const file = found(await bytesOf(review), "x.xlsx");
    expect(file.kind).toBe("Excel workbook saved by Pooled");
    expect(content(opened(file))).toEqual(content(review));
    expect([...file.notes, ...file.outcomes.flatMap(({ notes }) => notes)]).toEqual([]);
  });

  it("holds numbers as numbers and every other text as text, never as a formula", async () => {
    const { files } = unzip(await bytesOf(reviewOf(mixed, { format: "means" })), () => true);
    const xml = new TextDecoder().decode(files.get("xl/worksheets/sheet1.xml"));
    expect(xml).not.toContain("<f>");
    expect(xml).toContain('t="inlineStr"><is><t xml:space="preserve">=1+1</t>');
    expect(xml).toContain("<v>1.50</v>");
    expect(xml).toContain(">007</t>");
  });

  it("a decimal comma is stored as the number it is; what can be two numbers stays text", async () => {
    const file = found(await bytesOf(reviewOf([row("estimate_se", "A", ["0,5", "1,234"])], { format: "estimate_se" })));
    expect(cells(file)).toEqual([["A", "0.5", "1,234"]]);
  });

  it("is the same bytes each time", async () => {
    expect(await bytesOf(bcgReview())).toEqual(await bytesOf(bcgReview()));
  });

  it("names sheets as Excel wants them", () => {
    const names = sheetNames(["", "a/b:c", "A B C", "'x'", "History", "y".repeat(40), "y".repeat(41)]);
    expect(names).toEqual([
      "Outcome 1",
      "a b c",
      "A B C (2)",
      "x",
      "Outcome 5",
      "y".repeat(31),
      `${"y".repeat(26)} (2)`,
    ]);
  });
});
