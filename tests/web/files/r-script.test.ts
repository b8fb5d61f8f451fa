import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Report } from "web/src/core/types";
import { examples } from "web/src/examples/index";
import { rScript } from "web/src/files/r-script";
import { comment, quote, vector } from "web/src/files/r-text";
import {
  setCell,
  setLabel,
  setMeasure,
  setMethod,
  setModel,
  setOption,
  setRowFormat,
  toggleInclude,
} from "web/src/state/actions";
import type { Row } from "web/src/state/state";
import { createStore, type Store } from "web/src/state/store";
import { bcgReport, effect } from "../plots/fixture";
import { catalog } from "../state/fixtures/catalog";
import { reviewOf, row } from "../state/helpers";

const read = (name: string): string => readFileSync(new URL(`./fixtures/${name}`, import.meta.url), "utf8");
const script = (store: Store, report: Report | null = null): string => rScript(store.outcome.value, catalog, report);

/** BCG with a strange name, a study left out, an impossible one, a zero cell and one typed as an estimate. */
function bcgStore(): Store {
  const store = createStore(catalog, examples[0]?.review);
  const at = (i: number): number => (store.outcome.value.rows[i] as Row).id;
  store.apply(toggleInclude(at(7)));
  store.apply(setLabel(at(0), 'Aronson "1948" \\ é'));
  store.apply(setCell(at(11), "ai", "9999"));
  store.apply(setCell(at(12), "ai", "0"));
  store.apply(setRowFormat(at(5), "estimate_ci"));
  store.apply(setCell(at(5), "est", "0.46 (90% CI 0.40 to 0.52)"));
  return store;
}

describe("the R script", () => {
  it("is the one that gave the expected numbers in R 4.2 with metafor 3.8-1", () => {
    const store = bcgStore();
    const report = JSON.parse(read("bcg-report.json")) as Report;
    expect(rScript(store.outcome.value, catalog, report, store.review.value.title)).toBe(read("bcg.R"));
  });

  it("needs no report, and then has no expected numbers", () => {
    const text = script(createStore(catalog, examples[2]?.review));
    expect(text).toContain('method = "REML", test = "adhoc", level = 95');
    expect(text).toContain("estimate_ci$yi <- log(estimate_ci$est)");
    expect(text).not.toContain("Expected");
  });

  it("names the same model, test, level and rule for zero cells as the page", () => {
    const store = createStore(catalog, examples[0]?.review);
    store.apply(setMeasure(catalog, "OR"));
    store.apply(setMethod(catalog, { model: "RE", tau2: "PM", test: "HKSJ" }));
    store.apply(setOption("level", 0.9));
    store.apply(setOption("add", 0.25));
    store.apply(setOption("add_to", "if0all"));
    store.apply(setOption("drop00", false));
    store.apply(setOption("prediction", "HK_PR"));
    const text = script(store);
    expect(text).toContain('escalc(measure = "OR"');
    expect(text).toContain('add = 0.25, to = "if0all", drop00 = FALSE');
    expect(text).toContain('method = "PM", test = "knha", level = 90');
    expect(text).toMatch(/df <- res\$k - 2[\s\S]*se <- se \* sqrt\(q\)/);
    store.apply(setModel(catalog, "EE"));
    expect(script(store)).toContain('method = "EE", test = "z"');
    expect(script(store)).not.toContain("Prediction");
  });

  it("writes out what metafor has no name for: two-step tau2, Kenward-Roger", () => {
    const store = createStore(catalog, examples[0]?.review);
    store.apply(setMethod(catalog, { model: "RE", tau2: "CA2", test: "KR" }));
    store.apply(setOption("prediction", "KR_PR"));
    const text = script(store);
    expect(text).toMatch(/first <- rma\(.*method = "HE"\)[\s\S]*method = "GENQ"[\s\S]*tau2 = tau2, test = "z"/);
    expect(text).toContain("df <- df_kr - 1");
    expect(text).toMatch(/qt\(1 - \(1 - 0\.95\) \/ 2, df_kr\)/);
    store.apply(setOption("prediction", "NNF"));
    expect(script(store)).toContain('pimeta::pima(dat$yi, sqrt(dat$vi), alpha = 0.05, method = "boot"');
    store.apply(setMethod(catalog, { model: "RE", tau2: "DLIT", test: "PL" }));
    expect(script(store)).toContain('method = "PM", test = "z"');
    expect(script(store)).toMatch(/metafor has no interval by this method: /);
  });

  it("corrects the variance of risk differences alone, as the core does", () => {
    const store = createStore(catalog, examples[0]?.review);
    store.apply(setMeasure(catalog, "RD"));
    const text = script(store);
    expect(text).toMatch(/counts\$vi <- escalc\(measure = "RD".*add = 0\.5, to = "only0"\)\$vi/);
    expect(text).toMatch(/counts\$yi <- escalc\(measure = "RD".*add = 0, to = "none"\)\$yi/);
    expect(text).not.toContain("exp(");
  });

  it("starts where the core's maximum is when the likelihood has several", () => {
    const report = JSON.parse(read("bcg-report.json")) as Report;
    const note = { code: "several_maxima", severity: "warning" as const, row: null, column: null, text: "" };
    expect(script(bcgStore(), { ...report, notes: [...report.notes, note] })).toContain(
      `tau2.init = ${String(report.summary?.tau2)}`,
    );
  });

  it("of an empty table says so", () => expect(script(createStore(catalog))).toContain("# There are no studies yet."));

  it("cannot be broken by what a study is called", () => {
    const evil = '"); system("rm -rf /"); x <- c("';
    const store = createStore(
      catalog,
      reviewOf([
        row("counts", evil, ["1", "2", "3", "4"]),
        row("counts", "a\u202eb", ["1", "2", "3", "4"], { include: false }),
      ]),
    );
    const text = rScript(store.outcome.value, catalog, null, 'x\nsystem("y")');
    expect(text).toContain('study = c("\\"); system(\\"rm -rf /\\"); x <- c(\\"")');
    expect(
      text
        .split("\n")
        .filter((line) => line.includes("system"))
        .every((line) => line.startsWith("#") || line.startsWith("  study")),
    ).toBe(true);
    expect(text).not.toContain("\u202e");
  });
});

