// WebDriver as the W3C has it, over HTTP: for the browsers whose driver is a server of its own.
import { spawn } from "node:child_process";
import { createServer } from "node:net";

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function request(address, method, body) {
  const response = await fetch(address, { method, body: body && JSON.stringify(body) });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
  return value;
}

async function untilReady(address, process) {
  for (let i = 0; i < 200 && process.exitCode === null; i++) {
    const status = await request(`${address}/status`, "GET").catch(() => null);
    if (status?.ready) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("does not answer");
}

/** What browsers.mjs needs, as requests: [method, path below the session]. */
const requests = {
  timeouts: () => ["POST", "timeouts"],
  goto: () => ["POST", "url"],
  run: () => ["POST", "execute/sync"],
  keys: () => ["POST", "actions"],
  click: ({ id }) => ["POST", `element/${id}/click`],
  log: () => ["POST", "se/log"],
};

/** A browser of its own behind a driver of its own: { capabilities, send(command, body), close() }. */
export async function overHttp(driver, alwaysMatch) {
  const port = await freePort();
  const process = spawn(driver, [`--port=${port}`], { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [process.stdout, process.stderr]) stream.on("data", (text) => (output += text));
  process.on("error", () => undefined);
  // Nothing runs, so there is nothing to end: kill() would take 0 for its id, which is the group of this very process.
  if (process.pid === undefined) throw new Error(`${driver} is not installed: bash scripts/setup.sh engines`);
  const address = `http://127.0.0.1:${port}`;
  try {
    await untilReady(address, process);
    const { sessionId, capabilities } = await request(`${address}/session`, "POST", { capabilities: { alwaysMatch } });
    const session = `${address}/session/${sessionId}`;
    return {
      capabilities,
      send(command, body) {
        const [method, path] = requests[command](body);
        return request(`${session}/${path}`, method, body);
      },
      close: () => request(session, "DELETE").finally(() => process.kill()),
    };
  } catch (error) {
    process.kill();
    throw new Error(`${driver}: ${error.message}\n${output}`);
  }
}
