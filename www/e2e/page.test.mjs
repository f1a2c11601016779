// The way of a user: a draft goes in, the verdict comes out, a finding leads to its place and back.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { asDocx, asText, asWord } from "./report.mjs";
import { drop, paste } from "./site.mjs";
import { visit } from "./visit.mjs";

const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const WRONG_TOTAL = { "（七）总计": [4, 1, 0, 0, 0, 0, 6] };

/** What the verdict says, once there is a new result. */
async function verdict(page, give) {
  await page.evaluate(() => (globalThis.earlier = document.querySelector("gouji-page").result));
  await give();
  await page.waitForFunction(() => document.querySelector("gouji-page").result !== globalThis.earlier);
  return read(page);
}

async function read(page) {
  const counts = await page.locator(".counts b").allTextContents();
  return {
    headline: await page.locator(".verdict h2").textContent(),
    facts: await page.locator(".facts").innerText(),
    errors: Number(counts[0]),
    warnings: Number(counts[1]),
    notes: Number(counts[2]),
  };
}

it("tells a paste without its title that the tables hold, and what could not be checked", async (t) => {
  const { page } = await visit(t);
  const untitled = asText().split("\n").slice(1).join("\n");
  const { headline } = await verdict(page, () => paste(page, { "text/plain": untitled }));
  assert.equal(headline, "没有发现错误，表内勾稽关系全部成立；标题没有写年度，2 项检查没有查全");
  // Without a table the figures were not checked, and nothing may sound as if they were.
  const without = await verdict(page, () => paste(page, { "text/plain": untitled.replace(/^.* \| .*$/gm, "") }));
  assert.doesNotMatch(without.headline, /全部成立/);
});

it("takes a paste that comes before the page is drawn", async (t) => {
  const prepare = (page) =>
    page.addInitScript((report) => {
      void customElements.whenDefined("gouji-page").then(() => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", report);
        globalThis.drawn = document.querySelector("gouji-page").hasUpdated;
        document.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
      });
    }, asText());
  const { page } = await visit(t, { prepare });
  await page.waitForFunction(() => document.querySelector("gouji-page")?.result);
  assert.equal(await page.evaluate(() => globalThis.drawn), false);
  assert.match((await read(page)).facts, /2023 年/);
});

