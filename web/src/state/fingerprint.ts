import type { Catalog } from "../core/types";
import { encodeText } from "./share-text";
import type { Review } from "./state";

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/**
 * Eight characters that say whether two pages show the same data: base32 of the first 40 bits of SHA-256 over the
 * canonical text of the link, without titles and names. Null where the browser has no crypto (plain http).
 */
export async function fingerprint(review: Review, catalog: Catalog): Promise<string | null> {
  if (globalThis.crypto?.subtle === undefined) return null;
  const text = new TextEncoder().encode(encodeText(review, catalog, { titles: false, names: false }));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", text));
  let bits = 0n;
  for (const byte of hash.subarray(0, 5)) bits = (bits << 8n) | BigInt(byte);
  let code = "";
  for (let i = 35n; i >= 0n; i -= 5n) code += BASE32[Number((bits >> i) & 31n)];
  return code;
}
