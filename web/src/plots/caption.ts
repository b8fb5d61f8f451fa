import { t } from "../language/text";
import type { SvgNode } from "./svg";

/** What a figure says of itself, in words. */
export function textOf(figure: SvgNode, tag: "title" | "desc"): string {
  const node = figure.children.find((child) => typeof child !== "string" && child.tag === tag);
  return typeof node === "object" ? node.children.join("") : "";
}

const stopped = (text: string): string => (/[.!?]$/.test(text) || text === "" ? text : `${text}.`);

/** The text with the fingerprint behind it, by which a reader of the figure finds its data and its numbers again. */
export function withFingerprint(text: string, fingerprint: string | null): string {
  return fingerprint === null ? text : t`${stopped(text)} Fingerprint ${fingerprint}.`.trimStart();
}

/** Under the figure in a manuscript: "Forest plot. Pooled RR 1.65, 95% CI 1.06 to 2.58, 5 studies. Fingerprint …". */
export function captionOf(figure: SvgNode, fingerprint: string | null): string {
  const words = [textOf(figure, "title"), textOf(figure, "desc")].filter((text) => text !== "");
  return withFingerprint(words.map(stopped).join(" "), fingerprint);
}

/** The figure as a file says it: its description ends with the fingerprint. */
export function fingerprinted(figure: SvgNode, fingerprint: string | null): SvgNode {
  const children = figure.children.map((child) =>
    typeof child !== "string" && child.tag === "desc"
      ? { ...child, children: [withFingerprint(child.children.join(""), fingerprint)] }
      : child,
  );
  return { ...figure, children };
}
