import type { Catalog, ErrorReport, Report, Request } from "./types";

/** The exports of pooled.wasm (wasm/api.cpp). */
export interface Core {
  readonly memory: { readonly buffer: ArrayBufferLike };
  _initialize(): void;
  pl_alloc(size: number): number;
  pl_free(pointer: number): void;
  /** op 0 = catalog, 1 = analyse; the answer is valid until the next call. */
  pl_call(op: number, pointer: number, size: number): number;
  pl_len(): number;
}

export interface Engine {
  readonly catalog: Catalog;
  /** Total: whatever happens inside the core, this returns. After a trap the next call has a fresh core. */
  analyse(request: Request): Report | ErrorReport;
}

const CATALOG = 0;
const ANALYSE = 1;

/** Strings in and out of linear memory. Views are made anew each time, because a call may move the memory. */
function call(core: Core, op: number, text: string): unknown {
  const bytes = new TextEncoder().encode(text);
  const input = core.pl_alloc(bytes.length);
  if (input === 0 && bytes.length > 0) throw new RangeError("the core has no memory left");
  new Uint8Array(core.memory.buffer, input, bytes.length).set(bytes);
  const output = core.pl_call(op, input, bytes.length);
  const answer = new TextDecoder().decode(new Uint8Array(core.memory.buffer, output, core.pl_len()));
  core.pl_free(input);
  return JSON.parse(answer);
}

function trapReport(error: unknown): ErrorReport {
  const reason = error instanceof Error ? error.message : String(error);
  const text = `The calculation stopped on an internal error (${reason}). What you typed is safe; this is a fault in Pooled.`;
  return { version: 1, error: { code: "engine_trap", where: "", text } };
}

/**
 * An engine over cores made by `instantiate`. A core that trapped is never used again: its memory may be half written.
 * A spare stands ready, so that the call after a trap need not wait (browsers instantiate large modules only
 * asynchronously on the main thread).
 */
export async function createEngine(instantiate: () => Promise<Core>): Promise<Engine> {
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
  const catalog = call(core, CATALOG, "") as Catalog;
  await prepareSpare();

  return {
    catalog,
    analyse(request) {
      try {
        if (core === null) throw new Error("the core is being restarted");
        return call(core, ANALYSE, JSON.stringify(request)) as Report | ErrorReport;
      } catch (error) {
        core = spare;
        spare = null;
        void prepareSpare();
        return trapReport(error);
      }
    },
  };
}
