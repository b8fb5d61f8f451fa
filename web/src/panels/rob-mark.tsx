import type { RobLevel } from "../state/rob-tools";

/** The circle of a judgement: colour and symbol say the same. Whatever is around it says the word. */
export function RobMark({ level }: { level: RobLevel | undefined }) {
  return (
    <span class={`rob-mark rob-${level?.tone ?? "empty"}`} aria-hidden="true">
      {level?.symbol ?? ""}
    </span>
  );
}
