import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import type { Note } from "web/src/core/types";
import { markOf } from "web/src/report/data";
import type { Block, Table } from "web/src/report/document";
import { reportDocx } from "web/src/report/docx";
import { reportHtml } from "web/src/report/html";
import { references } from "web/src/report/references";
import { reportDocument } from "web/src/report/report";
import { reportText } from "web/src/report/text";
import { toPlain } from "web/src/state/plain";
import { found, utf8 } from "../files/bytes";
import { bcgInput } from "../plots/made";
import { bcgAnswered, bcgReview, writtenFrom } from "./written";

const report = reportDocument(writtenFrom([bcgAnswered()]));
const titles = (blocks: readonly Block[]): string[] => blocks.flatMap((b) => (b.kind === "heading" ? [b.text] : []));
const tables = (blocks: readonly Block[]): Table[] => blocks.filter((b) => b.kind === "table");
const whole = reportText(report);

describe("the report of one outcome", () => {
  it("has its parts in the order of a paper", () => {
    expect(report.title).toBe(bcgReview.title);
    expect(titles(report.blocks)).toEqual([
      ...["Question", "Summary of findings", "Methods", "Results", "Tuberculosis", "Heterogeneity"],
      ...["Data", "How to check this", "References", "R code"],
    ]);
  });

  it("says the result with its interval, its size and its prediction", () => {
    expect(whole).toContain("RR 0.49 (95% CI 0.33 to 0.73); 13 studies, 357,347 people, P = .002.");
    expect(whole).toMatch(/In a new setting like these: 0\.14 to 1\.76/);
  });

  it("names what was done from the options used, each with its paper, numbered as the text comes to it", () => {
    const methods = whole.slice(whole.indexOf("Methods"), whole.indexOf("Results\n"));
    expect(methods).toMatch(/risk ratio \[1, 2\].*random effects \[3\] with inverse-variance weights/);
    expect(methods).toMatch(
      /τ², was estimated by restricted maximum likelihood \(REML\) \[4\], its interval by Q-profile \(QP\) \[5\]/,
    );
    expect(methods).toMatch(/Hartung-Knapp with floor \[6, 7\]; prediction interval/);
    const list = report.blocks.find((b) => b.kind === "list" && b.numbered === true);
    expect(list?.kind === "list" && list.items[3]).toContain("Viechtbauer 2005");
    const cited = [...whole.matchAll(/\[([\d, ]+)\]/g)].flatMap((m) => (m[1] ?? "").split(", ").map(Number));
    expect([...new Set(cited)].sort((a, b) => a - b)).toEqual(
      Array.from({ length: Math.max(...cited) }, (_, i) => i + 1),
    );
  });

  it("holds every study as typed, with its effect and weight", () => {
    const data = tables(report.blocks).find(({ caption }) => caption === "Events and totals");
    expect(data?.rows).toHaveLength(13);
    expect(data?.heads.slice(0, 2)).toEqual(["Study", "BCG: events"]);
    expect(data?.rows[0]).toEqual(expect.arrayContaining(["Aronson 1948", "4", "123", "11", "139", "5.1%"]));
  });

  it("says how to check it: version, fingerprint, link, code", () => {
    expect(whole).toContain("Fingerprint of the data, the settings and the results: ABCDEFGH.");
    expect(whole).toContain("Report made on 1 March 2026.");
    expect(whole).toContain("https://pooled.example/#p=abcdefghijkl");
    expect(whole).toContain("library(metafor)");
  });

  it("every figure of results has the fingerprint in its caption", () => {
    const captions = report.blocks.flatMap((b) => (b.kind === "figure" ? [b.caption] : []));
    expect(captions.length).toBeGreaterThan(0);
    for (const caption of captions) expect(caption).toMatch(/^[A-Z].*\. Fingerprint ABCDEFGH\.$/);
    expect(reportHtml(report, null)).toContain("Fingerprint ABCDEFGH.</figcaption>");
  });

  it("without fingerprint, link and day says nothing of them", () => {
    const bare = reportText(reportDocument(writtenFrom([bcgAnswered()], { fingerprint: null, link: null, made: "" })));
    expect(bare).not.toMatch(/Fingerprint|Report made|opens the review/);
  });

  it("draws the funnel, and says of it, what was chosen on the page", () => {
    const answer = bcgAnswered(bcgReview, { funnel: bcgInput.report.funnel });
    // The sentence of the section, and the figure in words.
    const said = (shading: "P" | "power") => reportText(reportDocument(writtenFrom([answer], { shading })));
    expect(said("power").match(/Median power 36%/g)).toHaveLength(2);
    expect(said("P").match(/P above \.10, \.05, \.01/g)).toHaveLength(2);
  });
});

