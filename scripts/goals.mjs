// What is to be reached, and whether this run reached it. Ratios are of times of the same run.

/** Prints one goal; a value that is not there says why. */
export function goal(id, what, value, most, unit = "") {
  if (value === undefined || Number.isNaN(value)) {
    console.log(`not measured ${id.padEnd(4)} ${what}`);
    return;
  }
  const word = value <= most ? "reached" : "NOT reached";
  console.log(
    `${word.padEnd(12)} ${id.padEnd(4)} ${what}: ${value.toPrecision(3)} ${unit}, at most ${Number(most.toPrecision(3))}`,
  );
}

/** @param t  microseconds by job and engine, as in build/bench.json */
export function coreGoals(t) {
  const ms = (job, engine = "wasm") => t[job]?.[engine] / 1000;
  const growth = (engine, job) => ms(`${job} k=10000`, engine) / ms(`${job} k=1000`, engine);
  const peer = (job, times) => (ms(job, t[job]?.wasm ? "wasm" : "core") / ms(job, "metafor")) * times;
  goal("G1", "a summary of 50 studies, wasm", ms("summary k=50"), 0.1, "ms");
  goal("G1", "all that a key can change, 50 studies, wasm", ms("everything k=50"), 0.1, "ms");
  goal("G3", "the first analysis of a fresh module, 50 studies", ms("first summary k=50"), 10, "ms");
  goal("G5", "GOSH, 2^20 subsets, common effect", ms("GOSH EE k=20", "core"), 5, "ms");
  goal("G6", "GOSH, 2^20 subsets, REML", ms("GOSH RE k=20", "core"), 250, "ms");
  goal("G6", "GOSH, REML, of one subset of 15", (ms("GOSH RE k=15", "core") * 1e6) / 2 ** 15, 250e6 / 2 ** 20, "ns");
  goal("G6", "GOSH, REML, 15 studies: ours / metafor x 10,000", peer("GOSH RE k=15", 10000), 1);
  goal("G7", "permutation test of 13 studies, 8,192 permutations, wasm", ms("permutation request k=13"), 10, "ms");
  goal("G7", "permutation test: ours / metafor x 5,000", peer("permutation 1000 k=13", 5000), 1);
  goal("G7", "bootstrap of 13 studies", ms("bootstrap k=13", "core"), 10, "ms");
  goal("G10", "GLMM CM.EL, wasm", ms("GLMM_CMEL k=13"), 3, "ms");
  goal("G10", "GLMM UM.FS, wasm", ms("GLMM_UMFS k=13"), 3, "ms");
  goal("G10", "GLMM UM.FS: ours / metafor x 90", peer("GLMM_UMFS k=13", 90), 1);
  goal("G11", "REML, 10,000 studies", ms("REML k=10000", "core"), 0.3, "ms");
  goal("G11", "REML at k = 10,000 / at k = 1,000", growth("core", "REML"), 12);
  goal("G11", "a summary at k = 10,000 / at k = 1,000, wasm", growth("wasm", "summary"), 12);
  goal("G12", "wasm / native, a summary of 50 studies", ms("summary k=50") / ms("summary k=50", "native"), 1.5);
  goal("G12", "wasm / native, a summary of 1,000", ms("summary k=1000") / ms("summary k=1000", "native"), 5);
  for (const [id, why] of [
    ["G9", "Bayesian models are not offered"],
    ["G10", "selection, three-level and network models are not offered"],
    ["G13", "the digits of tau2: tests/oracle"],
  ])
    goal(id, why);
}
