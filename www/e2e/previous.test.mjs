// Last year's report: given by paste, file or drop, compared with, shown, taken away.
import assert from "node:assert/strict";
import { it } from "node:test";
import { asDocx, asText, asWord } from "./report.mjs";
import { drop, paste } from "./site.mjs";
import { visitPage } from "./visit.mjs";

async function given(context) {
  const page = await visitPage(context);
  // What the worker is asked, so that the page is tested for what it hands on.
  for (const worker of page.workers()) {
    await worker.evaluate(() => {
      globalThis.asked = [];
      addEventListener("message", ({ data }) => data.ask === "check" && globalThis.asked.push(data.options));
    });
  }
  return page;
}

const lastAsked = async (page) => {
  const all = await Promise.all(page.workers().map((worker) => worker.evaluate(() => globalThis.asked)));
  return all.flat().at(-1);
};

const fact = (page) => page.locator(".facts div", { hasText: "去年报告" });
const lastYear = (text) => text.replaceAll("2023", "2022");

async function givePrevious(page) {
  await fact(page).getByRole("button").first().click();
  await page.locator("dialog.previous gouji-intake").waitFor();
}

it("is given by paste, handed to every check, and taken away", async (t) => {
  const page = await given(t);
  await paste(page, { "text/html": asWord() });
  await page.locator(".verdict").waitFor();
  assert.match(await fact(page).innerText(), /没有给/);
  await givePrevious(page);
  await paste(page, { "text/html": lastYear(asWord()) });
  await page.locator("dialog.previous").waitFor({ state: "hidden" });
  await fact(page).getByText("杏林县统计局 2022年").waitFor();
  assert.match(await page.locator("gouji-intake .current").innerText(), /2023/);
  await page.waitForFunction(() => document.querySelector("gouji-page").result);
  assert.match((await lastAsked(page)).previous.text, /2022年政府信息公开/);

  await page.locator("gouji-draft td[data-edit]").last().click({ position: { x: 5, y: 8 } });
  await page.keyboard.type("4");
  await page.getByText("改了 1 处").waitFor();
  assert.match((await lastAsked(page)).previous.text, /2022年政府信息公开/);
  await page.keyboard.press("Escape");

  await fact(page).getByRole("button", { name: "不再对照" }).click();
  await fact(page).getByText("没有给").waitFor();
  await page.waitForTimeout(200);
  assert.equal((await lastAsked(page)).previous, undefined);
});

it("is compared with, while one types too", async (t) => {
  const page = await given(t);
  const continued = () =>
    page.evaluate(() => document.querySelector("gouji-page").result.findings.filter(({ code }) => code.startsWith("continuity/")).map(({ code }) => code));
  await paste(page, { "text/html": asWord() });
  await page.locator(".verdict").waitFor();
  assert.equal(await page.locator(".verdict.good").count(), 1, "that no report of last year is given makes no doubt");
  await givePrevious(page);
  const carried = { "四、结转下年度继续办理": [2, 0, 0, 0, 0, 0, 2], "（七）总计": [2, 1, 0, 0, 0, 0, 3], "（一）予以公开": [1, 1, 0, 0, 0, 0, 2] };
  await drop(page, "去年.docx", "", Buffer.from(lastYear(asWord(carried))));
  await fact(page).getByText("杏林县统计局 2022年").waitFor();
  await page.waitForFunction(() => document.querySelector("gouji-page").result.findings.some(({ code }) => code === "continuity/carried-over"));
  await page.getByRole("button", { name: "按表核对" }).click();
  const row = page.locator(".content > gouji-form tr", { hasText: "二、上年结转" });
  for (const column of [0, 6]) {
    await row.locator("td").nth(column).click({ position: { x: 5, y: 8 } });
    await page.keyboard.type("2");
    await page.keyboard.press("Enter");
  }
  await page.waitForFunction(() => !document.querySelector("gouji-page").result.findings.some(({ code }) => code === "continuity/carried-over"));
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await page.waitForFunction(() => document.querySelector("gouji-page").result.findings.some(({ code }) => code === "continuity/carried-over"));
  await fact(page).getByRole("button", { name: "不再对照" }).click();
  await page.waitForFunction(() => !document.querySelector("gouji-page").result.findings.some(({ code }) => code.startsWith("continuity/")));
  assert.deepEqual(await continued(), []);
});

it("is given as a file, and said to be doubtful when it is of another agency or year", async (t) => {
  const page = await given(t);
  await paste(page, { "text/plain": asText() });
  await page.locator(".verdict").waitFor();
  await givePrevious(page);
  await drop(page, "去年.docx", "", asDocx());
  await fact(page).getByText("年度是2023年").waitFor();
  await givePrevious(page);
  await paste(page, { "text/plain": lastYear(asText()).replaceAll("杏林县统计局", "云溪县统计局") });
  await fact(page).getByText("单位是“云溪县统计局”").waitFor();
});

it("that cannot be read is refused, and the draft stays", async (t) => {
  const page = await given(t);
  await paste(page, { "text/plain": asText() });
  await page.locator(".verdict").waitFor();
  await givePrevious(page);
  await drop(page, "坏了.docx", "", asDocx().subarray(0, 400));
  await page.getByRole("alert").waitFor();
  assert.match(await fact(page).innerText(), /没有给/);
  assert.match(await page.locator("gouji-intake .current").innerText(), /2023/);
});

it("is not given when the dialog is closed", async (t) => {
  const page = await given(t);
  await paste(page, { "text/plain": asText() });
  await page.locator(".verdict").waitFor();
  await givePrevious(page);
  await page.keyboard.press("Escape");
  await paste(page, { "text/plain": lastYear(asText()) });
  await page.getByText("正在看：杏林县统计局2022").waitFor();
  assert.match(await fact(page).innerText(), /没有给/);
});
