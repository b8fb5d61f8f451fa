// dist/web/, the same page as separate files, from a server on this machine.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, normalize } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { desktop, enterFive, says, visit } from "./page.mjs";

const folder = fileURLToPath(new URL("../../dist/web", import.meta.url));
const types = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".webmanifest": "application/manifest+json",
};
const server = createServer(async (request, response) => {
  const path = normalize(
    new URL(request.url, "http://localhost").pathname.replace(/^\/app\//, "/").replace(/\/$/, "/index.html"),
  );
  try {
    const body = await readFile(`${folder}${path}`);
    response.writeHead(200, { "content-type": types[extname(path)] ?? "application/octet-stream" }).end(body);
  } catch {
    response.writeHead(404).end();
  }
});

before(() => new Promise((resolve) => server.listen(0, "127.0.0.1", resolve)));
after(() => server.close());

test("from a server, in any folder: the same result, nothing fetched but the page's own files", {
  timeout: 60_000,
}, async () => {
  const url = `http://127.0.0.1:${server.address().port}/app/`;
  const { page, seen, close } = await visit(desktop, { url });
  try {
    await enterFive(page);
    await says(page, "Pooled RR 1.65, 95% CI 1.06 to 2.58, 5 studies");
    assert.deepEqual(await page.evaluate(() => window.violations), []);
    assert.deepEqual(
      seen.filter((line) => !line.startsWith(`request: ${url}`)),
      [],
    );
    assert.ok(seen.length > 0, "its script and style are files of their own");
  } finally {
    await close();
  }
});
