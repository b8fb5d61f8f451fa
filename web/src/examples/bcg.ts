import { type Example, type ExampleStudy, reviewOf } from "./build";

/** Events and totals; alloc = how the vaccine was allocated, ablat = absolute latitude in degrees. */
const studies: readonly ExampleStudy[] = [
  {
    label: "Aronson 1948",
    cells: [4, 123, 11, 139],
    groups: { alloc: "random" },
    mods: { ablat: 44 },
  },
  {
    label: "Ferguson & Simes 1949",
    cells: [6, 306, 29, 303],
    groups: { alloc: "random" },
    mods: { ablat: 55 },
  },
  {
    label: "Rosenthal et al 1960",
    cells: [3, 231, 11, 220],
    groups: { alloc: "random" },
    mods: { ablat: 42 },
  },
  {
    label: "Hart & Sutherland 1977",
    cells: [62, 13598, 248, 12867],
    groups: { alloc: "random" },
    mods: { ablat: 52 },
  },
  {
    label: "Frimodt-Moller et al 1973",
    cells: [33, 5069, 47, 5808],
    groups: { alloc: "alternate" },
    mods: { ablat: 13 },
  },
  {
    label: "Stein & Aronson 1953",
    cells: [180, 1541, 372, 1451],
    groups: { alloc: "alternate" },
    mods: { ablat: 44 },
  },
  {
    label: "Vandiviere et al 1973",
    cells: [8, 2545, 10, 629],
    groups: { alloc: "random" },
    mods: { ablat: 19 },
  },
  {
    label: "TPT Madras 1980",
    cells: [505, 88391, 499, 88391],
    groups: { alloc: "random" },
    mods: { ablat: 13 },
  },
  {
    label: "Coetzee & Berjak 1968",
    cells: [29, 7499, 45, 7277],
    groups: { alloc: "random" },
    mods: { ablat: 27 },
  },
  {
    label: "Rosenthal et al 1961",
    cells: [17, 1716, 65, 1665],
    groups: { alloc: "systematic" },
    mods: { ablat: 42 },
  },
  {
    label: "Comstock et al 1974",
    cells: [186, 50634, 141, 27338],
    groups: { alloc: "systematic" },
    mods: { ablat: 18 },
  },
  {
    label: "Comstock & Webster 1969",
    cells: [5, 2498, 3, 2341],
    groups: { alloc: "systematic" },
    mods: { ablat: 33 },
  },
  {
    label: "Comstock et al 1976",
    cells: [27, 16913, 29, 17854],
    groups: { alloc: "systematic" },
    mods: { ablat: 33 },
  },
];

export const bcg: Example = {
  id: "bcg",
  title: "BCG vaccine against tuberculosis (risk ratio)",
  citation:
    "Colditz GA et al. JAMA 1994;271:698-702; re-analysed in van Houwelingen HC, Arends LR, Stijnen T. Stat Med 2002;21:589-624. doi:10.1002/sim.1040",
  source: "R package metadat 1.2-0, dat.bcg",
  review: reviewOf(
    "BCG vaccine against tuberculosis",
    "Does BCG vaccination prevent tuberculosis?",
    {
      name: "Tuberculosis",
      treatment: "BCG",
      control: "no BCG",
      favours_left: "Favours BCG",
      favours_right: "Favours no BCG",
    },
    { format: "counts", columns: ["ai", "n1i", "ci", "n2i"], studies, options: { measure: "RR" } },
  ),
};
