// The module must ask its host for nothing new: another import means that somebody pulled in files, time or random
// devices, and the page's loader would refuse it.
import { readFileSync } from "node:fs";
import { hostFunctions, wasmPath } from "./core_node.mjs";

const allowed = Object.entries(hostFunctions).flatMap(([module, names]) =>
  Object.keys(names).map((name) => `${module}.${name}`),
);
const module = new WebAssembly.Module(readFileSync(wasmPath));
const asked = WebAssembly.Module.imports(module).map(({ module, name }) => `${module}.${name}`);
const strange = asked.filter((name) => !allowed.includes(name));
const exported = WebAssembly.Module.exports(module).map(({ name }) => name);
const missing = ["memory", "_initialize", "pl_alloc", "pl_free", "pl_call", "pl_len"].filter(
  (name) => !exported.includes(name),
);
for (const name of strange) console.error(`pooled.wasm imports ${name}, which the page does not give it`);
for (const name of missing) console.error(`pooled.wasm does not export ${name}`);
if (strange.length + missing.length > 0) process.exit(1);
console.log(`pooled.wasm: ${asked.length} imports, all of them known`);
