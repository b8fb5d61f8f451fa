import { type ReadonlySignal, signal } from "@preact/signals";
import type { DraftStorage } from "./state/draft";

/** The web app as an app: kept for use without a network, updated when asked, put on the Home Screen. */

interface UrlPolicy {
  createScriptURL(url: string): unknown;
}
type Trust = { createPolicy(name: string, rules: { createScriptURL(url: string): string }): UrlPolicy };

const WORKER = "./sw.js";

/** The page's policy takes an address for a script from this policy only, and it knows one address. */
function workerUrl(): string {
  const trust = (globalThis as { trustedTypes?: Trust }).trustedTypes;
  const only = (url: string): string => {
    if (url !== WORKER) throw new TypeError("not the worker of this page");
    return url;
  };
  return (trust?.createPolicy("pooled-start", { createScriptURL: only }).createScriptURL(WORKER) ?? WORKER) as string;
}

/**
 * Registers the worker that keeps the page's files. `update` appears when a new version has been fetched and waits:
 * calling it reloads the page with the new one; nobody else ever does.
 * @param leave  called just before the page is loaded anew: to store what waits to be stored
 */
export function watchUpdates(leave: () => void): ReadonlySignal<(() => void) | null> {
  const update = signal<(() => void) | null>(null);
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (workers === undefined || !location.protocol.startsWith("http")) return update;
  const reload = (): void => {
    leave();
    location.reload();
  };
  const take = (waiting: ServiceWorker) => () => {
    // Another window has taken it meanwhile: it works already, and this page only has to be loaded anew.
    if (waiting.state !== "installed") return reload();
    workers.addEventListener("controllerchange", reload);
    waiting.postMessage("update");
  };
  const watch = (registration: ServiceWorkerRegistration): void => {
    const look = (): void => {
      // The first worker of all has nothing to replace.
      if (registration.waiting && workers.controller) update.value = take(registration.waiting);
    };
    look();
    registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", look));
  };
  // Where workers are forbidden (a private window), the page works as it is.
  workers.register(workerUrl()).then(watch, () => undefined);
  return update;
}

/** Asks the browser to keep what is stored; browsers without the question decide for themselves. */
export function keepStorage(): void {
  void (navigator.storage as StorageManager | undefined)?.persist?.().catch(() => false);
}

const HINTED = "pooled.1.hinted";

/** True once, on an iPad or iPhone where the web app is open in the browser and not on the Home Screen. */
export function asksForHomeScreen(storage: DraftStorage | null): boolean {
  // Only Safari on iOS has this member; true = opened from the Home Screen.
  if ((navigator as { standalone?: boolean }).standalone !== false || location.protocol === "file:") return false;
  try {
    if (storage === null || storage.getItem(HINTED) !== null) return false;
    storage.setItem(HINTED, "yes");
    return true;
  } catch {
    return false;
  }
}
