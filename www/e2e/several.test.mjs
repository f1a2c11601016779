// Several files and folders: a line for each, stopped and gone on with, each opened.
import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { asDocx, asText, asWord } from "./report.mjs";
import { visitPage } from "./visit.mjs";

const WRONG_TOTAL = { "（七）总计": [4, 1, 0, 0, 0, 0, 6] };

const file = (name, content, mimeType = "") => ({ name, mimeType, buffer: Buffer.from(content) });

async function choose(page, files, button = "选择文件……") {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: button, exact: true }).click();
  await (await chooser).setFiles(files);
}

const finished = (page) => page.locator("gouji-batch h2", { hasText: "查了" }).waitFor();
const lines = async (page) =>
  (await page.locator("gouji-batch tbody tr").allInnerTexts()).map((line) => line.replace(/\s+/g, " ").trim());

it("lists the verdict of each, or why it could not be read, and opens one", async (t) => {
  const page = await visitPage(t);
  await choose(page, [
    file("2 有错.html", asWord(WRONG_TOTAL), "text/html"),
    file("10 干净.docx", asDocx()),
    file("1 干净.txt", asText(), "text/plain"),
    file("3 坏了.docx", asDocx().subarray(0, 400)),
    file("4 通知.txt", "今天的会议改到下午三点。", "text/plain"),
    file("照片.jpg", "x"),
  ]);
  await finished(page);
  const [first, second, third, fourth, fifth] = await lines(page);
  assert.match(first, /^1 干净\.txt ✓没有发现错误 杏林县统计局 2023 2021年起的统一格式 0 0 \d+ 200\/200 格$/);
  assert.match(second, /^2 有错\.html ✕有错误 杏林县统计局 2023 2021年起的统一格式 [1-9]/);
  assert.match(third, /^3 坏了\.docx 读不出 .*(不完整|损坏)/);
  assert.match(fourth, /^4 通知\.txt —没有认出是年度报告 — — —/);
  assert.match(fifth, /^10 干净\.docx ✓没有发现错误/);
  assert.equal(await page.locator("gouji-batch h2").innerText(), "5 份文件，查了 5 份");
  assert.match(await page.locator("gouji-batch .left-out").innerText(), /另有 1 个文件不是报告的格式/);

  await page.getByRole("button", { name: "有错误的排在前面" }).click();
  assert.match((await lines(page))[0], /读不出/);
  assert.match((await lines(page))[1], /有错\.html/);

  await page.getByRole("button", { name: "2 有错.html" }).click();
  await page.locator(".verdict.bad").waitFor();
  assert.match(await page.locator("gouji-intake .current").innerText(), /2 有错\.html/);
  await page.getByRole("button", { name: "回到 5 份文件的结果" }).click();
  assert.equal((await lines(page)).length, 5);
  assert.equal(await page.locator(".verdict").count(), 0);
});

it("reads a folder with the folders in it, chosen or dropped", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "gouji-"));
  t.after(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, "乡镇/甲镇"), { recursive: true });
  await writeFile(join(folder, "本级.txt"), asText());
  await writeFile(join(folder, "乡镇/乙镇.html"), asWord(WRONG_TOTAL));
  await writeFile(join(folder, "乡镇/甲镇/甲镇.docx"), asDocx());
  await writeFile(join(folder, "乡镇/~$甲镇.docx"), "x");
  const page = await visitPage(t);
  await choose(page, folder, "选择文件夹……");
  await finished(page);
  const paths = (await lines(page)).map((line) => line.split(" ")[0].replace(/^[^/]*\//, ""));
  assert.deepEqual(paths.toSorted(), ["乡镇/乙镇.html", "乡镇/甲镇/甲镇.docx", "本级.txt"].toSorted());
  assert.match(await page.locator("gouji-batch .left-out").innerText(), /另有 1 个文件/);

  // Dropped folders come as entries; the browser's part is played here.
  await page.evaluate((text) => {
    const fileEntry = (name, path) => ({ isDirectory: false, fullPath: path, file: (done) => done(new File([text], name)) });
    const folderEntry = (...entries) => ({
      isDirectory: true,
      createReader: () => ({ readEntries: (done) => done(entries.splice(0, 1)) }),
    });
    const root = folderEntry(fileEntry("丙.txt", "/镇/丙.txt"), folderEntry(fileEntry("丁.txt", "/镇/村/丁.txt")));
    const transfer = { getData: () => "", files: [], items: [{ webkitGetAsEntry: () => root }] };
    const event = new DragEvent("drop", { bubbles: true, cancelable: true });
    Object.defineProperty(event, "dataTransfer", { value: transfer });
    document.body.dispatchEvent(event);
  }, asText());
  await page.getByRole("button", { name: "镇/丙.txt" }).waitFor();
  await finished(page);
  assert.deepEqual((await lines(page)).map((line) => line.split(" ")[0]), ["镇/丙.txt", "镇/村/丁.txt"]);
});

it("says that a folder holds nothing to check", async (t) => {
  const page = await visitPage(t);
  await choose(page, [file("a.jpg", "x"), file("b.png", "x")]);
  await page.getByRole("alert").waitFor();
  assert.match(await page.getByRole("alert").innerText(), /没有可以检查的文件/);
});

it("is stopped, and gone on with", async (t) => {
  const page = await visitPage(t);
  const many = Array.from({ length: 60 }, (_, index) => file(`${index + 1}.html`, asWord(WRONG_TOTAL), "text/html"));
  // Slowed down, so that there is something to stop.
  while (page.workers().length < 2) await page.waitForEvent("worker");
  for (const worker of page.workers()) {
    await worker.evaluate(() => {
      const post = globalThis.postMessage;
      globalThis.postMessage = (reply) => setTimeout(() => post.call(globalThis, reply), 60);
    });
  }
  await choose(page, many);
  await page.getByRole("button", { name: "停止" }).click();
  await page.getByRole("button", { name: "接着查完" }).waitFor();
  const done = Number(/查了 (\d+) 份/.exec(await page.locator("gouji-batch h2").innerText())[1]);
  assert.ok(done < 60, `${done}`);
  assert.match((await lines(page)).at(-1), /没有查/);
  await page.getByRole("button", { name: "接着查完" }).click();
  await page.getByText("60 份文件，查了 60 份").waitFor();
  assert.match(await page.locator("gouji-batch [role=status]").first().innerText(), /60份有错误/);
});
