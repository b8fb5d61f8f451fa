/** The five trials of the project's main task: study, events and total of the treatment, of the control. */
export const five = [
  ["Ali 2010", 12, 40, 6, 41],
  ["Berg 2012", 9, 25, 4, 27],
  ["Chen 2014", 20, 60, 15, 58],
  ["Diaz 2016", 7, 30, 5, 29],
  ["Evans 2018", 30, 80, 17, 82],
];