describe("the R script of converted studies", () => {
  const column = (id: string) => ({ id, label: id, short: id, group: "", domain: "any" as const, optional: false });
  const format = (id: string, family: string, ids: string[]) => ({
    ...(catalog.formats[0] as (typeof catalog.formats)[number]),
    id,
    family,
    columns: ids.map(column),
  });
  const more = {
    ...catalog,
    formats: [
      ...catalog.formats,
      format("typed_medians", "two_means", ["med1i"]),
      format("typed_p", "reported", ["est", "pval"]),
    ],
  };
  const became = { m1i: 6.4, sd1i: 3.8, n1i: 40, m2i: 7.4, sd2i: 3.9, n2i: 41 };
  const [first, second] = [effect(0, -1, 0.86, 60, (x) => x), effect(1, -1.5, 0.5, 40, (x) => x)];
  const effects = [
    { ...first, converted: true, cells: became },
    { ...second, converted: true },
  ];
  const told = {
    code: "converted",
    severity: "info" as const,
    row: 0,
    column: null,
    text: "Ali: median 6 became 6.4.",
  };
  const rows: Row[] = [
    { ...row("means", "Ali", []), format: "typed_medians", cells: { med1i: "6" } },
    { ...row("means", "Berg", []), format: "typed_p", cells: { est: "-1.5", pval: "0.01" } },
  ];
  const store = createStore(more, reviewOf(rows, { options: { ...catalog.defaults, measure: "MD" } }));
  const shown = { ...bcgReport, effects, notes: [told], options: { ...catalog.defaults, measure: "MD" } };

  it("has the numbers they became, effects where there are no others, and where they come from", () => {
    const text = rScript(store.outcome.value, more, shown);
    expect(text).toContain("sd1i = c(3.8)");
    expect(text).toContain("means <- escalc(");
    expect(text).toMatch(
      /as_pooled <- data\.frame\(\n {2}study = c\("Berg"\),\n {2}yi = c\(-1\.5\),\n {2}vi = c\(0\.25\)/,
    );
    expect(text).toContain("# Converted: Ali: median 6 became 6.4.");
    expect(text).toContain('rbind(data.frame(means)[c("study", "yi", "vi")], data.frame(as_pooled)[');
  });
});

describe("R text", () => {
  it("quotes any text as ASCII", () => {
    expect(quote('a"b\\c')).toBe('"a\\"b\\\\c"');
    expect(quote("é👩\ud800\n")).toBe('"\\u00e9\\U0001f469\\ufffd "');
  });
  it("keeps a comment on one line", () => expect(comment("a\nb\u2028c\u202ed é")).toBe("# a b c d é"));
  it("breaks long vectors, for R reads no line of more than 4095 characters", () => {
    const lines = vector(Array.from({ length: 2000 }, (_, i) => String(i))).split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(120);
    expect(lines.join("").replace(/\s/g, "")).toBe(`c(${Array.from({ length: 2000 }, (_, i) => i).join(",")})`);
  });
});
