import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../language/text";
import { duplicateOutcome, moveOutcome, removeOutcome, showOutcome } from "../state/actions";
import type { Outcome } from "../state/state";
import { en } from "../text/en";
import { clip } from "../text/format";
import { Icon } from "../ui/icon";
import { Menu, type MenuItem } from "../ui/menu";
import { type App, useApp } from "./app-model";

export function outcomeName(outcome: Outcome, index: number): string {
  return clip(outcome.name.trim(), 80) || `${en.outcome} ${index + 1}`;
}

/** The tab that is shown now, once it is drawn. */
function focusShown(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>("[role=tab][aria-selected=true]")?.focus());
}

function show(app: App, index: number): void {
  const { outcomes } = app.store.review.value;
  app.typing.value = null;
  app.store.apply(showOutcome((index + outcomes.length) % outcomes.length));
  focusShown();
}

function move(app: App, by: -1 | 1): void {
  app.store.apply(moveOutcome(app.store.outcome.value.id, by));
  focusShown();
}

export function removeShown(app: App): void {
  const { outcomes, current } = app.store.review.value;
  const outcome = outcomes[current];
  if (!outcome) return;
  app.store.apply(removeOutcome(app.catalog, outcome.id));
  const text = t`Removed ${outcomeName(outcome, current)}`;
  app.toast.value = { text, action: { label: en.undo, run: () => app.store.undo() } };
  focusShown();
}

function duplicateShown(app: App): void {
  const before = app.store.review.value;
  const { outcomes, current } = before;
  const outcome = outcomes[current];
  if (!outcome) return;
  app.store.apply(duplicateOutcome(outcome.id));
  if (app.store.review.value === before) return;
  const text = t`Copied ${outcomeName(outcome, current)}, beside it`;
  app.toast.value = { text, action: { label: en.undo, run: () => app.store.undo() } };
}

/** Arrows, Home and End show another outcome; Alt with an arrow moves the one shown; F2 names it. */
function onKey(app: App, event: KeyboardEvent): void {
  const { outcomes, current } = app.store.review.value;
  const side = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : null;
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (side !== null && event.altKey) move(app, side);
  else if (event.altKey) return;
  else if (side !== null) show(app, current + side);
  else if (event.key === "Home") show(app, 0);
  else if (event.key === "End") show(app, outcomes.length - 1);
  else if (event.key === "Delete") removeShown(app);
  else if (event.key === "F2") app.dialog.value = "names";
  else return;
  event.preventDefault();
}

function Tab({ outcome, index }: { outcome: Outcome; index: number }) {
  const app = useApp();
  const shown = app.store.review.value.current === index;
  const tab = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (shown) tab.current?.scrollIntoView?.({ block: "nearest", inline: "nearest" });
  }, [shown]);
  return (
    <button
      ref={tab}
      type="button"
      role="tab"
      id={`outcome-${outcome.id}`}
      aria-selected={shown}
      aria-controls="outcome"
      tabIndex={shown ? 0 : -1}
      onClick={() => show(app, index)}
      onDblClick={() => (app.dialog.value = "names")}
    >
      <bdi>{outcomeName(outcome, index)}</bdi>
    </button>
  );
}

function items(app: App): MenuItem[] {
  const { outcomes, current } = app.store.review.value;
  const { id } = app.store.outcome.value;
  const moveShown = (by: -1 | 1) => () => app.store.apply(moveOutcome(id, by));
  return [
    { label: en.rename, run: () => (app.dialog.value = "names") },
    { label: en.duplicate, run: () => duplicateShown(app) },
    { label: en.moveLeft, stays: true, disabled: current === 0, run: moveShown(-1) },
    { label: en.moveRight, stays: true, disabled: current === outcomes.length - 1, run: moveShown(1) },
    { label: en.removeOutcome, run: () => removeShown(app) },
    { label: en.allOutcomes, separated: true, run: () => (app.dialog.value = "outcomes") },
  ];
}

/** What can be done with the outcome shown. */
function OutcomeMenu() {
  const app = useApp();
  const anchor = useSignal<HTMLElement | null>(null);
  return (
    <>
      <button
        type="button"
        class="button quiet square"
        aria-label={en.outcomeMenu}
        aria-haspopup="menu"
        aria-expanded={anchor.value !== null}
        onClick={(event) => (anchor.value = anchor.value ? null : event.currentTarget)}
      >
        <Icon name="more" />
      </button>
      {anchor.value && (
        <Menu label={en.outcomeMenu} anchor={anchor.value} items={items(app)} onClose={() => (anchor.value = null)} />
      )}
    </>
  );
}

/** One tab for each outcome, once there is more than one; most reviews on a tablet have one. */
export function OutcomeTabs() {
  const app = useApp();
  const { outcomes } = app.store.review.value;
  if (outcomes.length < 2) return null;
  return (
    <div class="outcomes">
      <div class="outcome-tabs" role="tablist" aria-label={en.outcomes} onKeyDown={(event) => onKey(app, event)}>
        {outcomes.map((outcome, i) => (
          <Tab key={outcome.id} outcome={outcome} index={i} />
        ))}
      </div>
      <OutcomeMenu />
    </div>
  );
}
