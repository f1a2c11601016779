// Mending: cells and paragraphs edited where they stand, checked while one types, taken back, marked, fixed by a button.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { asDocx, asText, asWord } from "./report.mjs";
import { drop, paste } from "./site.mjs";
import { visitPage } from "./visit.mjs";

const WRONG_TOTAL = { "（七）总计": [4, 1, 0, 0, 0, 0, 6] };

/** The page with a draft in it. */
async function given(context, data) {
  const page = await visitPage(context);
  await paste(page, data);
  await page.locator(".verdict").waitFor();
  return page;
}

/** What the page now knows: the findings, and the text they lie in. */
const state = (page) =>
  page.evaluate(() => {
    const { findings, document } = document_().result;
    return { findings, document };
    function document_() {
      return globalThis.document.querySelector("gouji-page");
    }
  });

const errors = async (page) => Number(await page.locator(".counts .error b").textContent());
const errorsBecome = (page, count) =>
  page.waitForFunction((count) => document.querySelector("gouji-page").result.review.summary.errors === count, count);

/** The cell of the draft that stands so many to the right of a label. */
const cell = (page, label, column) =>
  page.locator("gouji-draft tr", { hasText: label }).locator("td").nth(column);

/** Presses the figure of a cell; in its middle may stand the tag of a finding. */
const press = (cell) => cell.click({ position: { x: 5, y: 8 } });

const focused = (page) =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return { name: element?.localName, text: (element?.localName === "textarea" ? element.value : element?.textContent.trim()) ?? "", edit: element?.dataset.edit ?? null };
  });

describe("a cell", () => {
  it("is checked while one types, before it is left", async (t) => {
    const page = await given(t, { "text/html": asWord(WRONG_TOTAL) });
    const before = await errors(page);
    assert.ok(before > 0);
    await press(cell(page, "（七）总计", 7));
    assert.deepEqual(await focused(page).then(({ name, text }) => ({ name, text })), { name: "textarea", text: "6" });
    await page.keyboard.type("5");
    await errorsBecome(page, 0);
    assert.equal((await focused(page)).name, "textarea");
    assert.match(await page.locator(".verdict h2").textContent(), /没有发现错误/);
    await page.keyboard.type("0");
    await page.waitForFunction(() => document.querySelector("gouji-page").result.review.summary.errors > 0);
  });

  it("keeps what was typed with Enter, and goes to the row below", async (t) => {
    const page = await given(t, { "text/html": asWord(WRONG_TOTAL) });
    await press(cell(page, "（七）总计", 7));
    await page.keyboard.type("5");
    await page.keyboard.press("Enter");
    await errorsBecome(page, 0);
    const { name, text } = await focused(page);
    assert.deepEqual({ name, text }, { name: "td", text: "0" });
    const changed = page.locator("gouji-draft td.changed");
    assert.equal(await changed.count(), 1);
    assert.equal(await changed.locator("del").innerText().then((text) => text.replace("原稿", "").trim()), "6");
    assert.equal(await changed.locator("ins").innerText(), "5");
    assert.equal(await changed.locator(".change").getAttribute("title"), "原稿：6");
  });

  it("is as before after Escape, with no step to take back", async (t) => {
    const page = await given(t, { "text/html": asWord(WRONG_TOTAL) });
    const before = await state(page);
    await press(cell(page, "（七）总计", 7));
    await page.keyboard.type("5");
    await errorsBecome(page, 0);
    await page.keyboard.press("Escape");
    await errorsBecome(page, before.findings.filter(({ severity }) => severity === "error").length);
    assert.deepEqual(await state(page), before);
    assert.equal((await focused(page)).name, "td");
    assert.equal(await page.getByRole("button", { name: "撤销" }).isDisabled(), true);
    assert.equal(await page.locator(".changed").count(), 0);
  });

  it("is entered by typing, left to the next one by Tab, and moved among by arrows", async (t) => {
    const page = await given(t, { "text/html": asWord(WRONG_TOTAL) });
    await press(cell(page, "（七）总计", 6));
    await page.keyboard.press("Escape");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    assert.equal((await focused(page)).text.slice(0, 1), "6");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.type("7");
    await page.keyboard.press("Tab");
    await page.keyboard.type("12");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector("gouji-page").result.document.text.includes("（七）总计\t4\t1\t0\t0\t0\t7\t12\n"));
    // Past a merged cell and back.
    await cell(page, "一、本年新收", 0).focus();
    await page.keyboard.press("ArrowDown");
    assert.match((await focused(page)).text, /^二、上年结转/);
    await page.keyboard.press("ArrowDown");
    assert.match((await focused(page)).text, /^三、本年度办理结果/);
    await page.keyboard.press("ArrowRight");
    assert.match((await focused(page)).text, /^（一）予以公开/);
  });

  it("takes pasted text as its content, not as a new draft, and keeps it in one line", async (t) => {
    const page = await given(t, { "text/html": asWord(WRONG_TOTAL) });
    await press(cell(page, "（七）总计", 7));
    await page.locator("gouji-draft textarea").fill("5\t\n<b>x</b>");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector("gouji-page").result.document.text.includes("<b>"));
    assert.match((await state(page)).document.text, /\t5 <b>x<\/b>\n/);
    assert.equal(await page.locator("gouji-draft td b").count(), 0);
    assert.match(await page.locator("gouji-intake .current").innerText(), /杏林县统计局/);
  });

  it("of the official form changes the draft", async (t) => {
    for (const data of [{ "text/html": asWord(WRONG_TOTAL) }, { "text/plain": asText(WRONG_TOTAL) }]) {
      const page = await given(t, data);
      await page.getByRole("button", { name: "按表核对" }).click();
      const total = page.locator(".content > gouji-form tr", { hasText: "（七）总计" }).locator("td").last();
      await press(total);
      await page.keyboard.type("5");
      await errorsBecome(page, 0);
      await page.keyboard.press("Tab");
      await page.waitForFunction(() => document.querySelector("gouji-page").result.changes.length === 1);
      assert.match(await total.locator(".change").getAttribute("title"), /原稿：6/);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "看草稿" }).click();
      assert.equal(await page.locator("gouji-draft ins:visible").innerText(), "5");
    }
  });
});

