import { signal } from "@preact/signals";
import { type ComponentChildren, createContext } from "preact";
import { useContext, useId, useLayoutEffect, useRef } from "preact/hooks";
import { en } from "../text/en";
import { Button } from "./button";

interface Props {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
  wide?: boolean;
}

/** Those open now, the one on top last: nothing outside it can be seen whole or pressed. */
export const openDialogs = signal<readonly string[]>([]);

/** What the dialog on top shows besides its own: passing remarks, which would lie behind it anywhere else. */
export const DialogFoot = createContext<ComponentChildren>(null);

/** A modal sheet: Escape, the close button and a press beside it close it; the browser gives focus back. */
export function Dialog({ title, onClose, children, wide }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const foot = useContext(DialogFoot);
  // At once, when it comes and when it goes: in between the focus would be nowhere.
  useLayoutEffect(() => {
    const node = dialog.current;
    const opener = document.activeElement;
    node?.showModal();
    openDialogs.value = [...openDialogs.peek(), id];
    return () => {
      openDialogs.value = openDialogs.peek().filter((other) => other !== id);
      node?.close();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does the same and arrives as onCancel
    <dialog
      ref={dialog}
      class={wide ? "sheet wide" : "sheet"}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <div class="sheet-body">
        <div class="sheet-head">
          <h2 id={id}>{title}</h2>
          <Button icon="close" label={en.close} quiet onClick={onClose} />
        </div>
        {children}
      </div>
      {openDialogs.value.at(-1) === id && foot}
    </dialog>
  );
}
