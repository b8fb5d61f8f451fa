import type { ComponentChildren } from "preact";
import { t } from "../language/text";
import { en } from "../text/en";
import { useApp, type WorkingOf } from "./app-model";

type Part = Exclude<WorkingOf["part"], "study">;

/** A number of the result: pressing it shows how it comes about. */
export function NumberButton({ part, children }: { part: Part; children: ComponentChildren }) {
  const { working } = useApp();
  return (
    <button type="button" class="number-button" title={en.working} onClick={() => (working.value = { part })}>
      {children}
    </button>
  );
}

const LABELS: Readonly<Record<Part, string>> = {
  pooled: t`the pooled effect`,
  heterogeneity: t`how far the studies differ`,
  prediction: t`the prediction interval`,
  absolute: t`of 1000 people`,
};

/** What is read on the button begins what is heard, for those who say it to press it. */
const HOW = t`How?`;

/** The same after a sentence of several numbers. */
export function How({ part }: { part: Part }) {
  const { working } = useApp();
  return (
    <button
      type="button"
      class="how"
      aria-label={`${HOW} ${en.working}: ${LABELS[part]}`}
      onClick={() => (working.value = { part })}
    >
      {HOW}
    </button>
  );
}
