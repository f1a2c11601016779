// The page as one file: opened from the disk, with the network off, in Chromium and in Firefox.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, it } from "node:test";
import { pathToFileURL } from "node:url";
import { firefox, launchFirefox } from "./firefox.mjs";
import { asDocx, asText } from "./report.mjs";
import { drop, launch, open, paste, root, serve } from "./site.mjs";

const FILE = join(root, "dist/gouji.html");

/** The file alone in a folder of its own, as on a USB stick, with a blank and Chinese letters in its path. */
let folder, address, browser;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "U盘 "));
  const copy = join(folder, "gouji.html");
  await writeFile(copy, await readFile(FILE));
  address = pathToFileURL(copy).href;
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

it("checks pastes and files from the disk with the network off, and requests nothing", async (t) => {
  const { page, requests, complaints, close } = await open(browser, address);
  t.after(close);
  await page.context().setOffline(true);
  await paste(page, { "text/plain": asText({ "（七）总计": [4, 1, 0, 0, 0, 0, 6] }) });
  await page.getByText("正在看：杏林县统计局").waitFor();
  assert.equal(await page.locator(".verdict.bad").count(), 1);
  await drop(page, "草稿.docx", "", asDocx());
  await page.getByText("正在看：草稿.docx").waitFor();
  assert.equal(await page.locator(".verdict.bad").count(), 0);
  assert.equal(page.workers().length, 2, "the check runs in a worker");
  assert.deepEqual(
    requests.filter((request) => request !== address && !/^(blob:|data:image)/.test(request)),
    [],
  );
  assert.deepEqual(complaints, []);
});

it("is fetched from the page, and does not lead to itself", async (t) => {
  const site = await serve();
  t.after(site.close);
  const { page, complaints, close } = await open(browser, site.address);
  t.after(close);
  const link = page.locator(".one-file a:visible");
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  assert.equal(download.suggestedFilename(), "gouji.html");
  assert.deepEqual(await readFile(await download.path()), await readFile(FILE));
  assert.deepEqual(complaints, []);
  await page.goto(address);
  await page.locator(".promise").waitFor();
  assert.equal(await page.locator(".one-file").count(), 0);
});

it("has a policy that forbids every request", async (t) => {
  const { page, close } = await open(browser, address);
  t.after(close);
  const refused = await page.evaluate(async () => {
    const attempt = (begin) => begin().then(() => false, () => true);
    const loaded = (element, address) =>
      new Promise((resolve, reject) => {
        Object.assign(element, { onload: resolve, onerror: reject, src: address });
        document.body.append(element);
      });
    return {
      fetch: await attempt(() => fetch("https://example.invalid/")),
      disk: await attempt(() => fetch("file:///etc/hostname")),
      image: await attempt(() => loaded(new Image(), "https://example.invalid/a.png")),
      script: await attempt(() => loaded(document.createElement("script"), "https://example.invalid/a.js")),
      policies: await new Promise((resolve) => {
        const seen = new Set();
        document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
          if (seen.add(effectiveDirective).size === 3) resolve([...seen].sort());
        });
        fetch("https://example.invalid/").catch(() => {});
        document.body.append(Object.assign(new Image(), { src: "https://example.invalid/b.png" }));
        document.body.append(Object.assign(document.createElement("script"), { src: "https://example.invalid/b.js" }));
      }),
    };
  });
  assert.deepEqual(refused, {
    fetch: true,
    disk: true,
    image: true,
    script: true,
    policies: ["connect-src", "img-src", "script-src-elem"],
  });
});

it("checks in the page where the browser refuses a worker, and survives a fault there", async (t) => {
  const context = await browser.newContext({ locale: "zh-CN" });
  t.after(() => context.close());
  const page = await context.newPage();
  await page.addInitScript(() => {
    globalThis.Worker = class {
      constructor() {
        throw new DOMException("refused", "SecurityError");
      }
    };
  });
  await page.goto(address);
  await paste(page, { "text/plain": asText() });
  await page.getByText("正在看：杏林县统计局").waitFor();
  await page.evaluate(() => {
    const { encodeInto } = TextEncoder.prototype;
    TextEncoder.prototype.encodeInto = () => {
      TextEncoder.prototype.encodeInto = encodeInto;
      throw new WebAssembly.RuntimeError("unreachable");
    };
  });
  await drop(page, "草稿.docx", "", asDocx());
  assert.match(await page.getByRole("alert").innerText(), /没有查完[\s\S]*草稿还在/);
  await page.getByRole("button", { name: "再试一次" }).click();
  await page.getByText("正在看：草稿.docx").waitFor();
});

it("says so when the file is damaged", async (t) => {
  const damaged = join(folder, "damaged.html");
  const html = await readFile(FILE, "utf8");
  await writeFile(damaged, html.replace(/(id="gouji-text">.{1000})[^<]*/, "$1"));
  const { page, close } = await open(browser, pathToFileURL(damaged).href);
  t.after(close);
  await paste(page, { "text/plain": asText() });
  assert.match(await page.getByRole("alert").innerText(), /不完整[\s\S]*校验值/);
});

const noFirefox = firefox() ? false : "no Firefox on this machine; FIREFOX may name one";

it("works in Firefox from the disk with the network off", { skip: noFirefox }, async (t) => {
  // A proxy at a closed port: whatever is asked of the network fails.
  const session = await launchFirefox({
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
  });
  t.after(() => session.close());
  await session.open(address);
  const shown = async (text) => {
    for (let tries = 0; tries < 100; tries++) {
      const page = await session.evaluate(() => document.querySelector("gouji-page")?.shadowRoot?.textContent ?? "");
      if (text.test(page.replaceAll(/\s+/g, " "))) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    assert.fail(`${text} is not shown`);
  };
  // Typed, for a script of Firefox's cannot make a clipboard.
  await session.evaluate((text) => {
    const intake = document.querySelector("gouji-page").shadowRoot.querySelector("gouji-intake").shadowRoot;
    const area = intake.querySelector("textarea");
    area.value = text;
    area.dispatchEvent(new InputEvent("input", { bubbles: true }));
    setTimeout(() => intake.querySelector("button.primary").click());
  }, asText({ "（七）总计": [4, 1, 0, 0, 0, 0, 6] }));
  await shown(/有 \d+ 处错误/);
  await session.evaluate((bytes) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([new Uint8Array(bytes)], "草稿.docx"));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  }, [...asDocx()]);
  await shown(/草稿\.docx.*没有发现错误/);
  const resources = await session.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
  assert.deepEqual(resources.filter((name) => !/^(blob:|data:image)/.test(name)), []);
});
