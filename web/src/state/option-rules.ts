import type { Catalog, CatalogOption } from "../core/types";

/** What the core takes for an option, by its rule in the catalogue. */

export function ruleOf(catalog: Catalog, id: string): CatalogOption | undefined {
  return catalog.options.find((option) => option.id === id);
}

function inRange(value: number, { lowest, highest, open, whole }: CatalogOption): boolean {
  const [lo, hi] = [lowest ?? Number.NEGATIVE_INFINITY, highest ?? Number.POSITIVE_INFINITY];
  const inside = open ? value > lo && value < hi : value >= lo && value <= hi;
  return Number.isFinite(value) && inside && (!whole || Number.isInteger(value));
}

export function validOption(catalog: Catalog, id: string, value: unknown): boolean {
  const rule = ruleOf(catalog, id);
  if (rule === undefined) return false;
  if (value === null) return rule.nullable;
  if (typeof value === "number") return rule.type === "number" && inRange(value, rule);
  if (typeof value !== rule.type) return false;
  return rule.picks.length === 0 || rule.picks.some((pick) => pick.id === value);
}
