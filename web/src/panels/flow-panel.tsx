import { t } from "../language/text";
import { isEmptyFlow } from "../state/flow";
import { en } from "../text/en";
import { Button } from "../ui/button";
import { useApp } from "./app-model";
import { Details } from "./details";
import { FlowFigure } from "./flow-figure";

/** From the records found to the studies included. */
export function FlowPanel() {
  const app = useApp();
  const empty = isEmptyFlow(app.store.review.value);
  return (
    <Details id="flow" title={en.flow}>
      {() => (
        <>
          <p class="row">
            <Button onClick={() => (app.dialog.value = "flow")}>
              {empty ? t`Type the numbers` : t`Change the numbers`}
            </Button>
          </p>
          {!empty && <FlowFigure />}
        </>
      )}
    </Details>
  );
}
