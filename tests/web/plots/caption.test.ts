import { describe, expect, it } from "vitest";
import { captionOf, fingerprinted, textOf, withFingerprint } from "../../../web/src/plots/caption";
import { el } from "../../../web/src/plots/svg";

const figure = el("svg", {}, el("title", {}, "Forest plot"), el("desc", {}, "Pooled RR 1.65, 5 studies"), el("g", {}));

describe("the caption of a figure", () => {
  it("is what it is, what it shows, and the fingerprint of what it was made from", () => {
    expect(captionOf(figure, "ABCD-EF23")).toBe("Forest plot. Pooled RR 1.65, 5 studies. Fingerprint ABCD-EF23.");
    expect(captionOf(figure, null)).toBe("Forest plot. Pooled RR 1.65, 5 studies.");
    expect(captionOf(el("svg", {}), "ABCD-EF23")).toBe("Fingerprint ABCD-EF23.");
    expect(withFingerprint("Is it?", "ABCD-EF23")).toBe("Is it? Fingerprint ABCD-EF23.");
  });

  it("stands in the file's own description; title and drawing stay as they are", () => {
    const file = fingerprinted(figure, "ABCD-EF23");
    expect(textOf(file, "desc")).toBe("Pooled RR 1.65, 5 studies. Fingerprint ABCD-EF23.");
    expect(textOf(file, "title")).toBe("Forest plot");
    expect(file.children[2]).toBe(figure.children[2]);
    expect(fingerprinted(figure, null)).toEqual(figure);
  });
});
