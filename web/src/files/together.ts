import { t } from "../language/text";
import type { FoundFile } from "./found";
import type { ReadFile } from "./index";

export interface NamedFile {
  readonly name: string;
  readonly read: ReadFile;
}

const short = (name: string): string => name.slice(0, 60);

/** One file's outcomes under its name, where they stand under nothing of their own. */
function named(name: string, found: FoundFile): FoundFile["outcomes"] {
  return found.outcomes.map((one) => {
    const heading = [short(name), one.heading].filter((text, i, all) => text !== "" && all.indexOf(text) === i);
    return { ...one, heading: heading.join(", ") };
  });
}

/**
 * What several files hold, as if it came from one: all their outcomes, and what is to be said of each file under its
 * name. A file that cannot be read is named with the reason, and does not keep the others out.
 */
export function together(files: readonly NamedFile[]): NamedFile {
  const [only, ...more] = files;
  if (only === undefined) return { name: "", read: { error: t`There is no file.` } };
  if (more.length === 0) return only;
  const found = files.flatMap(({ name, read }) => ("found" in read ? [{ name, file: read.found }] : []));
  const failed = files.flatMap(({ name, read }) => ("error" in read ? [`${short(name)}: ${read.error}`] : []));
  const name = t`${files.length} files`;
  if (found.length === 0) return { name, read: { error: failed.join(" ") } };
  const text = (key: "title" | "question"): string => found.map(({ file }) => file[key]).find(Boolean) ?? "";
  const read = {
    kind: name,
    title: text("title"),
    question: text("question"),
    outcomes: found.flatMap((one) => named(one.name, one.file)),
    notes: [...failed, ...found.flatMap((one) => one.file.notes.map((note) => `${short(one.name)}: ${note}`))],
  };
  return { name, read: { found: read } };
}
