import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAst } from "vite";
import type { Catalog } from "web/src/core/types";
import { guideOnly } from "web/src/examples/guide";
import { examples } from "web/src/examples/index";
import { keyOf } from "web/src/language/text";
import { meanings } from "web/src/text/any-answer";
import { ANALYSES } from "web/src/text/guide/analyses";
import { FORMATS } from "web/src/text/guide/formats";
import { IDEAS } from "web/src/text/guide/ideas";
import { SAID } from "web/src/text/guide/index";
import { MEASURES } from "web/src/text/guide/measures";
import { ADD_TO, MODELS, PREDICTIONS, TAU2, TAU2_INTERVALS, TESTS } from "web/src/text/guide/methods";
import { SYMBOLS } from "web/src/text/guide/symbols";
import { HEADS } from "web/src/text/heads";

/** Every English text of the page, by where it stands: what another language has to have. */

const LETTERS = /\p{L}{2}/u;

interface Tree {
  type?: string;
  tag?: { name?: string };
  quasi?: { quasis: { value: { cooked: string } }[] };
}

/** Keys of all t`…` below a node of the syntax tree. */
function tagged(node: unknown, found: string[]): string[] {
  if (Array.isArray(node)) for (const one of node) tagged(one, found);
  else if (node !== null && typeof node === "object") {
    const { type, tag, quasi } = node as Tree;
    if (type === "TaggedTemplateExpression" && tag?.name === "t" && quasi)
      found.push(keyOf(quasi.quasis.map(({ value }) => value.cooked)));
    for (const one of Object.values(node)) tagged(one, found);
  }
  return found;
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

/** Texts with letters: "{1} {2}" reads the same everywhere. */
export const inWords = (key: string): boolean => LETTERS.test(key.replace(/\{~?\w+\}/g, ""));

export function textsOfSources(folder: string): Map<string, string[]> {
  return new Map(
    sources(folder).map((path) => {
      const lang = path.endsWith("x") ? "tsx" : "ts";
      return [path.slice(folder.length + 1), tagged(parseAst(readFileSync(path, "utf8"), { lang }), [])];
    }),
  );
}

/** Strings of a table, of the members that are called so. */
function strings(table: unknown, members?: readonly string[], name = ""): string[] {
  if (typeof table === "string") return members === undefined || members.includes(name) ? [table] : [];
  if (table === null || typeof table !== "object") return [];
  return Object.entries(table).flatMap(([key, one]) => strings(one, members, Array.isArray(table) ? name : key));
}

export function textsOfGuide(): string[] {
  const pages = [ANALYSES, FORMATS, IDEAS, MEASURES, ADD_TO, MODELS, PREDICTIONS, TAU2, TAU2_INTERVALS, TESTS];
  const said = [...SAID].filter((member) => member !== "reference");
  return [...strings(pages, said), ...strings(IDEAS, ["label"]), ...strings(SYMBOLS)];
}

export const textsOfTables = (): string[] => [
  ...strings(HEADS),
  ...[...examples, ...guideOnly].map(({ title }) => title),
];

/** What the core lists: names, when to choose what, the patterns of its notes. */
export function textsOfCatalog({ shapes, ...catalog }: Catalog): string[] {
  const listed = strings(catalog, ["label", "when", "short", "group", "text", "doc"]);
  return [...listed, ...shapes.flatMap((shape) => meanings(shape))];
}
