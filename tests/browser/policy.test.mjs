// The promise "your data never leave this device", put to the test: from inside the page every way out is closed. Each
// way is also tried in a copy of the page without its policy, where it must be open: else the test would prove nothing.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { desktop, pageUrl, visit } from "./page.mjs";

const folder = mkdtempSync(join(tmpdir(), "pooled-"));
const openUrl = pathToFileURL(join(folder, "open.html")).href;
const hits = [];
const KEEP_WEBRTC = 'Object.defineProperty(window, "RTCPeerConnection", { configurable: false });';
const server = createServer((request, response) => {
  hits.push(request.url.split("?")[0]);
  response.writeHead(200, { "access-control-allow-origin": "*" }).end();
});
server.on("upgrade", (request, socket) => {
  hits.push(request.url.split("?")[0]);
  socket.destroy();
});

before(async () => {
  const html = readFileSync(fileURLToPath(pageUrl), "utf8");
  const open = html
    .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, "")
    // What cannot be deleted stays: the page's script takes peer connections away before anything else.
    .replace("<script", `<script>${KEEP_WEBRTC}</script><script`);
  writeFileSync(join(folder, "open.html"), open);
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
});
after(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

/** Ways to reach a server. */
const ways = {
  fetch: (to) => void fetch(to, { mode: "no-cors" }),
  XMLHttpRequest: (to) => {
    const request = new XMLHttpRequest();
    request.open("GET", to);
    request.send();
  },
  WebSocket: (to) => void new WebSocket(to.replace("http", "ws")),
  EventSource: (to) => void new EventSource(to),
  sendBeacon: (to) => void navigator.sendBeacon(to, "x"),
  image: (to) => document.body.append(Object.assign(new Image(), { src: to })),
  script: (to) => document.body.append(Object.assign(document.createElement("script"), { src: to })),
  stylesheet: (to) =>
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: to })),
  prefetch: (to) => document.head.append(Object.assign(document.createElement("link"), { rel: "prefetch", href: to })),
  frame: (to) => document.body.append(Object.assign(document.createElement("iframe"), { src: to })),
  video: (to) => document.body.append(Object.assign(document.createElement("video"), { src: to })),
  "style rule": (to) => {
    const rule = document.createElement("div");
    rule.style.backgroundImage = `url(${to})`;
    rule.style.height = "9px";
    document.body.append(rule);
  },
  form: (to) => {
    const form = document.createElement("form");
    form.action = to;
    document.body.append(form);
    form.submit();
  },
};

/** Ways to make script out of text; true when it worked. */
const scripts = {
  innerHTML: () => {
    const box = document.createElement("div");
    box.innerHTML = "<b>x</b>";
    return box.childElementCount === 1;
  },
  "inline script": () => {
    const script = document.createElement("script");
    script.append("window.ran = true");
    document.head.append(script);
    return window.ran === true;
  },
  "event handler": () => {
    const button = document.createElement("button");
    button.setAttribute("onclick", "window.pressed = true");
    button.click();
    return window.pressed === true;
  },
  "script address": () => {
    document.createElement("script").src = "data:text/javascript,1";
    return true;
  },
  "another Trusted Types policy": () => Boolean(window.trustedTypes.createPolicy("other", {})),
  "peer connection": () => "RTCPeerConnection" in window || "webkitRTCPeerConnection" in window,
};

async function inPage(url, run) {
  const { page, close } = await visit(desktop, { url });
  try {
    return await run(page);
  } finally {
    await close();
  }
}

/** All of them, one after the other, in one page; the form last, for it leads away. */
async function tryAll(url, prefix) {
  return inPage(url, async (page) => {
    for (const [name, way] of Object.entries(ways)) {
      const to = `http://127.0.0.1:${server.address().port}/${prefix}/${encodeURIComponent(name)}`;
      await page.evaluate(way, to).catch(() => undefined);
    }
    await page.waitForTimeout(1000);
    return Object.keys(ways).filter((name) => hits.includes(`/${prefix}/${encodeURIComponent(name)}`));
  });
}

test("without the policy every one of these ways leads to a server", { timeout: 60_000 }, async () => {
  assert.deepEqual(await tryAll(openUrl, "open"), Object.keys(ways));
});

test("with the policy none does", { timeout: 60_000 }, async () => {
  assert.deepEqual(await tryAll(pageUrl, "closed"), []);
});

async function tryScripts(url) {
  return inPage(url, async (page) => {
    const worked = [];
    for (const [name, script] of Object.entries(scripts)) {
      if (await page.evaluate(script).catch(() => false)) worked.push(name);
    }
    return worked;
  });
}

test("without the policy text becomes script in each of these ways", { timeout: 60_000 }, async () => {
  assert.deepEqual(await tryScripts(openUrl), Object.keys(scripts));
});

test("with the policy in none", { timeout: 60_000 }, async () => {
  assert.deepEqual(await tryScripts(pageUrl), []);
});

test("the policy stands in the file, with hashes and without exceptions", { timeout: 60_000 }, async () => {
  const policy = await inPage(pageUrl, (page) =>
    page.locator("meta[http-equiv=Content-Security-Policy]").getAttribute("content"),
  );
  for (const rule of [
    "default-src 'none'",
    "connect-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types pooled pooled-start",
  ]) {
    assert.ok(policy.includes(rule), rule);
  }
  // The loader, and the parts of the page's script that it may start.
  assert.match(policy, /script-src ('sha256-[^']+' ){3,9}'wasm-unsafe-eval';/);
  assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|https?:/);
});
