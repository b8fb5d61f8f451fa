import { fewSentence } from "../text/few-studies";
import { Icon } from "../ui/icon";
import { useApp } from "./app-model";

/** Said without being asked, under the answer: with so few studies the printed interval is a choice. */
export function FewStudiesNote() {
  const { catalog, analysis } = useApp();
  const { report, measure } = analysis.value;
  if (!report?.summary || !report.few_studies) return null;
  const text = fewSentence(report.few_studies, report.summary.k, report.options.level, catalog, measure);
  if (text === null) return null;
  return (
    <ul class="notes" aria-label="Note on the number of studies">
      <li class="note warning">
        <Icon name="warning" />
        <bdi>{text}</bdi>
      </li>
    </ul>
  );
}
