// How quick the page is, as a person meets it: node benches/page.mjs ADDRESS REPORT
// ADDRESS serves dist/site/. Prints one line, an object of lists: milliseconds from opening with a warm cache to the first
// painted verdict (`opening`), from a paste (`paste`) and from a key pressed in a cell (`typing`) to the painted verdict,
// from a drop of 200 reports to the last verdict (`several`), and the bytes of memory after 10, 1,000 and 2,000 checks
// (`memory`).
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asWord } from "../www/e2e/report.mjs";

const OPENINGS = 10;
const PASTES = 60;
const KEYS = 120;
const FOLDERS = 3;
const FILES = 200;
// Memory is measured when the page has been idle so long, in milliseconds: the spare worker waits for that.
const IDLE = 2000;
// From the first to the second the browser compiles what it has found to be called often; behind it nothing may grow.
const CHECKS = [10, 1000, 2000];

const { chromium } = createRequire(new URL("../www/package.json", import.meta.url))("playwright-core");
const [address, path] = process.argv.slice(2);
const report = await readFile(path, "utf8");

const launching = {
  executablePath: process.env.CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
};
// A frame as soon as there is something to paint: what is measured is work, not the wait for the screen. Not while a page is
// opened, for the browser's own sign of that would be drawn without a pause and take a core.
const FRAMES = ["--disable-frame-rate-limit", "--disable-gpu-vsync"];
const opening = await openings();
const browser = await chromium.launch({
  ...launching,
  args: [...launching.args, ...FRAMES, "--enable-blink-features=ForceEagerMeasureMemory"],
});
try {
  const { paste, typing, several } = await atWork();
  console.log(JSON.stringify({ opening, paste, typing, several, memory: await memory() }));
} finally {
  await browser.close();
}

/** What the measurements in the page have in common. */
function helpers() {
  globalThis.page = () => document.querySelector("gouji-page");
  globalThis.give = (type, content) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData(type, content);
    document.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  };
  /** Resolves when the page has another result than the given one; asking again and again would take a core from the check. */
  const result = (earlier) =>
    new Promise((resolve) => {
      if (page().result && page().result !== earlier) return resolve();
      const { get, set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(page()), "result");
      const told = (value) => {
        delete page().result;
        set.call(page(), value);
        resolve();
      };
      Object.defineProperty(page(), "result", { configurable: true, get, set: told });
    });
  const message = () =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = resolve;
      port2.postMessage(null);
    });
  /** Resolves when a result other than the given one has been painted. */
  globalThis.painted = async (earlier) => {
    await result(earlier);
    await page().updateComplete;
    for (const part of page().shadowRoot.querySelectorAll("gouji-draft, gouji-findings, gouji-form")) await part.updateComplete;
    // A message sent from within a frame arrives when the frame is painted.
    await new Promise((resolve) => requestAnimationFrame(() => message().then(resolve)));
  };
}

/** In a browser that keeps what it has stored and compiled, as a person's does; a context without a past keeps less. */
async function openings() {
  const profile = await mkdtemp(join(tmpdir(), "gouji-profile-"));
  const context = await chromium.launchPersistentContext(profile, launching);
  try {
    await context.addInitScript(helpers);
    await context.addInitScript((report) => {
      void customElements.whenDefined("gouji-page").then(async () => {
        while (!page()) await new Promise((resolve) => setTimeout(resolve));
        give("text/plain", report);
        await painted(null);
        console.log(performance.now());
      });
    }, report);
    const times = [];
    for (let run = 0; run <= OPENINGS; run += 1) {
      const page = await context.newPage();
      // To ask the page would bring scripts of the driver's into it while it opens.
      const [said] = await Promise.all([page.waitForEvent("console"), page.goto(address)]);
      const time = Number(said.text());
      // The first one fills the cache.
      if (run === 0) await page.waitForFunction(() => navigator.serviceWorker?.controller);
      else times.push(time);
      await page.close();
    }
    return times;
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  }
}

async function atWork() {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  await context.addInitScript(helpers);
  const page = await context.newPage();
  await page.goto(address);
  const paste = await page.evaluate(
    async ({ report, runs }) => {
      const times = [];
      for (let run = 0; run < runs; run += 1) {
        const earlier = page().result;
        const start = performance.now();
        give("text/plain", report);
        await painted(earlier);
        times.push(performance.now() - start);
      }
      return times.slice(5);
    },
    { report, runs: PASTES },
  );
  await page.evaluate((html) => (globalThis.shown = painted(page().result), give("text/html", html)), asWord());
  await page.evaluate(() => globalThis.shown);
  await page.locator("gouji-draft tr", { hasText: "（一）予以公开" }).locator("td").nth(-1).click({ position: { x: 5, y: 8 } });
  const typing = await page.evaluate(async (keys) => {
    const editor = page().shadowRoot.querySelector("gouji-draft").shadowRoot.querySelector("textarea");
    const times = [];
    for (let key = 0; key < keys; key += 1) {
      const earlier = page().result;
      const start = performance.now();
      editor.value = String(key % 13);
      editor.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
      await painted(earlier);
      times.push(performance.now() - start);
    }
    return times.slice(20);
  }, KEYS);
  const several = [];
  for (let run = 0; run < FOLDERS; run += 1) {
    several.push(
      await page.evaluate(
        async ({ report, files }) => {
          const dataTransfer = new DataTransfer();
          for (let file = 0; file < files; file += 1) dataTransfer.items.add(new File([report], `${file}.txt`));
          const start = performance.now();
          document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
          const said = () => page().shadowRoot.querySelector("gouji-batch")?.shadowRoot.querySelector("h2")?.textContent ?? "";
          while (!said().includes("正在查")) await new Promise((resolve) => setTimeout(resolve));
          while (!said().includes(`查了 ${files} 份`)) await new Promise((resolve) => setTimeout(resolve, 5));
          return performance.now() - start;
        },
        { report, files: FILES },
      ),
    );
  }
  await context.close();
  return { paste, typing, several };
}

async function memory() {
  const context = await browser.newContext({ serviceWorkers: "block" });
  await context.addInitScript(helpers);
  // Only an isolated page may measure its memory.
  await context.route(`${address}**`, async (route) => {
    const response = await route.fetch();
    const isolation = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };
    await route.fulfill({ response, headers: { ...response.headers(), ...isolation } });
  });
  const page = await context.newPage();
  await page.goto(address);
  const sizes = await page.evaluate(
    async ({ report, checks, idle }) => {
      const sizes = [];
      for (let check = 1; check <= Math.max(...checks); check += 1) {
        const earlier = page().result;
        give("text/plain", report);
        await painted(earlier);
        if (!checks.includes(check)) continue;
        await new Promise((resolve) => setTimeout(resolve, idle));
        sizes.push((await performance.measureUserAgentSpecificMemory()).bytes);
      }
      return sizes;
    },
    { report, checks: CHECKS, idle: IDLE },
  );
  await context.close();
  return sizes;
}
