import { t } from "../language/text";

/** Lines that tables and plots have below their studies: totals, heterogeneity, tests. They are no studies. */
const SUMMARY =
  /^(?:(?:sub)?total\b(?: (?:\(.*|\d.*|events.*|9\d% .*))?$|(?:test for|tests? of|heterogeneity\b[:. (]|residual heterogeneity|quantifying heterogeneity|number of (?:studies|observations|events)|(?:common|fixed|random)[- ]effects? (?:model|\()|random[- ]effects model|prediction interval|overall\b(?: (?:effect|estimate|\(|[\d-]).*)?(?:,|$| )|pooled (?:effect|estimate)|theta$|d\+l|m-h|i-v|favou?rs|i-?squared|i\^?2\s*=|i²|tau\^?2|τ²|details (?:on|of) meta|- (?:inverse|mantel|restricted|jackson|q-profile)|footnotes?\b)).*/i;

export function isSummary(line: string): boolean {
  return SUMMARY.test(line.trim());
}

/** A table without the rows of its summaries, and what is said about them. */
export function withoutSummaries(rows: string[][]): { rows: string[][]; notes: string[] } {
  const left: string[] = [];
  const kept = rows.filter((row, i) => {
    const label = row.find((cell) => cell !== "") ?? "";
    // The first line may be a head, "Total" above a column of totals.
    const summary = i > 0 && row[0] !== undefined && row[0] !== "" && isSummary(label);
    if (summary) left.push(`"${label.slice(0, 40)}"`);
    return !summary;
  });
  const note = t`Left out, as no studies: ${left.slice(0, 5).join(", ")}${left.length > 5 ? " …" : ""}.`;
  return { rows: kept, notes: left.length === 0 ? [] : [note] };
}