describe("examples", () => {
  it("finds no error in the clean one and says how much was read", async (t) => {
    const { page } = await visit(t);
    const { errors, headline, facts } = await verdict(page, () => page.click("[data-example=clean]"));
    assert.equal(errors, 0);
    assert.match(headline, /没有/);
    assert.match(facts, /青禾镇人民政府/);
    assert.match(facts, /2023 年/);
    assert.match(facts, /200\/200 格/);
  });

  it("finds the errors of the other one, and the list agrees with the band", async (t) => {
    const { page } = await visit(t);
    const { errors, warnings, notes } = await verdict(page, () => page.click("[data-example=faulty]"));
    assert.ok(errors >= 4, `${errors}`);
    assert.equal(await page.locator("gouji-findings li.error").count(), errors);
    assert.equal(await page.locator("gouji-findings li").count(), errors + warnings + notes);
    const messages = (await page.locator("gouji-findings .message").allTextContents()).join("\n");
    assert.match(messages, /保护第三方合法权益/);
    assert.match(messages, /总计/);
  });

  it("shows the place of the finding that is open, beside the list", async (t) => {
    const { page } = await visit(t);
    await verdict(page, () => page.click("[data-example=faulty]"));
    await page.waitForFunction(() => {
      const root = document.querySelector("gouji-page").shadowRoot;
      const frame = root.querySelector(".content").getBoundingClientRect();
      const mark = root.querySelector("gouji-draft").shadowRoot.querySelector('a[href="#finding-1"]')?.getBoundingClientRect();
      return mark && mark.top > frame.top && mark.bottom < frame.bottom;
    });
    const focused = () => document.querySelector("gouji-page").shadowRoot.activeElement.localName;
    assert.equal(await page.evaluate(focused), "h2", "the verdict is read out");
  });

  it("stays with the verdict where the list is above the draft", async (t) => {
    const { page } = await visit(t, { viewport: { width: 390, height: 844 } });
    await verdict(page, () => page.click("[data-example=faulty]"));
    await page.waitForTimeout(500);
    assert.ok((await page.locator(".verdict h2").boundingBox()).y > 0);
    assert.equal(await page.evaluate(() => scrollY), 0);
  });

  it("leads to the place and back", async (t) => {
    const { page } = await visit(t);
    await verdict(page, () => page.click("[data-example=faulty]"));
    const entry = page.locator("gouji-findings li", { hasText: "保护第三方合法权益" }).first();
    const number = (await entry.getAttribute("id")).replace("finding-", "");
    await entry.locator("button.title").click();
    const tag = page.locator(`gouji-draft a[href="#finding-${number}"]`);
    await page.waitForFunction((href) => {
      const root = document.querySelector("gouji-page").shadowRoot.querySelector("gouji-draft").shadowRoot;
      return root.activeElement?.getAttribute("href") === href;
    }, `#finding-${number}`);
    await page.waitForTimeout(600);
    const box = await tag.boundingBox();
    assert.ok(box && box.y > 0 && box.y < 768, JSON.stringify(box));
    assert.equal(await page.locator("gouji-draft td.term").count(), 7);
    assert.match(await entry.locator(".sum").innerText(), /自然人\s+1[\s\S]*算得\s+1[\s\S]*0[\s\S]*相差\s+少 1/);

    await page.keyboard.press("Enter");
    await page.waitForFunction((id) => {
      const root = document.querySelector("gouji-page").shadowRoot.querySelector("gouji-findings").shadowRoot;
      return root.activeElement?.closest("li")?.id === id;
    }, `finding-${number}`);
  });

  it("opens a broken balance with both of its sides", async (t) => {
    const { page } = await visit(t);
    await verdict(page, () => page.click("[data-example=faulty]"));
    const entry = page.locator("gouji-findings li", { hasText: "不平衡" });
    await entry.locator("button.title").click();
    const rows = await entry.locator(".sum tbody tr, .sum tfoot tr").allInnerTexts();
    assert.deepEqual(rows.map((row) => row.replace(/\s+/g, " ").trim()), [
      "＋ 一、本年新收政府信息公开申请数量 12",
      "＋ 二、上年结转政府信息公开申请数量 2",
      "＝ 算得 14",
      "（七）总计 12",
      "＋ 四、结转下年度继续办理 1",
      "＝ 表中填的合计 13",
      "相差 少 1",
    ]);
  });

  it("opens a part that exceeds its whole as a comparison", async (t) => {
    const { page } = await visit(t);
    const text = asText().replace("行政规范性文件 | 1 | 0 | 3", "行政规范性文件 | 5 | 1 | 3");
    await verdict(page, () => paste(page, { "text/plain": text }));
    const entry = page.locator("gouji-findings li", { hasText: "本年制发件数" }).first();
    if ((await entry.locator(".sum").count()) === 0) await entry.locator("button.title").click();
    const rows = await entry.locator(".sum tbody tr, .sum tfoot tr").allInnerTexts();
    assert.deepEqual(rows.map((row) => row.replace(/\s+/g, " ").trim().split(" ").at(-1)), ["5", "1", "3", "4", "1"]);
    assert.match(rows.at(-1), /超出/);
  });

  it("shows the official form with the wrong cells marked", async (t) => {
    const { page } = await visit(t);
    await verdict(page, () => page.click("[data-example=faulty]"));
    await page.getByRole("button", { name: "按表核对" }).click();
    assert.equal(await page.locator(".content > gouji-form td").count(), 200);
    const row = page.locator(".content > gouji-form tr", { hasText: "4.保护第三方合法权益" });
    assert.deepEqual((await row.locator("td").allInnerTexts()).map((text) => text.trim()[0]), [..."1000000"]);
    assert.equal(await row.locator("td.error").count(), 1);
  });

  it("filters by severity", async (t) => {
    const { page } = await visit(t);
    const { errors } = await verdict(page, () => page.click("[data-example=faulty]"));
    await page.locator("gouji-findings .filters .error").click();
    assert.equal(await page.locator("gouji-findings li").count(), errors);
    assert.equal(await page.locator("gouji-findings li:not(.error)").count(), 0);
  });
});

