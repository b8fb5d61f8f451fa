import { useEffect } from "preact/hooks";
import { en } from "../text/en";
import { Button } from "../ui/button";
import { useApp } from "./app-model";

const TOAST_MS = 8000;

/** A passing remark with a way back. It stays while it can matter and never takes the focus. */
export function ToastLine() {
  const { toast } = useApp();
  const now = toast.value;
  useEffect(() => {
    if (!now || now.stays) return;
    const timer = setTimeout(() => {
      if (toast.value === now) toast.value = null;
    }, TOAST_MS);
    return () => clearTimeout(timer);
  }, [now]);
  return (
    <div class="toast-place" aria-live="polite">
      {now && (
        <div class="toast">
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
                    toast.value = null;
                    action.run();
                  }}
                >
                  {action.label}
                </Button>
              ),
          )}
          <Button quiet icon="close" label={en.dismiss} onClick={() => (toast.value = null)} />
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
    <section class={`banner ${now.tone}`} aria-label="Message">
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
