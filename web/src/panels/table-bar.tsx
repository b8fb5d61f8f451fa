import { addOutcome } from "../state/actions";
import { isEmptyOutcome } from "../state/blank";
import { en } from "../text/en";
import { Button } from "../ui/button";
import { useApp } from "./app-model";
import { OutcomeTabs } from "./outcome-tabs";
import { SortButton } from "./sort-menu";

/** Above the table: which outcome it is of, and what can be done with the table as a whole. */
export function TableBar() {
  const app = useApp();
  const empty = isEmptyOutcome(app.analysis.value.outcome);
  const add = (): void => {
    app.store.apply(addOutcome(app.catalog));
    app.dialog.value = "names";
  };
  return (
    <div class="table-bar">
      <OutcomeTabs />
      <div class="table-tools">
        <Button quiet onClick={() => (app.dialog.value = "columns")}>
          {en.columns}
        </Button>
        {!empty && <SortButton />}
        {!empty && (
          <Button quiet onClick={() => (app.dialog.value = "rob")}>
            {en.riskOfBias}
          </Button>
        )}
        {!empty && (
          <Button quiet onClick={add}>
            {en.addOutcome}
          </Button>
        )}
        <Button quiet class="for-keyboard" onClick={() => (app.dialog.value = "keys")}>
          {en.keys}
        </Button>
      </div>
    </div>
  );
}
