/** What R's dput() writes of a data frame: structure(list(ai = c(4L, 6L), …), class = "data.frame", …). */
interface Reader {
  text: string;
  at: number;
}

type Value = string[] | { names: string[]; values: Value[]; levels: string[] | null };

const skip = (r: Reader): void => {
  while (/\s/.test(r.text[r.at] ?? "")) r.at += 1;
};

function take(r: Reader, sign: string): boolean {
  skip(r);
  if (!r.text.startsWith(sign, r.at)) return false;
  r.at += sign.length;
  return true;
}

function readString(r: Reader): string | null {
  const found = /^"((?:[^"\\]|\\.)*)"/.exec(r.text.slice(r.at, r.at + 10_000));
  if (!found) return null;
  r.at += found[0].length;
  return (found[1] as string).replace(/\\(.)/g, (_, c: string) => (c === "n" || c === "t" ? " " : c));
}

/** A number, NA, TRUE, or a range such as 1:13 as its numbers. */
function readWord(r: Reader): string[] | null {
  const found = /^(-?[\w.]+(?:[eE][-+]\d+)?)L?(?::(-?\d+)L?)?/.exec(r.text.slice(r.at, r.at + 100));
  if (!found) return null;
  r.at += found[0].length;
  const first = (found[1] as string).replace(/L$/, "").replace(/^NA_\w+_$/, "NA");
  if (found[2] === undefined) return [first === "NA" || first === "NULL" ? "" : first];
  const length = Math.min(5001, Math.max(0, Number(found[2]) - Number(first) + 1));
  return Array.from({ length }, (_, i) => String(Number(first) + i));
}

/** The arguments of a call, up to its closing bracket; null when the text is no such thing. */
function readArguments(r: Reader, depth: number): { names: string[]; values: Value[] } | null {
  const names: string[] = [];
  const values: Value[] = [];
  while (!take(r, ")")) {
    skip(r);
    const name = /^(?:`([^`]*)`|"([^"]*)"|([\w.]+))\s*=(?!=)/.exec(r.text.slice(r.at, r.at + 300));
    if (name) r.at += name[0].length;
    const value = readValue(r, depth + 1);
    if (value === null) return null;
    names.push(name?.[1] ?? name?.[2] ?? name?.[3] ?? "");
    values.push(value);
    take(r, ",");
  }
  return { names, values };
}

const flat = (values: readonly Value[]): string[] => values.flatMap((value) => (Array.isArray(value) ? value : []));

function readValue(r: Reader, depth: number): Value | null {
  skip(r);
  if (depth > 8 || r.at >= r.text.length) return null;
  const string = readString(r);
  if (string !== null) return [string];
  const call = (["structure", "list", "c"] as const).find((name) => take(r, `${name}(`));
  if (call === undefined) return readWord(r);
  const given = readArguments(r, depth);
  if (given === null) return null;
  if (call === "c") return flat(given.values);
  if (call === "list") return { ...given, levels: null };
  const levels = given.values[given.names.findIndex((name) => name === "levels" || name === ".Label")];
  const [inner] = given.values;
  if (!Array.isArray(inner)) return inner ?? null;
  return Array.isArray(levels) ? inner.map((code) => levels[Number(code) - 1] ?? "") : inner;
}

/** Rows below their names; null when the text is no data frame. */
export function dputRows(text: string): string[][] | null {
  const start = /^\s*(?:[\w.]+\s*<-\s*)?(?=structure\(list\()/.exec(text);
  if (!start) return null;
  const frame = readValue({ text, at: start[0].length }, 0);
  if (frame === null || Array.isArray(frame)) return null;
  const columns = frame.values.filter((value): value is string[] => Array.isArray(value));
  const length = columns[0]?.length ?? 0;
  if (columns.length !== frame.values.length || !columns.every((column) => column.length === length)) return null;
  return [frame.names, ...Array.from({ length }, (_, i) => columns.map((column) => column[i] ?? ""))];
}
