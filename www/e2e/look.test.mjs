// How the page looks: screenshots to be looked at, room at both widths, and what axe has to say.
import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, it } from "node:test";
import { asDocx, asText, asWord } from "./report.mjs";
import { launch, open, paste, root, serve } from "./site.mjs";

const SHOTS = join(root, "target/screenshots");

let site, browser;
before(async () => {
  await mkdir(SHOTS, { recursive: true });
  site = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.close();
});

const LOOKS = {
  wide: { viewport: { width: 1366, height: 768 } },
  narrow: { viewport: { width: 390, height: 844 } },
  dark: { viewport: { width: 1366, height: 768 }, colorScheme: "dark" },
  forced: { viewport: { width: 1366, height: 768 }, forcedColors: "active" },
  // 1366×768 at 200 %.
  zoomed: { viewport: { width: 683, height: 384 }, deviceScaleFactor: 2 },
};

/** The states that a user meets, each reached from the one before. */
const STATES = {
  start: async () => {},
  faulty: async (page) => {
    await page.click("[data-example=faulty]");
    await page.locator(".verdict").waitFor();
  },
  place: async (page) => {
    await page.locator("gouji-findings li button").first().click();
    await page.waitForTimeout(1200);
  },
  form: async (page) => {
    await page.getByRole("button", { name: "按表核对" }).click();
    await page.waitForTimeout(1200);
  },
  editing: async (page) => {
    await page.locator(".content > gouji-form td.error").first().click({ position: { x: 4, y: 8 } });
    await page.keyboard.type("1");
    await page.getByText("改了 1 处").waitFor();
  },
  changed: async (page) => {
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "看草稿" }).click();
    await page.getByText("改了 1 处").click();
    await page.locator("gouji-draft td.changed").scrollIntoViewIfNeeded();
  },
  aside: async (page) => {
    await page.getByText("改了 1 处").click();
    const entry = page.locator("gouji-findings li").first();
    await entry.locator("button.title").click();
    await entry.getByRole("button", { name: "不算问题" }).click();
    await page.locator("gouji-findings li").first().locator("button.title").click();
    await page.getByRole("button", { name: "停用这条规则" }).click();
    await page.locator("gouji-findings .aside summary").click();
    await page.locator("gouji-findings .aside label").scrollIntoViewIfNeeded();
  },
  previous: async (page) => {
    await page.locator(".facts button").first().click();
    await page.locator("dialog.previous gouji-intake").waitFor();
  },
  compared: async (page) => {
    await paste(page, { "text/html": asWord() });
    await page.locator(".facts .doubt").waitFor();
  },
  help: async (page) => {
    await page.evaluate(() => document.querySelector("gouji-page").shadowRoot.querySelector("dialog.help").showModal());
  },
  several: async (page) => {
    await page.keyboard.press("Escape");
    const files = [
      ["1 农业农村局.html", asWord({ "（七）总计": [4, 1, 0, 0, 0, 0, 6] })],
      ["2 统计局.txt", asText()],
      ["3 司法局.docx", asDocx().subarray(0, 400)],
      ["4 通知.txt", "今天的会议改到下午三点。"],
      ["乡镇/青禾镇.docx", asDocx()],
    ];
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "选择文件……" }).click();
    await (await chooser).setFiles(files.map(([name, content]) => ({ name, mimeType: "", buffer: Buffer.from(content) })));
    await page.locator("gouji-batch h2", { hasText: "查了 5 份" }).waitFor();
  },
  opened: async (page) => {
    await page.getByRole("button", { name: "1 农业农村局.html" }).click();
    await page.locator(".verdict").waitFor();
  },
  clean: async (page) => {
    await page.click("[data-example=clean]");
    await page.locator(".counts .error.zero").waitFor();
  },
  lines: async (page) => {
    await paste(page, { "text/plain": asText({ "（七）总计": [4, 1, 0, 0, 0, 0, 6] }) });
    await page.locator("gouji-draft .lines").nth(1).waitFor();
    await page.locator("gouji-draft .lines summary").nth(1).click();
    await page.locator("gouji-findings li button.title").first().click();
    await page.waitForTimeout(1200);
  },
  uncertain: async (page) => {
    const runOn = asText().replace("行政规范性文件 | 1 | 0 | 3", "行政规范性文件 | 1125").replaceAll(" | ", "");
    await paste(page, { "text/plain": runOn });
    await page.locator(".facts button", { hasText: "不能确定" }).click();
    await page.waitForTimeout(1200);
  },
  unknown: async (page) => {
    await paste(page, { "text/plain": "今天的会议改到下午三点。" });
    await page.locator(".verdict.unknown").waitFor();
  },
  refused: async (page) => {
    await paste(page, {});
    await page.getByRole("alert").waitFor();
  },
};

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds serious; it is handed in by the debugger, which the page's policy does not reach. */
async function serious(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Runtime.evaluate", { expression: axe });
  const { violations } = await page.evaluate(() => globalThis.axe.run(document));
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 5).map(({ html, failureSummary }) => `${html} ${failureSummary}`).join("\n")}`);
}

for (const [look, options] of Object.entries(LOOKS)) {
  it(`has room and is reachable: ${look}`, async (t) => {
    const { page, complaints, close } = await open(browser, site.address, options);
    t.after(close);
    for (const [name, reach] of Object.entries(STATES)) {
      await reach(page);
      await page.screenshot({ path: join(SHOTS, `${look}-${name}.png`) });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(overflow <= 0, `${name} is ${overflow} px too wide`);
      assert.deepEqual(await serious(page), [], name);
    }
    assert.deepEqual(complaints, []);
  });
}

it("shows draft and list side by side at 1366×768, without scrolling the page", async (t) => {
  const { page, close } = await open(browser, site.address, LOOKS.wide);
  t.after(close);
  await STATES.faulty(page);
  const draft = await page.locator("section.draft").boundingBox();
  const list = await page.locator("section.list").boundingBox();
  assert.ok(draft.x + draft.width <= list.x);
  assert.ok(list.y + list.height <= 768);
  assert.equal(await page.evaluate(() => document.documentElement.scrollHeight), 768);
});

it("leaves room for the figures beside the names of the rows at 390 px", async (t) => {
  const { page, close } = await open(browser, site.address, LOOKS.narrow);
  t.after(close);
  await paste(page, { "text/html": asWord() });
  await page.locator(".verdict").waitFor();
  for (const [button, view, label] of [
    ["看草稿", "gouji-draft", "td.label"],
    ["按表核对", ".content > gouji-form", "th.label"],
  ]) {
    await page.getByRole("button", { name: button }).click();
    const row = page.locator(`${view} tr`, { hasText: "一、本年新收" });
    await row.locator("td").last().scrollIntoViewIfNeeded();
    const [name, frame] = [await row.locator(label).boundingBox(), await page.locator(view).boundingBox()];
    assert.ok(name.x + name.width < frame.x + frame.width / 2, `${view}: ${JSON.stringify({ name, frame })}`);
  }
});

it("writes the README's screenshot when asked", { skip: process.env.UPDATE_SCREENSHOT !== "1" }, async (t) => {
  const { page, close } = await open(browser, site.address, LOOKS.wide);
  t.after(close);
  await STATES.faulty(page);
  await STATES.place(page);
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(root, "docs/screenshot.png") });
});
