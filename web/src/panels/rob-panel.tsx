import { t } from "../language/text";
import { isJudged } from "../state/rob";
import { en } from "../text/en";
import { Button } from "../ui/button";
import { later } from "../ui/later";
import { useApp } from "./app-model";
import { Details } from "./details";

const RobBody = later(() => import("./rob-body").then((m) => m.RobBody));

/** Risk of bias: what has been judged as figures, and what the result owes to it. */
export function RobPanel() {
  const app = useApp();
  return (
    <Details id="rob" title={en.riskOfBias}>
      {() =>
        isJudged(app.analysis.value.outcome) ? (
          <RobBody />
        ) : (
          <p class="row muted">
            {t`Nothing has been judged yet. `}
            <Button onClick={() => (app.dialog.value = "rob")}>{t`Judge the studies`}</Button>
          </p>
        )
      }
    </Details>
  );
}
