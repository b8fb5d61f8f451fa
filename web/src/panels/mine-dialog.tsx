import { useSignal } from "@preact/signals";
import { language, t } from "../language/text";
import type { Saved } from "../state/library";
import { en } from "../text/en";
import { plural } from "../text/format";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { TextField } from "../ui/field";
import { saveFile } from "../ui/save";
import { type App, useApp } from "./app-model";

const dateText = (at: string): string => new Date(at).toLocaleDateString(language.locale, { dateStyle: "medium" });

interface Said {
  text: string;
  undo?: () => void;
}

interface LineProps {
  saved: Saved;
  onOpen: () => void;
  onRename: (name: string) => void;
  onDelete: () => void;
}

function Line({ saved, onOpen, onRename, onDelete }: LineProps) {
  const renaming = useSignal<string | null>(null);
  if (renaming.value !== null)
    return (
      <li class="mine-line">
        <TextField label={t`New name of ${saved.name}`} value={renaming.value} onInput={(t) => (renaming.value = t)} />
        <Button
          primary
          onClick={() => {
            onRename(renaming.value ?? saved.name);
            renaming.value = null;
          }}
        >{t`Rename`}</Button>
        <Button quiet onClick={() => (renaming.value = null)}>
          {en.cancel}
        </Button>
      </li>
    );
  return (
    <li class="mine-line">
      <button type="button" class="choose" onClick={onOpen}>
        <bdi>{saved.name}</bdi>
        <span class="muted">
          {plural(saved.studies, t`study`, t`studies`)}, {dateText(saved.at)}
        </span>
      </button>
      <Button quiet label={t`Rename ${saved.name}`} onClick={() => (renaming.value = saved.name)}>{t`Rename`}</Button>
      <Button quiet icon="close" label={t`Delete ${saved.name}`} onClick={onDelete} />
    </li>
  );
}

/** The present review under a name; one of the same name is replaced, and says so. */
function Keep({ app, all, onKept }: { app: App; all: readonly Saved[]; onKept: (said: Said) => void }) {
  const review = app.store.review.value;
  const name = useSignal(review.title);
  const same = all.find((saved) => saved.name === name.value.trim());
  const keep = (id?: string): void => {
    const kept = app.platform.library.save(review, name.value, id);
    if (kept) {
      app.store.markSaved(review);
      app.platform.keepStorage();
    }
    onKept({
      text: kept
        ? t`Kept as ${kept.name}`
        : t`It could not be kept: this browser stores nothing, or is full. Save a file instead.`,
    });
  };
  return (
    <div class="mine-keep">
      <TextField
        label={t`Keep the analysis shown as`}
        value={name.value}
        placeholder={t`Name`}
        onInput={(t) => (name.value = t)}
      />
      <Button primary onClick={() => keep(same?.id)}>
        {same ? t`Replace it` : t`Keep`}
      </Button>
      {same && <Button onClick={() => keep()}>{t`Keep beside it`}</Button>}
    </div>
  );
}

function pickText(then: (text: string) => void): void {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = ".json";
  input.addEventListener("change", () => void input.files?.[0]?.text().then(then));
  input.click();
}

/** Analyses kept on this device. */
export function MineDialog({ onClose }: { onClose: () => void }) {
  const app = useApp();
  const { library } = app.platform;
  const all = useSignal(library.list());
  const said = useSignal<Said | null>(null);
  const say = (now: Said): void => {
    said.value = now;
    all.value = library.list();
  };
  const open = (saved: Saved): void => {
    const restored = library.open(saved.id, app.catalog);
    if (restored === null) {
      say({ text: t`${saved.name} cannot be read any more.` });
      return;
    }
    onClose();
    app.platform.openReview(restored.review);
    app.store.markSaved();
    app.toast.value = {
      text: [t`Opened ${saved.name}`, ...restored.notes].join(" · "),
      action: { label: en.undo, run: () => app.store.undo() },
    };
  };
  const remove = (saved: Saved): void => {
    const undo = library.remove(saved.id);
    say({
      text: undo ? t`Deleted ${saved.name}` : t`${saved.name} could not be deleted`,
      undo: undo ? () => say({ text: undo() ? t`${saved.name} is back` : t`It could not be stored again` }) : undefined,
    });
  };
  const importAll = (): void =>
    pickText((text) => {
      const added = library.importAll(text, app.catalog);
      say({ text: typeof added === "number" ? t`${plural(added, t`analysis`, t`analyses`)} added` : added });
    });
  const exportAll = (): void =>
    saveFile("pooled-analyses.json", new Blob([library.exportAll()], { type: "application/json" }));
  return (
    <Dialog title={en.mine} onClose={onClose}>
      <div class="stack">
        <Keep app={app} all={all.value} onKept={say} />
        <p role="status" class="row mine-said">
          {said.value && <bdi>{said.value.text}</bdi>}
          {said.value?.undo && <Button onClick={said.value.undo}>{en.undo}</Button>}
        </p>
        {all.value.length === 0 ? (
          <p class="muted">{t`Nothing is kept here yet.`}</p>
        ) : (
          <ul class="plain-list">
            {all.value.map((saved) => (
              <Line
                key={saved.id}
                saved={saved}
                onOpen={() => open(saved)}
                onRename={(name) =>
                  say({ text: library.rename(saved.id, name) ? t`Renamed` : t`It could not be renamed` })
                }
                onDelete={() => remove(saved)}
              />
            ))}
          </ul>
        )}
        <div class="row">
          <Button disabled={all.value.length === 0} onClick={exportAll}>{t`Save all as one file`}</Button>
          <Button onClick={importAll}>{t`Add from such a file…`}</Button>
        </div>
        <p class="hint">{app.platform.local ? en.mineLocal : en.mineWhere}</p>
      </div>
    </Dialog>
  );
}
