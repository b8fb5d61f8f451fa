import { useMemo } from "preact/hooks";
import { t } from "../language/text";
import { en } from "../text/en";
import { guidePages } from "../text/guide/index";
import { type Maths, mathsText } from "../text/maths";
import {
  coreQuantile,
  type Given,
  numberText,
  PARTS,
  partSheet,
  type Sheet,
  type Step,
  sheetText,
  studySheet,
} from "../text/working/index";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy";
import { Dialog } from "../ui/dialog";
import { Select } from "../ui/field";
import { Formula } from "../ui/maths";
import { type App, useApp, type WorkingOf } from "./app-model";

const TITLES = {
  pooled: t`The pooled effect`,
  heterogeneity: t`How far the studies differ`,
  prediction: t`Prediction interval`,
  absolute: t`Of 1000 people`,
} as const;

function givenOf({ analysis, catalog, engine }: App): Given | null {
  const { report, measure, request } = analysis.value;
  if (report === null) return null;
  const { level } = report.options;
  const quantile = (df: number | null): number | null => coreQuantile((ask) => engine.analyse(ask), level, df);
  return { report, catalog, measure, studies: request.dataset.studies, quantile };
}

/** Longer lines than this are written as text, which goes on in the next line; on a phone all of them are. */
const LONG = 64;

function Filled({ of }: { of: Maths }) {
  const text = mathsText(of, numberText);
  return (
    <>
      {text.length <= LONG && (
        <p class="step-filled">
          = <Formula of={of} number={numberText} />
        </p>
      )}
      <p class={text.length <= LONG ? "step-line short" : "step-line"}>= {text}</p>
    </>
  );
}

function Numbers({ step }: { step: Step }) {
  if (step.left !== undefined && step.value !== null)
    return (
      <p class="step-result">
        {t`left `}
        {numberText(step.left)}
        {t`, right `}
        {numberText(step.value)}
      </p>
    );
  return (
    <>
      {step.filled !== null && <Filled of={step.filled} />}
      {step.value !== null && <p class="step-result">= {numberText(step.value)}</p>}
    </>
  );
}

function StepView({ step }: { step: Step }) {
  return (
    <li class={step.formula === null ? "step-words" : "step"}>
      {step.formula !== null && <Formula of={step.formula} />}
      <Numbers step={step} />
      {step.words && <p class={step.formula === null ? undefined : "muted"}>{step.words}</p>}
    </li>
  );
}

/** Choices of the select: the parts there are, then every study with an effect. */
function choicesOf(app: App, given: Given): { id: string; label: string; group: string }[] {
  const parts = PARTS.filter((part) => partSheet(given, part) !== null);
  const { rowIds } = app.analysis.value;
  const studies = given.report.effects.filter((e) => e.yi !== null);
  return [
    ...parts.map((part) => ({ id: part as string, label: TITLES[part], group: t`The result` })),
    ...studies.map(({ row }) => ({
      id: `study ${rowIds[row]}`,
      label: given.studies[row]?.label || t`Study ${row + 1}`,
      group: t`A study`,
    })),
  ];
}

const keyOf = (of: WorkingOf): string => (of.part === "study" ? `study ${of.rowId}` : of.part);

function ofKey(key: string): WorkingOf {
  const [, rowId] = /^study (\d+)$/.exec(key) ?? [];
  return rowId === undefined ? { part: key as (typeof PARTS)[number] } : { part: "study", rowId: Number(rowId) };
}

function SheetView({ sheet }: { sheet: Sheet }) {
  const app = useApp();
  const pages = useMemo(() => guidePages(app.catalog), [app]);
  const checked = sheet.steps.filter(({ agrees }) => agrees === true).length;
  return (
    <>
      <h3>
        <bdi>{sheet.title}</bdi>
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a narrow screen scrolls it sideways, which needs the keyboard */}
      <ol class="steps" tabIndex={0} aria-label={sheet.title}>
        {sheet.steps.map((step, i) => (
          <StepView key={i} step={step} />
        ))}
      </ol>
      <p class="hint">
        {t`Computed with all digits, shown with five. `}
        {checked === 1
          ? t`1 of the numbers above was held against the result on the page.`
          : t`${checked} of the numbers above were held against the result on the page.`}
      </p>
      <div class="row">
        <CopyButton primary text={() => sheetText(sheet)}>{t`Copy as text`}</CopyButton>
        {sheet.see.map((at) => {
          const page = pages.find((p) => p.at === at);
          return (
            page && (
              <Button key={at} onClick={() => (app.guide.value = at)}>
                {t`Guide: ${page.label}`}
              </Button>
            )
          );
        })}
      </div>
    </>
  );
}

/** A number's formula with the numbers of these studies in it, step by step. */
export function WorkingDialog({ onClose }: { onClose: () => void }) {
  const app = useApp();
  const of = app.working.value;
  const given = givenOf(app);
  if (of === null || given === null) return null;
  const sheet =
    of.part === "study" ? studySheet(given, app.analysis.value.rowIds.indexOf(of.rowId)) : partSheet(given, of.part);
  return (
    <Dialog title={en.working} onClose={onClose} wide>
      <div class="stack guide">
        <Select
          label={t`Of`}
          value={keyOf(of)}
          choices={choicesOf(app, given)}
          onChange={(key) => (app.working.value = ofKey(key))}
        />
        {sheet ? <SheetView sheet={sheet} /> : <p>{t`There is nothing to work out here yet.`}</p>}
      </div>
    </Dialog>
  );
}
