import { useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "./icon";

export interface MenuItem {
  label: string;
  run: () => void;
  /** Of the label, where it is not the page's. */
  lang?: string;
  disabled?: boolean;
  /** For one of several: which one holds. */
  checked?: boolean;
  /** A rule above it. */
  separated?: boolean;
  /** The menu stays open, for what is seldom done once: one place up, and up again. */
  stays?: boolean;
}

interface Props {
  label: string;
  anchor: HTMLElement;
  items: readonly MenuItem[];
  onClose: () => void;
}

const EDGE = 8;

/** Beside the button that opened it, inside the window. */
function placeBeside(menu: HTMLElement, anchor: HTMLElement): void {
  const button = anchor.getBoundingClientRect();
  const { offsetWidth, offsetHeight } = menu;
  const left = Math.min(button.right - offsetWidth, window.innerWidth - offsetWidth - EDGE);
  const below = button.bottom + 4;
  const top = below + offsetHeight > window.innerHeight - EDGE ? button.top - offsetHeight - 4 : below;
  menu.style.left = `${Math.max(EDGE, left)}px`;
  menu.style.top = `${Math.max(EDGE, top)}px`;
}

function step(menu: HTMLElement, by: number): void {
  const items = [...menu.querySelectorAll<HTMLButtonElement>("button:not(:disabled)")];
  const now = items.indexOf(document.activeElement as HTMLButtonElement);
  items[(now + by + items.length) % items.length]?.focus();
}

export function Menu({ label, anchor, items, onClose }: Props) {
  const menu = useRef<HTMLDivElement>(null);
  const done = (): void => {
    onClose();
    if (anchor.isConnected) anchor.focus();
  };
  // At once: a menu that is left before it is painted must not take the focus back.
  useLayoutEffect(() => {
    const node = menu.current;
    if (!node) return;
    placeBeside(node, anchor);
    node.querySelector<HTMLButtonElement>("button:not(:disabled)")?.focus();
    const outside = (event: PointerEvent): void => {
      const on = event.target as Node;
      if (!node.contains(on) && !anchor.contains(on)) onClose();
    };
    const moved = (): void => placeBeside(node, anchor);
    document.addEventListener("pointerdown", outside, true);
    window.addEventListener("resize", moved);
    window.addEventListener("scroll", moved, { passive: true });
    return () => {
      document.removeEventListener("pointerdown", outside, true);
      window.removeEventListener("resize", moved);
      window.removeEventListener("scroll", moved);
    };
  }, []);
  useLayoutEffect(() => {
    const node = menu.current;
    if (!node) return;
    placeBeside(node, anchor);
    // The item just pressed may have come to its end.
    const held = node.contains(document.activeElement) ? (document.activeElement as HTMLButtonElement) : null;
    if (held === null || held.disabled) step(node, 1);
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape" || event.key === "Tab") done();
    else if (event.key === "ArrowDown") step(menu.current as HTMLElement, 1);
    else if (event.key === "ArrowUp") step(menu.current as HTMLElement, -1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div ref={menu} class="menu" role="menu" aria-label={label} onKeyDown={onKeyDown}>
      {items.map((item) => (
        <MenuButton key={item.label} item={item} done={done} />
      ))}
    </div>
  );
}

function MenuButton({ item, done }: { item: MenuItem; done: () => void }) {
  const one = item.checked !== undefined;
  return (
    <button
      type="button"
      {...(one ? { role: "menuitemradio", "aria-checked": item.checked } : { role: "menuitem" })}
      class={item.separated ? "separated" : undefined}
      disabled={item.disabled}
      tabIndex={-1}
      onClick={() => {
        if (!item.stays) done();
        item.run();
      }}
    >
      <span class="menu-tick">{item.checked && <Icon name="tick" />}</span>
      <span lang={item.lang}>{item.label}</span>
    </button>
  );
}
