// What is taken away: tables and the report for Word, WPS and content systems, the list of problems, the record on paper.
import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { it } from "node:test";
import { asDocx, asText, asWord } from "./report.mjs";
import { drop, paste, root } from "./site.mjs";
import { visitPage } from "./visit.mjs";

const WRONG_TOTAL = { "（七）总计": [4, 1, 0, 0, 0, 0, 6] };

function given(context) {
  // What is copied carries styles, which the browser drops when it reads the clipboard for this test.
  const borne = (complaint) => complaint.startsWith("Applying inline style");
  return visitPage(context, { permissions: ["clipboard-read", "clipboard-write"], borne });
}

/** What the clipboard holds, as a program would take it. */
const clipboard = (page) =>
  page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const read = async (type) => (item.types.includes(type) ? (await item.getType(type)).text() : null);
    return { html: await read("text/html"), text: await read("text/plain") };
  });

const findings = (page) =>
  page.evaluate(() => document.querySelector("gouji-page").result.findings.map(({ code, message }) => `${code} ${message}`));

it("copies the mended report, which is read again as it is shown", async (t) => {
  const drafts = [
    (page) => paste(page, { "text/html": asWord(WRONG_TOTAL) }),
    (page) => drop(page, "草稿.docx", "", asDocx(WRONG_TOTAL)),
    (page) => page.click("[data-example=faulty]"),
  ];
  for (const give of drafts) {
    const page = await given(t);
    await give(page);
    await page.locator(".verdict").waitFor();
    await page.getByRole("button", { name: "按表核对" }).click();
    await page.locator(".content > gouji-form td[data-edit]").first().click({ position: { x: 5, y: 8 } });
    await page.keyboard.type("3");
    await page.keyboard.press("Enter");
    await page.getByText("改了 1 处").waitFor();
    await page.getByRole("button", { name: "复制改好的报告" }).click();
    await page.getByText("报告已复制，可以粘贴到 Word、WPS 或网站后台").waitFor();
    const { html, text } = await clipboard(page);
    assert.match(html, /<table[^>]*border="1"[^>]*border-collapse/);
    assert.match(html, /<td[^>]*border:\s?1px solid/);
    assert.doesNotMatch(html, /<script|class="(error|changed|tag)|✕/);
    assert.match(text, /\t/);
    const before = await findings(page);
    await page.evaluate(() => (globalThis.earlier = document.querySelector("gouji-page").result));
    await paste(page, { "text/html": html });
    await page.waitForFunction(() => document.querySelector("gouji-page").result !== globalThis.earlier);
    assert.deepEqual(await findings(page), before);
  }
});

/** Pasted from a page whose tables are gone: every cell a line of its own. */
const inLines = (changes) => asText(changes).replaceAll(" | ", "\n");

const values = (page) =>
  page.evaluate(() => {
    const { cells } = document.querySelector("gouji-page").result.review.report;
    return Object.entries(cells).map(([cell, { value }]) => `${cell} ${value}`);
  });

it("copies tables that have lost their lines as tables, with every figure in its cell", async (t) => {
  const page = await given(t);
  await paste(page, { "text/plain": inLines(WRONG_TOTAL) });
  await page.locator(".verdict").waitFor();
  const [before, read] = [await findings(page), await values(page)];
  assert.ok(read.length > 150 && read.every((cell) => !cell.endsWith("null")));
  await page.getByRole("button", { name: "复制报告" }).click();
  await page.getByText("报告（没有表格线的表按统一格式画好了）已复制").waitFor();
  const { html, text } = await clipboard(page);
  assert.equal(html.match(/<table/g).length, 6);
  assert.match(html, /rowspan="22"/);
  assert.match(html, /rowspan="3"[^>]*>（本列数据的勾稽关系为[^]*colspan="7"[^>]*>申请人情况[^]*colspan="5"[^>]*>法人或其他组织/);
  assert.match(html, /rowspan="2" colspan="5"[^>]*>行政复议[^]*colspan="10"[^>]*>行政诉讼/);
  assert.equal(html.match(/第二十条第（一）项/g).length, 1);
  assert.match(text, /一、总体情况[^]*（七）总计/);
  assert.doesNotMatch(text, /\t/);
  await page.evaluate(() => (globalThis.earlier = document.querySelector("gouji-page").result));
  await paste(page, { "text/html": html });
  await page.waitForFunction(() => document.querySelector("gouji-page").result !== globalThis.earlier);
  assert.deepEqual(await findings(page), before);
  assert.deepEqual(await values(page), read);
});

it("leaves the lines of a table in which a figure is not certain, and copies one whose figures are", async (t) => {
  const page = await given(t);
  const unsure = inLines({ "（七）总计": [4, 1, 0, 0, 0, 0, 6] }).replace("行政处罚\n2\n", "行政处罚\n2?3\n");
  await paste(page, { "text/plain": unsure });
  await page.locator(".verdict").waitFor();
  await page.getByRole("button", { name: "复制报告" }).click();
  await page.getByText("报告（有数没读准的表仍是文字）已复制").waitFor();
  assert.match((await clipboard(page)).html, /2\?3/);
  await page.getByRole("button", { name: "按表核对" }).click();
  const form = page.locator(".content > gouji-form");
  const copy = (title) => form.locator("figcaption", { hasText: title }).getByRole("button", { name: "复制这张表" });
  assert.equal(await copy("第二十条第（六）项表").count(), 0);
  await copy("收到和处理").click();
  await page.getByText("这张表已复制").waitFor();
  const { html, text } = await clipboard(page);
  assert.equal(html.match(/<table/g).length, 1);
  assert.match(text, /（七）总计\t4\t1\t0\t0\t0\t0\t6/);
});

it("copies one table with its merged cells and nothing that a hostile draft could run", async (t) => {
  const page = await given(t);
  const hostile = asWord(WRONG_TOTAL).replace("1.信访举报投诉类申请", "&lt;img src=x onerror=alert(1)&gt;&amp;\"'1.信访举报投诉类申请");
  await paste(page, { "text/html": hostile });
  await page.locator(".verdict").waitFor();
  await page.locator("gouji-draft").getByRole("button", { name: "复制这张表" }).nth(1).click();
  await page.getByText("这张表已复制").waitFor();
  const { html } = await clipboard(page);
  const seen = await page.evaluate((html) => {
    const document = new DOMParser().parseFromString(html, "text/html");
    const cells = [...document.querySelectorAll("td")];
    return {
      tables: document.querySelectorAll("table").length,
      images: document.querySelectorAll("img").length,
      spans: cells.filter((cell) => cell.rowSpan === 22 || cell.colSpan === 7).length,
      hostile: cells.filter((cell) => cell.textContent.startsWith(`<img src=x onerror=alert(1)>&"'1.`)).length,
    };
  }, html);
  assert.deepEqual(seen, { tables: 1, images: 0, spans: 2, hostile: 1 });
});

it("falls back to the other way of copying, and says when neither is allowed", async (t) => {
  const page = await given(t);
  await page.click("[data-example=faulty]");
  await page.locator(".verdict").waitFor();
  await page.evaluate(() => (document.execCommand = () => false));
  await page.getByRole("button", { name: "复制报告" }).click();
  await page.getByText("报告已复制").waitFor();
  assert.match((await clipboard(page)).html, /<table/);
  await page.evaluate(() => (navigator.clipboard.write = () => Promise.reject(new Error("no"))));
  await page.getByRole("button", { name: "复制报告" }).click();
  await page.getByText("没有复制成：浏览器不允许").waitFor();
});

it("copies the list of problems as text", async (t) => {
  const page = await given(t);
  await page.click("[data-example=faulty]");
  await page.locator(".verdict").waitFor();
  await page.getByRole("button", { name: "复制问题清单" }).click();
  await page.getByText("问题清单已复制").waitFor();
  const { text } = await clipboard(page);
  const lines = text.replace(/\r/g, "").split("\n");
  assert.equal(lines[0], "云溪县农业农村局2023年政府信息公开工作年度报告");
  assert.match(lines[1], /^有 \d+ 处错误/);
  assert.match(text, /1\. 【错误】“4\.保护第三方合法权益”[^]*位置：三、收到和处理[^]*怎么改：/);
});

it("prints a record on clean A4 pages", async (t) => {
  const page = await given(t);
  await drop(page, "年报终稿.docx", "", asDocx({ ...WRONG_TOTAL, "（一）予以公开": [3, 1, 0, 0, 0, 0, 9] }));
  await page.locator(".verdict.bad").waitFor();
  await page.locator("gouji-findings li.selected").getByRole("button", { name: "不算问题" }).click();
  await page.getByRole("button", { name: "按表核对" }).click();
  await page.locator(".content > gouji-form td[data-edit]").first().click({ position: { x: 5, y: 8 } });
  await page.keyboard.type("3");
  await page.keyboard.press("Enter");
  await page.getByText("改了 1 处").waitFor();
  await page.evaluate(() => (globalThis.print = () => (globalThis.printed = document.querySelector("gouji-page").shadowRoot.querySelector(".record").innerText)));
  await page.getByRole("button", { name: "打印自查记录" }).click();
  await page.waitForFunction(() => globalThis.printed !== undefined);

  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  await mkdir(join(root, "target/screenshots"), { recursive: true });
  const path = join(root, "target/screenshots/record.pdf");
  await writeFile(path, pdf);
  // Two boxes that say A4 in points: 210 × 297 mm.
  const boxes = [...pdf.toString("latin1").matchAll(/\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)/g)];
  assert.ok(boxes.length > 0);
  for (const [, width, height] of boxes) assert.ok(Math.abs(width - 595.3) < 1 && Math.abs(height - 841.9) < 1);

  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  const text = await page.locator(".record").innerText();
  for (const part of [/自查记录/, /年报终稿\.docx/, /杏林县统计局/, /自查时间\s+\d{4}年/, /已略过1处/, /错误/, /改动的地方/, /填报人：/, /审核人：/]) {
    assert.match(text, part);
  }
  for (const other of ["header", "main", ".panes"]) assert.equal(await page.locator(other).first().isVisible(), false);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  assert.equal(await page.locator(".record").count(), 0);
});

it("prints the table of several files, and what the page is where there is no draft yet", async (t) => {
  const page = await given(t);
  await page.emulateMedia({ media: "print" });
  const print = () => page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await print();
  assert.equal(await page.locator(".promise").isVisible(), true);
  const chooser = page.waitForEvent("filechooser");
  await page.evaluate(() => document.querySelector("gouji-page").shadowRoot.querySelector("gouji-intake").shadowRoot.querySelector("[data-open=files]").click());
  const files = ["1.html", "2.html"].map((name) => ({ name, mimeType: "", buffer: Buffer.from(asWord(WRONG_TOTAL)) }));
  await (await chooser).setFiles(files);
  await page.locator("gouji-batch h2", { hasText: "查了 2 份" }).waitFor();
  await print();
  assert.equal(await page.locator("gouji-batch table").isVisible(), true);
  for (const other of ["header", "gouji-intake", "gouji-batch .ways"]) assert.equal(await page.locator(other).first().isVisible(), false);
});
