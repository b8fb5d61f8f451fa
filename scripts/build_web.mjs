// Builds the page twice from the same sources: dist/pooled.html (one file) and dist/web/ (files for a server), and
// writes into each the Content-Security-Policy that forbids every connection. Run from anywhere; needs build/wasm.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { icons, manifest } from "./icons.mjs";
import { packed } from "./pack.mjs";
import { partsOf } from "./single_file.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const fromWeb = createRequire(`${root}web/package.json`);
const { build, parseAst } = await import(pathToFileURL(fromWeb.resolve("vite")).href);
const { zlibSync } = fromWeb("fflate");

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

/** web/src/loader.ts as one script. */
async function loader() {
  const { output } = await build({
    ...{ root: `${root}web`, configFile: false, logLevel: "warn" },
    build: {
      ...{ target: "es2022", write: false, modulePreload: false },
      rolldownOptions: { input: `${root}web/src/loader.ts` },
    },
  });
  return output[0].code;
}

/** One file of a build: the markup, its style within it, the loader, and the parts and the core as data. */
async function singleFile({ output }) {
  const asset = (ending) => String(output.find(({ fileName }) => fileName.endsWith(ending)).source);
  const parts = partsOf(output, parseAst);
  const data = (id, text, needs = []) =>
    `<script type="text/plain" id="${id}"${needs.length > 0 ? ` data-needs="${needs.join(" ")}"` : ""}>${text}</script>`;
  const blocks = parts.map(({ name, needs, script }) =>
    data(name, packed(script, name === "page" || name === "start"), needs),
  );
  const html = asset("index.html")
    .replace(/\s*<link rel="stylesheet"[^>]*>/, () => `\n    <style>${asset(".css")}</style>`)
    .replace(/\s*<script type="module"[^>]*><\/script>/, "");
  const scripts = [`<script type="module">${await loader()}</script>`, data("core", asset("core.txt")), ...blocks];
  return { html: html.replace("</body>", () => `${scripts.join("\n")}\n  </body>`), parts };
}

function sealSingle({ html, parts }) {
  const name = "dist/pooled.html";
  const outside = checkedMarkup(html, name).match(/<(?:script|link|img|iframe)\b[^>]*\s(?:src|href)="(?!data:)[^"]*"/i);
  if (outside) throw new Error(`${name} refers to another file: ${outside[0]}`);
  const script = [...hashes(html, "script"), ...parts.map(({ script }) => hash(script))].join(" ");
  const style = hashes(html, "style").join(" ") || "'none'";
  return withPolicy(html, policy({ script, style, self: false }));
}

function sealWeb(html) {
  const name = "dist/web/index.html";
  if (checkedMarkup(html, name) !== html)
    throw new Error(`${name} has an inline script or style; its policy allows files only`);
  const links = `<link rel="manifest" href="./manifest.webmanifest">
    <link rel="apple-touch-icon" href="./apple-touch-icon.png">
    <meta name="apple-mobile-web-app-title" content="${manifest.short_name}">
    <meta name="theme-color" content="${manifest.theme_color}">
  `;
  const app = html.replace("</head>", () => `${links}</head>`);
  return withPolicy(app, policy({ script: "'self'", style: "'self'", self: true }));
}

/** What makes files of a server an app: icons, manifest, and the worker, whose text changes when any file does. */
function makeApp(folder) {
  for (const [name, bytes] of Object.entries(icons((rows) => zlibSync(rows, { level: 9, mem: 12 }))))
    writeFileSync(`${folder}/${name}`, bytes);
  writeFileSync(`${folder}/manifest.webmanifest`, `${JSON.stringify(manifest, null, 1)}\n`);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath ?? entry.path}/${entry.name}`.slice(folder.length + 1))
    .sort();
  const sum = createHash("sha256");
  for (const file of files) sum.update(file).update(readFileSync(`${folder}/${file}`));
  const worker = readFileSync(`${root}web/sw.js`, "utf8")
    .replace("HASH", sum.digest("hex").slice(0, 16))
    .replace('["FILES"]', JSON.stringify(files));
  writeFileSync(`${folder}/sw.js`, worker);
}

process.chdir(`${root}web`);
const made = (mode) => build({ configFile: `${root}web/vite.config.ts`, mode, logLevel: "warn" });
const single = sealSingle(await singleFile(await made("single")));
await made("web");
writeFileSync(`${root}dist/pooled.html`, single);
writeFileSync(`${root}dist/web/index.html`, sealWeb(readFileSync(`${root}dist/web/index.html`, "utf8")));
makeApp(`${root}dist/web`);

const kilobytes = (Buffer.byteLength(single) / 1000).toFixed(0);
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
console.log(`dist/pooled.html ${kilobytes} kB, SHA-256 ${sha256(single)}`);
console.log(`pooled.wasm inside, SHA-256 ${sha256(readFileSync(`${root}build/wasm/pooled.wasm`))}`);
