/** A plain loop: Uint8Array.from with a callback takes ten times as long, and the first screen waits for it. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/** The stream of what was deflated, for a Response to read. */
export function inflated(deflated: Uint8Array<ArrayBuffer>): ReadableStream | undefined {
  return new Response(deflated).body?.pipeThrough(new DecompressionStream("deflate-raw"));
}

/** pooled.wasm as base64 of deflated bytes, compiled while it is inflated where the platform can do both. */
export async function compileCore(packed: string): Promise<WebAssembly.Module> {
  const deflated = fromBase64(packed);
  try {
    const headers = { "content-type": "application/wasm" };
    return await WebAssembly.compileStreaming(new Response(inflated(deflated), { headers }));
  } catch {
    return WebAssembly.compile(await new Response(inflated(deflated)).arrayBuffer());
  }
}
