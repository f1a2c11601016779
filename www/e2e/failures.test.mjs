// What the page does when the checker is slow, fails, or cannot be loaded: the draft and the last result stay.
import assert from "node:assert/strict";
import { it } from "node:test";
import { asDocx, asText } from "./report.mjs";
import { drop, open, paste } from "./site.mjs";
import { browser, site } from "./visit.mjs";

async function openWithResult(t) {
  const visit = await open(browser, site.address);
  t.after(visit.close);
  await visit.page.click("[data-example=faulty]");
  await visit.page.locator(".verdict").waitFor();
  return visit.page;
}

/**
 * Makes every check in the page's workers do this. Every Chinese string goes into the module through the encoder; so the
 * checker itself need not be able to fail.
 */
async function sabotage(page, deed) {
  for (const worker of page.workers()) {
    await worker.evaluate((deed) => {
      globalThis.encodeInto = TextEncoder.prototype.encodeInto;
      TextEncoder.prototype.encodeInto = () => {
        if (deed === "hang") for (;;);
        throw new WebAssembly.RuntimeError("unreachable");
      };
    }, deed);
  }
}

/** Mends the workers that are left. */
async function mend(page) {
  while (page.workers().length > 1) await page.waitForTimeout(20);
  for (const worker of page.workers()) {
    await worker.evaluate(() => {
      TextEncoder.prototype.encodeInto = globalThis.encodeInto;
    });
  }
}

const current = (page) => page.locator("gouji-intake .current").innerText();

it("shows that it is at work, and can be stopped", async (t) => {
  const page = await openWithResult(t);
  await sabotage(page, "hang");
  await paste(page, { "text/plain": asText() });
  const stop = page.getByRole("button", { name: "停止" });
  await stop.waitFor({ timeout: 2000 });
  assert.match(await page.locator(".progress").innerText(), /正在检查/);
  assert.match(await current(page), /云溪县农业农村局/);
  await stop.click();
  assert.equal(await page.locator(".progress").count(), 0);
  assert.equal(await page.getByRole("alert").count(), 0);

  await mend(page);
  await paste(page, { "text/plain": asText() });
  await page.getByText("正在看：杏林县统计局").waitFor();
});

it("survives a fault of the checker and can try again", async (t) => {
  const page = await openWithResult(t);
  await sabotage(page, "fail");
  await paste(page, { "text/plain": asText() });
  const alert = page.getByRole("alert");
  await alert.waitFor();
  assert.match(await alert.innerText(), /没有查完[\s\S]*草稿还在/);
  assert.match(await current(page), /云溪县农业农村局/);
  await page.getByText("详情（给技术人员）").click();
  assert.match(await alert.locator("pre").innerText(), /unreachable/);

  await mend(page);
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

it("says that it is loading what reads files, and can be stopped", async (t) => {
  const page = await openWithResult(t);
  let release;
  const released = new Promise((resolve) => (release = resolve));
  await page.route("**/files-*.wasm", async (route) => {
    await released;
    await route.continue();
  });
  await drop(page, "草稿.docx", "", asDocx());
  await page.getByText("正在载入读文件的模块").waitFor({ timeout: 2000 });
  await page.getByRole("button", { name: "停止" }).click();
  assert.equal(await page.locator(".progress").count(), 0);
  assert.equal(await page.getByRole("alert").count(), 0);
  assert.match(await current(page), /云溪县农业农村局/);
  release();
  await drop(page, "草稿.docx", "", asDocx());
  await page.getByText("正在看：草稿.docx").waitFor();
});

it("says what to do when what reads files cannot be loaded, and loads it when asked again", async (t) => {
  const page = await openWithResult(t);
  await page.route("**/files-*.wasm", (route) => route.abort());
  await drop(page, "草稿.docx", "", asDocx());
  const alert = page.getByRole("alert");
  await alert.waitFor();
  assert.match(await alert.innerText(), /读文件的模块没有载入[\s\S]*打开文件，复制全文，粘贴/);
  assert.match(await current(page), /云溪县农业农村局/);
  await paste(page, { "text/plain": asText() });
  await page.getByText("正在看：杏林县统计局").waitFor();

  await page.unroute("**/files-*.wasm");
  await drop(page, "草稿.docx", "", asDocx());
  await page.getByText("正在看：草稿.docx").waitFor();
  assert.equal(await alert.count(), 0);
});

it("reads files again after a fault of what reads them", async (t) => {
  const page = await openWithResult(t);
  await drop(page, "第一份.docx", "", asDocx());
  await page.getByText("正在看：第一份.docx").waitFor();
  await sabotage(page, "fail");
  await drop(page, "第二份.docx", "", asDocx());
  const alert = page.getByRole("alert");
  await alert.waitFor();
  assert.match(await alert.innerText(), /没有查完[\s\S]*草稿还在/);
  await mend(page);
  await page.getByRole("button", { name: "再试一次" }).click();
  await page.getByText("正在看：第二份.docx").waitFor();
});

it("stays quick with a draft as long as may be given, and draws it piece by piece", async (t) => {
  const page = await openWithResult(t);
  const line = "按季度发布统计数据解读，落实先审查后公开制度。\n";
  const long = asText().replace("主要问题是", line.repeat(390_000 / line.length));
  await page.evaluate(() => {
    globalThis.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, duration);
    }).observe({ entryTypes: ["longtask"] });
  });
  await paste(page, { "text/plain": long });
  await page.getByText("正在看：杏林县统计局").waitFor();
  t.diagnostic(`longest task of the page: ${await page.evaluate(() => globalThis.longest)} ms`);
  const paragraphs = page.locator("gouji-draft p");
  const first = await paragraphs.count();
  assert.ok(first < 1000, `${first}`);
  await page.getByRole("button", { name: "显示更多" }).click();
  assert.ok((await paragraphs.count()) > first);
});

it("refuses five megabytes with a sentence and keeps what was there", async (t) => {
  const page = await openWithResult(t);
  await paste(page, { "text/plain": "杏林县统计局主动公开政府信息。\n".repeat(150_000) });
  const alert = page.getByRole("alert");
  await alert.waitFor();
  assert.match(await alert.innerText(), /上限/);
  assert.match(await current(page), /云溪县农业农村局/);
});
