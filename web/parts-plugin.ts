import type { Plugin } from "vite";

/**
 * Cuts the script in two: `page`, which the first screen needs, and `later`, which comes with the first dialog or panel.
 * What is only needed for one thing (a Word file, the whole core) keeps a part of its own.
 * @param waits  the web app: `later` is not run before the whole core is there (web/src/core/load-in-two.ts)
 */
export function pageAndLater(isAlone: (id: string) => boolean, waits: boolean) {
  const first = new Set<string>();
  const plugin: Plugin = {
    name: "pooled-parts",
    buildEnd() {
      const visit = (id: string): void => {
        if (first.has(id)) return;
        first.add(id);
        for (const next of this.getModuleInfo(id)?.importedIds ?? []) visit(next);
      };
      for (const id of this.getModuleIds()) if (this.getModuleInfo(id)?.isEntry) visit(id);
    },
    renderChunk: (code, { name }) => (waits && name === "later" ? `await globalThis.wholeCore;\n${code}` : null),
  };
  const groups = [
    { name: "page", test: (id: string) => first.has(id), priority: 2 },
    { name: "later", test: (id: string) => !first.has(id) && !isAlone(id), priority: 1 },
  ];
  return { plugin, groups };
}
