import { el, type SvgNode, serialize } from "../plots/svg";
import type { Review } from "../state/state";
import { CARRIED_ID, carriedText } from "./carried";

/** The drawing with the review it was made from: after the title and the description, where SVG wants its metadata. */
function carrying(figure: SvgNode, review: Review): SvgNode {
  const words = figure.children.filter((child) => typeof child !== "string" && /^(title|desc)$/.test(child.tag));
  const rest = figure.children.filter((child) => !words.includes(child));
  const data = el("metadata", { id: CARRIED_ID }, carriedText(review));
  return { ...figure, children: [...words, data, ...rest] };
}

/** A figure as a file of its own. */
export function svgDocument(figure: SvgNode, review: Review | null = null): string {
  const whole = review === null ? figure : carrying(figure, review);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${serialize(whole)}\n`;
}

/** @param review  what the figure is to carry; null = nothing */
export function svgBlob(figure: SvgNode, review: Review | null = null): Blob {
  return new Blob([svgDocument(figure, review)], { type: "image/svg+xml" });
}
