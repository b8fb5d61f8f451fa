import { deflateSync } from "fflate";
import { describe, expect, it } from "vitest";
import { unzip } from "web/src/files/unzip";
import { limits } from "web/src/state/limits";
import { cpuTime, randomFrom } from "../state/helpers";
import { found, latin1, read, refusal, utf8, zip } from "./bytes";
import { rm5 } from "./rm5";
import { dataOf, five, workbook } from "./workbooks";

/** An archive of one deflated entry that says of itself what it likes. */
function lyingZip(name: string, packed: Uint8Array, claimed: number): Uint8Array {
  const honest = zip({ [name]: "x" });
  const local = 30 + name.length;
  const view = new DataView(honest.buffer);
  const end = honest.length - 22;
  const central = honest.slice(view.getUint32(end + 16, true), end);
  const bytes = new Uint8Array(local + packed.length + central.length + 22);
  bytes.set(honest.subarray(0, local));
  bytes.set(packed, local);
  bytes.set(central, local + packed.length);
  bytes.set(honest.subarray(end), local + packed.length + central.length);
  const out = new DataView(bytes.buffer);
  for (const at of [18, local + packed.length + 20]) out.setUint32(at, packed.length, true);
  for (const at of [22, local + packed.length + 24]) out.setUint32(at, claimed, true);
  for (const at of [8, local + packed.length + 10]) out.setUint16(at, 8, true);
  out.setUint32(bytes.length - 22 + 16, local + packed.length, true);
  return bytes;
}

/** The clock of a busy machine says little: work is bounded in this process's own time. */
const WAIT = { timeout: 120_000 };

describe("files that mean no good cost little and are refused in words", WAIT, () => {
  const bomb = deflateSync(new Uint8Array(120_000_000), { level: 9 });

  it.each([100, 120_000_000, 0xffffffff])("an archive that unpacks to 120 MB and claims %i bytes", async (claimed) => {
    const bytes = lyingZip("CD1-data-rows.csv", bomb, claimed);
    expect(bytes.length).toBeLessThan(200_000);
    const spent = await cpuTime(() => expect(refusal(bytes)).toContain("unpacks to more than 40 MB"));
    expect(spent).toBeLessThan(3000);
  });

  it("an archive cut short, scrambled or locked", () => {
    const whole = workbook([{ name: "S", data: dataOf(five) }]);
    expect(refusal(whole.subarray(0, whole.length - 30))).toContain("damaged archive");
    const locked = whole.slice();
    const view = new DataView(locked.buffer);
    view.setUint16(view.getUint32(locked.length - 6, true) + 8, 1, true);
    expect(refusal(locked)).toContain("locked by a password");
  });

  it("any bytes at all: an answer, never an exception", () => {
    const random = randomFrom(7);
    const seeds = [
      workbook([{ name: "S", data: dataOf(five) }]),
      utf8(rm5()),
      utf8(five.map((line) => line.join(",")).join("\n")),
    ];
    for (let i = 0; i < 300; i += 1) {
      const bytes = (seeds[i % seeds.length] as Uint8Array).slice();
      for (let n = 0; n < 1 + (i % 9); n += 1) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
      expect(Object.keys(read(bytes))).toHaveLength(1);
    }
  });

  it("empty, binary, of the old Excel, of another program, larger than anything", () => {
    expect(refusal(new Uint8Array())).toBe("This file is empty.");
    expect(refusal(utf8(" \r\n\t"))).toBe("This file is empty.");
    expect(
      refusal(
        Uint8Array.from({ length: 3000 }, (_, i) => (i * 7919) % 251),
        "a.csv",
      ),
    ).toContain("holds no text");
    expect(refusal(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), "a.xlsx")).toContain(
      "old .xls form",
    );
    expect(refusal(utf8('{"a": 1}'), "a.csv")).toContain("not saved by Pooled");
    expect(refusal(utf8("<?xml version='1.0'?><html/>"), "a.rm5")).toContain("no RevMan 5 review");
    expect(refusal(new Uint8Array(limits.fileBytes + 1))).toContain("larger than 25 MB");
  });

  it("a million rows of text", async () => {
    const rows = utf8(`study,ai,n1i,ci,n2i\n${"a,1,2,1,2\n".repeat(1_000_000)}`);
    const spent = await cpuTime(() =>
      expect(refusal(rows)).toMatch(/^(The text is longer than 5 million|\d+ studies are more)/),
    );
    expect(spent).toBeLessThan(3000);
  });

  const review = rm5();
  const comparison = "<COMPARISON><DICH_OUTCOME><NAME>y</NAME><DICH_DATA STUDY_ID='a'/></DICH_OUTCOME></COMPARISON>";
  it.each([
    [
      "40,000 comparisons",
      review.replace("<COMPARISON ", `${comparison.repeat(40_000)}<COMPARISON `),
      "Only the first 100",
    ],
    ["four million entities", `<COCHRANE_REVIEW>${"&amp;".repeat(4_000_000)}</COCHRANE_REVIEW>`, "no analysis"],
    ["entities in a name", review.replace("<NAME>", `<NAME>${"&amp;".repeat(4_000_000)}`), "more text than any table"],
    ["a tag without end", `<COCHRANE_REVIEW ${"a='x' ".repeat(1_000_000)}></COCHRANE_REVIEW>`, "a tag longer"],
    ["rows without end", review.replace("<DICH_DATA ", `${"<DICH_DATA/>".repeat(60_000)}<DICH_DATA `), "50000 rows"],
  ])("a RevMan review of %s", async (_, xml, said) => {
    const bytes = utf8(xml);
    const spent = await cpuTime(() => {
      const answer = read(bytes, "a.rm5");
      expect("error" in answer ? answer.error : answer.found.notes.join()).toContain(said);
    });
    expect(spent).toBeLessThan(3000);
  });

  const cell = "<c><v>1</v></c>";
  const book = (data: string, names = ["S"]): Uint8Array => {
    const one = workbook([{ name: "S", data }]);
    if (names.length === 1) return one;
    const sheets = names.map((name) => `<sheet name="${name}" r:id="rId1"/>`).join("");
    const { files } = unzip(one, () => true);
    files.set("xl/workbook.xml", utf8(`<workbook xmlns:r="r"><sheets>${sheets}</sheets></workbook>`));
    return zip(Object.fromEntries(files));
  };
  it.each([
    ["260,000 rows", () => book(`<row>${cell.repeat(8)}</row>`.repeat(260_000)), "larger than a table of studies"],
    ["five million empty cells", () => book("<c/>".repeat(5_000_000)), "larger than a table of studies"],
    ["four million empty rows", () => book("<row/>".repeat(4_000_000)), "more parts than any table"],
    ["ten thousand sheets that are one", () => book("<row/>".repeat(200_000), Array.from({ length: 10_000 }, (_, i) => `S${i}`)), "is empty"],
  ] as const)("a workbook of %s", async (_, make, said) => {
    const bytes = make();
    const spent = await cpuTime(() => expect(refusal(bytes, "a.xlsx")).toContain(said));
    expect(spent).toBeLessThan(3000);
  }); // biome-ignore format: a file a line

  it("JSON nested a hundred thousand deep", () => {
    expect(refusal(utf8(`{"outcomes":${"[".repeat(100_000)}`), "a.json")).toContain("nested more deeply");
  });
});

