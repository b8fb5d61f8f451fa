import { signal } from "@preact/signals";
import type { Engine } from "./engine";
import type { ErrorReport, Report, Request } from "./types";

/** Code of a refusal: the model or the method is not in the first part (wasm/first.cpp). */
const ELSEWHERE = "elsewhere";

/**
 * An engine that begins as `first`, which has less to offer, and becomes the whole one as soon as that is there. Until
 * then questions that the first part does not have are as if they had not been asked; a computed signal that has asked
 * one is computed again afterwards. No digit changes: both parts are made of the same sources.
 */
export function inTwoParts(first: Engine, whole: Promise<Engine>): Engine {
  const complete = signal(false);
  const here = new Set(first.catalog.analyses.filter(({ type }) => type !== "").map(({ id }) => id));
  const analyse = (request: Request): Report | ErrorReport => {
    const want = request.want?.filter((id) => here.has(id));
    const answer = first.analyse({ ...request, want });
    const refused = "error" in answer && answer.error.code === ELSEWHERE;
    if (refused || want?.length !== request.want?.length) void complete.value;
    return answer;
  };
  const engine: Engine = { ...first, analyse };
  void whole.then((all) => {
    // Parts of the page hold the catalogue since they started: what it lacks is filled in.
    Object.assign(engine, all, { catalog: Object.assign(first.catalog, all.catalog) });
    complete.value = true;
  });
  return engine;
}
