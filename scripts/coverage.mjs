// What gcov counted in core/, over all objects of a build: a line for every file, worst first, and the total. The first
// argument is the build folder; lines below the bar end the run with a failure.
import { execFileSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";

const bar = 95;
const folder = resolve(process.argv[2] ?? "build/coverage");

function* dataFiles(at) {
  for (const entry of readdirSync(at, { withFileTypes: true })) {
    const path = join(at, entry.name);
    if (entry.isDirectory()) yield* dataFiles(path);
    else if (path.endsWith(".gcda")) yield path;
  }
}

/** file -> line -> how often it ran, and each of its branches; exceptions that nothing throws are no branches. */
const files = new Map();
for (const data of dataFiles(folder)) {
  const text = execFileSync("gcov", ["--json-format", "--stdout", "--branch-probabilities", data], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    cwd: folder,
  });
  for (const json of text.trim().split("\n"))
    for (const { file, lines } of JSON.parse(json).files) {
      const name = relative(process.cwd(), resolve(folder, file));
      if (!name.startsWith("core/")) continue;
      const seen = files.get(name) ?? files.set(name, new Map()).get(name);
      for (const { line_number, count, branches } of lines) {
        const line = seen.get(line_number) ?? { count: 0, branches: [] };
        line.count += count;
        for (const [i, branch] of branches.filter((each) => !each.throw).entries())
          line.branches[i] = (line.branches[i] ?? 0) + branch.count;
        seen.set(line_number, line);
      }
    }
}

const percent = (ran, all) => (all === 0 ? 100 : (100 * ran) / all);
const rows = [...files].map(([name, lines]) => {
  const all = [...lines];
  const branches = all.flatMap(([, line]) => line.branches);
  const missed = all
    .filter(([, { count }]) => count === 0)
    .map(([number]) => number)
    .sort((a, b) => a - b);
  return {
    name,
    lines: all.length,
    missed,
    branches: branches.length,
    taken: branches.filter((count) => count > 0).length,
  };
});
rows.sort((a, b) => b.missed.length - a.missed.length || a.name.localeCompare(b.name));
const sum = (of) => rows.reduce((total, row) => total + of(row), 0);
const lines = sum((row) => row.lines);
const covered = percent(lines - sum((row) => row.missed.length), lines);
const total = `core: ${covered.toFixed(2)} % of ${lines} lines, ${percent(
  sum((row) => row.taken),
  sum((row) => row.branches),
).toFixed(2)} % of ${sum((row) => row.branches)} branches`;
const report = rows.map(
  ({ name, lines, missed, branches, taken }) =>
    `${percent(lines - missed.length, lines)
      .toFixed(1)
      .padStart(
        6,
      )} % lines ${percent(taken, branches).toFixed(1).padStart(6)} % branches  ${name}${missed.length > 0 ? `  not run: ${missed.join(" ")}` : ""}`,
);
writeFileSync(join(folder, "report.txt"), `${[total, ...report].join("\n")}\n`);
console.log([total, ...report.filter((row) => row.includes("not run"))].join("\n"));
if (!(covered >= bar)) process.exit(1);