/** As a spreadsheet puts cells on the clipboard. */
function asSheet(rows) {
  const cells = (row) => row.map((text) => `<td height=19 class=xl65 align=right style='height:14.25pt'>${text}</td>`).join("\n");
  return {
    "text/html": `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style><!--table {mso-displayed-decimal-separator:"\\.";} .xl65 {color:black;}--></style></head>
      <body link="#0563C1"><table border=0 cellpadding=0 cellspacing=0 width=128><!--StartFragment--> <col width=64 span=2>
      ${rows.map((row) => `<tr height=19>${cells(row)}</tr>`).join("\n")}<!--EndFragment--></table></body></html>`,
    "text/plain": rows.map((row) => `${row.join("\t")}\r\n`).join(""),
  };
}

/** The figures that stand in a row of the draft. */
const figures = (page, label) =>
  page.evaluate(
    (label) => document.querySelector("gouji-page").result.document.text.split("\n").find((line) => line.includes(label)).split("\t").slice(-7).join(" "),
    label,
  );

describe("cells copied from a spreadsheet", () => {
  const BLOCK = [["11", "2"], ["1,200", ""]];

  it("go into the cells to the right and below, as one step", async (t) => {
    for (const data of [asSheet(BLOCK), { "text/plain": asSheet(BLOCK)["text/plain"] }]) {
      for (const opensEditor of [true, false]) {
        const page = await given(t, { "text/html": asWord() });
        const before = await state(page);
        await press(cell(page, "一、本年新收", 1));
        if (!opensEditor) await page.keyboard.press("Escape");
        await paste(page, data);
        await page.getByText("已粘贴 2 行 2 列").waitFor();
        await page.getByText("改了 4 处").waitFor();
        assert.equal(await figures(page, "一、本年新收"), "11 2 0 0 0 0 5");
        assert.equal(await figures(page, "二、上年结转"), "1,200  0 0 0 0 0");
        assert.equal(await page.locator("gouji-draft td.changed").count(), 4);
        assert.deepEqual(await focused(page).then(({ name }) => name), "td");
        await page.keyboard.press("Control+z");
        await page.getByText("改了 4 处").waitFor({ state: "detached" });
        assert.deepEqual(await state(page), before);
      }
    }
  });

  it("go into the official form too, by the keys of the keyboard", async (t) => {
    const page = await visitPage(t, { permissions: ["clipboard-read", "clipboard-write"] });
    await paste(page, { "text/html": asWord() });
    await page.locator(".verdict").waitFor();
    await page.getByRole("button", { name: "按表核对" }).click();
    await page.evaluate((text) => navigator.clipboard.writeText(text), "7\t1\n4\t2\n");
    await press(page.locator(".content > gouji-form tr", { hasText: "（七）总计" }).locator("td").nth(0));
    await page.keyboard.press("Escape");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Control+v");
    await page.getByText("改了 3 处").waitFor();
    // A single figure, copied from one cell to another.
    await page.keyboard.press("Control+c");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Control+v");
    await page.getByText("改了 4 处").waitFor();
    assert.equal(await figures(page, "3.其他"), "7 1 7 0 0 0 0");
    assert.equal(await figures(page, "（七）总计"), "4 2 0 0 0 0 5");
  });

  it("go over the edges of the stretches in which a long table is drawn", async (t) => {
    const rows = Array.from({ length: 120 }, (_, row) => `<tr><td>第${row}项办理情况</td><td>${row}</td><td>1</td></tr>`).join("");
    const page = await given(t, { "text/html": asWord().replace("五、存在的", `<table>${rows}</table>五、存在的`) });
    const long = page.locator("gouji-draft table").last();
    const block = Array.from({ length: 90 }, (_, row) => [`7${row}`, "5"]);
    await press(long.locator("tr").nth(15).locator("td").nth(1));
    await paste(page, asSheet(block));
    await page.getByText("已粘贴 90 行 2 列").waitFor();
    await page.waitForFunction(() => document.querySelector("gouji-page").result.changes.length === 180);
    assert.deepEqual(await long.locator("tr").nth(104).locator("ins").allInnerTexts(), ["789", "5"]);
    // The arrows go over them too.
    await press(long.locator("tr").nth(19).locator("td").nth(2));
    await page.keyboard.press("ArrowDown");
    await page.waitForFunction(() => {
      const focused = document.querySelector("gouji-page").shadowRoot.querySelector("gouji-draft").shadowRoot.activeElement;
      return focused?.closest("tr")?.textContent.includes("第20项");
    });
  });

  it("are refused, with a word, where they have no room or would cover a name", async (t) => {
    const page = await given(t, { "text/html": asWord() });
    const before = await state(page);
    await press(cell(page, "一、本年新收", 6));
    await page.keyboard.press("Escape");
    await paste(page, asSheet([["1", "2", "3"]]));
    await page.getByText("没有粘贴：复制的是 1 行 3 列，从这一格往右往下只有 25 行 2 列，放不下。").waitFor();
    await press(cell(page, "行政许可", 1));
    await paste(page, asSheet([["1"], ["2"]]));
    await page.getByText("没有粘贴：复制的 2 行 1 列会盖住表里的名称或者合并的格子").waitFor();
    assert.deepEqual(await state(page), before);
    assert.equal(await page.getByRole("button", { name: "撤销" }).isDisabled(), true);
  });

  it("are told from a report, which is a new draft", async (t) => {
    const page = await given(t, { "text/html": asWord() });
    await press(cell(page, "一、本年新收", 1));
    await page.keyboard.press("Escape");
    await paste(page, { "text/html": asWord(WRONG_TOTAL), "text/plain": "一\t二" });
    await page.locator(".verdict.bad").waitFor();
    assert.equal(await page.locator(".changes").count(), 0);
  });
});

