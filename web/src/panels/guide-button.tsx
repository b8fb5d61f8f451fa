import { t } from "../language/text";
import { Button } from "../ui/button";
import { useApp } from "./app-model";

interface Props {
  /** Page of the guide, "kind:id". */
  at: string;
  /** What it is about. */
  label: string;
}

/** A "?" beside a choice: its page in the guide. */
export function GuideButton({ at, label }: Props) {
  const { guide } = useApp();
  return (
    <Button icon="help" quiet class="guide-button" label={t`Guide: ${label}`} onClick={() => (guide.value = at)} />
  );
}
