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

// The functions of this file run on the page and, written out as text, in a worker: each stands on its own.

/** A core from the compiled module; what it may ask of its host is here, and a new name is a bug in the core's build. */
export async function instantiate(module: WebAssembly.Module): Promise<Core> {
  const imports: WebAssembly.Imports = {
    env: { emscripten_notify_memory_growth: () => undefined },
    wasi_snapshot_preview1: {
      proc_exit: (code: number) => {
        throw new WebAssembly.RuntimeError(`the core exited with code ${code}`);
      },
      fd_close: () => 0,
      fd_seek: () => 0,
      fd_write: () => 0,
    },
  };
  const core = (await WebAssembly.instantiate(module, imports)).exports as unknown as Core;
  core._initialize();
  return core;
}

/** Strings in and out of linear memory. Views are made anew each time, because a call may move the memory. */
export function call(core: Core, op: number, text: string): string {
  const bytes = new TextEncoder().encode(text);
  const input = core.pl_alloc(bytes.length);
  if (input === 0 && bytes.length > 0) throw new RangeError("the core has no memory left");
  new Uint8Array(core.memory.buffer, input, bytes.length).set(bytes);
  const output = core.pl_call(op, input, bytes.length);
  const answer = new TextDecoder().decode(new Uint8Array(core.memory.buffer, output, core.pl_len()));
  core.pl_free(input);
  return answer;
}

interface Scope {
  onmessage: ((event: { data: unknown }) => void) | null;
  postMessage(message: unknown): void;
}

/**
 * What a worker does: the first message is the module, each later one a request. An error that escapes tells the page
 * that this worker is of no use any more.
 */
export function serve(scope: Scope, make: typeof instantiate, answer: typeof call): void {
  let core: Promise<Core> | null = null;
  scope.onmessage = ({ data }) => {
    if (core === null) {
      core = make(data as WebAssembly.Module);
      return;
    }
    const fail = (error: unknown): void => {
      setTimeout(() => {
        throw error;
      });
    };
    const reply = (ready: Core): void => {
      const began = performance.now();
      scope.postMessage({ answer: answer(ready, 1, String(data)), took: performance.now() - began });
    };
    core.then(reply).catch(fail);
  };
}

/** The whole script of a worker. */
export function workerScript(): string {
  return `(${serve})(self,${instantiate},${call})`;
}
