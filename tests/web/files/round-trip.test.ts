import { describe, expect, it } from "vitest";
import type { FileBytes } from "web/src/files/found";
import { fileFormats, readFile } from "web/src/files/index";
import { blankReview, findMeasure } from "web/src/state/blank";
import { toPlain } from "web/src/state/plain";
import type { Outcome, Review, Row } from "web/src/state/state";
import { catalog } from "../state/fixtures/catalog";
import { randomFrom, reviewOf, row } from "../state/helpers";

/** Reviews of every way of typing a study, with texts that files like to change, written and read again. */
const TEXTS = [
  "Ali 2010",
  " x ",
  "=1+1",
  "'quoted",
  '"a"',
  "a,b;c",
  "−3",
  "1.234,5",
  "مرحبا",
  "👩‍🔬",
  "<b>&amp;",
  "NA",
  "é",
];
const NUMBERS = ["", "1", "-0.5", "0.30", "12", "1e-3", "0,5", "abc"];

function randomReview(random: () => number, numbers: readonly string[] = NUMBERS): Review {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const oneRow = (): Row => {
    const format = pick(catalog.formats);
    return row(
      format.id,
      pick(TEXTS),
      format.columns.map(() => pick(numbers)),
      {
        include: random() < 0.8,
        year: pick(["", "1999", "2010"]),
        groups: random() < 0.4 ? { setting: pick(TEXTS) } : {},
        mods: random() < 0.4 ? { "dose, mg": pick(numbers.slice(1)) } : {},
        notes: random() < 0.3 ? pick(TEXTS) : "",
        rob: pick(["", "L", "LLSHLL", "S..H"]),
        rob_support: random() < 0.3 ? { 0: pick(TEXTS), 3: pick(TEXTS) } : {},
      },
    );
  };
  const oneOutcome = (i: number): Outcome => {
    const measure = pick(catalog.measures).id;
    const [outcome] = reviewOf(Array.from({ length: 1 + Math.floor(random() * 4) }, oneRow), {
      name: `Outcome ${i}`,
      treatment: pick(TEXTS).trim(),
      lower_is_better: random() < 0.5,
      columns: random() < 0.5 ? [{ kind: "group", name: "still empty" }] : [],
      control_risk: pick(["", "120"]),
      rob_tool: "RoB2",
      rob_shown: random() < 0.5,
      certainty: pick(["", "rct rob-1 inc0", "obs rob0 inc-1 ind0 imp-2 pub0 large+1"]),
      certainty_reasons: random() < 0.5 ? { rob: pick(TEXTS) } : {},
      published: pick(["", "est=2.43 ci_lb=1.10 weights=18.5/13"]),
      options: { ...catalog.defaults, measure, level: pick([0.9, 0.95]), medians: pick(["normal", "QE"]) },
      format: findMeasure(catalog, measure)?.formats[0] ?? "counts",
    }).outcomes;
    return outcome as Outcome;
  };
  const outcomes = Array.from({ length: 1 + Math.floor(random() * 3) }, (_, i) => oneOutcome(i));
  const flow: Record<string, string> = random() < 0.5 ? { databases: "1200", screened: "900", studies: "12" } : {};
  const reasons = [{ text: pick(TEXTS).trim(), n: "12" }];
  return {
    ...blankReview(catalog),
    ...{ title: pick(TEXTS).trim(), question: pick(TEXTS).trim(), outcomes, current: 0 },
    ...{ flow, flow_reasons: random() < 0.5 ? reasons : [], flow_other_reasons: random() < 0.3 ? reasons : [] },
  };
}

async function roundTrip(review: Review, id: string): Promise<Review> {
  const format = fileFormats.find((one) => one.id === id);
  const blob = format?.write?.(review, catalog);
  if (!blob) throw new Error(`${id} cannot be written`);
  const file: FileBytes = { name: `review.${id}`, bytes: new Uint8Array(await blob.arrayBuffer()) };
  const answer = readFile(file, catalog);
  if ("error" in answer) throw new Error(answer.error);
  const { title, question, outcomes, flow = {} } = answer.found;
  return {
    ...blankReview(catalog),
    ...{ title, question, outcomes: outcomes.map(({ outcome }) => outcome), current: 0 },
    ...flow,
  };
}

/** A review as it is kept, without the ids of this session; a file has no line for the empty row at the end. */
const kept = (review: Review): unknown => JSON.parse(JSON.stringify(toPlain(review)));
const studies = (outcome: Outcome | undefined): unknown[] =>
  (
    kept({ ...blankReview(catalog), outcomes: outcome ? [outcome] : [] }) as {
      outcomes: { rows: unknown[] }[];
    }
  ).outcomes[0]?.rows ?? [];

describe("A file that is written and read again", { timeout: 120_000 }, () => {
  // A decimal comma is stored in a workbook as the number it is: see xlsx.test.ts.
  it.each([
    ["json", NUMBERS],
    ["xlsx", NUMBERS.filter((text) => text !== "0,5")],
  ] as const)("%s: a hundred random reviews come back whole", async (id, numbers) => {
    const random = randomFrom(20);
    for (let i = 0; i < 100; i += 1) {
      const review = randomReview(random, numbers);
      expect(kept(await roundTrip(review, id))).toEqual(kept(review));
    }
  });

  it("csv: the studies of a hundred random tables come back whole", async () => {
    const random = randomFrom(21);
    for (let i = 0; i < 100; i += 1) {
      const review = randomReview(random);
      expect(studies((await roundTrip(review, "csv")).outcomes[0])).toEqual(studies(review.outcomes[0]));
    }
  });
});