describe("the keys of a spreadsheet", () => {
  const typed = async (page, ...keys) => {
    for (const key of keys) await (/^\d+$/.test(key) ? page.keyboard.type(key) : page.keyboard.press(key));
  };

  it("move, and keep what was typed", async (t) => {
    const page = await given(t, { "text/html": asWord() });
    await press(cell(page, "一、本年新收", 1));
    // Along a row by Tab, and by Enter to the row below its beginning.
    await typed(page, "10", "Tab", "11", "Tab", "12", "Enter", "20", "Tab", "21", "ArrowRight", "22", "ArrowUp", "Home");
    assert.match((await focused(page)).text, /^一、本年新收/);
    await page.getByText("改了 6 处").waitFor();
    assert.equal(await figures(page, "一、本年新收"), "10 11 12 0 0 0 5");
    assert.equal(await figures(page, "二、上年结转"), "20 21 22 0 0 0 0");
    await typed(page, "Control+ArrowRight");
    assert.equal((await focused(page)).text.slice(0, 1), "5");
    await typed(page, "Shift+Tab", "Delete", "Shift+Tab", "8", "Shift+Enter", "ArrowDown", "F2", "ArrowLeft", "7", "Escape");
    const left = (row) => document.querySelector("gouji-page").result.document.text.includes(`申请数量\t${row.replaceAll(" ", "\t")}\n`);
    await page.waitForFunction(left, "10 11 12 0 8  5");
    // Escape once more leaves the table for the frame around it.
    await typed(page, "Escape");
    assert.match((await focused(page)).name, /^div$/);
    await typed(page, "ArrowDown");
    assert.equal((await focused(page)).name, "td");
  });
});

