/** Line icons on a 20 px grid. They only repeat what the text or the label beside them says. */
const PATHS = {
  undo: "M7.5 5 4 8.5 7.5 12M4.5 8.5H12a4 4 0 0 1 0 8H9",
  redo: "M12.5 5 16 8.5 12.5 12M15.5 8.5H8a4 4 0 0 0 0 8h3",
  open: "M3 6.5h5l1.5 2H17v7.5H3z",
  share: "M10 12.5V3.5M6.5 7 10 3.5 13.5 7M5 11v5.5h10V11",
  export: "M10 3.5v9M6.5 9 10 12.5 13.5 9M4 16.5h12",
  more: "M4.5 10h.01M10 10h.01M15.5 10h.01",
  close: "M5 5l10 10M15 5 5 15",
  method: "M3.5 6h6M13.5 6h3M11.5 4v4M3.5 14h3M10.5 14h6M8.5 12v4",
  info: "M10 9v5M10 6.2v.1M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15z",
  help: "M7.8 7.9a2.2 2.2 0 1 1 3.3 1.9c-.7.4-1.1.9-1.1 1.7v.4M10 14.3v.1M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15z",
  warning: "M10 3 18 17H2zM10 8v4M10 14.5v.1",
  tick: "M4.5 10.5 8.5 14.5 15.5 6",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      class={name === "more" ? "icon dots" : "icon"}
      viewBox="0 0 20 20"
      width="20"
      height="20"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
