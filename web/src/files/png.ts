import type { SvgNode } from "../plots/svg";
import { svgBlob } from "./svg";

/** Bitmaps of figures, at a resolution that journals ask for and that the file itself states. */

const PX_PER_INCH = 96;
const METRES_PER_INCH = 0.0254;

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
  return c;
});

function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of bytes) c = (CRC_TABLE[(c ^ byte) & 0xff] ?? 0) ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

/** The pHYs chunk: pixels per metre, both ways (PNG specification, 11.3.4.3). */
function resolutionChunk(dpi: number): Uint8Array {
  const chunk = new Uint8Array(21);
  const view = new DataView(chunk.buffer);
  const perMetre = Math.round(dpi / METRES_PER_INCH);
  view.setUint32(0, 9);
  chunk.set([0x70, 0x48, 0x59, 0x73], 4);
  view.setUint32(8, perMetre);
  view.setUint32(12, perMetre);
  chunk[16] = 1;
  view.setUint32(17, crc32(chunk.subarray(4, 17)));
  return chunk;
}

/** Length of the signature and the header chunk, after which pHYs may stand. */
const AFTER_HEADER = 8 + 25;

/** The same picture with its resolution stated; an existing statement at that place is left alone. */
export function withResolution(png: Uint8Array, dpi: number): Uint8Array<ArrayBuffer> {
  const chunk = resolutionChunk(dpi);
  const out = new Uint8Array(png.length + chunk.length);
  out.set(png.subarray(0, AFTER_HEADER));
  out.set(chunk, AFTER_HEADER);
  out.set(png.subarray(AFTER_HEADER), AFTER_HEADER + chunk.length);
  return out;
}

async function loadImage(url: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = url;
  await image.decode();
  return image;
}

/** Largest side a canvas has everywhere. */
const MOST_PIXELS = 16_000;

function paint(image: HTMLImageElement, figure: SvgNode, dpi: number): HTMLCanvasElement {
  const [width, height] = [Number(figure.attrs.width), Number(figure.attrs.height)];
  const scale = Math.min(dpi / PX_PER_INCH, MOST_PIXELS / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("this browser cannot draw the picture");
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function toBlob(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error("this browser cannot save the picture"))),
      "image/png",
    );
  });
}

export async function pngBlob(figure: SvgNode, dpi = 300): Promise<Blob> {
  const url = URL.createObjectURL(svgBlob(figure));
  try {
    const blob = await toBlob(paint(await loadImage(url), figure, dpi));
    const bytes = new Uint8Array(await blob.arrayBuffer());
    return new Blob([withResolution(bytes, dpi)], { type: "image/png" });
  } finally {
    URL.revokeObjectURL(url);
  }
}