describe("giving a draft", () => {
  it("keeps the cells of a table pasted from Word", async (t) => {
    const { page } = await visit(t);
    const clean = await verdict(page, () => paste(page, { "text/html": asWord(), "text/plain": "只有文字" }));
    assert.equal(clean.errors, 0);
    assert.match(clean.facts, /200\/200 格/);
    assert.equal(await page.locator("gouji-draft td[rowspan='22']").count(), 1);
    assert.equal(await page.locator("gouji-draft td[rowspan='8']").innerText(), "（三）不予公开");
    const wrong = await verdict(page, () => paste(page, { "text/html": asWord(WRONG_TOTAL) }));
    assert.ok(wrong.errors > 0);
  });

  it("takes plain text, and names its lines", async (t) => {
    const { page } = await visit(t);
    const text = asText(WRONG_TOTAL);
    const { errors, facts } = await verdict(page, () => paste(page, { "text/plain": text }));
    assert.ok(errors > 0);
    assert.match(facts, /杏林县统计局/);
    const line = text.split("\n").findIndex((candidate) => candidate.startsWith("（七）总计")) + 1;
    const places = (await page.locator("gouji-findings .place").allTextContents()).join("\n");
    assert.match(places, new RegExp(`第 ${line} 行`));
  });

  it("takes typed text", async (t) => {
    const { page } = await visit(t);
    await page.locator("gouji-intake textarea").fill(asText());
    const { errors } = await verdict(page, () => page.getByRole("button", { name: "检查这段文字" }).click());
    assert.equal(errors, 0);
  });

  it("takes a dropped file", async (t) => {
    const { page } = await visit(t);
    const { errors } = await verdict(page, () => drop(page, "草稿.html", "text/html", Buffer.from(asWord(WRONG_TOTAL))));
    assert.ok(errors > 0);
    assert.match(await page.locator("gouji-intake .current").innerText(), /草稿\.html/);
  });

  it("takes a chosen file", async (t) => {
    const { page } = await visit(t);
    const { facts } = await verdict(page, async () => {
      const chooser = page.waitForEvent("filechooser");
      await page.getByRole("button", { name: "选择文件……" }).click();
      await (await chooser).setFiles({ name: "草稿.txt", mimeType: "text/plain", buffer: Buffer.from(asText()) });
    });
    assert.match(facts, /杏林县统计局/);
  });

  it("takes a chosen Word file", async (t) => {
    const { page } = await visit(t);
    const choose = (name, buffer) => async () => {
      const chooser = page.waitForEvent("filechooser");
      await page.getByRole("button", { name: "选择文件……" }).click();
      await (await chooser).setFiles({ name, mimeType: WORD, buffer });
    };
    const clean = await verdict(page, choose("草稿.docx", asDocx()));
    assert.equal(clean.errors, 0);
    assert.match(clean.facts, /杏林县统计局[\s\S]*200\/200 格/);
    const wrong = await verdict(page, choose("改过的.docx", asDocx(WRONG_TOTAL)));
    assert.ok(wrong.errors > 0);
    assert.match(await page.locator("gouji-intake .current").innerText(), /改过的\.docx/);
  });

  it("offers every kind of file that is read, and names it", async (t) => {
    const { page } = await visit(t);
    const offered = await page.locator("gouji-intake input[data-choose=files]").getAttribute("accept");
    const named = await page.locator("gouji-intake .hint").innerText();
    for (const kind of "doc docx wps pdf ofd rtf xls xlsx et txt md csv html mht zip".split(" ")) {
      assert.ok(offered.split(",").includes(`.${kind}`), kind);
      assert.match(named, new RegExp(`\\.${kind}\\b`));
    }
  });

  it("turns from one report to another where a draft holds several", async (t) => {
    const { page } = await visit(t);
    // The module's part is played here, so that the page is tested for what it does with the answer.
    for (const worker of page.workers()) {
      await worker.evaluate(() => {
        const post = globalThis.postMessage;
        globalThis.postMessage = (reply) => {
          const { review } = reply.answer;
          if (review) {
            const { document, ...last } = structuredClone(review);
            review.more = [{ ...last, report: { ...last.report, year: 2022 }, findings: [] }];
          }
          post.call(globalThis, reply);
        };
      });
    }
    const first = await verdict(page, () => paste(page, { "text/plain": asText(WRONG_TOTAL) }));
    assert.match(first.facts, /2023 年/);
    assert.match(await page.locator(".parts").innerText(), /这里有2份报告，先看第1份/);
    const second = await verdict(page, () => page.getByRole("button", { name: "第2份（2022年）" }).click());
    assert.match(second.facts, /2022 年/);
    assert.equal(await page.locator("gouji-findings li").count(), 0);
    assert.match(await page.locator("gouji-draft .sheet").innerText(), /杏林县统计局/);
    const again = await verdict(page, () => page.getByRole("button", { name: "第1份（2023年）" }).click());
    assert.deepEqual(again, first);
  });

  it("never calls an unrecognised text free of errors", async (t) => {
    const { page } = await visit(t);
    await paste(page, { "text/plain": "今天的会议改到下午三点。" });
    const band = page.locator(".verdict");
    assert.match(await band.locator("h2").innerText(), /没有认出/);
    // What to do, and no count of checks that could not be made.
    assert.match(await band.innerText(), /重新复制/);
    assert.doesNotMatch(await band.innerText(), /没有查全/);
    assert.equal(await page.locator(".verdict.unknown").count(), 1);
    assert.equal(await page.locator(".verdict.good").count(), 0);
  });

  it("says when there is no table whose figures could be checked", async (t) => {
    const { page } = await visit(t);
    const text = "杏林县统计局2011年政府信息公开工作年度报告\n一、概述\n本年度按要求开展工作。\n二、主动公开政府信息情况\n主动公开12条。";
    await verdict(page, () => paste(page, { "text/plain": text }));
    assert.match(await page.locator(".facts").innerText(), /没有可核对的统一表格/);
    assert.equal(await page.locator(".verdict.good").count(), 0);
  });

  it("does not call a report good whose tables were only partly read", async (t) => {
    const { page } = await visit(t);
    const cut = asText().replace(/一、本年新收[\s\S]*（二）部分公开[^\n]*\n/, "");
    const { headline } = await verdict(page, () => paste(page, { "text/plain": cut }));
    assert.match(headline, /表格只读出 \d+\/200 格/);
  });
});

