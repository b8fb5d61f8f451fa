// How the parts of the page wait in it: compressed, and written in base 85. web/src/core/unpack.ts is the way back.
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { base85 } from "./base85.mjs";

const { gzipSync } = createRequire(fileURLToPath(new URL("../web/package.json", import.meta.url)))("fflate");

/** Files of xz are a quarter smaller. One thread and named settings: the same bytes wherever they are made. */
function xz(content) {
  const settings = ["--format=xz", "--threads=1", "--check=crc32", "--lzma2=preset=9e,lc=4,pb=0", "--stdout"];
  return execFileSync("xz", settings, { input: content, maxBuffer: 2 ** 26 });
}

/** Not Node's zlib: what that makes depends on its version and on the processor, and builds are to be repeatable. */
const gzip = (content) => Buffer.from(gzipSync(Buffer.from(content), { level: 9, mem: 12, mtime: 0 }));

/** Of bytes or text. `urgent`: browsers unpack gzip themselves, at once; for what the first screen waits for. */
export const packed = (content, urgent = false) => base85(urgent ? gzip(content) : xz(content));
