import { describe, expect, it } from "vitest";
import { jsonText, readJson, writeJson } from "web/src/files/json";
import { catalog } from "../state/fixtures/catalog";
import { bcgReview, content, reviewOf, row } from "../state/helpers";

const codeOf = (text: string): string => {
  const opened = readJson(text, catalog);
  return "error" in opened ? opened.error.code : "opened";
};

describe("the file", () => {
  it("opens as what was saved, hidden cells and all, without a note", async () => {
    const hidden = row("counts", '</script><!-- "', ["1"], { cells: { ai: "1", m1i: "2,50" }, include: false });
    for (const review of [bcgReview(), { ...reviewOf([hidden]), title: "T", question: '\\ "quoted"' }]) {
      const opened = readJson(await writeJson(review).text(), catalog);
      if ("error" in opened) throw new Error(opened.error.code);
      expect(opened.notes).toEqual([]);
      expect(jsonText(opened.review)).toBe(jsonText(review));
      expect(content(opened.review)).toEqual(content(review));
    }
  });

  it.each([
    ["N17 null", "null", "E_FILE_UNKNOWN"],
    ["N17 a list", "[]", "E_FILE_UNKNOWN"],
    ["N17 nothing in it", "{}", "E_FILE_UNKNOWN"],
    ["N17 no list of outcomes", '{"outcomes":null}', "E_FILE_UNKNOWN"],
    ["an inherited list", '{"__proto__":{"outcomes":[]}}', "E_FILE_UNKNOWN"],
    ["no JSON", "study,ai\nA,1", "E_FILE_JSON"],
    ["an empty file", "", "E_FILE_JSON"],
    ["a cut file", jsonText(bcgReview()).slice(0, -20), "E_FILE_JSON"],
    ["N15 deep nesting", `{"outcomes":${"[".repeat(20_000)}${"]".repeat(20_000)}}`, "E_FILE_DEPTH"],
    ["deep nesting, not closed", "[".repeat(1e6), "E_FILE_DEPTH"],
    ["more than 5 MB", " ".repeat(5_000_001), "E_FILE_TOO_LARGE"],
    ["a byte order mark", `\ufeff${jsonText(bcgReview())}`, "opened"],
    ["brackets in a name are no nesting", '{"outcomes":[{"rows":[{"label":"[[[[[[[[[[{{{{{{ \\" ["}]}]}', "opened"],
  ])("%s", (_, text, code) => expect(codeOf(text)).toBe(code));

  it("says what it left out", () => {
    const opened = readJson('{"outcomes":[{"rows":[],"colour":"red","options":{"measure":"XX"}}]}', catalog);
    if ("error" in opened) throw new Error(opened.error.code);
    expect(opened.notes).toHaveLength(2);
  });
});
