// The icons of the web app, drawn from the one picture there is (web/index.html has it as its favicon): a white diamond
// on a blue square of 32 x 32 units. A few lines instead of a library that renders SVG: a corner and four straight edges.
const BLUE = [0x0b, 0x5c, 0x92];
const SAMPLES = 4;

/** Units from the middle of the square, 16 = its edge. */
const inDiamond = (x, y) => Math.abs(x) / 12 + Math.abs(y) / 6 <= 1;
function inSquare(x, y, radius) {
  const [dx, dy] = [Math.abs(x) - (16 - radius), Math.abs(y) - (16 - radius)];
  if (dx <= 0 || dy <= 0) return Math.max(Math.abs(x), Math.abs(y)) <= 16;
  return Math.hypot(dx, dy) <= radius;
}

/** RGBA of one pixel, from SAMPLES x SAMPLES points of it. */
function pixel(column, row, size, { radius, shrink }) {
  let [square, diamond] = [0, 0];
  for (let i = 0; i < SAMPLES * SAMPLES; i++) {
    const x = ((column + ((i % SAMPLES) + 0.5) / SAMPLES) / size) * 32 - 16;
    const y = ((row + (Math.floor(i / SAMPLES) + 0.5) / SAMPLES) / size) * 32 - 16;
    if (!inSquare(x, y, radius)) continue;
    square += 1;
    if (inDiamond(x / shrink, y / shrink)) diamond += 1;
  }
  const white = square === 0 ? 0 : diamond / square;
  return [...BLUE.map((c) => Math.round(c + (255 - c) * white)), Math.round((255 * square) / SAMPLES ** 2)];
}

function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let k = 0; k < 8; k++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

/** A PNG of size x size pixels, 8 bits of each colour and of transparency. */
function png(size, style, zlib) {
  const rows = Buffer.alloc(size * (4 * size + 1));
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) Buffer.from(pixel(x, y, size, style)).copy(rows, y * (4 * size + 1) + 1 + 4 * x);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", zlib(rows)), chunk("IEND", Buffer.alloc(0))]);
}

const rounded = { radius: 7, shrink: 1 };
/** Without corners of its own: the system cuts a shape out, of which the middle four fifths are sure to be seen. */
const whole = { radius: 0, shrink: 0.8 };

/** File name -> PNG. @param zlib  compresses; the same bytes on every machine */
export function icons(zlib) {
  return {
    "icon-192.png": png(192, rounded, zlib),
    "icon-512.png": png(512, rounded, zlib),
    "icon-maskable-512.png": png(512, whole, zlib),
    "apple-touch-icon.png": png(180, whole, zlib),
  };
}

export const manifest = {
  name: "Pooled: meta-analysis on your own device",
  short_name: "Pooled",
  description: "Meta-analysis on your own device: type the studies, read the pooled result.",
  id: "./",
  start_url: "./",
  scope: "./",
  display: "standalone",
  background_color: "#ffffff",
  theme_color: "#0b5c92",
  icons: [
    { src: "icon-192.png", sizes: "192x192", type: "image/png" },
    { src: "icon-512.png", sizes: "512x512", type: "image/png" },
    { src: "icon-maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
  ],
};
