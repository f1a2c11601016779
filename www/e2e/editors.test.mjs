// The element beside the editors of Chinese content systems, each the real one: a wrong figure is typed and marked, publishing
// is blocked; it is mended, and the report is published.
import assert from "node:assert/strict";
import { access } from "node:fs/promises";
import { join } from "node:path";
import { after, before, it } from "node:test";
import { launch, root, serve } from "./site.mjs";

const EXAMPLES = join(root, "www/examples");

/** What an agency may demand of a content system's pages; the editors themselves need more than that. */
export const STRICT = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src data:";

/** Each example, and where its editable content is. */
const EDITORS = {
  editable: { policy: STRICT, content: (page) => page.locator("#editor") },
  "frame-editor": { policy: STRICT, content: (page) => page.frameLocator("#editor iframe").locator("body") },
  wangeditor: { policy: null, content: (page) => page.locator("#editor [contenteditable=true]").first() },
  tinymce: { policy: null, content: (page) => page.frameLocator("iframe.tox-edit-area__iframe").locator("body") },
  ueditor: { policy: null, content: (page) => page.frameLocator("#editor iframe").locator("body") },
  ckeditor: { policy: null, content: (page) => page.locator(".ck-content") },
};

let browser;
before(async () => {
  await access(join(EXAMPLES, "node_modules")).catch(() => assert.fail("run npm ci in www/examples first"));
  browser = await launch();
});
after(() => browser?.close());

async function visit(t, name, policy) {
  const site = await serve({ folder: join(root, "www"), policy });
  const context = await browser.newContext({ viewport: { width: 1366, height: 900 }, locale: "zh-CN" });
  t.after(async () => {
    await context.close();
    await site.close();
  });
  const page = await context.newPage();
  const requests = [];
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(`${site.address}examples/${name}.html`, { waitUntil: "load" });
  return { page, requests, site };
}

/** The cell in the last column of the row 总计, in which stands 5. */
const total = (content) => content.locator("tr", { hasText: "（七）总计" }).locator("td, th").last();

async function overwrite(page, cell, figure) {
  await cell.click();
  await page.keyboard.press("Home");
  await page.keyboard.press("Shift+End");
  await page.keyboard.type(figure);
}

const marked = (content) =>
  content.evaluate((element) =>
    [...(element.ownerDocument.defaultView.CSS.highlights.get("gouji-error") ?? [])].map((range) => range.toString().trim()),
  );

for (const [name, { policy, content: find }] of Object.entries(EDITORS)) {
  it(`blocks and lets publish beside ${name}`, async (t) => {
    const { page, requests, site } = await visit(t, name, policy);
    const content = find(page);
    const publish = page.locator("#publish");
    const check = page.locator("gouji-check");
    await page.locator("#publish:enabled").waitFor();
    assert.match(await check.locator(".verdict").innerText(), /没有发现错误/);
    assert.match(await check.locator(".about").innerText(), /杏林县统计局 · 2023 年度 · 读出 \d+/);
    const loaded = requests.length;

    await overwrite(page, total(content), "6");
    assert.equal(await publish.isDisabled(), true, "blocked as soon as the draft has changed");
    await check.locator(".finding.error").first().waitFor();
    assert.equal(await publish.isDisabled(), true);
    assert.ok((await marked(content)).includes("6"), `${await marked(content)}`);

    // A finding leads to its place in the editor.
    await page.locator("h1").first().click();
    await check.locator(".finding.error button", { hasText: "总计" }).first().click();
    const selected = await content.evaluate((element) => element.ownerDocument.getSelection().toString().trim());
    assert.equal(selected, "6");
    assert.match(await check.locator(".advice").first().innerText(), /＋|＝/);

    // What is selected there is mended there.
    await page.keyboard.type("5");
    await page.locator("#publish:enabled").waitFor();
    assert.equal(await check.locator(".finding.error").count(), 0);
    assert.deepEqual(await marked(content), []);
    assert.equal(await total(content).innerText().then((text) => text.trim()), "5");
    await publish.click();
    assert.equal(await page.locator("#outcome").innerText(), "已发布");
    assert.deepEqual(requests.slice(loaded).filter((request) => !request.startsWith(site.address)), []);
  });
}

for (const [name, { content: find }] of Object.entries(EDITORS)) {
  it(`takes the report that the page copies into ${name}, and finds the same in it`, async (t) => {
    const [site, examples] = await Promise.all([serve(), serve({ folder: join(root, "www"), policy: null })]);
    const context = await browser.newContext({ locale: "zh-CN", permissions: ["clipboard-read", "clipboard-write"], serviceWorkers: "block" });
    t.after(() => Promise.all([context.close(), site.close(), examples.close()]));
    const page = await context.newPage();
    await page.goto(site.address);
    await page.click("[data-example=faulty]");
    await page.locator(".verdict").waitFor();
    await page.getByRole("button", { name: "复制报告" }).click();
    await page.getByText("报告已复制").waitFor();
    const tables = await page.locator("gouji-draft table").evaluateAll((tables) => ({
      tables: tables.length,
      merged: tables.flatMap((table) => [...table.querySelectorAll("td")]).filter((cell) => cell.rowSpan > 1 || cell.colSpan > 1).length,
    }));
    const headline = await page.locator(".verdict h2").innerText();

    await page.goto(`${examples.address}examples/${name}.html`);
    await page.locator("#publish:enabled").waitFor();
    const content = find(page);
    // In a cell the first press selects its text, another one everything.
    await content.locator("p").first().click();
    for (const key of ["Control+a", "Control+a", "Delete", "Control+v"]) await page.keyboard.press(key);
    await page.locator("gouji-check .verdict", { hasText: headline }).waitFor();
    const seen = await content.evaluate((content) => {
      const cells = [...content.querySelectorAll("td, th")];
      const view = content.ownerDocument.defaultView;
      return {
        tables: content.querySelectorAll("table").length,
        merged: cells.filter((cell) => cell.rowSpan > 1 || cell.colSpan > 1).length,
        bare: cells.filter((cell) => view.getComputedStyle(cell).borderTopStyle === "none").length,
      };
    });
    assert.deepEqual(seen, { ...tables, bare: 0 });
  });
}

it("blocks and lets publish beside a textarea", async (t) => {
  const { page } = await visit(t, "textarea", STRICT);
  const area = page.locator("#editor");
  const check = page.locator("gouji-check");
  await page.locator("#publish:enabled").waitFor();
  const clean = await area.inputValue();
  await area.fill(clean.replace(/（七）总计 \| 4 \| 1 \| 0 \| 0 \| 0 \| 0 \| 5/, "（七）总计 | 4 | 1 | 0 | 0 | 0 | 0 | 6"));
  assert.equal(await page.locator("#publish").isDisabled(), true);
  await check.locator(".finding.error button", { hasText: "总计" }).first().click();
  const selection = await area.evaluate((area) => area.value.slice(area.selectionStart, area.selectionEnd));
  assert.equal(selection, "6");
  assert.ok(await area.evaluate((area) => area.scrollTop > 0), "the place is in view");
  await page.keyboard.type("5");
  await page.locator("#publish:enabled").waitFor();
  await page.locator("#publish").click();
  assert.equal(await page.locator("#outcome").innerText(), "已发布");
});
