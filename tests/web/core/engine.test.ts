import { expect, test } from "vitest";
import type { Core } from "web/src/core/core";
import { createEngine } from "web/src/core/engine";
import type { Request } from "web/src/core/types";

/** A core in JavaScript that echoes its input; a request that holds "trap" does what WebAssembly does on a bug. */
function fakeCore(name: string): Core {
  const memory = { buffer: new ArrayBuffer(4096) };
  let dead = false;
  let answer = new Uint8Array();
  return {
    memory,
    _initialize: () => undefined,
    pl_alloc: () => 16,
    pl_free: () => undefined,
    pl_call(op, pointer, size) {
      if (dead) throw new WebAssembly.RuntimeError("used after a trap");
      const input = new TextDecoder().decode(new Uint8Array(memory.buffer, pointer, size));
      if (input.includes("trap")) {
        dead = true;
        throw new WebAssembly.RuntimeError("unreachable");
      }
      if (input.includes("deep")) {
        dead = true;
        throw new RangeError("Maximum call stack size exceeded");
      }
      answer = new TextEncoder().encode(JSON.stringify(op === 0 ? { engine: name } : { core: name, input }));
      new Uint8Array(memory.buffer).set(answer, 2048);
      return 2048;
    },
    pl_len: () => answer.length,
  };
}

function makeEngine() {
  let made = 0;
  return createEngine(async () => fakeCore(`core ${++made}`));
}

const request = (...want: string[]): Request => ({ version: 1, dataset: { studies: [] }, options: {}, want });

test("the catalogue is read once, from the first core", async () => {
  const engine = await makeEngine();
  expect(engine.catalog).toEqual({ engine: "core 1" });
});

test("a request goes through memory as UTF-8", async () => {
  const engine = await makeEngine();
  const report = engine.analyse(request("Özgür 2010")) as unknown as { input: string };
  expect(JSON.parse(report.input)).toEqual(request("Özgür 2010"));
});

test.each(["trap", "deep"])(
  "after a %s the caller gets an error report and the next call has a fresh core",
  async (how) => {
    const engine = await makeEngine();
    expect(engine.analyse(request(how))).toMatchObject({ version: 1, error: { code: "engine_trap" } });
    expect(engine.analyse(request("summary"))).toMatchObject({ core: "core 2" });
  },
);

test("any number of traps is survived, each as soon as the next core is ready", async () => {
  const engine = await makeEngine();
  for (let i = 0; i < 5; i++) {
    expect(engine.analyse(request("trap"))).toMatchObject({ error: { code: "engine_trap" } });
    await Promise.resolve();
    await new Promise((done) => setTimeout(done));
    expect(engine.analyse(request("summary"))).toMatchObject({ core: `core ${i + 2}` });
  }
});

test("two traps at once leave an engine that says it restarts, then works", async () => {
  const engine = await makeEngine();
  for (let i = 0; i < 3; i++) {
    expect(engine.analyse(request("trap"))).toMatchObject({ error: { code: "engine_trap" } });
  }
  await new Promise((done) => setTimeout(done));
  expect(engine.analyse(request("summary"))).toHaveProperty("core");
});

test("a core without memory is an error report, not an exception", async () => {
  const engine = await createEngine(async () => ({ ...fakeCore("small"), pl_alloc: (n) => (n > 0 ? 0 : 16) }));
  expect(engine.analyse(request("summary"))).toMatchObject({ error: { code: "engine_trap" } });
});
