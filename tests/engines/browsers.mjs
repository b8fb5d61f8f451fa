// Three engines behind one interface: what a person does (keys, clicks) and what can be seen of the page.
import assert from "node:assert/strict";
import { overHttp } from "./http.mjs";
import { overMarionette } from "./marionette.mjs";

const chromium = {
  "goog:chromeOptions": {
    binary: process.env.CHROMIUM ?? "/usr/bin/chromium",
    // As wide as the others, for figures take the width there is.
    args: ["--headless=new", "--no-sandbox", "--window-size=1366,900"],
  },
  "goog:loggingPrefs": { browser: "ALL" },
};

/** What the engine itself has to complain of, from before the page's first script on. WebKit's driver does not tell. */
async function chromiumLog(send) {
  return (await send("log", { type: "browser" })).map(({ level, message }) => `${level}: ${message}`);
}
async function firefoxLog(send, url) {
  await send("context", { value: "chrome" });
  const script = `return Services.console.getMessageArray()
    .filter((message) => message instanceof Ci.nsIScriptError && message.sourceName.startsWith(arguments[0]))
    .map(({ category, errorMessage }) => category + ": " + errorMessage)`;
  const messages = await send("run", { script, args: [url] });
  await send("context", { value: "content" });
  return messages;
}

export const engines = {
  Chromium: { start: () => overHttp("chromedriver", chromium), log: chromiumLog },
  Firefox: { start: () => overMarionette("firefox-esr"), log: firefoxLog },
  WebKitGTK: { start: () => overHttp("WebKitWebDriver", {}) },
};

export const ENTER = "\uE006";
export const CONTROL = "\uE009";
export const ESCAPE = "\uE00C";

/** In the page: what goes wrong from now on. */
function watch() {
  window.faults = [];
  const note = (text) => window.faults.push(text);
  addEventListener("error", (event) => note(`uncaught: ${event.message}`));
  addEventListener("unhandledrejection", (event) => note(`rejected: ${event.reason}`));
  addEventListener("securitypolicyviolation", (event) =>
    note(`policy: ${event.effectiveDirective} ${event.blockedURI}`),
  );
}

/**
 * In the page: the element with this text or name once it can be pressed: it has stood still since the last look and
 * nothing lies over it. WebKit's driver presses where the element was, whatever is there by then.
 */
function named(selector, name) {
  const found = [...document.querySelectorAll(selector)].find(
    (element) => (element.getAttribute("aria-label") ?? element.textContent.trim()) === name,
  );
  if (!found || found.disabled) return null;
  found.scrollIntoView({ block: "nearest" });
  const { x, y, width, height } = found.getBoundingClientRect();
  const over = document.elementFromPoint(x + width / 2, y + height / 2);
  const place = `${name} ${x} ${y} ${width} ${height}`;
  const still = window.lastPlace === place;
  window.lastPlace = place;
  return still && found.contains(over) ? found : null;
}

const down = (value) => ({ type: "keyDown", value });
const up = (value) => ({ type: "keyUp", value });

/** A browser with nothing stored, the page open in it: goes on where the page is ready. */
export async function open(engine, url) {
  const { start, log } = engines[engine];
  const { capabilities, send, close } = await start();
  const run = (inPage, ...args) => send("run", { script: `return (${inPage})(...arguments)`, args });
  const perform = (actions) => send("keys", { actions: [{ type: "key", id: "keyboard", actions }] });
  /** What `inPage` gives as soon as `wanted` of it is true; the message of a failure shows what it gave instead. */
  async function until(wanted, what, inPage, ...args) {
    let now;
    for (const began = Date.now(); Date.now() - began < 20_000; ) {
      now = await run(inPage, ...args);
      if (wanted(now)) return now;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.fail(`${engine}: ${what}: ${JSON.stringify(now)}`);
  }
  const browser = {
    version: capabilities.browserVersion,
    run,
    until,
    type: (text) => perform([...text].flatMap((key) => [down(key), up(key)])),
    hold: (held, key) => perform([down(held), down(key), up(key), up(held)]),
    async click(selector, name) {
      const found = await until(Boolean, `no ${selector} "${name}"`, named, selector, name);
      await send("click", { id: Object.values(found)[0] });
    },
    says: (text) =>
      until(
        (now) => now === text,
        "the status says",
        () => document.querySelector("[role=status]")?.textContent.trim(),
      ),
    faults: async () => [...(await run(() => window.faults)), ...((await log?.(send, url.split("#")[0])) ?? [])],
    close,
  };
  try {
    await send("timeouts", { script: 600_000, pageLoad: 60_000 });
    await send("goto", { url });
    await run(watch);
    await until(Boolean, "the page does not start", () => document.querySelector("[role=status]") !== null);
    return browser;
  } catch (error) {
    await close();
    throw error;
  }
}
