import goldens, { coreHash } from "virtual:pooled-goldens";
import { t } from "../language/text";
import type { Engine } from "./engine";
import type { ErrorReport, Options, Report, Request, Study } from "./types";

/**
 * The test that the page makes of itself: numbers of tests/golden, from a 60-digit computation of the same formulas,
 * against what this very module computes on this very device.
 */
interface Goldens {
  /** Members of a summary, in the order of the numbers. */
  fields: string[];
  datasets: Record<string, [format: string, cells: Study["cells"]][]>;
  cases: [dataset: string, options: Partial<Options>, expected: (number | null)[]][];
}

export interface SelfTest {
  /** Numbers compared. */
  readonly numbers: number;
  readonly cases: number;
  /** Of the worst number: its deviation, and what it is. */
  readonly worst: number;
  readonly where: string;
  /** Numbers further off than `allowed`, or missing. */
  readonly wrong: readonly string[];
}

export { coreHash };

/** What double precision leaves of an iteration, in the unit of deviation(). */
export const allowed = 1e-9;
const ON_OUTCOME_SCALE = new Set(["est", "ci_lb", "ci_ub", "pi_lb", "pi_ub"]);

/** In standard errors for what lies on the outcome's scale, in points of 100 for I2, else relative to the number. */
function deviation(field: string, got: number, expected: number, se: number): number {
  const size = Math.abs(expected);
  const unit = ON_OUTCOME_SCALE.has(field) ? Math.max(se, size * 1e-3) : field === "I2" ? 100 : size;
  return got === expected ? 0 : Math.abs(got - expected) / unit;
}

function requestOf(studies: Goldens["datasets"][string], options: Partial<Options>): Request {
  return {
    version: 1,
    dataset: {
      studies: studies.map(([format, cells], i) => {
        return { label: String(i + 1), year: null, include: true, format, cells, groups: {}, mods: {} };
      }),
    },
    options,
    want: ["summary"],
  };
}

/** Answers of any core: the page's own, or one in a worker. */
type Answer = (request: Request) => Report | ErrorReport;

export function selfTest(answer: Answer, { fields, datasets, cases }: Goldens = goldens as Goldens): SelfTest {
  let [numbers, worst, where] = [0, 0, ""];
  const wrong: string[] = [];
  for (const [dataset, options, expected] of cases) {
    const report = answer(requestOf(datasets[dataset] ?? [], options));
    const summary = new Map<string, unknown>(Object.entries(("summary" in report && report.summary) || {}));
    const se = Number(summary.get("se") ?? 0);
    expected.forEach((ref, i) => {
      const field = fields[i] ?? "";
      const what = [dataset, options.measure, options.model, options.tau2, options.test, field]
        .filter(Boolean)
        .join(" ");
      const got = summary.get(field);
      if (ref === null) return;
      numbers += 1;
      const off = typeof got === "number" ? deviation(field, got, ref, se) : Number.POSITIVE_INFINITY;
      if (off > worst || where === "") [worst, where] = [Math.max(worst, off), what];
      if (!(off <= allowed)) wrong.push(t`${what}: ${String(got)}, expected ${ref}`);
    });
  }
  return { numbers, cases: cases.length, worst, where, wrong };
}

/** The result as a text to keep. */
export function selfTestText(test: SelfTest, engine: Engine, now: Date, device: string): string {
  const { numbers, cases, worst, where, wrong } = test;
  return [
    t`Self-test of Pooled`,
    t`Date: ${now.toISOString()}`,
    t`Engine: ${engine.catalog.engine}`,
    t`SHA-256 of pooled.wasm: ${coreHash}`,
    t`Device: ${device}`,
    t`Compared: ${numbers} numbers of ${cases} analyses with a 60-digit computation of the same formulas`,
    t`Worst deviation: ${worst.toExponential(1)} (${where}); allowed: ${allowed.toExponential(0)}`,
    t`Unit: standard errors for effects and limits, points of 100 for I2, relative for everything else`,
    wrong.length === 0 ? t`Result: passed` : t`Result: FAILED, ${wrong.length} numbers are off`,
    ...wrong,
    "",
  ].join("\n");
}
