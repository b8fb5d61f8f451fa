import type { Catalog, CatalogColumn, CatalogFormat } from "web/src/core/types";
import { catalog } from "../state/fixtures/catalog";

/**
 * Formats that no code of the reader names: heads must find their columns by what the catalogue calls them. Those the
 * fixture of the catalogue has already come from there.
 */
function format(id: string, label: string, columns: string): CatalogFormat {
  const read = (text: string): CatalogColumn => {
    const [name = "", long = "", short = "", group = "", domain = "any"] = text.split(",");
    return { id: name, label: long, short, group, domain: domain as CatalogColumn["domain"], optional: false };
  };
  return { id, label, family: "", source: "", columns: columns.split("|").map(read) };
}

const two = (columns: string): string =>
  `${columns.replaceAll("#", "1").replaceAll("Group", "Treatment")}|${columns.replaceAll("#", "2").replaceAll("Group", "Control")}`;

const more: CatalogFormat[] = [
  format("counts_percent", "Percentages and totals", two("pct#i,Group percent with event,%,Group,percent|n#i,Group total,total,Group,size")),
  format("means_se", "Mean, standard error and total", two("m#i,Group mean,mean,Group|se#i,Group standard error of the mean,SE,Group,positive|n#i,Group total,total,Group,size")),
  format("means_ci", "Mean, confidence interval and total", two("m#i,Group mean,mean,Group|lb#i,Group lower limit of the mean,lower,Group|ub#i,Group upper limit of the mean,upper,Group|n#i,Group total,total,Group,size")),
  format("medians_iqr", "Median, quartiles and total", two("med#i,Group median,median,Group|q1_#i,Group first quartile,Q1,Group|q3_#i,Group third quartile,Q3,Group|n#i,Group total,total,Group,size")),
  format("medians_range", "Median, range and total", two("med#i,Group median,median,Group|min#i,Group minimum,min,Group|max#i,Group maximum,max,Group|n#i,Group total,total,Group,size")),
  format("estimate_var", "Effect and variance", "yi,Effect,effect,|vi,Variance,variance,,positive"),
  format("estimate_p", "Estimate and P", "est,Estimate,estimate,|pval,Two-sided P,P,,probability"),
  format("o_e_v", "O-E and its variance", "o_e,Observed minus expected events,O-E,|v,Variance of O-E,V,,positive"),
]; // biome-ignore format: a table

const missing = more.filter(({ id }) => !catalog.formats.some((known) => known.id === id));

export const grown: Catalog = {
  ...catalog,
  formats: [...catalog.formats, ...missing],
  measures: catalog.measures.map((measure) => {
    const ids = missing.map(({ id }) => id);
    const has = (format: string): boolean => measure.formats.includes(format);
    const fits = (id: string): boolean =>
      (has("counts") && id === "counts_percent") ||
      (has("means") && /^(means|medians)/.test(id)) ||
      (has("estimate_ci") && id.startsWith("estimate")) ||
      (measure.id === "HR" && id === "o_e_v");
    return { ...measure, formats: [...measure.formats, ...ids.filter(fits)] };
  }),
};
