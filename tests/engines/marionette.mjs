// Firefox without geckodriver: Marionette, the same commands in frames `length:[type, id, command, parameters]` over TCP.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** The port that Firefox has chosen; it writes it into its profile. */
async function portOf(profile, process) {
  for (let i = 0; i < 600 && process.pid !== undefined && process.exitCode === null; i++) {
    try {
      return Number(readFileSync(join(profile, "MarionetteActivePort"), "utf8"));
    } catch {
      await pause(50);
    }
  }
  throw new Error("Firefox does not open its Marionette port");
}

/** Whole frames out of what arrives in pieces; lengths count bytes. */
function frames(onFrame) {
  let rest = Buffer.alloc(0);
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const colon = rest.indexOf(":");
      const end = colon + 1 + Number(rest.subarray(0, Math.max(colon, 0)).toString());
      if (colon < 0 || rest.length < end) return;
      onFrame(JSON.parse(rest.subarray(colon + 1, end).toString()));
      rest = rest.subarray(end);
    }
  };
}

/** (command, parameters) => promise of the result, over one connection. */
async function connection(port) {
  const socket = connect(port, "127.0.0.1");
  const waiting = new Map();
  let id = 0;
  await new Promise((resolve, reject) => {
    socket.once("error", reject);
    // The first frame is a greeting.
    const receive = frames((frame) => {
      if (!Array.isArray(frame)) return resolve();
      const [, answered, error, result] = frame;
      const { done, failed } = waiting.get(answered);
      waiting.delete(answered);
      if (error) failed(new Error(`${error.error}: ${error.message}`));
      else done(result);
    });
    socket.on("data", receive);
  });
  socket.on("close", () => {
    for (const { failed } of waiting.values()) failed(new Error("Firefox has closed the connection"));
  });
  return (command, parameters = {}) =>
    new Promise((done, failed) => {
      waiting.set(++id, { done, failed });
      const text = JSON.stringify([0, id, command, parameters]);
      socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
}

const names = {
  timeouts: "WebDriver:SetTimeouts",
  goto: "WebDriver:Navigate",
  run: "WebDriver:ExecuteScript",
  keys: "WebDriver:PerformActions",
  click: "WebDriver:ElementClick",
  context: "Marionette:SetContext",
};

/** A Firefox of its own with an empty profile: { capabilities, send(command, body), close() }. */
export async function overMarionette(program) {
  const profile = mkdtempSync(join(tmpdir(), "pooled-firefox-"));
  writeFileSync(join(profile, "user.js"), 'user_pref("marionette.port", 0);\n');
  const options = ["--headless", "--marionette", "--remote-allow-system-access", "--no-remote", "--profile", profile];
  const process = spawn(program, options, { stdio: "ignore" });
  process.on("error", () => undefined);
  const ended = new Promise((resolve) => process.once("exit", resolve));
  const stop = async () => {
    // What never ran has no id, and kill() would take 0 for it, which is the group of this very process.
    if (process.pid !== undefined && process.kill()) await ended;
    rmSync(profile, { recursive: true, maxRetries: 5 });
  };
  try {
    const command = await connection(await portOf(profile, process));
    const { capabilities } = await command("WebDriver:NewSession");
    const send = async (name, body) => {
      const result = await command(names[name], body);
      return result !== null && "value" in result ? result.value : result;
    };
    return { capabilities, send, close: () => command("Marionette:Quit", { flags: ["eForceQuit"] }).finally(stop) };
  } catch (error) {
    await stop();
    throw error;
  }
}
