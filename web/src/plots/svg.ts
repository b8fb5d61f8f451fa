/** A drawing as plain data: rendered to the page by ui/drawing.tsx, to a file by serialize(). */

export type SvgTag =
  | "svg"
  | "g"
  | "line"
  | "rect"
  | "path"
  | "polygon"
  | "circle"
  | "text"
  | "tspan"
  | "title"
  | "desc"
  | "metadata";

export type SvgAttrs = Readonly<Record<string, string | number>>;

export interface SvgNode {
  readonly tag: SvgTag;
  readonly attrs: SvgAttrs;
  readonly children: readonly (SvgNode | string)[];
}

export function el(tag: SvgTag, attrs: SvgAttrs, ...children: (SvgNode | string)[]): SvgNode {
  return { tag, attrs, children };
}

/** Coordinates with at most two decimals: a hundredth of a pixel is never seen, and files stay comparable. */
export function px(value: number): number {
  return Math.round(value * 100) / 100;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** XML 1.0 text: what the format forbids is dropped, what it reserves is escaped. */
export function escapeXml(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML forbids them
  const legal = text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
  return legal.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}

export function serialize(node: SvgNode | string): string {
  if (typeof node === "string") return escapeXml(node);
  const attrs = Object.entries(node.attrs).map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`);
  const open = `<${node.tag}${attrs.join("")}`;
  return node.children.length === 0 ? `${open}/>` : `${open}>${node.children.map(serialize).join("")}</${node.tag}>`;
}

/** Every node of the tree, the root first. */
export function* walk(node: SvgNode): Generator<SvgNode> {
  yield node;
  for (const child of node.children) if (typeof child !== "string") yield* walk(child);
}