describe("text in any encoding", () => {
  const table = "study;ai;n1i;ci;n2i\nMüller;12;40;6;41\nSøn;9;25;4;27\n";
  const utf16 = (text: string, big: boolean): Uint8Array =>
    Uint8Array.from(
      [...text].flatMap((c) =>
        big ? [c.charCodeAt(0) >> 8, c.charCodeAt(0) & 255] : [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8],
      ),
    );
  const labels = (bytes: Uint8Array): unknown => found(bytes).outcomes[0]?.outcome.rows.map(({ label }) => label);

  it.each([
    ["UTF-8", utf8(table)],
    ["UTF-8 with its mark", utf8(`\ufeff${table}`)],
    ["UTF-16 LE with its mark", utf16(`\ufeff${table}`, false)],
    ["UTF-16 BE with its mark", utf16(`\ufeff${table}`, true)],
    ["UTF-16 LE without", utf16(table, false)],
    ["UTF-16 BE without", utf16(table, true)],
  ])("%s", (_, bytes) => {
    expect(labels(bytes)).toEqual(["Müller", "Søn"]);
    expect(found(bytes).outcomes[0]?.notes.join()).not.toContain("UTF-8");
  });

  it("Windows-1252, which is guessed and said", () => {
    expect(labels(latin1(table))).toEqual(["Müller", "Søn"]);
    expect(found(latin1(table)).outcomes[0]?.notes.join()).toContain("read as Windows-1252");
  });

  it("has its name from the file, and its columns said", () => {
    const file = found(utf8(table.replace(/\n/g, ";left\n")), "C:\\data\\Deaths 2020.csv");
    expect(file.outcomes[0]?.outcome.name).toBe("Deaths 2020");
    expect(file.outcomes[0]?.columns.at(-1)).toMatchObject({ became: 'Group "left"' });
  });
});
