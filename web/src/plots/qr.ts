import { encode } from "uqr";
import { el, type SvgNode } from "./svg";

/** Bytes that the largest code holds (version 40, level L), and how many a hand-held telephone still reads well. */
export const QR_MOST = 2953;
export const QR_EASY = 1200;

/** White around the code, in modules: what readers ask for (ISO/IEC 18004). */
const QUIET = 4;

export interface Qr {
  /** Black on white whatever the page's colours; one unit per module. */
  readonly node: SvgNode;
  /** Modules along a side, without the white margin. */
  readonly modules: number;
  readonly bytes: number;
}

/** A row's dark modules as one rectangle per run, which keeps the file small and has no hairlines between modules. */
function runs(row: readonly boolean[], y: number): string {
  const parts: string[] = [];
  for (let x = 0; x < row.length; ) {
    let end = x;
    while (end < row.length && row[end]) end++;
    if (end > x) parts.push(`M${x} ${y}h${end - x}v1h${x - end}z`);
    x = Math.max(end, x + 1);
  }
  return parts.join("");
}

/** A QR code of the text, null when it is longer than any code holds. Error correction as high as its size allows. */
export function qrCode(text: string, name: string): Qr | null {
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > QR_MOST) return null;
  const { data, size } = encode(text, { ecc: "L", boostEcc: true, border: QUIET });
  const node = el(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": name },
    el("rect", { width: size, height: size, fill: "#fff" }),
    el("path", { d: data.map(runs).join(""), fill: "#000", "shape-rendering": "crispEdges" }),
  );
  return { node, modules: size - 2 * QUIET, bytes };
}