it("on a narrow screen a cell stays in sight while it is edited", async (t) => {
  const page = await visitPage(t, { viewport: { width: 390, height: 844 } });
  await paste(page, { "text/html": asWord(WRONG_TOTAL) });
  await page.locator(".verdict").waitFor();
  await press(page.locator("gouji-draft td.error").first());
  await page.keyboard.type("7");
  await page.getByText("改了 1 处").waitFor();
  await page.waitForTimeout(1000);
  const box = await page.locator("gouji-draft textarea").boundingBox();
  assert.ok(box.y > 0 && box.y + box.height < 844, JSON.stringify(box));
});

describe("a paragraph", () => {
  it("is edited by a double click, and its words are checked", async (t) => {
    const page = await given(t, { "text/html": asWord().replaceAll("六、其他需要报告的事项", "七、其他需要报告的事项") });
    const heading = page.locator("gouji-draft p", { hasText: "七、其他需要报告的事项" });
    const before = (await state(page)).findings.length;
    assert.ok(before > 0);
    await heading.dblclick();
    await page.locator("gouji-draft textarea").fill("六、其他需要报告的事项");
    await page.keyboard.press("Enter");
    await page.waitForFunction((before) => document.querySelector("gouji-page").result.findings.length < before, before);
    assert.equal(await page.locator("gouji-draft p ins").innerText(), "六");
    assert.match(await page.locator("gouji-draft p del").innerText(), /七$/);
  });

  it("is edited from its finding in the list", async (t) => {
    const page = await given(t, { "text/html": asWord().replaceAll("六、其他需要报告的事项", "七、其他需要报告的事项") });
    await page.locator("gouji-findings li").first().getByRole("button", { name: "改这里" }).click();
    await page.locator("gouji-draft textarea").waitFor();
    assert.match((await focused(page)).text, /七、其他需要报告的事项/);
  });
});

describe("what was done", () => {
  it("is taken back and done again, and the findings are those of the draft as given", async (t) => {
    const drafts = {
      Word: (page) => paste(page, { "text/html": asWord(WRONG_TOTAL) }),
      text: (page) => paste(page, { "text/plain": asText(WRONG_TOTAL) }),
      file: (page) => drop(page, "草稿.docx", "", asDocx(WRONG_TOTAL)),
      example: (page) => page.click("[data-example=faulty]"),
      hidden: (page) => paste(page, { "text/html": asWord(WRONG_TOTAL).replace("主要问题是", `<span style="display:none">澳门博彩</span>主要问题是`) }),
    };
    for (const [name, give] of Object.entries(drafts)) {
      const page = await visitPage(t);
      await give(page);
      await page.locator(".verdict").waitFor();
      const before = await state(page);
      await page.getByRole("button", { name: "按表核对" }).click();
      const some = page.locator(".content > gouji-form td[data-edit]").first();
      await press(some);
      await page.keyboard.type("98");
      await page.keyboard.press("Enter");
      await page.waitForFunction(() => {
        const { document: now, changes } = document.querySelector("gouji-page").result;
        return changes.length === 1 && changes[0].hunks.every(({ start, end }) => now.text.slice(start, end) === "98");
      });
      await page.locator("gouji-page .views button:not([disabled])", { hasText: "撤销" }).waitFor();
      const after = await state(page);
      assert.notDeepEqual(after.document, before.document, name);

      await page.keyboard.press("Control+z");
      await page.waitForFunction(() => document.querySelector("gouji-page").result.changes.length === 0);
      assert.deepEqual(await state(page), before, name);
      await page.keyboard.press("Control+y");
      await page.waitForFunction(() => document.querySelector("gouji-page").result.changes.length === 1);
      assert.deepEqual(await state(page), after, name);
    }
  });

  it("is listed, and put back one by one or all at once", async (t) => {
    const page = await given(t, { "text/html": asWord() });
    const type = async (label, column, text) => {
      await press(cell(page, label, column));
      await page.keyboard.type(text);
      await page.keyboard.press("Enter");
    };
    await type("一、本年新收", 1, "40");
    await type("（七）总计", 1, "44");
    await page.waitForFunction(() => document.querySelector("gouji-page").result.changes.length === 2);
    await page.getByText("改了 2 处").click();
    const entries = page.locator(".changes li");
    assert.match(await entries.first().innerText(), /一、本年新收政府信息公开申请数量·自然人[\s\S]*4[\s\S]*40/);
    await entries.first().getByRole("button", { name: "改回" }).click();
    await page.getByText("改了 1 处").waitFor();
    await page.getByRole("button", { name: "全部改回原稿" }).click();
    await errorsBecome(page, 0);
    assert.equal(await page.locator(".changes").count(), 0);
    await page.keyboard.press("Control+z");
    await page.getByText("改了 1 处").waitFor();
  });
});

