import { t } from "../language/text";
import { fewGist } from "../text/few-studies";
import { plural } from "../text/format";
import { useApp } from "./app-model";
import { Details } from "./details";
import { MethodTable } from "./methods-agree";

/** Two to five studies: the intervals side by side. */
export function FewStudies() {
  const analysis = useApp().analysis.value;
  const { report } = analysis;
  const few = report?.few_studies;
  if (!report?.summary || !few) return null;
  return (
    <Details
      id="few_studies"
      guide="analysis:few_studies"
      title={t`${plural(report.summary.k, t`study`, t`studies`)}: which interval?`}
      gist={fewGist(few)}
    >
      {() => (
        <>
          <p class="muted">{t`With few studies Wald is often too narrow. Hartung-Knapp keeps its promise on average, but a single interval can come out very narrow (the floor guards against that) or very wide. Decide before you look, and say which.`}</p>
          <MethodTable analysis={analysis} methods={few.rows} />
        </>
      )}
    </Details>
  );
}
