// Builds the page twice from the same sources: dist/pooled.html (one file) and dist/web/ (files for a server), and
// writes into each the Content-Security-Policy that forbids every connection. Run from anywhere; needs build/wasm.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const fromWeb = createRequire(`${root}web/package.json`);
const { build } = await import(pathToFileURL(fromWeb.resolve("vite")).href);
const { deflateSync } = fromWeb("fflate");

const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
/** The elements whose content is no markup, one after the other: [whole, opening tag, name, content, closing tag]. */
const RAW = /(<(script|style)\b[^>]*>)([\s\S]*?)(<\/\2>)/g;
/** Of what the browser runs or applies: a script element of plain text is only data. */
const hashes = (html, tag) =>
  [...html.matchAll(RAW)]
    .filter((raw) => raw[2] === tag && raw[3] !== "" && !raw[1].includes("text/plain"))
    .map((raw) => hash(raw[3]));

function policy({ script, style, self }) {
  const own = self ? " 'self'" : "";
  return [
    "default-src 'none'",
    `script-src ${script} 'wasm-unsafe-eval'`,
    `style-src ${style}`,
    `img-src${own} data: blob:`,
    "connect-src 'none'",
    `worker-src${own} blob:`,
    `font-src${own} data:`,
    ...(self ? ["manifest-src 'self'"] : []),
    "form-action 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types pooled pooled-start",
  ].join("; ");
}

/** The policy must stand before everything it governs: right after the charset. */
function withPolicy(html, content) {
  const charset = /<meta charset="[^"]*"\s*\/?>/i;
  if (!charset.test(html)) throw new Error("web/index.html has no <meta charset>, so there is no place for the policy");
  return html.replace(
    charset,
    (meta) => `${meta}\n    <meta http-equiv="Content-Security-Policy" content="${content}">`,
  );
}

/** The markup without scripts and styles; what the policy would block must not be in it in the first place. */
function checkedMarkup(html, name) {
  if (html.includes("\r")) throw new Error(`${name} has a carriage return; hashes are taken over line feeds`);
  const markup = html.replace(RAW, "$1$4");
  const inline = markup.match(/<[a-z][^<>]*\s(?:on[a-z]+|style)\s*=/i);
  if (inline) throw new Error(`${name} has an inline handler or style: ${inline[0]}`);
  return markup;
}

// Not Node's zlib: what that makes depends on its version and on the processor, and builds are to be repeatable.
const deflated = (bytes) => Buffer.from(deflateSync(bytes, { level: 9, mem: 12 })).toString("base64");

/** The script and the core deflated, as data, and the loader in the script's place: see web/loader.js. */
function packed(html) {
  const [whole, open, , text] = [...html.matchAll(RAW)].find((raw) => raw[2] === "script" && raw[3] !== "");
  const loader = readFileSync(`${root}web/loader.js`, "utf8").replace(/^\/\/.*\n/gm, "");
  const data = (id, bytes) => `<script type="text/plain" id="${id}">${deflated(bytes)}</script>`;
  const core = data("core", readFileSync(`${root}build/wasm/pooled.wasm`));
  const parts = `${open}${loader}</script>\n${data("packed", Buffer.from(text))}\n${core}`;
  return { text, html: html.replace(whole, () => parts) };
}

function sealSingle(html) {
  const name = "dist/pooled.html";
  const bare = html
    .replace(/(<script type="module") crossorigin/, "$1")
    .replace(/(<style rel="stylesheet") crossorigin/, "$1");
  const outside = checkedMarkup(bare, name).match(/<(?:script|link|img|iframe)\b[^>]*\s(?:src|href)="(?!data:)[^"]*"/i);
  if (outside) throw new Error(`${name} refers to another file: ${outside[0]}`);
  const { text, html: small } = packed(bare);
  const script = [...hashes(small, "script"), hash(text)].join(" ");
  const style = hashes(small, "style").join(" ") || "'none'";
  return withPolicy(small, policy({ script, style, self: false }));
}

function sealWeb(html) {
  const name = "dist/web/index.html";
  if (checkedMarkup(html, name) !== html)
    throw new Error(`${name} has an inline script or style; its policy allows files only`);
  return withPolicy(html, policy({ script: "'self'", style: "'self'", self: true }));
}

process.chdir(`${root}web`);
for (const mode of ["single", "web"]) {
  await build({ configFile: `${root}web/vite.config.ts`, mode, logLevel: "warn" });
}
mkdirSync(`${root}dist`, { recursive: true });
const single = sealSingle(readFileSync(`${root}build/single/index.html`, "utf8"));
writeFileSync(`${root}dist/pooled.html`, single);
rmSync(`${root}build/single`, { recursive: true });
writeFileSync(`${root}dist/web/index.html`, sealWeb(readFileSync(`${root}dist/web/index.html`, "utf8")));

const kilobytes = (Buffer.byteLength(single) / 1000).toFixed(0);
console.log(`dist/pooled.html ${kilobytes} kB, SHA-256 ${createHash("sha256").update(single).digest("hex")}`);
