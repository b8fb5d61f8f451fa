/** Which language the page speaks: the one chosen, else the first that the browser asks for and the page has. */

/** By their own names. */
export const LANGUAGES: Readonly<Record<string, string>> = { en: "English", de: "Deutsch" };

/** Of what is stored for the page; forgotten with the rest of it. */
export const LANGUAGE_KEY = "pooled.1.language";

type Kept = Pick<Storage, "getItem" | "setItem">;

function storages(): Kept[] {
  const open = (name: "sessionStorage" | "localStorage"): Kept[] => {
    try {
      const storage = globalThis[name];
      return storage ? [storage] : [];
    } catch {
      return [];
    }
  };
  return [...open("sessionStorage"), ...open("localStorage")];
}

function read(storage: Kept): string | null {
  try {
    return storage.getItem(LANGUAGE_KEY);
  } catch {
    return null;
  }
}

export function chosenLanguage(wanted: readonly string[] = navigator.languages, kept: Kept[] = storages()): string {
  const known = (id: string | null): id is string => id !== null && Object.hasOwn(LANGUAGES, id);
  const asked = wanted.map((tag) => tag.slice(0, 2).toLowerCase());
  return [...kept.map(read), ...asked].find(known) ?? "en";
}

/** Remembers a choice: for this tab, or for every visit where the page may store things. */
export function rememberLanguage(id: string, everywhere: boolean, kept: Kept[] = storages()): void {
  for (const storage of everywhere ? kept : kept.slice(0, 1)) {
    try {
      storage.setItem(LANGUAGE_KEY, id);
    } catch {
      // Then it is asked for again.
    }
  }
}
