// The modules must ask their host for nothing new: another import means that somebody pulled in files, time or random
// devices, and the page's loader would refuse it.
import { readFileSync } from "node:fs";
import { hostFunctions, wasmPath } from "./core_node.mjs";

const allowed = Object.entries(hostFunctions).flatMap(([module, names]) =>
  Object.keys(names).map((name) => `${module}.${name}`),
);
const firstPath = wasmPath.replace("pooled.wasm", "first.wasm");

/** What is wrong with the module at this path; prints how many imports it has. */
function faults(path) {
  const module = new WebAssembly.Module(readFileSync(path));
  const name = path.replace(/^.*\//, "");
  const asked = WebAssembly.Module.imports(module).map(({ module, name }) => `${module}.${name}`);
  const exported = WebAssembly.Module.exports(module).map(({ name }) => name);
  const strange = asked.filter((each) => !allowed.includes(each));
  const missing = ["memory", "_initialize", "pl_alloc", "pl_free", "pl_call", "pl_len"].filter(
    (each) => !exported.includes(each),
  );
  if (strange.length === 0) console.log(`${name}: ${asked.length} imports, all of them known`);
  return [
    ...strange.map((each) => `${name} imports ${each}, which the page does not give it`),
    ...missing.map((each) => `${name} does not export ${each}`),
  ];
}

const found = [wasmPath, firstPath].flatMap(faults);
for (const fault of found) console.error(fault);
if (found.length > 0) process.exit(1);
