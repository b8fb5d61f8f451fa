import first from "virtual:pooled-first";
import { instantiate } from "./core";
import { createEngine, type Engine } from "./engine";
import { inTwoParts } from "./two-parts";

/** Milliseconds that an empty table waits for its first study before the rest is fetched all the same. */
const PATIENCE = 1000;

let answered: () => void = () => undefined;
const firstAnswer = new Promise<void>((resolve) => {
  answered = resolve;
});

/** The first answer has been painted, or there is nothing to paint yet: from here on nothing disturbs anybody. */
async function calm(): Promise<void> {
  await first;
  await Promise.race([firstAnswer, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

async function whole(): Promise<Engine> {
  await calm();
  const { loadEngine } = await import("./load");
  return loadEngine();
}

const coming = whole();
// What web/parts-plugin.ts has cut off waits for it, so that it never meets a question without an answer.
globalThis.wholeCore = coming;

/**
 * In place of load.ts in the web app, whose first screen has a small core of its own (web/core-plugin.ts).
 * @param as  what the page sees of an engine: its texts in the page's language
 */
export async function loadEngine(as: (engine: Engine) => Engine): Promise<Engine> {
  const module = await first;
  const begun = await createEngine(() => instantiate(module));
  const analyse: Engine["analyse"] = (request) => {
    answered();
    return begun.analyse(request);
  };
  return inTwoParts(as({ ...begun, analyse }), coming.then(as));
}
