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
const server = createServer((request, response) => {
  hits.push(request.url);
  response.writeHead(200, { "access-control-allow-origin": "*" }).end();
});
server.on("upgrade", (request, socket) => {
  hits.push(request.url);
  socket.destroy();
});

before(async () => {
  const html = readFileSync(fileURLToPath(pageUrl), "utf8");
  const open = html
    .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, "")
    .replaceAll("RTCPeerConnection`", "RTCx`");
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
  form: (to) => {
    const form = document.createElement("form");
    form.action = to;
    document.body.append(form);
    form.submit();
  },
  "style rule": (to) => {
    const rule = document.createElement("div");
    rule.style.backgroundImage = `url(${to})`;
    rule.style.height = "9px";
    document.body.append(rule);
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

for (const [name, way] of Object.entries(ways)) {
  test(`no way to a server: ${name}`, { timeout: 60_000 }, async () => {
    const attempt = async (url, path) => {
      await inPage(url, async (page) => {
        await page.evaluate(way, `http://127.0.0.1:${server.address().port}/${path}`).catch(() => undefined);
        await page.waitForTimeout(250);
      });
      return hits.filter((hit) => hit.startsWith(`/${path}`)).length;
    };
    const path = name.replaceAll(" ", "-");
    assert.notEqual(await attempt(openUrl, `open-${path}`), 0, "without the policy it is open");
    assert.equal(await attempt(pageUrl, `closed-${path}`), 0, "with the policy it is closed");
  });
}

for (const [name, script] of Object.entries(scripts)) {
  test(`no script from text: ${name}`, { timeout: 60_000 }, async () => {
    const attempt = (url) => inPage(url, (page) => page.evaluate(script).catch(() => false));
    assert.equal(await attempt(openUrl), true, "without the policy it is possible");
    assert.equal(await attempt(pageUrl), false, "with the policy it is not");
  });
}

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
    "trusted-types pooled",
  ]) {
    assert.ok(policy.includes(rule), rule);
  }
  assert.match(policy, /script-src 'sha256-[^']+' 'wasm-unsafe-eval';/);
  assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|https?:/);
});
