// What the page does when the checker is slow, fails, or cannot be loaded: the draft and the last result stay.
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { asText } from "./report.mjs";
import { launch, open, paste, serve } from "./site.mjs";

let site, browser;
before(async () => {
  site = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.close();
});

async function openWithResult(t) {
  const visit = await open(browser, site.address);
  t.after(visit.close);
  await visit.page.click("[data-example=faulty]");
  await visit.page.locator(".verdict").waitFor();
  return visit.page;
}

const current = (page) => page.locator("gouji-intake .current").innerText();

it("shows that it is at work, and can be stopped", async (t) => {
  const page = await openWithResult(t);
  // Every string goes into the module through this; so a check of any draft can be made to last.
  await page.workers()[0].evaluate(() => {
    TextEncoder.prototype.encodeInto = TextEncoder.prototype.encode = () => {
      for (;;);
    };
  });
  await paste(page, { "text/plain": asText() });
  const stop = page.getByRole("button", { name: "停止" });
  await stop.waitFor({ timeout: 2000 });
  assert.match(await page.locator(".progress").innerText(), /正在检查/);
  assert.match(await current(page), /云溪县农业农村局/);
  await stop.click();
  assert.equal(await page.locator(".progress").count(), 0);
  assert.equal(await page.getByRole("alert").count(), 0);

  await paste(page, { "text/plain": asText() });
  await page.getByText("正在看：杏林县统计局").waitFor();
});

it("survives a fault of the checker and can try again", async (t) => {
  const page = await openWithResult(t);
  await page.workers()[0].evaluate(() => {
    TextEncoder.prototype.encodeInto = TextEncoder.prototype.encode = () => {
      throw new WebAssembly.RuntimeError("unreachable");
    };
  });
  await paste(page, { "text/plain": asText() });
  const alert = page.getByRole("alert");
  await alert.waitFor();
  assert.match(await alert.innerText(), /没有查完[\s\S]*草稿还在/);
  assert.match(await current(page), /云溪县农业农村局/);
  await page.getByText("详情（给技术人员）").click();
  assert.match(await alert.locator("pre").innerText(), /unreachable/);

  await page.getByRole("button", { name: "再试一次" }).click();
  await page.getByText("正在看：杏林县统计局").waitFor();
  assert.equal(await alert.count(), 0);
});

it("says that the checker could not be loaded, and loads it when asked again", async (t) => {
  const context = await browser.newContext();
  t.after(() => context.close());
  const page = await context.newPage();
  await page.route("**/*.wasm", (route) => route.abort());
  await page.goto(site.address);
  await paste(page, { "text/plain": asText() });
  const alert = page.getByRole("alert");
  await alert.waitFor();
  assert.match(await alert.innerText(), /没有载入[\s\S]*草稿还在/);
  await page.unroute("**/*.wasm");
  await page.getByRole("button", { name: "再试一次" }).click();
  await page.getByText("正在看：杏林县统计局").waitFor();
});

it("stays quick with a draft of five megabytes", async (t) => {
  const page = await openWithResult(t);
  const line = "杏林县统计局主动公开政府信息，按季度发布统计数据解读，落实先审查后公开制度。\n";
  const long = line.repeat(Math.ceil((5 * 1024 * 1024) / Buffer.byteLength(line)));
  await page.evaluate(() => {
    globalThis.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, duration);
    }).observe({ entryTypes: ["longtask"] });
  });
  await paste(page, { "text/plain": long });
  await page.locator(".verdict.unknown").waitFor({ timeout: 20_000 });
  assert.ok((await page.locator("gouji-draft p").count()) < 1000);
  t.diagnostic(`longest task of the page: ${await page.evaluate(() => globalThis.longest)} ms`);
  await page.getByRole("button", { name: "显示更多" }).click();
});
