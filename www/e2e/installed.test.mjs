// Installable, and open without a network after the first visit; stored is the page, never a draft.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { it } from "node:test";
import { asDocx, asText, asWord } from "./report.mjs";
import { drop, paste, root } from "./site.mjs";
import { site, visit } from "./visit.mjs";

/** The page with its service worker at work. */
async function installed(context) {
  const given = await visit(context, { serviceWorkers: "allow" });
  await given.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  return given;
}

it("opens again without a network, and checks", async (t) => {
  const { page } = await installed(t);
  await page.context().setOffline(true);
  for (const address of [site.address, `${site.address}index.html`, `${site.address}?von=leiste`]) {
    await page.goto(address);
    await paste(page, { "text/plain": asText() });
    await page.getByText("正在看：杏林县统计局").waitFor();
  }
});

it("reads files without a network once it has read one", async (t) => {
  const { page } = await installed(t);
  await drop(page, "第一份.docx", "", asDocx());
  await page.getByText("正在看：第一份.docx").waitFor();
  await page.context().setOffline(true);
  await page.reload();
  await drop(page, "第二份.docx", "", asDocx());
  await page.getByText("正在看：第二份.docx").waitFor();
});

it("asks the site for nothing once it is stored, whatever is done with a draft, and stores nothing of it", async (t) => {
  const { page } = await installed(t);
  const before = site.requested();
  await paste(page, { "text/html": asWord() });
  await page.locator(".verdict").waitFor();
  await page.locator("gouji-draft td[data-edit]").last().click({ position: { x: 5, y: 8 } });
  await page.keyboard.type("4");
  await page.keyboard.press("Enter");
  await page.getByText("改了 1 处").waitFor();
  await page.getByRole("button", { name: "复制改好的报告" }).click();
  await page.getByRole("button", { name: "使用说明" }).click();
  await page.keyboard.press("Escape");
  await page.waitForTimeout(500);
  assert.equal(site.requested(), before);
  const stored = await page.evaluate(async () => {
    const texts = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) texts.push(request.url, await (await cache.match(request)).text());
    }
    return { texts: texts.join("\n"), local: JSON.stringify(localStorage), session: JSON.stringify(sessionStorage), bases: await indexedDB.databases() };
  });
  assert.ok(stored.texts.includes("gouji"));
  assert.ok(!stored.texts.includes("杏林县统计局"));
  assert.deepEqual([stored.local, stored.session, stored.bases], ["{}", "{}", []]);
});

it("has a manifest with which browsers install it", async (t) => {
  const { page } = await installed(t);
  const session = await page.context().newCDPSession(page);
  const { errors, data } = await session.send("Page.getAppManifest");
  assert.deepEqual(errors, []);
  assert.equal(JSON.parse(data).display, "standalone");
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  assert.deepEqual(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito"), []);
});

it("stores every file that a first visit loads, under a name that changes with them", async () => {
  const source = await readFile(join(root, "dist/site/service-worker.js"), "utf8");
  const files = JSON.parse(/const FILES = (\[.*\]);/.exec(source)[1]);
  assert.ok(files.includes("./") && files.some((file) => /index-.*\.js$/.test(file)) && files.some((file) => /\.wasm$/.test(file)));
  assert.ok(!files.some((file) => /files-/.test(file)), "what reads files is stored only when it was needed");
  assert.match(source, /const VERSION = "gouji-[0-9a-f]{16}";/);
  for (const file of files) await readFile(join(root, "dist/site", file === "./" ? "index.html" : file));
});
