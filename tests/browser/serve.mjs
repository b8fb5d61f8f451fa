// dist/web/ from a server on this machine, in a folder of its own as most hosts have it.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, normalize } from "node:path";
import { fileURLToPath } from "node:url";

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

/** { url, close }. @param change  (path, bytes) => bytes, now or later: another build of a file */
export async function serve(change = (_path, bytes) => bytes) {
  const server = createServer(async (request, response) => {
    const path = normalize(
      new URL(request.url, "http://localhost").pathname.replace(/^\/app\//, "/").replace(/\/$/, "/index.html"),
    );
    try {
      const body = await change(path, await readFile(`${folder}${path}`));
      response.writeHead(200, { "content-type": types[extname(path)] ?? "application/octet-stream" }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => new Promise((resolve) => server.close(resolve) && server.closeAllConnections());
  return { url: `http://127.0.0.1:${server.address().port}/app/`, close };
}
