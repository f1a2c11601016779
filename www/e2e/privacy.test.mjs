// The promise on the page: the draft stays here. Whatever is done after loading, nothing is requested.
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { asText, asWord } from "./report.mjs";
import { drop, launch, open, paste, serve } from "./site.mjs";

let site, browser;
before(async () => {
  site = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.close();
});

it("requests nothing after the page has loaded, and works with the network off", async (t) => {
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
  await drop(page, "坏了.docx", "", Buffer.from("PK\u0003\u0004坏"));
  await settled();
  await drop(page, "草稿.html", "text/html", Buffer.from(asWord()));
  await settled();
  assert.match(await page.locator("gouji-intake .current").innerText(), /草稿\.html/);

  assert.deepEqual(requests.slice(loaded), []);
  assert.deepEqual(complaints, []);
});

it("says so, and how to see it", async (t) => {
  const { page, close } = await open(browser, site.address);
  t.after(close);
  await page.getByText("草稿只留在这台电脑上").click();
  assert.match(await page.locator(".stays").innerText(), /F12[\s\S]*网络[\s\S]*网线/);
});
