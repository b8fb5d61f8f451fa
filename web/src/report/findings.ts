import { formatCount, percentText } from "../text/format";
import { armNames } from "../text/names";
import { headline, perThousand, perThousandTail } from "../text/sentences";
import type { Answered } from "./ask";
import type { Section } from "./context";
import { section, table } from "./document";
import { nameOf } from "./methods";

const HEADS = [
  "Outcome",
  "Studies",
  "Participants",
  "Effect (CI)",
  "Risk without, of 1000",
  "Difference per 1000",
  "I²",
];

function rowOf(one: Answered, index: number): string[] {
  const { report, measure, outcome } = one;
  const { summary: s, absolute: a } = report;
  const head = s ? headline(s, report.options.level, measure) : null;
  const known = measure.absolute && a?.control_risk != null;
  const tail = known ? perThousandTail(a, armNames(outcome)) : null;
  return [
    nameOf(one, index),
    formatCount(s?.k ?? 0),
    s?.participants == null ? "–" : formatCount(s.participants),
    head === null ? "No result" : `${head.name} ${head.est} (${head.interval})`,
    known ? perThousand(a.control_risk ?? 0) : "–",
    tail === null ? "–" : tail.replace(/^with .*?, /, "").replace(/\.$/, ""),
    percentText(s?.I2 ?? s?.I2_Q ?? null),
  ];
}

/** One row for each outcome. */
export const findings: Section = ({ outcomes }) =>
  section(1, "Summary of findings", table("", HEADS, outcomes.map(rowOf)));
