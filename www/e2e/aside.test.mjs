// What is put aside: findings that are no problem, rules that are switched off; kept only when the user says so.
import assert from "node:assert/strict";
import { it } from "node:test";
import { asWord } from "./report.mjs";
import { paste } from "./site.mjs";
import { browser, site, visitPage } from "./visit.mjs";

const WRONG_TOTAL = { "（七）总计": [4, 1, 0, 0, 0, 0, 6] };

const errors = async (page) => Number(await page.locator(".counts .error b").textContent());
const errorsBecome = (page, count) =>
  page.waitForFunction((count) => document.querySelector("gouji-page").result.review.summary.errors === count, count);
const stored = (page) => page.evaluate(() => JSON.stringify(localStorage));

it("a dismissed finding stays dismissed after an edit elsewhere, is told in the verdict, and comes back", async (t) => {
  const page = await visitPage(t);
  await paste(page, { "text/html": asWord(WRONG_TOTAL) });
  await page.locator(".verdict").waitFor();
  const before = await errors(page);
  const marks = await page.locator("gouji-draft .tag").count();
  const message = await page.locator("gouji-findings li.selected .message").innerText();
  await page.locator("gouji-findings li.selected").getByRole("button", { name: "不算问题" }).click();
  await errorsBecome(page, before - 1);
  assert.match(await page.locator(".verdict h2").innerText(), /（已略过1处）$/);
  assert.equal(await page.locator("gouji-findings .message", { hasText: message }).count(), 0);
  assert.equal(await page.locator("gouji-draft .tag").count(), marks - 1);

  await page.locator("gouji-draft p", { hasText: "本年度未收取" }).dblclick();
  await page.locator("gouji-draft textarea").fill("本年度未收取政府信息公开信息处理费用。");
  await page.keyboard.press("Enter");
  await page.getByText("改了 1 处").waitFor();
  assert.equal(await errors(page), before - 1);

  await page.getByText("已略过1处", { exact: true }).click();
  await page.getByRole("button", { name: "恢复" }).click();
  await errorsBecome(page, before);
  assert.doesNotMatch(await page.locator(".verdict h2").innerText(), /略过/);
});

it("a report is never called good for what was dismissed", async (t) => {
  const page = await visitPage(t);
  await paste(page, { "text/html": asWord(WRONG_TOTAL) });
  await page.locator(".verdict").waitFor();
  while ((await page.locator("gouji-findings li.error").count()) > 0) {
    const count = await errors(page);
    const entry = page.locator("gouji-findings li.error").first();
    if ((await entry.getByRole("button", { name: "不算问题" }).count()) === 0) await entry.locator("button.title").click();
    await entry.getByRole("button", { name: "不算问题" }).click();
    await errorsBecome(page, count - 1);
  }
  assert.equal(await page.locator(".verdict.good").count(), 0);
  assert.match(await page.locator(".verdict h2").innerText(), /已略过\d+处/);
});

it("another report's findings are not dismissed with it", async (t) => {
  const page = await visitPage(t);
  await paste(page, { "text/html": asWord(WRONG_TOTAL) });
  await page.locator(".verdict").waitFor();
  const before = await errors(page);
  await page.locator("gouji-findings li.selected").getByRole("button", { name: "不算问题" }).click();
  await errorsBecome(page, before - 1);
  await paste(page, { "text/html": asWord(WRONG_TOTAL).replaceAll("杏林县统计局", "云溪县统计局") });
  await page.getByText("正在看：云溪县统计局").waitFor();
  assert.equal(await errors(page), before);
});

it("a rule is switched off and on again", async (t) => {
  const page = await visitPage(t);
  await paste(page, { "text/html": asWord(WRONG_TOTAL) });
  await page.locator(".verdict").waitFor();
  const before = await errors(page);
  const button = page.locator("gouji-findings li.selected").getByRole("button", { name: "停用这条规则" });
  const title = await button.getAttribute("title");
  await button.click();
  await page.waitForFunction((before) => document.querySelector("gouji-page").result.review.summary.errors < before, before);
  assert.match(await page.locator(".verdict h2").innerText(), /（停用1条规则）$/);
  await page.getByText("停用1条规则", { exact: true }).click();
  const entry = await page.locator("gouji-findings .aside li").innerText();
  assert.match(entry, /^停用：[^a-z]+重新启用$/);
  assert.ok(title.includes(/停用：(.*?)\s*重新启用/.exec(entry)[1]), title);
  await page.getByRole("button", { name: "重新启用" }).click();
  await errorsBecome(page, before);
});

it("nothing is kept unless the user asks for it, and then no word of the draft", async (t) => {
  const page = await visitPage(t);
  await paste(page, { "text/html": asWord(WRONG_TOTAL) });
  await page.locator(".verdict").waitFor();
  const before = await errors(page);
  await page.locator("gouji-findings li.selected").getByRole("button", { name: "不算问题" }).click();
  await errorsBecome(page, before - 1);
  assert.equal(await stored(page), "{}");
  await page.getByText("已略过1处", { exact: true }).click();
  await page.getByLabel(/在这台电脑上记住/).check();
  const kept = await stored(page);
  assert.match(kept, /^[\x00-\x7f]+$/);
  assert.doesNotMatch(kept, /2023/);

  await page.reload();
  await paste(page, { "text/html": asWord(WRONG_TOTAL) });
  await page.locator(".verdict").waitFor();
  assert.equal(await errors(page), before - 1);
  await page.getByText("已略过1处", { exact: true }).click();
  await page.getByLabel(/在这台电脑上记住/).uncheck();
  assert.equal(await stored(page), "{}");
});

it("works where the browser gives no storage", async (t) => {
  const context = await browser.newContext({ serviceWorkers: "block" });
  t.after(() => context.close());
  const page = await context.newPage();
  await page.addInitScript(() => Object.defineProperty(globalThis, "localStorage", { get: () => { throw new DOMException("no", "SecurityError"); } }));
  await page.goto(site.address);
  await paste(page, { "text/html": asWord(WRONG_TOTAL) });
  await page.locator(".verdict").waitFor();
  const before = await errors(page);
  await page.locator("gouji-findings li.selected").getByRole("button", { name: "不算问题" }).click();
  await errorsBecome(page, before - 1);
});

it("names every rule in Chinese", async (t) => {
  const page = await visitPage(t);
  await paste(page, { "text/html": asWord() });
  await page.locator(".verdict").waitFor();
  // One rule after the other is switched off; each is listed by its name.
  const codes = await page.evaluate(() => document.querySelector("gouji-page").result.review.checks.map(({ code }) => code));
  const names = await page.evaluate((codes) => {
    const list = document.querySelector("gouji-page").shadowRoot.querySelector("gouji-findings");
    list.rulesOff = codes;
    return list.updateComplete.then(() => [...list.shadowRoot.querySelectorAll(".aside li")].map((item) => item.firstChild.nextSibling?.textContent ?? item.textContent));
  }, codes);
  assert.equal(names.length, codes.length);
  for (const name of names) assert.doesNotMatch(name, /\//, name);
});
