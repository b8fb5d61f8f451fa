import { unpacked } from "./unpack";

/** pooled.wasm, packed by scripts/pack.mjs. */
export async function compileCore(packed: string): Promise<WebAssembly.Module> {
  return WebAssembly.compile(await unpacked(packed).arrayBuffer());
}
