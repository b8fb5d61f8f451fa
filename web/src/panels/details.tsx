import type { ComponentChildren } from "preact";
import { type PanelId, useApp } from "./app-model";
import { GuideButton } from "./guide-button";

interface Props {
  id: PanelId;
  title: string;
  /** A word of the result, readable while closed. */
  gist?: string | null;
  /** Its page in the guide. */
  guide?: string;
  children: () => ComponentChildren;
}

/** One question under the table. What it needs is computed only while it is open. */
export function Details({ id, title, gist, guide, children }: Props) {
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
    <div class="panel-line" data-guide={guide}>
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
      {guide && <GuideButton at={guide} label={title} />}
    </div>
  );
}