describe("what was converted and what was left out", () => {
  const note = (row: number, code: string, severity: Note["severity"], text: string): Note => ({
    ...{ row, code, severity, text, column: null },
  });
  const base = bcgAnswered();
  const effects = base.report.effects.map((e) =>
    e.row === 3 ? { ...e, used: false, weight: null } : { ...e, converted: e.row === 1 },
  );
  const notes = [
    note(1, "converted", "info", "Ferguson & Simes 1949: SD from its SE."),
    note(3, "double_zero_left_out", "warning", "Hart & Sutherland 1977: no events in either group."),
  ];
  const text = reportText(reportDocument(writtenFrom([bcgAnswered(bcgReview, { effects, notes })])));

  it("a converted study has a mark that leads to where its numbers come from", () => {
    expect(text).toMatch(/Ferguson & Simes 1949 \[a\]/);
    expect(text).toContain("[a] Ferguson & Simes 1949: SD from its SE.");
    expect(text).toContain("The numbers of 1 study were converted");
    expect([0, 25, 26, 27, 701, 702].map(markOf)).toEqual(["a", "z", "aa", "ab", "zz", "aaa"]);
  });

  it("a study that is not in the result is named with the reason", () => {
    expect(text).toMatch(/Left out of the result\n\n- Hart & Sutherland 1977: no events in either group\./);
  });
});

describe("several outcomes", () => {
  const review = {
    ...bcgReview,
    outcomes: [...bcgReview.outcomes, ...bcgReview.outcomes].map((o, i) => ({
      ...o,
      id: i,
      name: `Outcome ${"AB"[i]}`,
    })),
  };
  const first = bcgAnswered(review);
  const second = { ...first, outcome: { ...first.outcome, name: "Outcome B" } };

  it("one methods paragraph where the same was done in all, one for each where not", () => {
    const same = reportText(reportDocument(writtenFrom([first, second], { review })));
    expect(same.match(/The effect of each study is/g)).toHaveLength(1);
    const other = bcgAnswered(review, { options: { ...first.report.options, model: "EE", test: "z" } });
    const differ = reportText(reportDocument(writtenFrom([first, other], { review })));
    expect(differ.match(/The effect of each study is/g)).toHaveLength(2);
  });

  it("one row of findings for each", () => {
    const [summary] = tables(reportDocument(writtenFrom([first, second], { review })).blocks);
    expect(summary?.rows.map(([name]) => name)).toEqual(["Outcome A", "Outcome B"]);
  });
});

