// The promise on the page: the draft stays here. After loading nothing is requested, but for the program that reads files
// when the first of them is given.
import assert from "node:assert/strict";
import { it } from "node:test";
import { asDocx, asText, asWord } from "./report.mjs";
import { drop, open, paste } from "./site.mjs";
import { browser, site } from "./visit.mjs";

it("requests nothing for pastes and text files after the page has loaded, and works with the network off", async (t) => {
  const { page, requests, complaints, close } = await open(browser, site.address);
  t.after(close);
  assert.ok(requests.length > 0);
  assert.ok(requests.every((url) => url.startsWith(site.address)), requests.join("\n"));
  const loaded = requests.length;
  await page.context().setOffline(true);

  const settled = () => page.waitForTimeout(300);
  await page.click("[data-example=faulty]");
  await page.locator(".verdict").waitFor();
  await page.keyboard.press("F8");
  await page.getByRole("button", { name: "按表核对" }).click();
  await paste(page, { "text/html": asWord().replace("杏林县", `<img src="https://example.invalid/a.png">杏林县`) });
  await settled();
  await paste(page, { "text/plain": asText() });
  await settled();
  await drop(page, "草稿.txt", "text/plain", Buffer.from(asText()));
  await settled();
  assert.match(await page.locator("gouji-intake .current").innerText(), /草稿\.txt/);
  await drop(page, "草稿.md", "text/markdown", Buffer.from(asText()));
  await settled();
  await drop(page, "草稿.html", "text/html", Buffer.from(asWord()));
  await settled();
  assert.match(await page.locator("gouji-intake .current").innerText(), /草稿\.html/);

  assert.deepEqual(requests.slice(loaded), []);
  assert.deepEqual(complaints, []);
});

it("requests the second module for the first Word file, with nothing of the draft, and nothing for the second", async (t) => {
  const { page, complaints, close } = await open(browser, site.address);
  t.after(close);
  const requests = [];
  page.on("request", (request) => requests.push(request));
  const shown = (name) => page.getByText(`正在看：${name}`).waitFor();

  await drop(page, "第一份.docx", "", asDocx());
  await shown("第一份.docx");
  const addresses = requests.map((request) => new URL(request.url()));
  assert.deepEqual(addresses.map(({ pathname }) => pathname.replace(/-[^.]*/, "")), ["/assets/files.wasm"]);
  for (const [index, request] of requests.entries()) {
    assert.equal(`${addresses[index].origin}/`, site.address);
    assert.equal(request.method(), "GET");
    assert.equal(addresses[index].search + addresses[index].hash, "");
    assert.equal(request.postDataBuffer(), null);
    const headers = Object.entries(await request.allHeaders()).flat().join("\n");
    assert.ok(!headers.includes("docx") && !/[^\x00-\x7f]|%[0-9a-f]{2}/i.test(headers), headers);
  }

  const loaded = requests.length;
  await page.context().setOffline(true);
  await drop(page, "第二份.docx", "", asDocx({ "（七）总计": [4, 1, 0, 0, 0, 0, 6] }));
  await shown("第二份.docx");
  assert.equal(await page.locator(".verdict.bad").count(), 1);
  await page.waitForTimeout(300);
  assert.equal(requests.length, loaded);
  assert.deepEqual(complaints, []);
});

it("says so, and how to see it", async (t) => {
  const { page, close } = await open(browser, site.address);
  t.after(close);
  await page.getByText("草稿只留在这台电脑上").click();
  const statement = await page.locator(".stays").innerText();
  assert.match(statement, /不发送任何内容[\s\S]*F12[\s\S]*网络[\s\S]*网线/);
  assert.match(statement, /第一次选择 Word[^。]*PDF[^。]*第一次对照上年的报告[^。]*从本网站再取一次读文件的程序[^。]*草稿的内容一个字也不带出去/);
});
