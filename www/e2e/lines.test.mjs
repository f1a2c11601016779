// A draft whose tables have lost their lines: the official tables are drawn in their place, and lead, are edited, give way.
import assert from "node:assert/strict";
import { it } from "node:test";
import { asText } from "./report.mjs";
import { paste } from "./site.mjs";
import { visitPage } from "./visit.mjs";

const WRONG_TOTAL = { "（七）总计": [4, 1, 0, 0, 0, 0, 6] };

/** Without anything between the cells, and in one paragraph. */
const RUN_ON = asText().replaceAll(" | ", "").split("\n");
const IN_ONE = [RUN_ON[0], RUN_ON.slice(1).join("")].join("\n");

async function given(context, text) {
  const page = await visitPage(context);
  await paste(page, { "text/plain": text });
  await page.locator(".verdict").waitFor();
  return page;
}

const errorsBecome = (page, count) =>
  page.waitForFunction((count) => document.querySelector("gouji-page").result.review.summary.errors === count, count);

it("draws the tables in the draft, and folds the lines they were made of", async (t) => {
  const page = await given(t, asText(WRONG_TOTAL));
  const titles = await page.locator("gouji-draft gouji-form figcaption").allInnerTexts();
  assert.equal(titles.length, 6);
  assert.equal(await page.locator("gouji-draft gouji-form td").count(), 200);
  const line = page.locator("gouji-draft p", { hasText: "一、本年新收政府信息公开申请数量 | 4" });
  assert.equal(await line.isVisible(), false);
  await page.locator("gouji-draft summary").nth(1).click();
  assert.equal(await line.isVisible(), true);
  // Prose and headings stand where they stood, once.
  const sheet = await page.locator("gouji-draft .sheet").innerText();
  for (const words of ["三、收到和处理政府信息公开申请情况", "本年度未收取政府信息公开信息处理费"]) assert.equal(sheet.split(words).length, 2, words);
});

it("leads from a finding to the cell, whose figure is mended there", async (t) => {
  const page = await given(t, asText(WRONG_TOTAL));
  await page.locator("gouji-findings li button.title").first().click();
  const total = page.locator("gouji-draft gouji-form tr", { hasText: "（七）总计" }).locator("td").last();
  await page.waitForFunction(() => {
    let focused = document.activeElement;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    return focused?.closest("td")?.dataset.cell === "applications/concluded/total";
  });
  await total.click({ position: { x: 5, y: 8 } });
  await page.keyboard.type("5");
  await errorsBecome(page, 0);
  assert.equal(await page.locator("gouji-draft gouji-form textarea").inputValue(), "5");
  await page.keyboard.press("Enter");
  await page.getByText("改了 1 处").waitFor();
});

it("opens the lines for a finding that has no cell", async (t) => {
  const page = await given(t, asText().replace("4.保护第三方合法权益", "4.保护第三方合法利益"));
  const finding = page.locator("gouji-findings li", { hasText: "保护第三方合法利益" }).locator("button.title");
  await finding.click();
  await page.locator("gouji-draft .lines[open] p", { hasText: "保护第三方合法利益" }).waitFor();
  assert.equal(await page.locator("gouji-draft .lines[open] a.selected").isVisible(), true);
});

it("draws the tables within a paragraph that holds the whole report", async (t) => {
  const page = await given(t, IN_ONE);
  assert.ok((await page.locator("gouji-draft gouji-form td").count()) >= 190);
  const visible = await page.locator("gouji-draft p:visible").allInnerTexts();
  assert.ok(visible.some((text) => text.startsWith("五、存在的主要问题")), visible.join("\n"));
  assert.ok(!visible.some((text) => text.includes("0000000")));
});

it("leads from cell to cell of those that are uncertain, and says what they may be", async (t) => {
  const page = await given(t, IN_ONE.replace("行政规范性文件103", "行政规范性文件1125"));
  await page.locator(".facts button", { hasText: /^不能确定 \d+$/ }).click();
  await page.locator(".content > gouji-form").waitFor();
  const notice = page.locator(".notice");
  await notice.getByText(/^1\/\d+：“.+”可能是 /).waitFor();
  const first = await notice.innerText();
  assert.match(first, /“行政规范性文件·本年制发件数”可能是 [\d、]+。再点“不能确定 \d+”看下一格。/);
  await page.locator(".facts button", { hasText: "不能确定" }).click();
  await notice.getByText(/^2\/\d+：/).waitFor();
});

it("sets figures apart that run on, when one of them is changed", async (t) => {
  const page = await given(t, IN_ONE.replace("行政规范性文件103", "行政规范性文件1125"));
  const row = page.locator("gouji-draft gouji-form tr", { hasText: "规章" });
  await row.locator("td").nth(1).click({ position: { x: 5, y: 8 } });
  await page.keyboard.type("12");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector("gouji-page").result.document.text.includes("规章0 12 0行政"));
  assert.deepEqual(await row.locator("td").evaluateAll((cells) => cells.map(({ className }) => className.split(" ")[0])), ["read", "read", "read"]);
  await page.keyboard.press("Control+z");
  await page.waitForFunction(() => document.querySelector("gouji-page").result.document.text.includes("规章000行政"));
  // What is one text in several cells is told.
  await page.locator("gouji-draft gouji-form td.ambiguous").first().click({ position: { x: 5, y: 8 } });
  await page.getByText("用空格把它们隔开").waitFor();
});
