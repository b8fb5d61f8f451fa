import { type Example, reviewOf } from "./build";

/** Examples for the guide alone: kinds of data that the examples of the first screen do not have. */

type Numbers = readonly (readonly [label: string, ...cells: number[]])[];

interface Parts {
  readonly id: string;
  readonly title: string;
  readonly citation: string;
  readonly dataset: string;
  readonly name: string;
  readonly measure: string;
  readonly format: string;
  readonly columns: readonly string[];
  readonly rows: Numbers;
  readonly arms?: { readonly treatment: string; readonly control: string };
}

function exampleOf({ id, title, citation, dataset, name, measure, format, columns, rows, arms }: Parts): Example {
  const about = { name, treatment: "", control: "", favours_left: "", favours_right: "", ...arms };
  const studies = rows.map(([label, ...cells]) => ({ label, cells }));
  return {
    id,
    title,
    citation,
    source: `R package metadat 1.2-0, ${dataset}`,
    review: reviewOf(title, "", about, { format, columns, studies, options: { measure } }),
  };
}

/** Niel-Weise 2007: infections and catheters, anti-infective against standard. */
const CATHETERS: Numbers = [
  ["Bach 1996", 0, 116, 3, 117],
  ["George 1997", 1, 44, 3, 35],
  ["Maki 1997", 2, 208, 9, 195],
  ["Raad 1997", 0, 130, 7, 136],
  ["Heard 1998", 5, 151, 6, 157],
  ["Collin 1999", 1, 98, 4, 139],
  ["Hannan 1999", 1, 174, 3, 177],
  ["Marik 1999", 1, 74, 2, 39],
  ["Pierce 2000", 1, 97, 19, 103],
  ["Sheng 2000", 1, 113, 2, 122],
  ["Chatzinikolaou 2003", 0, 66, 7, 64],
  ["Corral 2003", 0, 70, 1, 58],
  ["Brun-Buisson 2004", 3, 188, 5, 175],
  ["Leon 2004", 6, 187, 11, 180],
  ["Yucel 2004", 0, 118, 0, 105],
  ["Moretti 2005", 0, 252, 1, 262],
  ["Rupp 2005", 1, 345, 3, 362],
  ["Osma 2006", 4, 64, 1, 69],
];

/** Niel-Weise 2008: infections and catheter days, anti-infective against standard. */
const CATHETER_DAYS: Numbers = [
  ["Bong 2003", 7, 1344, 11, 1988],
  ["Ciresi 1996", 8, 1600, 8, 1461],
  ["Hanna 2004", 3, 12012, 14, 10962],
  ["Harter 2002", 6, 1536, 10, 1503],
  ["Jaeger 2001", 1, 370, 1, 483],
  ["Jaeger 2005", 1, 729, 8, 913],
  ["Logghe 1997", 17, 6760, 15, 6840],
  ["Ostendorf 2005", 3, 1107, 7, 1015],
  ["Pemberton 1996", 2, 320, 3, 440],
];

/** Molloy 2014: correlation and number of patients. */
const ADHERENCE: Numbers = [
  ["Axelsson 2009", 0.187, 109],
  ["Axelsson 2011", 0.162, 749],
  ["Bruce 2010", 0.34, 55],
  ["Christensen 1999", 0.32, 107],
  ["Christensen & Smith 1995", 0.27, 72],
  ["Cohen 2004", 0, 65],
  ["Dobbels 2005", 0.175, 174],
  ["Ediger 2007", 0.05, 326],
  ["Insel 2006", 0.26, 58],
  ["Jerant 2011", 0.01, 771],
  ["Moran 1997", -0.09, 56],
  ["O'Cleirigh 2007", 0.37, 91],
  ["Penedo 2003", 0, 116],
  ["Quine 2012", 0.15, 537],
  ["Stilley 2004", 0.24, 158],
  ["Wiebe & Christensen 1997", 0.04, 65],
];

/** Only the numbers of the first group. */
const firstGroup = (rows: Numbers): Numbers => rows.map(([label, a = 0, b = 0]) => [label, a, b]);

const ARMS = { treatment: "anti-infective catheters", control: "standard catheters" };
const STIJNEN =
  "Stijnen T, Hamza TH, Ozdemir P. Random effects meta-analysis of event outcome in the framework of the generalized linear mixed model. Stat Med 2010;29:3046-67. doi:10.1002/sim.4040";

export const guideOnly: readonly Example[] = [
  exampleOf({
    ...{ id: "catheters", title: "Anti-infective catheters and infection (few events)", citation: STIJNEN },
    ...{ dataset: "dat.nielweise2007", name: "Bloodstream infection", measure: "OR", arms: ARMS, rows: CATHETERS },
    ...{ format: "counts", columns: ["ai", "n1i", "ci", "n2i"] },
  }),
  exampleOf({
    ...{ id: "catheter-days", title: "Infections per catheter day (rate ratio)", citation: STIJNEN },
    ...{ dataset: "dat.nielweise2008", name: "Bloodstream infection", measure: "IRR", arms: ARMS, rows: CATHETER_DAYS },
    ...{ format: "rates", columns: ["x1i", "t1i", "x2i", "t2i"] },
  }),
  exampleOf({
    ...{ id: "infected", title: "Infections with anti-infective catheters (proportion)", citation: STIJNEN },
    ...{ dataset: "dat.nielweise2007, first group", name: "Infected", measure: "PLO", rows: firstGroup(CATHETERS) },
    ...{ format: "proportion", columns: ["xi", "ni"] },
  }),
  exampleOf({
    ...{ id: "infected-days", title: "Infections per day with anti-infective catheters (rate)", citation: STIJNEN },
    ...{ dataset: "dat.nielweise2008, first group", name: "Infections", measure: "IRLN" },
    ...{ rows: firstGroup(CATHETER_DAYS), format: "rate", columns: ["xi", "ti"] },
  }),
  exampleOf({
    ...{ id: "adherence", title: "Conscientiousness and taking medicines (correlation)" },
    citation:
      "Molloy GJ, O'Carroll RE, Ferguson E. Conscientiousness and medication adherence: a meta-analysis. Ann Behav Med 2014;47:92-101. doi:10.1007/s12160-013-9524-4",
    ...{ dataset: "dat.molloy2014", name: "Correlation", measure: "ZCOR", rows: ADHERENCE },
    ...{ format: "correlation", columns: ["ri", "ni"] },
  }),
];
