import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { t } from "../language/text";
import { en } from "../text/en";
import { type GuidePage, guidePages, KINDS, searchGuide } from "../text/guide/index";
import { choosesTau2, isRandom } from "../text/names";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { TextField } from "../ui/field";
import { type App, useApp } from "./app-model";
import { GuidePageView } from "./guide-page";

/** The pages of what is chosen now, in the order in which an analysis goes. */
function chosenNow({ analysis, catalog }: App): string[] {
  const { outcome } = analysis.value;
  const o = outcome.options;
  return [
    `measure:${o.measure}`,
    `format:${outcome.format}`,
    `model:${o.model}`,
    ...(choosesTau2(catalog, o.model) ? [`tau2:${o.tau2}`, `tau2_interval:${o.tau2_ci}`] : []),
    `test:${o.test}`,
    ...(isRandom(catalog, o.model) ? [`prediction:${o.prediction}`] : []),
  ];
}

function PageList({ title, pages, open }: { title: string; pages: readonly GuidePage[]; open: (at: string) => void }) {
  if (pages.length === 0) return null;
  return (
    <section class="guide-list" aria-label={title}>
      <h3>{title}</h3>
      <ul>
        {pages.map((page) => (
          <li key={page.at}>
            <button type="button" class="button quiet" onClick={() => open(page.at)}>
              {page.label}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Lists({ pages, search, open }: { pages: readonly GuidePage[]; search: string; open: (at: string) => void }) {
  const app = useApp();
  if (search.trim() !== "") {
    const found = searchGuide(pages, search);
    if (found.length === 0)
      return <p class="muted">{t`Nothing of this name. Try another word, such as a method’s author.`}</p>;
    return <PageList title={t`Found: ${found.length}`} pages={found} open={open} />;
  }
  const now = chosenNow(app).flatMap((at) => pages.find((page) => page.at === at) ?? []);
  return (
    <>
      <PageList title={t`Chosen now`} pages={now} open={open} />
      {KINDS.map(({ id, title }) => (
        <PageList key={id} title={title} pages={pages.filter(({ kind }) => kind === id)} open={open} />
      ))}
    </>
  );
}

/** A short page for everything one can choose, found by search, by a "?" beside the choice, or by links. */
export function GuideDialog({ onClose }: { onClose: () => void }) {
  const app = useApp();
  const pages = useMemo(() => guidePages(app.catalog), [app]);
  const search = useSignal("");
  const top = useRef<HTMLDivElement>(null);
  const page = pages.find(({ at }) => at === app.guide.value);
  const open = (at: string): void => {
    search.value = "";
    app.guide.value = at;
  };
  // A page that a link leads to is read from its beginning.
  useEffect(() => {
    top.current?.closest("dialog")?.scrollTo(0, 0);
    if (page) top.current?.querySelector<HTMLElement>("h3")?.focus();
  }, [page]);
  const shown = search.value.trim() === "" ? page : undefined;
  return (
    <Dialog title={en.guide} onClose={onClose} wide>
      <div class="stack guide" ref={top}>
        <div class="guide-search">
          <TextField label={t`Search the guide`} value={search.value} onInput={(text) => (search.value = text)} />
          {page && <Button onClick={() => open("")}>{en.allPages}</Button>}
        </div>
        {shown ? (
          <GuidePageView page={shown} pages={pages} open={open} />
        ) : (
          <Lists pages={pages} search={search.value} open={open} />
        )}
      </div>
    </Dialog>
  );
}
