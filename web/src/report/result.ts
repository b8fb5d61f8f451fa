import { forest } from "../plots/forest";
import { agreementLines } from "../text/agreement";
import { levelText } from "../text/format";
import { armNames } from "../text/names";
import {
  basis,
  headline,
  nntSentence,
  perThousand,
  perThousandTail,
  plainSentence,
  predictionSentence,
} from "../text/sentences";
import { figureOf } from "./answers";
import type { Answered } from "./ask";
import type { OutcomeSection } from "./context";
import { paragraph, remark, section, table } from "./document";

/** "RR 0.49 (95% CI 0.33 to 0.73); 13 studies, 357,347 people, P = .002." */
function headSentence({ report, measure }: Answered): string | null {
  const s = report.summary;
  const head = s ? headline(s, report.options.level, measure) : null;
  if (!s || head === null) return null;
  return `${head.name} ${head.est} (${head.interval}); ${basis(s, report.effects.length, measure).join(", ")}.`;
}

function absoluteSentence({ report, outcome, measure }: Answered): string | null {
  const a = report.absolute;
  if (!measure.absolute || a?.control_risk == null) return null;
  const names = armNames(outcome);
  const tail = perThousandTail(a, names);
  if (tail === null) return null;
  const nnt = nntSentence(a, outcome.lower_is_better);
  const from = a.control_risk_from === "given" ? "" : " (the median of the studies)";
  return `Of 1000 people like the controls, ${perThousand(a.control_risk)} have the event${from}; ${tail}${nnt === null ? "" : ` ${nnt}`}`;
}

export const result: OutcomeSection = (one, writing) => {
  const { report, measure, outcome } = one;
  const s = report.summary;
  const sentences = [
    headSentence(one),
    s ? plainSentence(s, measure, armNames(outcome)) : null,
    absoluteSentence(one),
    predictionSentence(report, writing.catalog, measure),
  ].filter((sentence) => sentence !== null);
  const remarks = report.notes.filter(({ row, severity }) => row === null && severity !== "info");
  return [
    ...(sentences.length > 0 ? [paragraph(sentences.join(" "))] : []),
    ...remarks.map(({ text }) => remark(text)),
    ...figureOf(forest, one, writing),
  ];
};

export const heterogeneity: OutcomeSection = (one, { catalog }) => {
  const { report, measure } = one;
  const heads = ["Measure", "Value", `${levelText(report.options.level)} CI, or P`, "What it says"];
  const rows = agreementLines(report, catalog, measure).map((l) => [l.name, l.value, l.interval, l.meaning]);
  return section(3, "Heterogeneity", table("", heads, rows));
};
