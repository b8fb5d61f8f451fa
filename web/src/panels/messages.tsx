import { useEffect, useRef } from "preact/hooks";
import { t } from "../language/text";
import { en } from "../text/en";
import { Button } from "../ui/button";
import { openDialogs } from "../ui/dialog";
import { type App, useApp } from "./app-model";

const TOAST_MS = 8000;

/** Whoever went to a remark's button is where they were before, once the remark is gone. */
function useWayBack() {
  const before = useRef<HTMLElement | null>(null);
  const onFocusIn = ({ relatedTarget, currentTarget }: FocusEvent): void => {
    const inside = relatedTarget instanceof Node && (currentTarget as Node).contains(relatedTarget);
    if (relatedTarget instanceof HTMLElement && !inside) before.current = relatedTarget;
  };
  const goBack = (): void => {
    if (document.activeElement?.closest(".toast") && before.current?.isConnected) before.current.focus();
  };
  return { onFocusIn, goBack };
}

/** A remark made while this dialog is open belongs above it; an earlier one waits behind it. */
export function DialogToast() {
  const { toast } = useApp();
  const earlier = useRef(toast.peek());
  return toast.value === earlier.current ? null : <ToastLine />;
}

/** On the page itself, unless a dialog lies over it. */
export const PageToast = () => (openDialogs.value.length === 0 ? <ToastLine /> : null);

/** A remark passes by itself, wherever it is shown meanwhile. */
export function useToastTime({ toast }: App): void {
  const now = toast.value;
  useEffect(() => {
    if (!now || now.stays) return;
    const timer = setTimeout(() => {
      if (toast.value === now) toast.value = null;
    }, TOAST_MS);
    return () => clearTimeout(timer);
  }, [now]);
}

/** A passing remark with a way back. It stays while it can matter and never takes the focus. */
function ToastLine() {
  const { toast } = useApp();
  const now = toast.value;
  const { onFocusIn, goBack } = useWayBack();
  const leave = (): void => {
    goBack();
    toast.value = null;
  };
  return (
    <div class="toast-place" aria-live="polite">
      {now && (
        <div class="toast" onFocusIn={onFocusIn}>
          <p>
            <bdi>{now.text}</bdi>
          </p>
          {[now.more, now.action].map(
            (action) =>
              action && (
                <Button
                  key={action.label}
                  quiet
                  onClick={() => {
                    leave();
                    action.run();
                  }}
                >
                  {action.label}
                </Button>
              ),
          )}
          <Button quiet icon="close" label={en.dismiss} onClick={leave} />
        </div>
      )}
    </div>
  );
}

/** Something about the page as a whole: a shared copy, a damaged link, a restored draft. */
export function BannerLine() {
  const { banner } = useApp();
  const now = banner.value;
  if (!now) return null;
  return (
    <section class={`banner ${now.tone}`} aria-label={t`Message`}>
      <p>
        <bdi>{now.text}</bdi>
      </p>
      {now.action && (
        <Button
          onClick={() => {
            banner.value = null;
            now.action?.run();
          }}
        >
          {now.action.label}
        </Button>
      )}
      <Button quiet icon="close" label={en.dismiss} onClick={() => (banner.value = null)} />
    </section>
  );
}