describe("what was filled in beside the numbers", () => {
  const [outcome] = bcgReview.outcomes;
  if (!outcome) throw new Error("the example has no outcome");
  const rows = outcome.rows.map((row, i) =>
    i < 13 ? { ...row, rob: ["ssssss", "llllll", "hhhhhh"][i % 3] ?? "" } : row,
  );
  const review = {
    ...bcgReview,
    outcomes: [{ ...outcome, rob_tool: "RoB2", rows }],
    flow: { databases: "1200", screened: "900", studies: "13" },
    flow_reasons: [{ text: "Wrong population", n: "12" }],
  };
  const blocks = reportDocument(writtenFrom([bcgAnswered(review)], { review })).blocks;
  const alts = blocks.flatMap((b) => (b.kind === "figure" ? [b.alt] : []));

  it("the flow of studies opens the results, judgements follow each outcome's numbers", () => {
    const all = titles(blocks);
    expect(all.slice(all.indexOf("Results"), all.indexOf("Data"))).toEqual([
      ...["Results", "Study flow", "Tuberculosis", "Heterogeneity", "Risk of bias"],
    ]);
  });

  it("each as a figure that says itself in words", () => {
    expect(alts).toContain("Study flow. 1200 records identified, 900 records screened, 13 studies included.");
    expect(alts.filter((alt) => /^Risk of bias/.test(alt))).toHaveLength(2);
  });

  it("is not there where nothing was", () => {
    expect(titles(report.blocks)).not.toContain("Study flow");
    expect(titles(report.blocks)).not.toContain("Risk of bias");
  });
});

describe("references", () => {
  it("one number for one paper, however often and with whatever before it", () => {
    const refs = references();
    expect(refs.cite("A 2000; floor: B 2001")).toBe(" [1, 2]");
    expect(refs.cite("B 2001")).toBe(" [2]");
    expect(refs.cite("")).toBe("");
    expect(refs.list()).toEqual(["A 2000", "B 2001"]);
  });
});

describe("the report as a page", () => {
  const html = reportHtml(report, bcgReview);

  it("needs nothing and runs nothing", () => {
    expect(html).not.toMatch(/<script|<link|<img|\son[a-z]+=|@import|url\(/i);
    expect(html).toContain("default-src 'none'");
    expect(html.match(/<h1>/g)).toHaveLength(1);
    expect(html).toContain('<th scope="row">Aronson 1948</th>');
  });

  it("carries the review, which opens again", () => {
    const opened = found(utf8(html), "report.html");
    expect(opened.kind).toBe("Report made by Pooled");
    const outcomes = opened.outcomes.map(({ outcome }) => outcome);
    expect(toPlain({ ...bcgReview, outcomes })).toEqual(toPlain(bcgReview));
    expect(reportHtml(report, null)).not.toContain("<template");
  });

  it("texts of the user are texts", () => {
    const evil = { ...bcgReview, title: "<img src=x onerror=alert(1)>", question: "</style><script>1</script>" };
    const page = reportHtml(reportDocument(writtenFrom([bcgAnswered(evil)], { review: evil })), evil);
    expect(page).not.toMatch(/<img|<script/);
  });
});

describe("the report for Word", () => {
  /** A pixel stands for every picture. */
  const raster = async (): Promise<Uint8Array> =>
    Uint8Array.from(
      atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="),
      (c) => c.charCodeAt(0),
    );

  it("has headings as styles, real tables, a text for every picture; the same bytes twice", {
    timeout: 120_000,
  }, async () => {
    const bytes = await reportDocx(report, raster);
    const files = unzipSync(bytes);
    const xml = new TextDecoder().decode(files["word/document.xml"]);
    expect(xml.match(/<w:pStyle w:val="Heading1"\/>/g)?.length).toBe(7);
    expect(xml.match(/<w:tbl>/g)?.length).toBe(tables(report.blocks).length);
    expect(xml.match(/<w:tblHeader\/>/g)?.length).toBe(
      tables(report.blocks).filter(({ heads }) => heads.some((h) => h !== "")).length,
    );
    const alts = [...xml.matchAll(/<wp:docPr [^>]*descr="([^"]*)"/g)].map((m) => m[1] ?? "");
    expect(alts).toHaveLength(2);
    expect(alts[0]).toContain("Pooled RR 0.49, 95% CI 0.33 to 0.73, 13 studies");
    expect(await reportDocx(report, raster)).toEqual(bytes);
  });
});
