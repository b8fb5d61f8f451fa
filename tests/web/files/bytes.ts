import { strToU8, zipSync } from "fflate";
import type { FoundFile } from "web/src/files/found";
import { type ReadFile, readFile } from "web/src/files/index";
import { catalog } from "../state/fixtures/catalog";

/** Files made in the test itself, and what they are read as. */
export const utf8 = (text: string): Uint8Array => strToU8(text);
export const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

export function zip(files: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const pairs = Object.entries(files).map(([name, content]) => [
    name,
    typeof content === "string" ? utf8(content) : content,
  ]);
  return zipSync(Object.fromEntries(pairs));
}

export const read = (bytes: Uint8Array, name = "file"): ReadFile => readFile({ name, bytes }, catalog);

export function found(bytes: Uint8Array, name = "file.csv"): FoundFile {
  const answer = read(bytes, name);
  if ("error" in answer) throw new Error(answer.error);
  return answer.found;
}

export function refusal(bytes: Uint8Array, name = "file.csv"): string {
  const answer = read(bytes, name);
  return "error" in answer ? answer.error : "no error";
}
