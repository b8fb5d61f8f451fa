import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./icon";

interface Props {
  onClick: (event: MouseEvent) => void;
  children?: ComponentChildren;
  icon?: IconName;
  /** Needed when there is no text. */
  label?: string;
  /** Where the text alone does not say what it is about; begins with the text. */
  name?: string;
  primary?: boolean;
  quiet?: boolean;
  disabled?: boolean;
  class?: string;
}

export function Button({ onClick, children, icon, label, name, primary, quiet, disabled, class: extra }: Props) {
  const kind = primary ? "primary" : quiet ? "quiet" : "plain";
  return (
    <button
      type="button"
      class={`button ${kind} ${children ? "" : "square"} ${extra ?? ""}`}
      aria-label={name ?? label}
      title={children ? undefined : label}
      disabled={disabled}
      onClick={onClick}
    >
      {icon && <Icon name={icon} />}
      {children && <span>{children}</span>}
    </button>
  );
}
