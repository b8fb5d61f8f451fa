import { t } from "../language/text";
import { forest } from "../plots/forest";
import { agreementLines } from "../text/agreement";
import { answerSentence } from "../text/certainty";
import { levelText, pText } from "../text/format";
import { midSentence } from "../text/mid";
import { armNames } from "../text/names";
import { basis, headline, nntSentence, perThousand, perThousandTail, predictionSentence } from "../text/sentences";
import { figureOf } from "./answers";
import type { Answered } from "./ask";
import type { OutcomeSection } from "./context";
import { paragraph, remark, section, table } from "./document";

/** "RR 0.49 (95% CI 0.33 to 0.73); 13 studies, 357,347 people, P = .002." */
function headSentence({ report, measure }: Answered): string | null {
  const s = report.summary;
  const head = s ? headline(s, report.options.level, measure) : null;
  if (!s || head === null) return null;
  const p = s.pval === null || measure.no_effect === null ? [] : [pText(s.pval)];
  return `${head.name} ${head.est} (${head.interval}); ${[...basis(s, report.effects.length), ...p].join(", ")}.`;
}

const FROM: Readonly<Record<string, string>> = {
  low: t` (the lowest of the studies)`,
  median: t` (the median of the studies)`,
  high: t` (the highest of the studies)`,
};

/** One for each risk without treatment. */
function absoluteSentences({ risks, outcome, measure }: Answered): string[] {
  return risks.flatMap(({ from, absolute: a }) => {
    const tail = measure.absolute ? perThousandTail(a, armNames(outcome)) : null;
    if (tail === null || a.control_risk === null) return [];
    const nnt = nntSentence(a, outcome.lower_is_better);
    return t`Of 1000 people like the controls, ${perThousand(a.control_risk)} have the event${FROM[from] ?? ""}; ${tail}${nnt === null ? "" : ` ${nnt}`}`;
  });
}

export const result: OutcomeSection = (one, writing) => {
  const { report, measure, outcome } = one;
  const s = report.summary;
  const sentences = [
    headSentence(one),
    s ? answerSentence(s, measure, outcome) : null,
    ...absoluteSentences(one),
    midSentence(report, measure),
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
  const heads = [t`Measure`, t`Value`, t`${levelText(report.options.level)} CI, or P`, t`What it says`];
  const rows = agreementLines(report, catalog, measure).map((l) => [l.name, l.value, l.interval, l.meaning]);
  return section(3, t`Heterogeneity`, table("", heads, rows));
};
