import { Parser } from "saxen";
import { describe, expect, it } from "vitest";
import type { Options, Study } from "../../../web/src/core/types";
import { svgDocument } from "../../../web/src/files/svg";
import { plots } from "../../../web/src/plots/index";
import { SHADINGS } from "../../../web/src/state/figure-choices";
import { catalog, inputOf } from "../plots/made";
import { below, NASTY, oneOf, type Random, randomSource, rounds, turns, WAIT } from "./fuzz";

/** Not those words that a figure must never show by itself. */
const LABELS = NASTY.filter((text) => !/NaN|Infinity/.test(text));

/** Tags and attributes that a figure has; anything else came from a label, or is a mistake. */
const TAGS = ["svg", "g", "line", "rect", "path", "polygon", "circle", "text", "tspan", "title", "desc"];

function numberFor(domain: string, random: Random): number {
  const size = 10 ** below(random, random() < 0.1 ? 12 : 4);
  if (domain === "count") return random() < 0.2 ? 0 : below(random, size);
  if (domain === "size") return 1 + below(random, 10 * size);
  if (domain === "percent") return 100 * random();
  if (domain === "probability") return random();
  if (domain === "correlation") return 2 * random() - 1;
  return (domain === "any" && random() < 0.3 ? -1 : 1) * size * random();
}

function study(format: (typeof catalog.formats)[number], random: Random): Study {
  const cells = format.columns.map(({ id, domain }) => [id, numberFor(domain, random)] as const);
  const label = random() < 0.5 ? oneOf(random, LABELS).slice(0, 9000).toWellFormed() : `Study ${below(random, 99)}`;
  return {
    label,
    year: 1900 + below(random, 130),
    include: random() < 0.95,
    format: format.id,
    cells: Object.fromEntries(cells),
    groups: { g: random() < 0.5 ? oneOf(random, LABELS).slice(0, 500).toWellFormed() : "b" },
    mods: { dose: below(random, 10) },
  };
}

/** Any measure, any way of typing it, any model that it has, a few studies. */
function drawnFrom(random: Random) {
  const measure = oneOf(random, catalog.measures);
  const formats = catalog.formats.filter(({ id }) => measure.formats.includes(id));
  const format = oneOf(random, formats);
  const k = 1 + below(random, 9);
  const models = catalog.models.filter(({ measures }) => measures.includes(measure.id));
  const options: Partial<Options> = {
    measure: measure.id,
    model: oneOf(random, models).id,
    subgroup: "g",
    moderators: "dose",
    gosh_subsets: 50,
    permutations: 20,
  };
  const title = oneOf(random, LABELS).slice(0, 300);
  return inputOf(
    Array.from({ length: k }, () => study(format, random)),
    options,
    title,
  );
}

function check(svg: string): void {
  expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  const parser = new Parser();
  const faults: string[] = [];
  parser.on("error", (error: Error) => faults.push(error.message));
  parser.on("warn", (error: Error) => faults.push(error.message));
  parser.on("openTag", (tag: string, attrs: () => Record<string, string> | false) => {
    if (!TAGS.includes(tag)) faults.push(`<${tag}>`);
    for (const name of Object.keys(attrs())) if (/^on|href|style/i.test(name)) faults.push(name);
  });
  parser.parse(svg);
  expect(faults).toEqual([]);
}

describe("figures of any data whatever", WAIT, () => {
  it(`${rounds(25, 3000)} data sets: every figure is drawn or says why not, well formed, nothing but shapes and text`, () => {
    const random = randomSource(6);
    let drawn = 0;
    let last = 0;
    for (const i of turns("figures", 25, 3000)) {
      last = i;
      const input = drawnFrom(random);
      for (const plot of plots) {
        if (plot.unavailable(input.report) !== null) continue;
        check(
          svgDocument(plot.draw(input, { width_mm: oneOf(random, [60, 90, 170]), shading: oneOf(random, SHADINGS) })),
        );
        drawn += 1;
      }
    }
    expect(drawn).toBeGreaterThan(last);
  });
});
