import { type SvgNode, walk } from "../../../web/src/plots/svg";
import { textWidth } from "../../../web/src/plots/text-width";

export interface Box {
  text: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Where a line of text stands: cap height above the baseline, a fifth of the size below. */
function boxOf(node: SvgNode): Box {
  const text = node.children.join("");
  const size = Number(node.attrs["font-size"]);
  const width = textWidth(text, size, node.attrs["font-weight"] === "bold");
  const anchor = node.attrs["text-anchor"] ?? "start";
  const left = Number(node.attrs.x) - (anchor === "end" ? width : anchor === "middle" ? width / 2 : 0);
  const y = Number(node.attrs.y);
  return { text, left, right: left + width, top: y - 0.75 * size, bottom: y + 0.2 * size };
}

export function textBoxes(figure: SvgNode): Box[] {
  return [...walk(figure)].filter((n) => n.tag === "text").map(boxOf);
}

/** Pairs of texts that touch. */
export function overlaps(boxes: readonly Box[]): string[] {
  const found: string[] = [];
  for (const [i, a] of boxes.entries())
    for (const b of boxes.slice(i + 1)) {
      const apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
      if (!apart) found.push(`${a.text} | ${b.text}`);
    }
  return found;
}
