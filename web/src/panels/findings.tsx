import { t } from "../language/text";
import { useApp } from "./app-model";
import { Details } from "./details";
import { FindingsTable } from "./findings-table";

/** The table of a review's end: every outcome, its effect, its certainty. */
export function SummaryOfFindings() {
  const { store } = useApp();
  const count = store.review.value.outcomes.length;
  return (
    <Details id="findings" title={t`Summary of findings`} gist={count > 1 ? t`${count} outcomes` : null}>
      {() => <FindingsTable />}
    </Details>
  );
}