describe("mending by a button", () => {
  /** Lets the checker also tell a fix and repairs; the module's part is played here. */
  async function withRepairs(page) {
    for (const worker of page.workers()) {
      await worker.evaluate(() => {
        const post = globalThis.postMessage;
        globalThis.postMessage = (reply) => {
          const { review } = reply.answer;
          const total = review?.report.cells["applications/concluded/total"];
          if (review && total?.value === 6) {
            review.repairs = [
              { size: 1, changes: [{ cell: "applications/concluded/total", from: 6, to: 5 }] },
              { size: 2, changes: [{ cell: "applications/concluded/natural", from: 4, to: 5 }, { cell: "applications/carried_out/total", from: 0, to: -1 }] },
            ];
            const { start, end } = total.location;
            review.findings[0].fix = { title: "把总计改为 5", edits: [{ start, end, text: "5" }], safe: true };
          }
          post.call(globalThis, reply);
        };
      });
    }
  }

  it("applies the repair that needs the fewest changes as one step", async (t) => {
    const page = await visitPage(t);
    await withRepairs(page);
    await paste(page, { "text/html": asWord(WRONG_TOTAL) });
    await page.locator(".verdict.bad").waitFor();
    assert.match(await page.locator(".repairs").innerText(), /改动最少的办法[\s\S]*“（七）总计·总计”由6改为5[\s\S]*对照台账/);
    // It stands behind the errors, and the band leads to it.
    const order = await page.evaluate(() => {
      const list = document.querySelector("gouji-page").shadowRoot.querySelector("gouji-findings").shadowRoot;
      return [...list.querySelectorAll("li, slot")].map(({ localName, className }) => className.split(" ")[0] || localName);
    });
    const [last, place] = [order.lastIndexOf("error"), order.indexOf("slot")];
    assert.ok(last >= 0 && place === last + 1, order.join(" "));
    await page.getByRole("button", { name: /改动最少的办法/ }).click();
    assert.match((await focused(page)).text, /^改动最少的办法/);
    await page.locator(".repairs").getByRole("button", { name: "按此修改" }).first().click();
    await errorsBecome(page, 0);
    assert.equal(await page.locator(".repairs").count(), 0);
    await page.keyboard.press("Control+z");
    await page.locator(".verdict.bad").waitFor();
    assert.equal(await page.locator(".changes").count(), 0);
  });

  it("applies a finding's own fix", async (t) => {
    const page = await visitPage(t);
    await withRepairs(page);
    await paste(page, { "text/html": asWord(WRONG_TOTAL) });
    await page.locator(".verdict.bad").waitFor();
    const entry = page.locator("gouji-findings li.selected");
    assert.match(await entry.innerText(), /把总计改为 5/);
    await entry.getByRole("button", { name: "按此修改" }).click();
    await errorsBecome(page, 0);
    await page.getByText("改了 1 处").waitFor();
  });
});

it("goes the whole way by keys alone: give, see, step, edit, take back, copy", async (t) => {
  const page = await visitPage(t);
  const reach = async (pattern, key = "Tab") => {
    for (let i = 0; i < 60; i++) {
      const { name, text } = await focused(page);
      if (pattern.test(`${name} ${text}`)) return;
      await page.keyboard.press(key);
    }
    assert.fail(`${pattern} is not reached by ${key}`);
  };
  await reach(/^button 示例：有错误的/);
  await page.keyboard.press("Enter");
  await page.locator(".verdict.bad").waitFor();
  await reach(/^button [^]*错误 1/);
  await page.keyboard.press("F8");
  await page.keyboard.press("Shift+F8");
  await page.waitForFunction(() => document.querySelector("gouji-page").shadowRoot.activeElement?.localName === "gouji-draft");
  assert.equal((await focused(page)).name, "a");
  await page.keyboard.press("F2");
  await page.locator("gouji-draft textarea").waitFor();
  await page.keyboard.type("1");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  const told = () => state(page).then(({ findings }) => findings.some(({ message }) => message.startsWith("“4.保护第三方合法权益”")));
  await page.getByText("改了 1 处").waitFor();
  assert.equal(await told(), false);
  await page.keyboard.press("Control+z");
  await page.getByText("改了 1 处").waitFor({ state: "detached" });
  assert.equal(await told(), true);
  await reach(/^button 复制报告/, "Shift+Tab");
  await page.keyboard.press("Enter");
  await page.getByText("报告已复制").waitFor();
});
