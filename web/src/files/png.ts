import { t } from "../language/text";
import type { SvgNode } from "../plots/svg";
import type { Review } from "../state/state";
import { carryingChunk, pngChunk } from "./carried";
import { svgBlob } from "./svg";

/** Bitmaps of figures, at a resolution that journals ask for and that the file itself states. */

const PX_PER_INCH = 96;
const METRES_PER_INCH = 0.0254;

/** The pHYs chunk: pixels per metre, both ways (PNG specification, 11.3.4.3). */
function resolutionChunk(dpi: number): Uint8Array {
  const data = new Uint8Array(9);
  const view = new DataView(data.buffer);
  const perMetre = Math.round(dpi / METRES_PER_INCH);
  view.setUint32(0, perMetre);
  view.setUint32(4, perMetre);
  data[8] = 1;
  return pngChunk("pHYs", data);
}

/** Length of the signature and the header chunk, after which pHYs may stand. */
const AFTER_HEADER = 8 + 25;

/** The same picture with its resolution stated and, where there is one, with the review it was made from. */
export function withChunks(png: Uint8Array, dpi: number, review: Review | null = null): Uint8Array<ArrayBuffer> {
  const chunks = [resolutionChunk(dpi), ...(review === null ? [] : [carryingChunk(review)])];
  const out = new Uint8Array(png.length + chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = AFTER_HEADER;
  out.set(png.subarray(0, at));
  for (const chunk of chunks) {
    out.set(chunk, at);
    at += chunk.length;
  }
  out.set(png.subarray(AFTER_HEADER), at);
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
  if (!context) throw new Error(t`this browser cannot draw the picture`);
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function toBlob(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error(t`this browser cannot save the picture`))),
      "image/png",
    );
  });
}

/** @param review  what the picture is to carry; null = nothing */
export async function pngBlob(figure: SvgNode, dpi = 300, review: Review | null = null): Promise<Blob> {
  const url = URL.createObjectURL(svgBlob(figure));
  try {
    const blob = await toBlob(paint(await loadImage(url), figure, dpi));
    const bytes = new Uint8Array(await blob.arrayBuffer());
    return new Blob([withChunks(bytes, dpi, review)], { type: "image/png" });
  } finally {
    URL.revokeObjectURL(url);
  }
}
