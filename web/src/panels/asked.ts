import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Later } from "../core/background";
import type { ErrorReport, Note, Report } from "../core/types";
import { useLate } from "../ui/late";
import { type Analysis, type App, useApp } from "./app-model";

/** An answer of the core, and what it is an answer to. */
interface Got {
  readonly analysis: Analysis;
  readonly answer: Report | ErrorReport;
}

export interface Asked {
  readonly analysis: Analysis;
  readonly report: Report | null;
  /** Those that the page has not said already. */
  readonly notes: readonly Note[];
  readonly failure: string | null;
  /** A newer answer is on its way: what is here is from before. */
  readonly working: boolean;
  /** How much of it is done, 0 to 1, where that is known. */
  readonly share: number | null;
  readonly stopped: boolean;
  readonly cancel: () => void;
  readonly again: () => void;
}

/** So long must the table be still before a question that takes long is asked again. */
const STILL = 200;

export const noteKey = (note: Note): string => `${note.code} ${note.row}`;

function isHeavy(app: App, want: readonly string[]): boolean {
  return app.catalog.analyses.some(({ id, heavy }) => heavy && want.includes(id));
}

/** Asks in the worker; the newest question wins, and a panel that closes takes its question back. */
function useBackground(app: App, analysis: Analysis, want: readonly string[], heavy: boolean) {
  const [got, setGot] = useState<Got | null>(null);
  const [state, setState] = useState<"working" | "stopped" | "done">("working");
  const [share, setShare] = useState<number | null>(null);
  const [turn, setTurn] = useState(0);
  const stop = useRef<() => void>(() => undefined);
  const first = got === null;
  // One turn more asks again.
  useEffect(() => {
    if (!heavy) return;
    let later: Later | null = null;
    const timer = setTimeout(
      () => {
        later = app.engine.background.ask({ ...analysis.request, want: [...want] }, (done, soFar) => {
          setShare(done);
          if (soFar !== null) setGot({ analysis, answer: soFar });
        });
        later.answer.then((answer) => {
          if (answer === null) return;
          setGot({ analysis, answer });
          setState("done");
        });
      },
      first ? 0 : STILL,
    );
    const end = (): void => {
      clearTimeout(timer);
      later?.cancel();
    };
    stop.current = end;
    setShare(null);
    setState("working");
    return end;
  }, [app, analysis, heavy, turn]);
  const cancel = (): void => {
    stop.current();
    setState("stopped");
  };
  return { got, state, share, cancel, again: () => setTurn(turn + 1) };
}

/**
 * What the core says to these questions about the studies shown, always together with the pooled result, so that all
 * that is drawn from it belongs together. The table and the card never wait for it.
 * @param want  ids of the catalogue's analyses; the same list at each call
 */
export function useAsked(want: readonly string[]): Asked {
  const app = useApp();
  const analysis = useLate(app.analysis.value, true);
  const heavy = isHeavy(app, want);
  const here = useMemo(
    () => (heavy ? null : { analysis, answer: app.engine.analyse({ ...analysis.request, want: [...want] }) }),
    [app, analysis, heavy, want],
  );
  const { got, state, share, cancel, again } = useBackground(app, analysis, want, heavy);
  const shown = heavy ? got : here;
  const report = shown && "effects" in shown.answer ? shown.answer : null;
  const said = new Set((analysis.report?.notes ?? []).map(noteKey));
  return {
    analysis: shown?.analysis ?? analysis,
    report,
    notes: report?.notes.filter((note) => !said.has(noteKey(note))) ?? [],
    failure: shown && "error" in shown.answer ? shown.answer.error.text : null,
    working: heavy && state === "working",
    share,
    stopped: heavy && state === "stopped",
    cancel,
    again,
  };
}
