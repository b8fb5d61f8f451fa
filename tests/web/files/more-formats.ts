import { readFileSync } from "node:fs";
import type { Catalog, CatalogFormat } from "web/src/core/types";
import { catalog } from "../state/fixtures/catalog";

/**
 * The catalogue with its 48 formats, as `pooled catalog` printed them (formats.json). No code of the reader names most of
 * them: heads find their columns by what the catalogue calls them.
 */
const printed = JSON.parse(readFileSync(new URL("./formats.json", import.meta.url), "utf8")) as {
  formats: CatalogFormat[];
  measures: Record<string, string[]>;
};

export const grown: Catalog = {
  ...catalog,
  formats: printed.formats,
  measures: catalog.measures.map((measure) => ({
    ...measure,
    formats: printed.measures[measure.id] ?? measure.formats,
  })),
};
