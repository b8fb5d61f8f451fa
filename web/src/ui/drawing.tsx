import { h, type VNode } from "preact";
import type { SvgNode } from "../plots/svg";

/** A drawing on the page. */
export function toVNode(node: SvgNode | string): VNode | string {
  return typeof node === "string" ? node : h(node.tag, { ...node.attrs }, ...node.children.map(toVNode));
}

export function Drawing({ node }: { node: SvgNode }) {
  return toVNode(node) as VNode;
}
