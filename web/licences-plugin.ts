import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const ID = "virtual:pooled-licences";

export interface Licence {
  name: string;
  version: string;
  licence: string;
  text: string;
}

/** Licences under which a package may be in the page, as package.json writes them. Another one stops the build. */
const KNOWN = new Set([
  "MIT",
  "ISC",
  "0BSD",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Apache-2.0",
  "(MIT OR GPL-3.0-or-later)",
  "(MIT AND Zlib)",
]);

/** What is compiled into pooled.wasm: the folder of its headers, its licence and its text in web/licences/. */
const COMPILED: readonly { include?: string; name: string; licence: string; file: string }[] = [
  { include: "Eigen", name: "Eigen", licence: "MPL-2.0", file: "eigen" },
  { include: "boost", name: "Boost.Math", licence: "BSL-1.0", file: "boost" },
  { include: "nlohmann", name: "JSON for Modern C++", licence: "MIT", file: "nlohmann-json" },
  { name: "Emscripten", licence: "MIT", file: "emscripten" },
  { name: "musl", licence: "MIT", file: "musl" },
  { name: "libc++, compiler-rt (LLVM)", licence: "Apache-2.0 WITH LLVM-exception", file: "llvm" },
];

interface Locked {
  version?: string;
  license?: string;
  dev?: boolean;
  optional?: boolean;
}

/** Of an entry of package-lock.json; throws where nobody has said that the licence may be in the page. */
export function packageLicence(path: string, { version = "", license = "" }: Locked, text: string | null): Licence {
  const name = path.replace(/^.*node_modules\//, "");
  if (!KNOWN.has(license))
    throw new Error(`${name} ${version}: its licence "${license}" is not known. See web/licences-plugin.ts.`);
  return { name, version, licence: license, text: text ?? `${name} carries no text of its licence, ${license}.` };
}

function textIn(folder: string): string | null {
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)(\.(md|txt))?$/i.test(name));
  return file === undefined ? null : readFileSync(`${folder}/${file}`, "utf8").replaceAll("\r", "").trim();
}

/** Of a package: its own text, else what web/licences/ says of it. */
function textOf(path: string): string | null {
  const ours = here(`licences/${path.replace(/^.*node_modules\//, "")}.txt`);
  return textIn(here(path)) ?? (existsSync(ours) ? readFileSync(ours, "utf8").trim() : null);
}

/** Packages that are types and nothing else leave nothing in the page. */
const onlyTypes = (path: string): boolean => /node_modules\/(@types\/[^/]+|undici-types)$/.test(path);

/** Every package the page may be made of: those of package-lock.json that are not only for development. */
function packages(): Licence[] {
  const lock = JSON.parse(readFileSync(here("package-lock.json"), "utf8")) as { packages: Record<string, Locked> };
  return Object.entries(lock.packages)
    .filter(([path, { dev }]) => path !== "" && !dev && !onlyTypes(path) && existsSync(here(path)))
    .map(([path, locked]) => packageLicence(path, locked, textOf(path)));
}

/** Folders of headers that C++ sources of ours name: <Eigen/Core> -> Eigen. */
export function foreignFolders(source: string): string[] {
  return [...source.matchAll(/^\s*#\s*include\s*<(\w+)\//gm)].map(([, folder]) => folder ?? "");
}

function checkIncludes(): void {
  const known = new Set(COMPILED.map(({ include }) => include));
  for (const folder of ["core", "wasm"])
    for (const file of readdirSync(here(`../${folder}`), { recursive: true, encoding: "utf8" })) {
      if (!/\.(h|cpp)$/.test(file)) continue;
      const unknown = foreignFolders(readFileSync(here(`../${folder}/${file}`), "utf8")).find((f) => !known.has(f));
      if (unknown)
        throw new Error(`${folder}/${file} includes <${unknown}/…>, whose licence is not in web/licences-plugin.ts.`);
    }
}

/** Of everything in the page, what is compiled first, then by name. */
export function licences(): Licence[] {
  checkIncludes();
  const compiled = COMPILED.map(({ name, licence, file }) => {
    return { name, version: "", licence, text: readFileSync(here(`licences/${file}.txt`), "utf8").trim() };
  });
  return [...compiled, ...packages()];
}

/** `import licences from "virtual:pooled-licences"`: what stands under About. */
export function pooledLicences(): Plugin {
  return {
    name: "pooled-licences",
    resolveId: (id) => (id === ID ? `\0${ID}` : null),
    load: (id) => (id === `\0${ID}` ? `export default ${JSON.stringify(licences())};` : null),
  };
}
