// Stands in dist/pooled.html in place of the page's scripts, which wait beside it packed (scripts/single_file.mjs): a
// file a third smaller, and what the first screen does not need is not even read before it is asked for. Runs them
// as inline scripts whose hashes the Content-Security-Policy knows: no other text can become a script.
import "./core/no-webrtc";
import { compileCore } from "./core/compile";
import type { Parts } from "./core/parts";
import { unpacked } from "./core/unpack";

interface Policy {
  createScript(text: string): unknown;
}
const factory = (globalThis as { trustedTypes?: { createPolicy(name: string, rules: object): Policy } }).trustedTypes;
const policy = factory?.createPolicy("pooled-start", { createScript: (text: string) => text });

/** Takes a data block out of the page: its text is not needed twice. */
function take(name: string): { text: string; needs: string[] } {
  const element = document.getElementById(name);
  if (!element) throw new Error(`this copy of the page is incomplete: ${name} is missing`);
  element.remove();
  return { text: element.textContent ?? "", needs: (element.dataset.needs ?? "").split(" ").filter((id) => id !== "") };
}

async function run(name: string): Promise<object> {
  const { text, needs } = take(name);
  const [script] = await Promise.all([unpacked(text).text(), ...needs.map(part)]);
  const element = document.createElement("script");
  element.textContent = (policy?.createScript(script) ?? script) as string;
  document.head.append(element);
  return made[name] as object;
}

const made: Record<string, object> = {};
const running: Record<string, Promise<object>> = {};

function part(name: string): Promise<object> {
  running[name] ??= run(name);
  return running[name];
}

globalThis.pooled = { core: compileCore(take("core").text), made, part } satisfies Parts;
void part("start");
