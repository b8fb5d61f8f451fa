// Puts the chunks of a build into one HTML file: each packed in a data block, run when it is asked for by
// web/src/loader.ts. Inline scripts cannot import each other, so imports become reads of what a part has exported.

/** `{a as b}` of an import or export as `[[name outside, name inside], …]`. */
const names = (specifiers, outside, inside) =>
  specifiers.map((one) => [one[outside].name ?? one[outside].value, one[inside].name]);

/** What an import names, in whichever quotes. */
const fileOf = (source) => source.value ?? source.quasis[0].value.cooked;

/** `./later-D3.js` as the name of its part. */
const partName = (file) => file.replace(/^.*\//, "").replace(/-[\w-]{8}\.js$/, "");

function importAsRead({ source, specifiers }) {
  const from = `pooled.made[${JSON.stringify(partName(fileOf(source)))}]`;
  if (specifiers.some(({ type }) => type !== "ImportSpecifier")) throw new Error(`${source.value}: unknown import`);
  const read = names(specifiers, "imported", "local").map(([outer, inner]) => `${JSON.stringify(outer)}:${inner}`);
  return read.length === 0 ? "" : `const{${read.join()}}=${from};`;
}

/** Getters, for what is exported may be defined further down. */
function exportAsGetters({ declaration, source, specifiers }, part) {
  if (declaration || source) throw new Error(`${part}: unknown export`);
  const getters = names(specifiers, "exported", "local").map(
    ([outer, inner]) => `get ${JSON.stringify(outer)}(){return ${inner}}`,
  );
  return `pooled.made[${JSON.stringify(part)}]={${getters.join()}};`;
}

/** Every `import("./x.js")` and `import.meta` below a node of the syntax tree. */
function moduleSyntax(node, found = []) {
  if (Array.isArray(node)) for (const one of node) moduleSyntax(one, found);
  else if (node !== null && typeof node === "object") {
    if (node.type === "ImportExpression" || node.type === "MetaProperty") found.push(node);
    for (const value of Object.values(node)) moduleSyntax(value, found);
  }
  return found;
}

/** The build's helper asks for the address of the script only where there are more files to fetch. */
const asCall = ({ type, source }) =>
  type === "MetaProperty" ? "({})" : `pooled.part(${JSON.stringify(partName(fileOf(source)))})`;

function replaced(code, edits) {
  let text = code;
  for (const { start, end, by } of edits.sort((a, b) => b.start - a.start))
    text = text.slice(0, start) + by + text.slice(end);
  return text;
}

/** A chunk as a script that stands alone. */
function scriptOf(chunk, part, parseAst) {
  const { body } = parseAst(chunk.code);
  const edits = [];
  for (const node of body) {
    const edit = (by) => edits.push({ start: node.start, end: node.end, by });
    if (node.type === "ImportDeclaration") edit(importAsRead(node));
    else if (node.type === "ExportNamedDeclaration") edit(exportAsGetters(node, part));
    else if (node.type.startsWith("Export")) throw new Error(`${part}: unknown ${node.type}`);
  }
  for (const node of moduleSyntax(body)) edits.push({ start: node.start, end: node.end, by: asCall(node) });
  return `(()=>{"use strict";\n${replaced(chunk.code, edits)}})();`;
}

/** The chunks of a build as `{ name, needs, script }`, the page's own first. */
export function partsOf(output, parseAst) {
  const chunks = output.filter(({ type }) => type === "chunk");
  const parts = chunks.map((chunk) => {
    const name = partName(chunk.fileName);
    return { name, needs: chunk.imports.map(partName), script: scriptOf(chunk, name, parseAst), entry: chunk.isEntry };
  });
  const twice = parts.find(({ name }, i) => parts.findIndex((part) => part.name === name) !== i);
  if (twice) throw new Error(`two parts are called ${twice.name}`);
  return parts.sort((a, b) => Number(b.entry) - Number(a.entry) || (a.name < b.name ? -1 : 1));
}
