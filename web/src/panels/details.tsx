import type { ComponentChildren } from "preact";
import { type PanelId, useApp } from "./app-model";

interface Props {
  id: PanelId;
  title: string;
  /** A word of the result, readable while closed. */
  gist?: string | null;
  children: () => ComponentChildren;
}

/** One question under the table. What it needs is computed only while it is open. */
export function Details({ id, title, gist, children }: Props) {
  const { panels } = useApp();
  const open = panels.value.has(id);
  const onToggle = (event: Event): void => {
    const now = (event.currentTarget as HTMLDetailsElement).open;
    if (now === open) return;
    const next = new Set(panels.value);
    if (now) next.add(id);
    else next.delete(id);
    panels.value = next;
  };
  return (
    <details class="panel" open={open} onToggle={onToggle}>
      <summary>
        <h3>{title}</h3>
        {gist && <span class="gist">{gist}</span>}
      </summary>
      {open && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a narrow screen scrolls it sideways, which needs the keyboard
        <section class="panel-body" tabIndex={0} aria-label={title}>
          {children()}
        </section>
      )}
    </details>
  );
}
