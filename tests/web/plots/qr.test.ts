import jsQR from "jsqr";
import { describe, expect, it } from "vitest";
import { QR_MOST, qrCode } from "../../../web/src/plots/qr";
import { walk } from "../../../web/src/plots/svg";

const PIXELS = 4;

/** Paints the path of the drawing, rectangle by rectangle, as a screen would. */
function painted(code: NonNullable<ReturnType<typeof qrCode>>): { pixels: Uint8ClampedArray; side: number } {
  const side = Number(String(code.node.attrs.viewBox).split(" ")[2]) * PIXELS;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  const path = [...walk(code.node)].find((node) => node.tag === "path")?.attrs.d;
  for (const [, x, y, width] of String(path).matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    for (let row = Number(y) * PIXELS; row < (Number(y) + 1) * PIXELS; row++)
      for (let column = Number(x) * PIXELS; column < (Number(x) + Number(width)) * PIXELS; column++)
        pixels.fill(0, (row * side + column) * 4, (row * side + column) * 4 + 3);
  return { pixels, side };
}

function scanned(text: string): string | undefined {
  const code = qrCode(text, "test");
  if (!code) return undefined;
  const { pixels, side } = painted(code);
  return jsQR(pixels, side, side)?.data;
}

const link = (length: number): string =>
  `https://example.org/p/#p=${"AQFoFYpBDslwDMDOzit0Zb-_9KcV".repeat(200)}`.slice(0, length);

// jsQR 1.4.0 reads no code of 1080 characters (version 23); zbarimg 0.23.92 read all lengths tried, that one too.
describe("the QR code", () => {
  it.each([24, 164, 300, 520, 800, 1200, 1500, 2331, QR_MOST])(
    "of a link of %i characters is read back whole",
    (length) => {
      expect(scanned(link(length))).toBe(link(length));
    },
  );

  it("of letters beyond ASCII is read back", () => {
    expect(scanned("Kétamine, 疼痛, –0.35")).toBe("Kétamine, 疼痛, –0.35");
  });

  it("is refused beyond what a code holds, counted in bytes", () => {
    expect(qrCode(link(QR_MOST + 1), "")).toBeNull();
    expect(qrCode("é".repeat(QR_MOST / 2 + 1), "")).toBeNull();
  });

  it("keeps four white modules around it and black on white", () => {
    const code = qrCode("pooled", "QR code of the link");
    expect(code?.modules).toBe(21);
    expect(code?.node.attrs).toMatchObject({ viewBox: "0 0 29 29", role: "img", "aria-label": "QR code of the link" });
  });
});
