// How long a check takes in Chromium: node benches/browser.mjs ADDRESS REPORT
// ADDRESS serves www/pkg/. Prints two lines, each a list of milliseconds: the first check in fresh instances of the
// module, compiling included, then repeated checks in one instance.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const FIRST_RUNS = 30;
const WARM_UP_RUNS = 50;
const REPEATED_RUNS = 200;
/** So long the browser goes on working after it has loaded a page, in milliseconds. */
const SETTLING = 1000;

const { chromium } = createRequire(new URL("../www/package.json", import.meta.url))("playwright-core");
const [address, report] = process.argv.slice(2);
const draft = await readFile(report, "utf8");

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
});
try {
  const first = [];
  for (let run = 0; run < FIRST_RUNS; run += 1) first.push(...(await measure(0, 1)));
  console.log(JSON.stringify(first));
  console.log(JSON.stringify(await measure(WARM_UP_RUNS, REPEATED_RUNS)));
} finally {
  await browser.close();
}

/** Times checks in a new process of the browser. Without a warm-up the first one includes compiling the module. */
async function measure(warmUpRuns, runs) {
  const context = await browser.newContext();
  const page = await context.newPage();
  // Only an isolated page has a clock that is finer than a tenth of a millisecond.
  await page.route(`${address}empty`, (route) =>
    route.fulfill({
      contentType: "text/html",
      headers: { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" },
      body: "<!doctype html>",
    }),
  );
  await page.goto(`${address}empty`);
  await page.waitForTimeout(SETTLING);
  const times = await page.evaluate(
    async ({ draft, warmUpRuns, runs }) => {
      if (!crossOriginIsolated) throw new Error("the page is not isolated");
      const { default: init, check } = await import("/gouji.js");
      // Given as bytes, the module cannot come compiled from a cache.
      const module = await (await fetch("/gouji_bg.wasm")).arrayBuffer();
      const times = [];
      const loading = performance.now();
      await init({ module_or_path: module });
      const loaded = performance.now() - loading;
      for (let run = 0; run < warmUpRuns; run += 1) check(draft);
      for (let run = 0; run < runs; run += 1) {
        const start = performance.now();
        check(draft);
        times.push(performance.now() - start);
      }
      if (warmUpRuns === 0) times[0] += loaded;
      return times;
    },
    { draft, warmUpRuns, runs },
  );
  await context.close();
  return times;
}
