import { useState } from "preact/hooks";
import { pngBlob } from "../files/png";
import { language, t } from "../language/text";
import type { SvgNode } from "../plots/svg";
import { askForReport, type OpenPanel } from "../report/ask";
import type { ReportInput } from "../report/context";
import type { ReportDocument } from "../report/document";
import { reportHtml } from "../report/html";
import { reportDocument } from "../report/report";
import { reportText } from "../report/text";
import { fingerprint } from "../state/fingerprint";
import { encodeReview } from "../state/share";
import { Button } from "../ui/button";
import { fileName, saveFile } from "../ui/save";
import { type App, useApp } from "./app-model";
import { hasLink, linkBase } from "./link";
import { panelRows } from "./panel-table";
import { printReport } from "./report-view";

/** The panels that are open, in the order of the page. */
export function openPanels(app: App): OpenPanel[] {
  const { analyses } = app.catalog;
  return panelRows(analyses)
    .filter(({ id }) => app.panels.value.has(id))
    .map((row) => ({ ...row, title: row.title ?? analyses.find(({ id }) => id === row.id)?.label ?? row.id }));
}

/** Null where the review is too large for a link. */
async function linkOf(app: App): Promise<ReportInput["link"]> {
  const fragment = await encodeReview(app.store.review.value, app.catalog).catch(() => null);
  if (fragment === null) return null;
  const isAddress = hasLink(app);
  return { target: isAddress ? `${linkBase(app)}#${fragment}` : fragment, isAddress };
}

async function makeReport(app: App): Promise<ReportDocument> {
  const review = app.store.review.value;
  const open = openPanels(app);
  const outcomes = await askForReport(review, app.engine, open);
  if (outcomes.length === 0) throw new Error(t`there are no studies yet`);
  const made = new Date().toLocaleDateString(language.locale, { day: "numeric", month: "long", year: "numeric" });
  const { style, forest, shading } = app.figures.value;
  const [print, link] = await Promise.all([fingerprint(review, app.engine), linkOf(app)]);
  return reportDocument({
    review,
    catalog: app.catalog,
    outcomes,
    open,
    style,
    forest,
    shading,
    fingerprint: print,
    link,
    made,
  });
}

/** Word shows pictures at the size they state; 300 dots per inch is what journals print. */
const raster = async (figure: SvgNode): Promise<Uint8Array> =>
  new Uint8Array(await (await pngBlob(figure, 300)).arrayBuffer());

async function word(report: ReportDocument): Promise<Blob> {
  const { reportDocx } = await import("../report/docx");
  const type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  return new Blob([await reportDocx(report, raster)], { type });
}

type Form = "print" | "word" | "html" | "text";

async function write(app: App, form: Form): Promise<void> {
  const report = await makeReport(app);
  const review = app.store.review.value;
  const save = (ending: string, content: Blob): void => saveFile(fileName(review.title, `-report.${ending}`), content);
  const carried = app.figures.value.carry ? review : null;
  if (form === "print") printReport(report);
  else if (form === "word") save("docx", await word(report));
  else if (form === "html") save("html", new Blob([reportHtml(report, carried)], { type: "text/html" }));
  else save("txt", new Blob([reportText(report)], { type: "text/plain" }));
}

const FORMS: readonly { id: Form; label: string }[] = [
  { id: "print", label: t`Print / PDF` },
  { id: "word", label: t`Word` },
  { id: "html", label: "HTML" },
  { id: "text", label: t`Text` },
];

/** The whole review as a report. While one is being made the others wait. */
export function ReportButtons() {
  const app = useApp();
  const [making, setMaking] = useState<Form | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const run = async (form: Form): Promise<void> => {
    setMaking(form);
    setFailure(null);
    try {
      await write(app, form);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      setFailure(t`The report could not be made: ${reason}.`);
    } finally {
      setMaking(null);
    }
  };
  return (
    <div class="row" aria-busy={making !== null}>
      {failure !== null && (
        <p role="alert" class="error">
          {failure}
        </p>
      )}
      {FORMS.map(({ id, label }) => (
        <Button key={id} disabled={making !== null} onClick={() => void run(id)}>
          {making === id ? t`Writing …` : label}
        </Button>
      ))}
    </div>
  );
}
