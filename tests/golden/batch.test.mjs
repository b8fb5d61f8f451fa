// `pooled batch` as bulk users meet it: NDJSON in, NDJSON out, one line each, whatever the line holds.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { command, nativeBatch, readJson, requestOf } from "./engines.mjs";

const { datasets } = readJson("cases.json");
const good = JSON.stringify(requestOf(datasets.bcg.studies, {}));

test("a bad line gives one error object and the stream goes on", () => {
  const bad = [
    "not json",
    "[]",
    "null",
    '{"version": 2}',
    '{"version": 1}',
    '{"version": 1, "dataset": {"studies": 3}}',
    '"\\ud800"',
    "{",
  ];
  const lines = bad.flatMap((line) => [good, line]).concat(good);
  const answers = nativeBatch(lines);
  assert.equal(answers.length, lines.length);
  const reference = JSON.stringify(answers[0]);
  for (const [i, answer] of answers.entries()) {
    if (i % 2 === 0) assert.equal(JSON.stringify(answer), reference, `line ${i + 1}`);
    else {
      assert.deepEqual(Object.keys(answer), ["version", "error"], `line ${i + 1}: ${lines[i]}`);
      assert.deepEqual(Object.keys(answer.error), ["code", "where", "text"]);
      assert.ok(answer.error.code && answer.error.text);
    }
  }
});

test("an option that does not exist is an error that says where", () => {
  const ask = (options) => nativeBatch([JSON.stringify(requestOf(datasets.bcg.studies, options))])[0];
  for (const [option, value] of Object.entries({
    measure: "XYZ",
    model: "FE",
    tau2: "ml",
    test: "hksj",
    prediction: "Q",
    add_to: "some",
    level: 95,
    add: -1,
  })) {
    const { error } = ask({ [option]: value });
    assert.ok(error, `${option}: ${value} was accepted`);
    assert.match(error.where, new RegExp(option), JSON.stringify(error));
  }
});

test("`pooled analyse` gives the same report as a line of `pooled batch`", () => {
  const run = spawnSync(command, ["analyse"], { input: good, encoding: "utf8" });
  assert.equal(run.status, 0, run.stderr);
  assert.deepEqual(JSON.parse(run.stdout), nativeBatch([good])[0]);
});

/** Resident memory of a process in kB, null once it is gone. */
function residentMemory(pid) {
  const match = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return match ? Number(match[1]) : null;
}

test("many lines are answered one by one in constant memory", { timeout: 300_000 }, async () => {
  const lines = Number(process.env.POOLED_BATCH_LINES ?? 4000);
  // AddressSanitizer keeps freed memory back to catch late uses of it; without a bound that looks like growth.
  const env = { ...process.env, ASAN_OPTIONS: "quarantine_size_mb=1" };
  const child = spawn(command, ["batch"], { stdio: ["pipe", "pipe", "inherit"], env });
  const answers = createInterface({ input: child.stdout });
  const memory = [];
  const small = JSON.stringify(requestOf(datasets.bcg.studies.slice(0, 5), {}));
  let answered = 0;
  // One line is written only after the answer to the one before: an engine that waits for more input would hang here.
  child.stdin.write(`${small}\n`);
  for await (const answer of answers) {
    assert.ok(answer.startsWith('{"version":1,') && answer.includes('"summary"'), answer.slice(0, 200));
    answered += 1;
    if (answered % 100 === 0) memory.push(residentMemory(child.pid));
    if (answered < lines) child.stdin.write(`${small}\n`);
    else child.stdin.end();
  }
  assert.equal(answered, lines);
  const early = memory[Math.floor(memory.length / 4)];
  const late = memory.at(-1);
  console.log(`${lines} lines: ${early} kB resident after a quarter, ${late} kB at the end`);
  assert.ok(late - early <= 4096, `resident memory grew from ${early} to ${late} kB`);
});
