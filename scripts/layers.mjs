// The rules of the house that a machine can check: who may include or import whom, where heavy headers may be seen,
// and that nothing in the page can turn text into markup or code. Prints every breach; exits 1 if there is one.
import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const files = (folder, ends) =>
  readdirSync(`${root}${folder}`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ends.test(entry.name))
    .map((entry) => posix.join(entry.parentPath ?? entry.path, entry.name).slice(root.length))
    .filter((path) => !path.includes("node_modules/"));
const read = (path) => readFileSync(`${root}${path}`, "utf8");
const breaches = [];
const breach = (path, text) => breaches.push(`${path}: ${text}`);

// --- C++: base <- data <- measures <- tau2 <- model <- analysis <- wasm ---------------------------------
const cppOrder = ["core/base", "core/data", "core/measures", "core/tau2", "core/model", "core/analysis", "wasm"];
const cppLayer = (path) => cppOrder.findIndex((layer) => path.startsWith(`${layer}/`));
const boostMaySee = ["core/base/dist.cpp", "core/base/solve.cpp"];

for (const path of [...files("core", /\.(h|cpp)$/), ...files("wasm", /\.(h|cpp)$/)]) {
  const layer = cppLayer(path);
  if (layer < 0) breach(path, `is in no layer (${cppOrder.join(", ")})`);
  for (const [, quote, name] of read(path).matchAll(/^\s*#\s*include\s*(["<])([^">]+)[">]/gm)) {
    if (quote === '"') {
      const target = /^(core|wasm)\//.test(name) ? name : posix.join(posix.dirname(path), name);
      if (cppLayer(target) > layer) breach(path, `includes ${target}, a layer above its own`);
    }
    if (name.startsWith("nlohmann/") && !path.startsWith("wasm/")) breach(path, "knows JSON; only wasm/ may");
    if (name.startsWith("boost/") && !boostMaySee.includes(path)) {
      breach(path, `includes Boost; only ${boostMaySee.join(" and ")} may (compile time)`);
    }
  }
}
for (const path of files("tests", /\.cpp$/)) {
  if (/CATCH_CONFIG_(MAIN|RUNNER)/.test(read(path)) && path !== "tests/core/main.cpp") {
    breach(path, "has a second Catch main; tests/core/main.cpp is the one");
  }
}

// --- TypeScript: language <- core <- state, text <- plots <- files, examples <- ui, report <- panels <- install, opening, loader, main, start
const webRank = {
  language: -1,
  core: 0,
  state: 1,
  text: 1,
  plots: 2,
  files: 3,
  examples: 3,
  ui: 4,
  report: 4,
  panels: 5,
  install: 6,
  opening: 6,
  loader: 6,
  main: 6,
  start: 6,
};
const webLayer = (path) => path.slice("web/src/".length).split(/[/.]/)[0];
const sinks = /\b(innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write|new Function|eval)\b/;

for (const path of files("web/src", /\.tsx?$/)) {
  const text = read(path);
  const layer = webLayer(path);
  if (!(layer in webRank)) breach(path, `is in no layer (${Object.keys(webRank).join(", ")})`);
  for (const [, name] of text.matchAll(/\b(?:from|import)\s*\(?\s*["'](\.[^"']*)["']/g)) {
    const target = posix.join(posix.dirname(path), name);
    if (!target.startsWith("web/src/")) continue;
    if (webRank[webLayer(target)] > webRank[layer]) breach(path, `imports ${target}, a layer above its own`);
  }
  const sink = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "").match(sinks);
  if (sink) breach(path, `uses ${sink[0]}, which turns text into markup or code`);
}

for (const line of breaches) console.error(line);
console.log(
  breaches.length === 0 ? "layers: every include and import points the right way" : `${breaches.length} breaches`,
);
process.exit(breaches.length === 0 ? 0 : 1);
