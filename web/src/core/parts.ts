/** What web/src/loader.ts leaves for the scripts of the single file, whose parts cannot import each other. */
export interface Parts {
  /** The statistical core, compiled beside the page's script. */
  readonly core: Promise<WebAssembly.Module>;
  /** What each part that has run exports, by its name. */
  readonly made: Record<string, object>;
  /** Runs a part and those it needs, once. */
  readonly part: (name: string) => Promise<object>;
}

declare global {
  var pooled: Parts;
}
