import type { Plugin } from "vite";

/**
 * Cuts the script in two: `page`, which the first screen needs, and `later`, which comes with the first dialog or panel.
 * What is only needed for one rare thing (a Word file) keeps a part of its own.
 */
export function pageAndLater(isRare: (id: string) => boolean) {
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
  };
  const groups = [
    { name: "page", test: (id: string) => first.has(id), priority: 2 },
    { name: "later", test: (id: string) => !first.has(id) && !isRare(id), priority: 1 },
  ];
  return { plugin, groups };
}
