import { describe, expect, it } from "vitest";
import { findingsCsv, findingsHtml, findingsTable, findingsText } from "web/src/files/findings";
import type { Findings } from "web/src/text/findings";

const row = {
  ...{ index: 0, outcome: '=<b>"Pain" & co', treatment: "t", control: "c", studies: "3", participants: "120" },
  ...{ relative: "RR 0.80 (0.70 to 0.90)", certainty: "⊕⊕◯◯ low", marks: ["a"], words: "In words." },
  risks: [
    { control: "50 per 1000", treatment: "40 per 1000 (35 to 45)", difference: "10 fewer", nnt: "NNT 100 to benefit." },
    { control: "300 per 1000", treatment: "240 per 1000", difference: "60 fewer", nnt: "" },
  ],
};
const made: Findings = {
  title: "A <script>",
  interval: "95% CI",
  rows: [row],
  footnotes: [{ mark: "a", text: "Rated down & why." }],
};

describe("the summary of findings as a file", () => {
  it("HTML: texts stay texts, every line has every column, footnotes follow", async () => {
    const html = findingsTable(made);
    expect(html).toContain("<td>=&lt;b&gt;&quot;Pain&quot; &amp; co</td>");
    expect(html).toContain("<caption>Summary of findings: A &lt;script&gt;</caption>");
    expect(html.match(/<tr>/g)).toHaveLength(3);
    expect(html.match(/<td>/g)).toHaveLength(20);
    expect(html).toContain("<p>a. Rated down &amp; why.</p>");
    expect(await findingsHtml(made).text()).toMatch(/^<!doctype html>.*<\/html>\n$/s);
  });
  it("CSV: no cell is a formula", async () => {
    const lines = (await findingsCsv(made).text()).replace(/^\ufeff/, "").split("\r\n");
    expect(lines[1]).toMatch(/^"'=<b>""Pain"" & co",3,120,RR 0\.80/);
    expect(lines[3]).toBe("a. Rated down & why.");
  });
  it("text: one line for each line of the table", () => {
    expect(findingsText(made).split("\n")).toHaveLength(5);
  });
});
