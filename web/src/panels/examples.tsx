import { examples } from "../examples/index";
import { spoken, t } from "../language/text";
import { loadReview } from "../state/actions";
import { en } from "../text/en";
import { Button } from "../ui/button";
import type { MenuItem } from "../ui/menu";
import { type App, useApp } from "./app-model";

type Example = (typeof examples)[number];

function openExample(app: App, example: Example): void {
  app.store.apply(loadReview(example.review));
  app.toast.value = { text: example.citation, action: { label: en.undo, run: () => app.store.undo() } };
}

export function exampleItems(app: App): MenuItem[] {
  return examples.map((example, i) => ({
    label: t`Example: ${spoken(example.title)}`,
    separated: i === 0,
    run: () => openExample(app, example),
  }));
}

/** Doors for the first visit. */
export function ExampleButtons() {
  const app = useApp();
  return (
    <div class="examples">
      {examples.map((example) => (
        <Button key={example.id} onClick={() => openExample(app, example)}>
          {spoken(example.title)}
        </Button>
      ))}
    </div>
  );
}
