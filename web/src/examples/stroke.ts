import { type Example, type ExampleStudy, reviewOf } from "./build";

/** Mean, SD and number of patients, days in hospital: specialist care, then routine care. */
const studies: readonly ExampleStudy[] = [
  { label: "Edinburgh", cells: [55, 47, 155, 75, 64, 156] },
  { label: "Orpington-Mild", cells: [27, 7, 31, 29, 4, 32] },
  { label: "Orpington-Moderate", cells: [64, 17, 75, 119, 29, 71] },
  { label: "Orpington-Severe", cells: [66, 20, 18, 137, 48, 18] },
  { label: "Montreal-Home", cells: [14, 8, 8, 18, 11, 13] },
  { label: "Montreal-Transfer", cells: [19, 7, 57, 18, 4, 52] },
  { label: "Newcastle", cells: [52, 45, 34, 41, 34, 33] },
  { label: "Umea", cells: [21, 16, 110, 31, 27, 183] },
  { label: "Uppsala", cells: [30, 27, 60, 23, 20, 52] },
];

export const stroke: Example = {
  id: "stroke",
  title: "Length of hospital stay after stroke (mean difference)",
  citation:
    "Normand SLT. Meta-analysis: formulating, evaluating, combining, and reporting. Stat Med 1999;18:321-59. doi:10.1002/(SICI)1097-0258(19990215)18:3<321::AID-SIM28>3.0.CO;2-P",
  source: "R package metadat 1.2-0, dat.normand1999",
  review: reviewOf(
    "Specialist care after stroke",
    "Do patients with stroke leave hospital earlier with specialist than with routine care?",
    {
      name: "Length of stay, days",
      treatment: "specialist care",
      control: "routine care",
      favours_left: "Shorter with specialist care",
      favours_right: "Shorter with routine care",
    },
    {
      format: "means",
      columns: ["m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i"],
      studies,
      options: { measure: "MD" },
    },
  ),
};
