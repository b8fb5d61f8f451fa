// Prints the classic analysis of the BCG vaccine trials, computed by the WebAssembly core that the page carries.
import { BCG } from "./bcg.mjs";
import { loadCore } from "./core_node.mjs";

const studies = BCG.map(([label, ai, n1i, ci, n2i]) => ({
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
  console.log(`  ${BCG[row][0].padEnd(26)}${interval(effect).padStart(22)}${number(weight, 1).padStart(8)} %`);
}
console.log(`  ${"Pooled".padEnd(26)}${interval(display).padStart(22)}${"100.0".padStart(8)} %\n`);
console.log(`  Random effects, tau2 by ${options.tau2}, test ${options.test}: ${p(summary.pval)}`);
console.log(`  95% prediction interval ${number(display.pi_lb)} to ${number(display.pi_ub)}`);
console.log(`  tau2 ${number(summary.tau2, 4)} (${number(summary.tau2_lb, 4)} to ${number(summary.tau2_ub, 4)})`);
console.log(`  I2 ${number(summary.I2, 1)} %, Q ${number(summary.QE)} on ${summary.QE_df} df, ${p(summary.QEp)}`);
