import { fewGist, fewSentence } from "../text/few-studies";
import { plural } from "../text/format";
import { Icon } from "../ui/icon";
import { useApp } from "./app-model";
import { Details } from "./details";
import { MethodTable } from "./methods-agree";

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

/** Two to five studies: the intervals side by side. */
export function FewStudies() {
  const analysis = useApp().analysis.value;
  const { report } = analysis;
  const few = report?.few_studies;
  if (!report?.summary || !few) return null;
  return (
    <Details
      id="few_studies"
      title={`${plural(report.summary.k, "study", "studies")}: which interval?`}
      gist={fewGist(few)}
    >
      {() => (
        <>
          <p class="muted">
            With few studies Wald is often too narrow. Hartung-Knapp keeps its promise on average, but a single interval
            can come out very narrow (the floor guards against that) or very wide. Decide before you look, and say
            which.
          </p>
          <MethodTable analysis={analysis} methods={few.rows} />
        </>
      )}
    </Details>
  );
}
