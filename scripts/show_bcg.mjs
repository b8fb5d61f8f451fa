// Prints the classic analysis of the BCG vaccine trials, computed by the WebAssembly core that the page carries.
// Data: Colditz et al. 1994, JAMA 271:698 (13 trials; cases of tuberculosis and people, vaccinated and not).
import { loadCore } from "./core_node.mjs";

const trials = [
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

const studies = trials.map(([label, ai, n1i, ci, n2i]) => ({
  label,
  year: null,
  include: true,
  format: "counts",
  cells: { ai, n1i, ci, n2i },
  groups: {},
  mods: {},
}));
const core = loadCore();
const report = core.analyse({ version: 1, dataset: { studies }, options: { measure: "RR" }, want: ["summary"] });
if (report.error) throw new Error(report.error.text);

const number = (value, digits = 2) => (value === null ? "-" : value.toFixed(digits));
const interval = ({ est, ci_lb, ci_ub }) => `${number(est)} (${number(ci_lb)} to ${number(ci_ub)})`;
const p = (value) => (value < 0.0001 ? "P < .0001" : `P = ${number(value, 4).replace(/^0/, "")}`);
const { summary, options } = report;
const { display } = summary;

console.log(`BCG vaccine against tuberculosis: risk ratio, engine ${report.engine} (WebAssembly)\n`);
for (const { row, display: effect, weight } of report.effects) {
  console.log(`  ${trials[row][0].padEnd(26)}${interval(effect).padStart(22)}${number(weight, 1).padStart(8)} %`);
}
console.log(`  ${"Pooled".padEnd(26)}${interval(display).padStart(22)}${"100.0".padStart(8)} %\n`);
console.log(`  Random effects, tau2 by ${options.tau2}, test ${options.test}: ${p(summary.pval)}`);
console.log(`  95% prediction interval ${number(display.pi_lb)} to ${number(display.pi_ub)}`);
console.log(`  tau2 ${number(summary.tau2, 4)} (${number(summary.tau2_lb, 4)} to ${number(summary.tau2_ub, 4)})`);
console.log(`  I2 ${number(summary.I2, 1)} %, Q ${number(summary.QE)} on ${summary.QE_df} df, ${p(summary.QEp)}`);
