import type { Report } from "../core/types";
import { t } from "../language/text";
import { plural } from "./format";

/** "(Luo 2018, Wan 2014)" at the end of a note on a conversion: how it was done. */
const METHOD = /\(([^()]+)\)\.?$/;

/** A sentence for the methods section: how many studies were converted from what they report, and how; "" for none. */
export function conversionClause({ effects, notes }: Report): string {
  const converted = new Set(effects.filter((e) => e.used && e.converted).map(({ row }) => row));
  if (converted.size === 0) return "";
  const said = notes.filter(({ code, row }) => code === "converted" && row !== null && converted.has(row));
  const methods = new Set(said.flatMap(({ text }) => METHOD.exec(text)?.[1] ?? []));
  const all = effects.filter(({ used }) => used).length;
  const how = methods.size > 0 ? ` (${[...methods].join("; ")})` : "";
  return t` Of ${plural(all, t`study`, t`studies`)}, ${converted.size} ${converted.size === 1 ? t`was` : t`were`} converted from what the report gives${how}.`;
}
