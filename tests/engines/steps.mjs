// What a person does with the page, step by step, and what there is to see after it.
import { five } from "../five.mjs";
import { CONTROL, ENTER, ESCAPE } from "./browsers.mjs";

export const FIVE = "Pooled RR 1.65, 95% CI 1.06 to 2.58, 5 studies"; // metafor 3.8-1, as in tests/browser/story.test.mjs
export const FOUR = "Pooled RR 1.57, 95% CI 0.82 to 2.99, 4 studies";
const focused = () => document.activeElement.getAttribute("aria-label");

/** No pointer: the cursor waits in the first cell. */
export async function typeTrials(browser) {
  await browser.until((now) => now === "Study, study 1", "the focus is on", focused);
  for (const value of five.flat()) await browser.type(`${value}${ENTER}`);
  await browser.says(FIVE);
}

export async function leaveOutAndUndo(browser) {
  const leaveOut = async () => {
    await browser.click("input[type=checkbox]", "Use Evans 2018");
    await browser.says(FOUR);
  };
  await leaveOut();
  await browser.hold(CONTROL, "z");
  await browser.says(FIVE);
  await leaveOut();
  await browser.click("button", "Undo");
  await browser.says(FIVE);
}

/** { link, fingerprint } as the dialog shows them; the code goes to the clipboard. */
export async function share(browser) {
  const shown = () => ({
    link: document.querySelector("input.link")?.value,
    fingerprint: document.querySelector(".fingerprint code")?.textContent,
  });
  await browser.click("button", "Share");
  const shared = await browser.until((now) => now.link && now.fingerprint, "the dialog shows", shown);
  await browser.click("button", "Copy code");
  await browser.click("button", "Copied");
  await browser.type(ESCAPE);
  return shared;
}

async function more(browser, item) {
  await browser.click("button", "More");
  await browser.click("[role=menuitem]", item);
}

export async function pasteIntoEmptyTable(browser) {
  await more(browser, "Clear the table");
  await browser.says("No studies yet");
  await browser.click("input", "Study, study 1");
  await browser.hold(CONTROL, "v");
  await browser.says(FIVE);
}

/** Opens all questions under the table: { markup, workers, cores, answers } once nothing changes any more. */
export async function openQuestions(browser) {
  await browser.run(() => {
    const Own = Worker;
    window.seen = { workers: 0, cores: navigator.hardwareConcurrency, answers: 0 };
    window.Worker = class extends Own {
      constructor(url) {
        super(url);
        window.seen.workers += 1;
        this.addEventListener("message", () => (window.seen.answers += 1));
      }
    };
    for (const question of document.querySelectorAll(".panel-list details:not([open]) > summary")) question.click();
  });
  const markup = () => [...document.querySelectorAll(".panel-group")].map((group) => group.innerHTML).join("\n");
  let before = "";
  let calm = 0;
  await browser.until(
    (now) => {
      calm = now === before ? calm + 1 : 0;
      before = now;
      return calm === 20;
    },
    "the answers do not settle",
    markup,
  );
  return { markup: before, ...(await browser.run(() => window.seen)) };
}

/** Type and text or size of every file that the page hands to the browser; none lands in a folder of this machine. */
export async function exportFigure(browser) {
  await browser.run(() => {
    window.files = [];
    const make = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (blob) => {
      window.files.push(blob);
      return make(blob);
    };
    addEventListener("click", (event) => event.target.download && event.preventDefault(), true);
  });
  const made = () => Promise.all(window.files.map(async (file) => [file.type, file.size, await file.text()]));
  await browser.click("button", "Export");
  await browser.click("button", "SVG");
  const [[, , svg]] = await browser.until((files) => files.length === 1, "files", made);
  await browser.click("button", "PNG");
  const isPng = (files) => files.some(([type, size]) => type === "image/png" && size > 10_000);
  await browser.until(isPng, "files", () => window.files.map(({ type, size }) => [type, size]));
  await browser.type(ESCAPE);
  return svg;
}

export async function testThisCopy(browser) {
  await more(browser, "About Pooled");
  await browser.click("button", "Test this copy");
  const verdict = () => document.querySelector("dialog [role=status]")?.textContent;
  const said = await browser.until(Boolean, "the self-test says", verdict);
  await browser.type(ESCAPE);
  return said;
}
