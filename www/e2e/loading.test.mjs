// Every way of failing to load has a paragraph of its own that says what to do; what can be borne with is.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, it } from "node:test";
import { pathToFileURL } from "node:url";
import { firefox, launchFirefox } from "./firefox.mjs";
import { asDocx, asText } from "./report.mjs";
import { drop, launch, paste, POLICY, root, serve } from "./site.mjs";

const FROM_DISK = pathToFileURL(join(root, "dist/site/index.html")).href;

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** The page as it is served; `prepare` runs before it is opened. */
async function visit(t, { server = {}, prepare = async () => {}, address } = {}) {
  const site = await serve(server);
  const context = await browser.newContext({ locale: "zh-CN" });
  t.after(async () => {
    await context.close();
    await site.close();
  });
  const page = await context.newPage();
  await prepare(page, context);
  await page.goto(address ?? site.address, { waitUntil: "load" });
  return page;
}

async function checkText(page) {
  await paste(page, { "text/plain": asText() });
}

const told = async (page) => (await page.getByRole("alert").innerText()).replaceAll(/\s+/g, " ");
const isChecked = (page) => page.getByText("正在看：杏林县统计局").waitFor();

it("names the policy that forbids WebAssembly, and the words to add", async (t) => {
  const page = await visit(t, { server: { policy: POLICY.replace(" 'wasm-unsafe-eval'", "") } });
  await checkText(page);
  assert.match(await told(page), /安全策略不许运行.*草稿还在.*script-src 里加上 'wasm-unsafe-eval'/);
});

for (const type of ["application/octet-stream", "text/html", "text/plain; charset=gb2312"]) {
  it(`bears with a module that is served as ${type}`, async (t) => {
    const page = await visit(t, { server: { types: { ".wasm": type } } });
    await checkText(page);
    await isChecked(page);
    await drop(page, "草稿.docx", "", asDocx());
    await page.getByText("正在看：草稿.docx").waitFor();
  });
}

it("says that a download was blocked", async (t) => {
  const page = await visit(t, { prepare: (page) => page.route("**/*.wasm", (route) => route.abort("blockedbyclient")) });
  await checkText(page);
  assert.match(await told(page), /没有下载下来.*草稿还在.*拦截广告的插件.*gouji\.html/);
});

it("says that the site does not have the file, with its address", async (t) => {
  const page = await visit(t, { prepare: (page) => page.route("**/*.wasm", (route) => route.fulfill({ status: 404 })) });
  await checkText(page);
  assert.match(await told(page), /网站没有给出.*IIS.*\.wasm/);
  await page.getByText("详情（给技术人员）").click();
  assert.match(await page.getByRole("alert").locator("pre").innerText(), /404 .*gouji_bg.*\.wasm/);
});

it("says that something else came in the file's place, and takes the right one when asked again", async (t) => {
  const login = { status: 200, contentType: "text/html", body: "<!doctype html><title>登录</title>" };
  const page = await visit(t, { prepare: (page) => page.route("**/*.wasm", (route) => route.fulfill(login)) });
  await checkText(page);
  assert.match(await told(page), /不是检查程序，或者不完整.*先登录才能上网.*校验值/);
  await page.unroute("**/*.wasm");
  await page.getByRole("button", { name: "再试一次" }).click();
  await isChecked(page);
});

it("says which script of the page did not come", async (t) => {
  const page = await visit(t, { prepare: (page) => page.route("**/assets/index-*.js", (route) => route.abort()) });
  assert.match(await told(page), /网页的程序没有载入.*详情.*assets\/index-/);
});

/** Serves the page's program as something else. */
const servedAs = (headers) => ({
  prepare: (page) =>
    page.route("**/assets/index-*.js", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), ...headers } });
    }),
});

for (const type of ["application/octet-stream", "text/javascript; charset=gb2312"]) {
  it(`bears with scripts that are served as ${type}`, async (t) => {
    const page = await visit(t, servedAs({ "content-type": type, "x-content-type-options": "" }));
    await checkText(page);
    await isChecked(page);
  });
}

it("says so where the site forbids to take them for scripts", async (t) => {
  const page = await visit(t, servedAs({ "content-type": "application/octet-stream", "x-content-type-options": "nosniff" }));
  assert.match(await told(page), /网页的程序没有载入.*text\/javascript/);
});

it("says that the site's page does not open from the disk, and which file does", async (t) => {
  const page = await visit(t, { address: FROM_DISK });
  assert.match(await told(page), /不能直接双击打开.*单文件版 gouji\.html/);
});

it("says so in Firefox too", { skip: firefox() ? false : "no Firefox on this machine" }, async (t) => {
  const session = await launchFirefox();
  t.after(() => session.close());
  await session.open(FROM_DISK);
  assert.match(await session.evaluate(() => document.body.innerText), /不能直接双击打开[\s\S]*单文件版 gouji\.html/);
});

it("says that the browser is too old, and which are not", async (t) => {
  const page = await visit(t, { prepare: (page) => page.addInitScript(() => delete globalThis.structuredClone) });
  assert.match(await told(page), /浏览器太旧.*109.*115.*16\.4.*极速模式.*缺少 structuredClone/);
});

it("says so in words that the oldest browsers can read", async () => {
  const code = (await readFile(join(root, "dist/site/start.js"), "utf8")).replaceAll(/\/\/.*$|"(?:[^"\\]|\\.)*"/gm, '""');
  for (const newer of [/=>/, /\b(const|let|class|async)\b/, /`/, /\?\.|\?\?/, /\.\.\./, /,\s*\)/]) assert.doesNotMatch(code, newer);
});

it("says so in a browser that cannot even read the page's program", async (t) => {
  const old = "globalThis.x = ;";
  const page = await visit(t, {
    prepare: (page) =>
      page.route("**/assets/index-*.js", (route) => route.fulfill({ contentType: "text/javascript", body: old })),
  });
  assert.match(await told(page), /网页的程序没有载入.*SyntaxError/);
});

it("says that WebAssembly is switched off", async (t) => {
  const page = await visit(t, { prepare: (page) => page.addInitScript(() => delete globalThis.WebAssembly) });
  assert.match(await told(page), /关闭了 WebAssembly.*锁定模式/);
});

for (const [how, set] of [
  ["by the policy", { server: { policy: POLICY.replace("worker-src 'self'", "worker-src 'none'") } }],
  ["by the browser", {
    prepare: (page) =>
      page.addInitScript(() => {
        globalThis.Worker = class {
          constructor() {
            throw new DOMException("refused", "SecurityError");
          }
        };
      }),
  }],
  ["by a script that is missing", { prepare: (page) => page.route("**/worker-*.js", (route) => route.fulfill({ status: 404 })) }],
]) {
  it(`checks without a worker when one is refused ${how}`, async (t) => {
    const page = await visit(t, set);
    await checkText(page);
    await isChecked(page);
    await drop(page, "草稿.docx", "", asDocx());
    await page.getByText("正在看：草稿.docx").waitFor();
    assert.equal(page.workers().length, 0);
  });
}
