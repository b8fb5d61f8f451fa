import { type ComponentType, h } from "preact";
import { useEffect, useState } from "preact/hooks";

/**
 * A component whose code comes when it is first shown: what the first screen does not need must not keep it waiting.
 * `later(() => import("./report-dialog").then((m) => m.ReportDialog))`
 */
export function later<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let loaded: ComponentType<P> | null = null;
  return function Later(props: P) {
    const [, setReady] = useState(loaded !== null);
    useEffect(() => {
      if (loaded !== null) return;
      void load().then((component) => {
        loaded = component;
        setReady(true);
      });
    }, []);
    return loaded === null ? null : h(loaded, props);
  };
}
