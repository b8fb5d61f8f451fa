import { describe, expect, it } from "vitest";
import { examples } from "web/src/examples/index";
import { loadReview } from "web/src/state/actions";
import { toPlain } from "web/src/state/plain";
import { buildRequest } from "web/src/state/request";
import { restore } from "web/src/state/restore";
import { createStore } from "web/src/state/store";
import { catalog } from "../state/fixtures/catalog";

type Cells = Record<string, number>;

function cellsOf(id: string): Cells[] {
  const review = examples.find((example) => example.id === id)?.review;
  const store = createStore(catalog);
  store.apply(loadReview(review ?? store.review.value));
  const { request, problems, hints } = buildRequest(store.outcome.value, catalog, []);
  expect([problems, hints]).toEqual([[], []]);
  return request.dataset.studies.map(({ cells }) => cells as Cells);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** Inverse variance with DerSimonian & Laird's tau2, or with tau2 = 0: written here once more, apart from the core. */
function pool(
  yi: readonly number[],
  vi: readonly number[],
  random: boolean,
): { est: number; lb: number; ub: number; tau2: number } {
  const mean = (w: readonly number[]): number => sum(w.map((x, i) => x * (yi[i] as number))) / sum(w);
  const fixed = vi.map((v) => 1 / v);
  const Q = sum(fixed.map((w, i) => w * ((yi[i] as number) - mean(fixed)) ** 2));
  const C = sum(fixed) - sum(fixed.map((w) => w * w)) / sum(fixed);
  const tau2 = random ? Math.max(0, (Q - (yi.length - 1)) / C) : 0;
  const w = vi.map((v) => 1 / (v + tau2));
  const half = 1.959963984540054 / Math.sqrt(sum(w));
  return { est: mean(w), lb: mean(w) - half, ub: mean(w) + half, tau2 };
}

describe("examples", () => {
  it("have an id, a title, a citation and a source each, and load without a note", () => {
    expect(examples.map(({ id }) => id)).toEqual(["bcg", "stroke", "smoke"]);
    for (const { citation, source, title, review } of examples) {
      expect(citation).toMatch(/(19|20)\d\d;\d+/);
      expect(citation).toMatch(/doi:10\./);
      expect(source).toMatch(/metadat/);
      expect(title.length).toBeLessThan(80);
      expect(restore(JSON.parse(JSON.stringify(toPlain(review))), catalog).notes).toEqual([]);
    }
  });

  it("BCG: 13 trials, 357,347 people; risk ratio 0.49 (0.34 to 0.70) as published (JAMA 1994;271:698)", () => {
    const cells = cellsOf("bcg");
    expect(cells).toHaveLength(13);
    // dat.bcg of metadat 1.2-0: sum(tpos + tneg + cpos + cneg), sum(tpos), sum(cpos).
    expect(sum(cells.map(({ n1i, n2i }) => (n1i ?? 0) + (n2i ?? 0)))).toBe(357347);
    expect([sum(cells.map(({ ai }) => ai ?? 0)), sum(cells.map(({ ci }) => ci ?? 0))]).toEqual([1065, 1510]);
    const yi = cells.map(({ ai = 0, n1i = 0, ci = 0, n2i = 0 }) => Math.log(ai / n1i / (ci / n2i)));
    const vi = cells.map(({ ai = 0, n1i = 0, ci = 0, n2i = 0 }) => 1 / ai - 1 / n1i + 1 / ci - 1 / n2i);
    const { est, lb, ub } = pool(yi, vi, true);
    expect(Math.exp(est).toFixed(2)).toBe("0.49");
    // metafor 3.8-1, rma(method = "DL"): 0.489624 (0.344919 to 0.695038).
    expect(Math.exp(est)).toBeCloseTo(0.489624150463619, 12);
    expect([Math.exp(lb), Math.exp(ub)].map((x) => x.toFixed(6))).toEqual(["0.344919", "0.695038"]);
  });

  it("BCG: allocation and latitude are there for subgroups and meta-regression", () => {
    const rows = examples[0]?.review.outcomes[0]?.rows ?? [];
    const count = (alloc: string): number => rows.filter(({ groups }) => groups.alloc === alloc).length;
    expect([count("random"), count("alternate"), count("systematic")]).toEqual([7, 2, 4]);
    expect(rows.map(({ mods }) => Number(mods.ablat)).reduce((a, b) => a + b)).toBe(435);
  });

  it("stroke: common effect -3.49 (-5.03 to -1.96), DL -14.10 (-24.45 to -3.75), tau2 218.72 as in Normand 1999, table IX", () => {
    const cells = cellsOf("stroke");
    expect(cells).toHaveLength(9);
    const yi = cells.map(({ m1i = 0, m2i = 0 }) => m1i - m2i);
    // Table IX uses the pooled SD; Pooled's MD does not.
    const vi = cells.map(
      ({ sd1i = 0, sd2i = 0, n1i = 0, n2i = 0 }) =>
        (((n1i - 1) * sd1i ** 2 + (n2i - 1) * sd2i ** 2) / (n1i + n2i - 2)) * (1 / n1i + 1 / n2i),
    );
    const text = ({ est, lb, ub }: ReturnType<typeof pool>): string[] => [est, lb, ub].map((x) => x.toFixed(2));
    expect(text(pool(yi, vi, false))).toEqual(["-3.49", "-5.03", "-1.96"]);
    expect(text(pool(yi, vi, true))).toEqual(["-14.10", "-24.45", "-3.75"]);
    expect(pool(yi, vi, true).tau2.toFixed(2)).toBe("218.72");
  });

  it("smoke: 37 studies, odds ratio 1.24 (1.13 to 1.36) as in Hackshaw 1997", () => {
    const cells = cellsOf("smoke");
    expect(cells).toHaveLength(37);
    const yi = cells.map(({ est = 0 }) => Math.log(est));
    const vi = cells.map(({ ci_lb = 0, ci_ub = 0 }) => (Math.log(ci_ub / ci_lb) / (2 * 1.959963984540054)) ** 2);
    const { est, lb, ub } = pool(yi, vi, true);
    expect([est, lb, ub].map((x) => Math.exp(x).toFixed(2))).toEqual(["1.24", "1.13", "1.36"]);
  });
});
