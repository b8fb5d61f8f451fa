import { chromium } from "playwright-core";
import { desktop, pageUrl } from "./page.mjs";
import { numberedFive } from "./tour.mjs";

const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const c = await b.newContext({ ...desktop, locale: "de-DE" });
await c.grantPermissions(["clipboard-read", "clipboard-write"]);
const p = await c.newPage();
p.on("console", (m) => console.log(m.text()));
p.on("pageerror", (e) => console.log("ERR", e.message, e.stack));
await p.goto(pageUrl);
await p.waitForTimeout(1500);
await numberedFive(p).catch((e) => console.log(e.message.slice(0, 100)));
await p.waitForTimeout(500);
await p.screenshot({ path: "/tmp/p/i18n/de.png" });
process.exit(0);
