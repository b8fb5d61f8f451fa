import { t } from "../language/text";
import { type Background, createBackground } from "./background";
import { type Core, call } from "./core";
import type { Thread } from "./threads";
import type { Catalog, ErrorReport, Report, Request } from "./types";

export interface Engine {
  readonly catalog: Catalog;
  /** Total: whatever happens inside the core, this returns. After a trap the next call has a fresh core. */
  analyse(request: Request): Report | ErrorReport;
  /** For questions that take long: answered in workers where there can be any. */
  readonly background: Background;
}

const CATALOG = 0;
const ANALYSE = 1;

function trapReport(error: unknown): ErrorReport {
  const reason = error instanceof Error ? error.message : String(error);
  const text = t`The calculation stopped on an internal error (${reason}). What you typed is safe; this is a fault in Pooled.`;
  return { version: 1, error: { code: "engine_trap", where: "", text } };
}

function noThread(): Thread {
  throw new Error("no threads here");
}

/**
 * An engine over cores made by `instantiate`. A core that trapped is never used again: its memory may be half written.
 * A spare stands ready, so that the call after a trap need not wait (browsers instantiate large modules only
 * asynchronously on the main thread).
 */
export async function createEngine(
  instantiate: () => Promise<Core>,
  start: () => Thread = noThread,
  most = 1,
): Promise<Engine> {
  let core: Core | null = await instantiate();
  let spare: Core | null = null;
  const prepareSpare = () =>
    instantiate().then(
      (fresh) => {
        if (core === null) core = fresh;
        else spare = fresh;
      },
      () => undefined,
    );
  const catalog = JSON.parse(call(core, CATALOG, "")) as Catalog;
  await prepareSpare();

  const analyse = (request: Request): Report | ErrorReport => {
    try {
      if (core === null) throw new Error("the core is being restarted");
      return JSON.parse(call(core, ANALYSE, JSON.stringify(request))) as Report | ErrorReport;
    } catch (error) {
      core = spare;
      spare = null;
      void prepareSpare();
      return trapReport(error);
    }
  };
  const parted = new Set(catalog.analyses?.flatMap(({ id, parts }) => (parts ? [id] : [])));
  return { catalog, analyse, background: createBackground({ start, most, inParts: (id) => parted.has(id) }, analyse) };
}
