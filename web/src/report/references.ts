/** Numbers the sources in the order in which the text comes to them. */
export interface References {
  /** " [2, 5]" for a source of the catalogue, which may name several papers; "" without one. */
  readonly cite: (source: string) => string;
  readonly list: () => readonly string[];
}

/** "floor: Rover, Knapp & Friede 2015, …" names the paper for a part of what is cited. */
const papersOf = (source: string): string[] =>
  source
    .split(";")
    .map((paper) => paper.trim().replace(/^[a-z][a-z ]*: /, ""))
    .filter((paper) => paper !== "");

export function references(): References {
  const papers: string[] = [];
  const numberOf = (paper: string): number => {
    if (!papers.includes(paper)) papers.push(paper);
    return papers.indexOf(paper) + 1;
  };
  return {
    cite(source) {
      const numbers = papersOf(source).map(numberOf);
      return numbers.length === 0 ? "" : ` [${numbers.join(", ")}]`;
    },
    list: () => papers,
  };
}
