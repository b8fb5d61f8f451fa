/**
 * 13 trials of BCG against tuberculosis: label, cases and people, vaccinated and not.
 * Colditz et al. 1994, JAMA 271:698.
 */
export const BCG = [
  ["Aronson 1948", 4, 123, 11, 139],
  ["Ferguson & Simes 1949", 6, 306, 29, 303],
  ["Rosenthal 1960", 3, 231, 11, 220],
  ["Hart & Sutherland 1977", 62, 13598, 248, 12867],
  ["Frimodt-Moller 1973", 33, 5069, 47, 5808],
  ["Stein & Aronson 1953", 180, 1541, 372, 1451],
  ["Vandiviere 1973", 8, 2545, 10, 629],
  ["TPT Madras 1980", 505, 88391, 499, 88391],
  ["Coetzee & Berjak 1968", 29, 7499, 45, 7277],
  ["Rosenthal 1961", 17, 1716, 65, 1665],
  ["Comstock 1974", 186, 50634, 141, 27338],
  ["Comstock & Webster 1969", 5, 2498, 3, 2341],
  ["Comstock 1976", 27, 16913, 29, 17854],
];
