import { useSignal } from "@preact/signals";
import { LANGUAGES } from "../language/choice";
import { language, t } from "../language/text";
import { clearOutcome, setTitle } from "../state/actions";
import { en } from "../text/en";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { Menu, type MenuItem } from "../ui/menu";
import { type App, useApp } from "./app-model";
import { exampleItems } from "./examples";
import { Settings } from "./settings";

function TitleField() {
  const { store } = useApp();
  return (
    <input
      class="title-field"
      type="text"
      dir="auto"
      autoComplete="off"
      aria-label={en.title}
      placeholder={en.titleHint}
      title={store.review.value.title || undefined}
      value={store.review.value.title}
      onInput={(event) => store.apply(setTitle(event.currentTarget.value), "title")}
    />
  );
}

function moreItems(app: App): MenuItem[] {
  const { dialog, platform } = app;
  return [
    { label: en.names, run: () => (dialog.value = "names") },
    { label: en.flow, run: () => (dialog.value = "flow") },
    { label: `${en.compare}…`, run: () => (dialog.value = "compare") },
    { label: `${en.published}…`, run: () => (dialog.value = "published") },
    { label: en.clear, run: () => clearWithUndo(app) },
    ...(platform.drafts.enabled.value ? [{ label: en.forget, separated: true, run: platform.drafts.forget }] : []),
    { label: en.guide, separated: true, run: () => (app.guide.value = "") },
    ...otherLanguages().map(([id, name]) => ({ label: name, lang: id, run: () => platform.speak(id) })),
    { label: en.keys, run: () => (dialog.value = "keys") },
    { label: t`About ${en.product}`, run: () => (dialog.value = "about") },
  ];
}

const otherLanguages = (): [string, string][] => Object.entries(LANGUAGES).filter(([id]) => id !== language.id);

function clearWithUndo(app: App): void {
  app.store.apply(clearOutcome());
  app.toast.value = { text: t`The table was cleared`, action: { label: en.undo, run: () => app.store.undo() } };
}

function openItems(app: App): MenuItem[] {
  const earlier = app.platform.drafts.earlier().map((draft, i) => ({
    label: t`Earlier draft: ${draft.name}`,
    separated: i === 0,
    run: draft.open,
  }));
  return [
    { label: t`Open a file (Excel, CSV, RevMan)…`, run: app.platform.openFile },
    { label: `${en.mine}…`, run: () => (app.dialog.value = "mine") },
    ...exampleItems(app),
    ...earlier,
  ];
}

function MenuButton({ label, icon, items }: { label: string; icon: "open" | "more"; items: (app: App) => MenuItem[] }) {
  const app = useApp();
  const anchor = useSignal<HTMLElement | null>(null);
  return (
    <>
      <button
        type="button"
        class={icon === "more" ? "button square" : "button"}
        aria-haspopup="menu"
        aria-expanded={anchor.value !== null}
        aria-label={icon === "more" ? label : undefined}
        onClick={(event) => (anchor.value = anchor.value ? null : event.currentTarget)}
      >
        <Icon name={icon} />
        {icon === "open" && <span>{label}</span>}
      </button>
      {anchor.value && (
        <Menu label={label} anchor={anchor.value} items={items(app)} onClose={() => (anchor.value = null)} />
      )}
    </>
  );
}

export function Header() {
  const app = useApp();
  const { store, dialog } = app;
  return (
    <header class="bar">
      <div class="bar-title">
        <h1>{en.product}</h1>
        <TitleField />
      </div>
      <div class="bar-settings">
        <Settings />
      </div>
      <div class="bar-actions">
        <Button icon="undo" label={en.undo} disabled={!store.canUndo.value} onClick={() => store.undo()} />
        <Button icon="redo" label={en.redo} disabled={!store.canRedo.value} onClick={() => store.redo()} />
        <MenuButton icon="open" label={en.open} items={openItems} />
        <Button icon="share" onClick={() => (dialog.value = "share")}>
          {en.share}
        </Button>
        <Button icon="export" onClick={() => (dialog.value = "export")}>
          {en.export}
        </Button>
        <MenuButton icon="more" label={en.more} items={moreItems} />
      </div>
    </header>
  );
}
