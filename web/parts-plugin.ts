import type { Plugin } from "vite";

/**
 * Cuts the script into parts: `start`, the entry; `page`, which the first screen needs (web/src/main.tsx and what it
 * imports); `link`, what packs and unpacks links and files; `later`, which comes with the first dialog or panel. What is
 * only needed for one thing (a Word file, a language, the whole core) keeps a part of its own.
 * @param web  the web app: parts are files, and `later` is not run before the whole core is there
 *             (web/src/core/load-in-two.ts)
 */
export function startPageAndLater(web: boolean, isAlone: (id: string) => boolean) {
  const start = new Set<string>();
  const page = new Set<string>();
  const plugin: Plugin = {
    name: "pooled-parts",
    buildEnd() {
      const visit = (id: string, into: Set<string>): void => {
        if (start.has(id) || into.has(id)) return;
        into.add(id);
        for (const next of this.getModuleInfo(id)?.importedIds ?? []) visit(next, into);
      };
      const ids = [...this.getModuleIds()];
      for (const id of ids) if (this.getModuleInfo(id)?.isEntry) visit(id, start);
      for (const id of ids) if (/\/src\/main\.tsx$/.test(id)) visit(id, page);
    },
    transformIndexHtml: {
      order: "post",
      // Fetched beside the entry, not after it.
      handler(_html, { bundle }) {
        const page = Object.values(bundle ?? {}).find((chunk) => chunk.type === "chunk" && chunk.name === "page");
        if (!web || page?.type !== "chunk") return [];
        return [page.fileName, ...page.imports].map((name) => ({
          tag: "link",
          injectTo: "head" as const,
          attrs: { rel: "modulepreload", href: `./${name}` },
        }));
      },
    },
    renderChunk: (code, { name }) => (web && name === "later" ? `await globalThis.wholeCore;\n${code}` : null),
  };
  const groups = [
    { name: "start", test: (id: string) => start.has(id), priority: 3 },
    { name: "page", test: (id: string) => page.has(id), priority: 2 },
    { name: "link", test: (id: string) => !page.has(id) && /\/(fflate|share-bytes)\b/.test(id), priority: 2 },
    { name: "later", test: (id: string) => !start.has(id) && !page.has(id) && !isAlone(id), priority: 1 },
  ];
  return { plugin, groups };
}