describe("when something is wrong with the draft", () => {
  it("says so in Chinese and keeps the earlier draft", async (t) => {
    const { page } = await visit(t);
    await verdict(page, () => page.click("[data-example=faulty]"));
    const earlier = await page.locator("gouji-draft .sheet").innerText();
    const whole = asDocx();
    await drop(page, "坏了.docx", WORD, whole.subarray(0, whole.length / 2));
    const alert = page.getByRole("alert");
    await alert.waitFor();
    assert.match(await alert.innerText(), /文件[^\n]*(不完整|损坏)/);
    assert.equal(await page.locator("gouji-draft .sheet").innerText(), earlier);
    assert.match(await page.locator("gouji-intake .current").innerText(), /云溪县农业农村局/);
    await page.getByRole("button", { name: "知道了" }).click();
    assert.equal(await alert.count(), 0);
  });

  it("says that an empty clipboard holds no text", async (t) => {
    const { page } = await visit(t);
    await paste(page, {});
    assert.match(await page.getByRole("alert").innerText(), /剪贴板里没有文字/);
  });

  it("shows markup in a draft as text and runs none of it", async (t) => {
    const { page, requests } = await visit(t);
    const hostile = `<script>alert(1)</script><img src=x onerror=alert(2)>`;
    await verdict(page, () => paste(page, { "text/plain": asText(WRONG_TOTAL).replace("主要问题是", `${hostile}主要问题是`) }));
    assert.ok((await page.locator("gouji-draft .sheet").innerText()).includes(hostile));
    const before = requests.length;
    const html = asWord(WRONG_TOTAL).replace("主要问题是", `<svg onload=alert(3)>${hostile}主要问题是`);
    await verdict(page, () => paste(page, { "text/html": html }));
    assert.equal(await page.locator("gouji-draft img, gouji-draft script, gouji-draft svg").count(), 0);
    assert.equal(requests.length, before);
  });
});

describe("keyboard", () => {
  it("steps through the findings with F8 and Shift+F8", async (t) => {
    const { page } = await visit(t);
    await verdict(page, () => page.click("[data-example=faulty]"));
    const selected = () => page.locator("gouji-findings li.selected").getAttribute("id");
    assert.equal(await selected(), "finding-1");
    await page.keyboard.press("F8");
    assert.equal(await selected(), "finding-2");
    await page.keyboard.press("Shift+F8");
    await page.keyboard.press("Shift+F8");
    const count = await page.locator("gouji-findings li").count();
    assert.equal(await selected(), `finding-${count}`);
  });

  it("goes from the start page to a place in the draft by keys alone", async (t) => {
    const { page } = await visit(t);
    const focused = () =>
      page.evaluate(() => {
        let element = document.activeElement;
        while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
        return element?.textContent.trim() ?? "";
      });
    for (let i = 0; i < 10 && (await focused()) !== "示例：有错误的"; i++) await page.keyboard.press("Tab");
    await verdict(page, () => page.keyboard.press("Enter"));
    for (let i = 0; i < 40 && !/^✕错误 1/.test(await focused()); i++) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForFunction(
      () => document.querySelector("gouji-page").shadowRoot.activeElement?.localName === "gouji-draft",
    );
  });
});
