import { type SvgNode, serialize } from "../plots/svg";

/** A figure as a file of its own. */
export function svgDocument(figure: SvgNode): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${serialize(figure)}\n`;
}

export function svgBlob(figure: SvgNode): Blob {
  return new Blob([svgDocument(figure)], { type: "image/svg+xml" });
}
