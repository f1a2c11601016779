// How the page looks: screenshots to be looked at, room at both widths, and what axe has to say.
import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, it } from "node:test";
import { launch, open, paste, root, serve } from "./site.mjs";

const SHOTS = join(root, "target/screenshots");

let site, browser;
before(async () => {
  await mkdir(SHOTS, { recursive: true });
  site = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.close();
});

const LOOKS = {
  wide: { viewport: { width: 1366, height: 768 } },
  narrow: { viewport: { width: 390, height: 844 } },
  dark: { viewport: { width: 1366, height: 768 }, colorScheme: "dark" },
  forced: { viewport: { width: 1366, height: 768 }, forcedColors: "active" },
  // 1366×768 at 200 %.
  zoomed: { viewport: { width: 683, height: 384 }, deviceScaleFactor: 2 },
};

/** The states that a user meets, each reached from the one before. */
const STATES = {
  start: async () => {},
  faulty: async (page) => {
    await page.click("[data-example=faulty]");
    await page.locator(".verdict").waitFor();
  },
  place: async (page) => {
    await page.locator("gouji-findings li button").first().click();
    await page.waitForTimeout(1200);
  },
  form: async (page) => {
    await page.getByRole("button", { name: "按表核对" }).click();
    await page.waitForTimeout(1200);
  },
  clean: async (page) => {
    await page.click("[data-example=clean]");
    await page.locator(".counts .error.zero").waitFor();
  },
  unknown: async (page) => {
    await paste(page, { "text/plain": "今天的会议改到下午三点。" });
    await page.locator(".verdict.unknown").waitFor();
  },
  refused: async (page) => {
    await paste(page, {});
    await page.getByRole("alert").waitFor();
  },
};

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds serious; it is handed in by the debugger, which the page's policy does not reach. */
async function serious(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Runtime.evaluate", { expression: axe });
  const { violations } = await page.evaluate(() => globalThis.axe.run(document));
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 5).map(({ html, failureSummary }) => `${html} ${failureSummary}`).join("\n")}`);
}

for (const [look, options] of Object.entries(LOOKS)) {
  it(`has room and is reachable: ${look}`, async (t) => {
    const { page, complaints, close } = await open(browser, site.address, options);
    t.after(close);
    for (const [name, reach] of Object.entries(STATES)) {
      await reach(page);
      await page.screenshot({ path: join(SHOTS, `${look}-${name}.png`) });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(overflow <= 0, `${name} is ${overflow} px too wide`);
      assert.deepEqual(await serious(page), [], name);
    }
    assert.deepEqual(complaints, []);
  });
}

it("shows draft and list side by side at 1366×768, without scrolling the page", async (t) => {
  const { page, close } = await open(browser, site.address, LOOKS.wide);
  t.after(close);
  await STATES.faulty(page);
  const draft = await page.locator("section.draft").boundingBox();
  const list = await page.locator("section.list").boundingBox();
  assert.ok(draft.x + draft.width <= list.x);
  assert.ok(list.y + list.height <= 768);
  assert.equal(await page.evaluate(() => document.documentElement.scrollHeight), 768);
});

it("writes the README's screenshot when asked", { skip: process.env.UPDATE_SCREENSHOT !== "1" }, async (t) => {
  const { page, close } = await open(browser, site.address, LOOKS.wide);
  t.after(close);
  await STATES.faulty(page);
  await STATES.place(page);
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(root, "docs/screenshot.png") });
});
