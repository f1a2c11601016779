// The element of the npm package in pages of others, under the strictest policy that they may have.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { asDocx, asText, asWord } from "./report.mjs";
import { launch, root, serve } from "./site.mjs";

/** The policy of the contract, word for word. */
const STRICT = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'";

const WRONG = { "（七）总计": [4, 1, 0, 0, 0, 0, 6] };

const html = (body, head = "") => `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>后台</title>${head}
  <script type="module" src="/pkg/element.js"></script></head><body>${body}</body></html>`;

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** A page with the package beside it; the answer has the page and what the browser complained of. */
async function visit(t, body, { prepare = async () => {}, head, ...server } = {}) {
  const site = await serve({
    folder: join(root, "www"),
    policy: STRICT,
    ...server,
    pages: { "page.html": html(body, head), ...server.pages },
  });
  const context = await browser.newContext({ locale: "zh-CN" });
  t.after(async () => {
    await context.close();
    await site.close();
  });
  const page = await context.newPage();
  const complaints = [];
  const requests = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()) && !message.text().includes("favicon")) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => requests.push(request.url()));
  await prepare(page, context);
  await page.goto(`${site.address}page.html`, { waitUntil: "load" });
  return { page, complaints, requests, site };
}

const check = (page, draft, options) =>
  page.evaluate(
    async ([draft, options]) => {
      const given = typeof draft === "string" ? draft : new Uint8Array(draft);
      try {
        const { summary, report, source } = await document.querySelector("gouji-check").check(given, options);
        return { summary, edition: report.edition, source };
      } catch ({ message, kind, details }) {
        return { message, kind, details };
      }
    },
    [typeof draft === "string" ? draft : [...draft], options],
  );

const listed = (page) => page.locator("gouji-check .finding .message").allInnerTexts();

describe("the element", () => {
  it("checks under the strict policy, in a worker, without a word of complaint", async (t) => {
    const { page, complaints, requests, site } = await visit(t, "<gouji-check></gouji-check>");
    const { summary, edition } = await check(page, asText(WRONG));
    assert.equal(edition, "2021");
    assert.equal((await listed(page)).length, summary.errors + summary.warnings + summary.notes);
    assert.ok(summary.errors > 0);
    // The spare worker begins after the first answer.
    while (page.workers().length < 2) await page.waitForTimeout(20);
    await page.waitForTimeout(500);
    assert.deepEqual(complaints.filter((text) => !/favicon|404/.test(text)), []);
    const loaded = requests.length;
    await page.context().setOffline(true);
    assert.equal((await check(page, asWord(), { mime: "text/html" })).summary.errors, 0);
    assert.match(await page.locator("gouji-check .verdict").innerText(), /没有发现错误/);
    assert.equal(requests.length, loaded, "nothing is requested for a further draft");
    assert.ok(requests.every((request) => request.startsWith(site.address)));
  });

  it("loads what reads files for the first of them", async (t) => {
    const { page, requests } = await visit(t, "<gouji-check></gouji-check>");
    assert.equal((await check(page, asText())).summary.errors, 0);
    assert.ok(!requests.some((request) => request.endsWith("/files/gouji_bg.wasm")));
    const { summary, source } = await check(page, asDocx(WRONG), { name: "草稿.docx" });
    assert.equal(source, "草稿.docx");
    assert.ok(summary.errors > 0);
    assert.ok(requests.some((request) => request.endsWith("/pkg/files/gouji_bg.wasm")));
  });

  it("is registered once, though it be loaded from two addresses", async (t) => {
    const { page, complaints } = await visit(t, "<gouji-check></gouji-check>");
    const same = await page.evaluate(async () => {
      const before = customElements.get("gouji-check");
      const { GoujiCheck } = await import("/pkg/element.js?again");
      return GoujiCheck === before && document.querySelector("gouji-check") instanceof GoujiCheck;
    });
    assert.equal(same, true);
    assert.deepEqual(complaints.filter((text) => !/favicon|404/.test(text)), []);
  });

  it("works inside another shadow tree, beside an editor of that tree, and its events come out", async (t) => {
    const { page } = await visit(t, "<div id=host></div><textarea id=editor>别的</textarea>");
    await page.evaluate((text) => {
      globalThis.told = [];
      for (const type of ["checking", "checked", "failed"]) {
        document.addEventListener(`gouji:${type}`, ({ type, detail }) => globalThis.told.push([type, detail?.summary?.errors]));
      }
      const tree = document.querySelector("#host").attachShadow({ mode: "open" });
      const area = Object.assign(document.createElement("textarea"), { id: "editor", value: text });
      const element = document.createElement("gouji-check");
      element.setAttribute("for", "editor");
      tree.append(area, element);
    }, asText(WRONG));
    await page.locator("gouji-check .finding.error").first().waitFor();
    const told = await page.evaluate(() => globalThis.told);
    assert.equal(told[0][0], "gouji:checking");
    assert.equal(told.at(-1)[0], "gouji:checked");
    assert.ok(told.at(-1)[1] > 0);
  });

  it("takes its look from custom properties and parts", async (t) => {
    const style = `gouji-check { --gouji-error: rgb(1, 2, 3); --gouji-font: 20px serif } gouji-check::part(box) { border-top-width: 7px }`;
    const { page } = await visit(t, "<gouji-check></gouji-check>", {
      head: '<link rel="stylesheet" href="/look.css">',
      pages: { "look.css": style },
    });
    await check(page, asText(WRONG));
    const look = await page.locator("gouji-check").evaluate((element) => {
      const style = (part) => getComputedStyle(element.shadowRoot.querySelector(`[part~=${part}]`));
      return [style("verdict").color, style("verdict").fontSize, style("box").borderTopWidth];
    });
    assert.deepEqual(look, ["rgb(1, 2, 3)", "20px", "7px"]);
  });

  it("leaves out what `disable` names, and checks against the form that `edition` names", async (t) => {
    const { page } = await visit(t, '<gouji-check disable="table/row-total, table/column-total table/balance"></gouji-check>');
    const disabled = await check(page, asText(WRONG));
    const codes = await page.evaluate(() => document.querySelector("gouji-check").review.findings.map(({ code }) => code));
    assert.ok(!codes.some((code) => /row-total|column-total|balance/.test(code)), codes.join());
    assert.equal(disabled.edition, "2021");
    await page.evaluate(() => document.querySelector("gouji-check").setAttribute("edition", "2014"));
    assert.equal((await check(page, asText())).edition, "2014");
  });

  it("has no review from a change of the draft to the next check, and none of a draft that is no report", async (t) => {
    const { page } = await visit(t, "<div id=editor contenteditable=true></div><gouji-check for=editor></gouji-check>");
    const review = () => page.evaluate(() => document.querySelector("gouji-check").review?.report.edition);
    await page.evaluate((text) => (document.querySelector("#editor").innerText = text), asText());
    await page.waitForFunction(() => document.querySelector("gouji-check").review !== null);
    assert.equal(await review(), "2021");
    assert.equal(await page.evaluate(() => {
      document.querySelector("#editor").textContent = "今天下午三点开会。";
      return new Promise((resolve) => queueMicrotask(() => resolve(document.querySelector("gouji-check").review)));
    }), null);
    await page.waitForFunction(() => document.querySelector("gouji-check").review !== null);
    assert.equal(await review(), null);
    assert.match(await page.locator("gouji-check .verdict").innerText(), /没有认出/);
  });

  it("leads to a place past text that no reader sees, also when the draft stands otherwise in the editor", async (t) => {
    const { page } = await visit(t, "<div id=editor contenteditable=true></div><gouji-check for=editor></gouji-check>");
    const draft = asWord(WRONG).replace("<body>", "<body><p style='font-size:0'>看不见的六个字</p>");
    await page.evaluate((html) => (document.querySelector("#editor").innerHTML = html), draft);
    const button = page.locator("gouji-check .finding.error button").first();
    await button.click();
    const selected = () => page.evaluate(() => [getSelection().toString(), getSelection().anchorNode.parentElement.closest("tr").innerText]);
    const [figure, row] = await selected();
    assert.equal(figure, "6");
    assert.match(row, /（七）总计/);
    const marks = await page.evaluate(() => [...CSS.highlights.get("gouji-error")].map(String));
    assert.ok(marks.every((mark) => mark === "6"), marks.join());
  });

  it("takes whatever a draft says for words", async (t) => {
    const { page, complaints, requests } = await visit(t, "<gouji-check></gouji-check>");
    const hostile = '<img src=x onerror="globalThis.bad=1"><script>globalThis.bad=1</script>';
    const escaped = hostile.replaceAll("<", "&lt;");
    await check(page, asWord(WRONG).replaceAll("杏林县统计局", escaped), { mime: "text/html" });
    for (const button of await page.locator("gouji-check .message").all()) await button.click();
    assert.ok((await page.locator("gouji-check section").innerText()).length > 20);
    assert.equal(await page.evaluate(() => globalThis.bad), undefined);
    assert.equal(await page.locator("gouji-check img, gouji-check script").count(), 0);
    assert.ok(!requests.some((request) => /\/x$/.test(request)));
    assert.deepEqual(complaints.filter((text) => !/favicon|404/.test(text)), []);
  });

  it("has nothing serious for axe, wrong or right, opened or closed, and is used by keyboard", async (t) => {
    const { page } = await visit(t, `<main><h1>后台</h1><gouji-check></gouji-check></main>`);
    const session = await page.context().newCDPSession(page);
    const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
    await session.send("Runtime.evaluate", { expression: await readFile(axe, "utf8") });
    const serious = async () => {
      const { violations } = await page.evaluate(() => globalThis.axe.run(document));
      return violations.filter(({ impact }) => impact === "serious" || impact === "critical").map(({ id }) => id);
    };
    assert.deepEqual(await serious(), []);
    await check(page, asText(WRONG));
    assert.deepEqual(await serious(), []);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    const advice = page.locator("gouji-check .advice").first();
    assert.match(await advice.innerText(), /＋\s+自然人\s+4[\s\S]*＝\s+算得\s+5[\s\S]*填写的：总计\s+6/);
    assert.deepEqual(await serious(), []);
    await page.keyboard.press("Enter");
    assert.equal(await advice.isVisible(), false);
    await check(page, asText());
    assert.deepEqual(await serious(), []);
  });

  it("stops its workers when it leaves the page, and begins them anew", async (t) => {
    const { page } = await visit(t, "<gouji-check></gouji-check>");
    await check(page, asText());
    await page.evaluate(() => {
      globalThis.element = document.querySelector("gouji-check");
      globalThis.element.remove();
    });
    while (page.workers().length > 0) await page.waitForTimeout(20);
    await page.evaluate(() => document.body.append(globalThis.element));
    assert.equal((await check(page, asText())).edition, "2021");
  });
});

describe("when it fails", () => {
  const failed = (page) =>
    page.evaluate(() => document.addEventListener("gouji:failed", ({ detail }) => (globalThis.failed = detail)));
  const shown = async (page) => (await page.locator("gouji-check section").innerText()).replaceAll(/\s+/g, " ");

  it("names the policy that forbids WebAssembly", async (t) => {
    const { page } = await visit(t, "<gouji-check></gouji-check>", { policy: STRICT.replace(" 'wasm-unsafe-eval'", "") });
    await failed(page);
    const { kind, message } = await check(page, asText());
    assert.equal(kind, "unavailable");
    assert.match(message, /'wasm-unsafe-eval'/);
    assert.match(await shown(page), /安全策略不许运行.*'wasm-unsafe-eval'/);
    assert.equal((await page.evaluate(() => globalThis.failed)).kind, "unavailable");
  });

  it("says that a file is missing, and loads it when asked again", async (t) => {
    const { page } = await visit(t, "<gouji-check></gouji-check>", {
      prepare: (page) => page.route("**/gouji_bg.wasm", (route) => route.fulfill({ status: 404 })),
    });
    assert.equal((await check(page, asText())).kind, "unavailable");
    assert.match(await shown(page), /网站没有给出.*IIS/);
    await page.unroute("**/gouji_bg.wasm");
    assert.equal((await check(page, asText())).edition, "2021");
  });

  it("refuses what is no draft with the checker's own sentence", async (t) => {
    const { page } = await visit(t, "<gouji-check></gouji-check>");
    const { kind, message } = await check(page, "  ");
    assert.equal(kind, "refused");
    assert.match(message, /[\u4e00-\u9fff]/);
  });

  it("drops an instance that has failed; the draft stays, and is checked by a new one", async (t) => {
    const { page } = await visit(t, "<textarea id=editor></textarea><gouji-check for=editor></gouji-check>");
    await page.fill("#editor", asText());
    await page.waitForFunction(() => document.querySelector("gouji-check").review !== null);
    for (const worker of page.workers().slice(0, 1)) {
      await worker.evaluate(() => {
        TextEncoder.prototype.encodeInto = () => {
          throw new WebAssembly.RuntimeError("unreachable");
        };
      });
    }
    await failed(page);
    await page.locator("#editor").press("End");
    await page.locator("#editor").pressSequentially("。");
    await page.waitForFunction(() => globalThis.failed?.kind === "trapped");
    assert.match(await shown(page), /没有查完.*草稿还在/);
    assert.match(await page.inputValue("#editor"), /杏林县统计局/);
    await page.locator("#editor").press("Backspace");
    await page.waitForFunction(() => document.querySelector("gouji-check").review !== null);
  });

  for (const [how, options] of [
    ["by the policy", { policy: `${STRICT}; worker-src 'none'` }],
    ["by its script", { prepare: (page) => page.route("**/worker.js", (route) => route.abort()) }],
  ]) {
    it(`checks without a worker when one is refused ${how}`, async (t) => {
      const { page } = await visit(t, "<gouji-check></gouji-check>", options);
      assert.equal((await check(page, asText())).edition, "2021");
      assert.equal((await check(page, asDocx())).edition, "2021");
      assert.equal(page.workers().length, 0);
    });
  }

  it("checks without a worker when the package comes from another site", async (t) => {
    const elsewhere = await serve({ folder: join(root, "www"), policy: null });
    t.after(elsewhere.close);
    const { page } = await visit(t, "<gouji-check></gouji-check>", { policy: null, prepare: async (page) => {
      // The other site lets anyone load its files.
      await page.route(`${elsewhere.address}**`, async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, headers: { ...response.headers(), "access-control-allow-origin": "*" } });
      });
      await page.route("**/page.html", (route) =>
        route.fulfill({
          contentType: "text/html",
          body: html("<gouji-check></gouji-check>").replace("/pkg/element.js", `${elsewhere.address}pkg/element.js`),
        }),
      );
    } });
    assert.equal((await check(page, asText())).edition, "2021");
    assert.equal(page.workers().length, 0);
  });

  it("leaves what stands between its tags where its program does not come", async (t) => {
    const { page } = await visit(t, "<gouji-check>核对程序没有载入，请自行核对。</gouji-check>", {
      prepare: (page) => page.route("**/element.js", (route) => route.abort()),
    });
    assert.match(await page.locator("body").innerText(), /核对程序没有载入/);
  });
});

describe("in a frame", () => {
  /** A page that shows the element of another site in a frame, and keeps what the frame says. */
  async function embedded(t, allowed) {
    const parent = { "parent.html": "<!doctype html><title>后台</title><body></body>" };
    const [first, foreign] = await Promise.all([1, 2].map(() => serve({ policy: null, pages: parent })));
    const pages = { "frame.html": html(`<gouji-check origins="${allowed(first).join(" ")}"></gouji-check>`) };
    const tool = await serve({ folder: join(root, "www"), policy: STRICT, pages });
    t.after(() => Promise.all([first, foreign, tool].map((site) => site.close())));
    const open = async (site, sandbox) => {
      const context = await browser.newContext({ locale: "zh-CN" });
      t.after(() => context.close());
      const page = await context.newPage();
      await page.goto(`${site.address}parent.html`);
      await page.evaluate(
        ([address, sandbox]) =>
          new Promise((resolve) => {
            globalThis.told = [];
            addEventListener("message", ({ data, origin }) => globalThis.told.push({ ...data, origin }));
            const frame = document.createElement("iframe");
            if (sandbox) frame.sandbox = sandbox;
            frame.src = address;
            frame.onload = resolve;
            document.body.append(frame);
          }),
        [`${tool.address}frame.html`, sandbox],
      );
      await page.frames()[1].waitForFunction(() => customElements.get("gouji-check") !== undefined);
      return page;
    };
    return { first, foreign, tool, open };
  }

  const ask = (page, message) => page.evaluate((message) => frames[0].postMessage(message, "*"), message);
  const answers = async (page, count) => {
    await page.waitForFunction((count) => globalThis.told.length >= count, count);
    return page.evaluate(() => globalThis.told);
  };
  const originOf = ({ address }) => address.slice(0, -1);

  it("answers an allowed page with the review and the same id", async (t) => {
    const { first, tool, open } = await embedded(t, (site) => ["https://example.invalid", originOf(site)]);
    const page = await open(first);
    await ask(page, { type: "gouji:check", id: { number: 7 }, draft: asText(WRONG) });
    const [answer] = await answers(page, 1);
    assert.equal(answer.type, "gouji:checked");
    assert.deepEqual(answer.id, { number: 7 });
    assert.equal(answer.origin, originOf(tool));
    assert.ok(answer.review.summary.errors > 0);
    assert.equal(answer.review.schema, 1);
  });

  it("says that a draft is refused, and why", async (t) => {
    const { first, open } = await embedded(t, (site) => [originOf(site)]);
    const page = await open(first);
    await ask(page, { type: "gouji:check", id: 1, draft: "" });
    await ask(page, { type: "gouji:check", id: 2, draft: { not: "a draft" } });
    await ask(page, { type: "gouji:check", id: 3, draft: asText(), options: { edition: "1949" } });
    // Each before the last one may have been stopped for the next.
    await ask(page, { type: "something else", id: 4, draft: asText() });
    const told = await answers(page, 3);
    assert.deepEqual(told.map(({ id }) => id).sort(), [1, 2, 3]);
    for (const { type, what, kind } of told) {
      assert.equal(type, "gouji:failed");
      assert.match(what, /[\u4e00-\u9fff]/);
      assert.ok(["refused", "stopped"].includes(kind), kind);
    }
  });

  it("says nothing to a page of another origin, nor to one without", async (t) => {
    const { first, foreign, open } = await embedded(t, (site) => [originOf(site), "null"]);
    const page = await open(foreign);
    await ask(page, { type: "gouji:check", id: 1, draft: asText() });
    // A document in a sandbox has the origin "null", which cannot be allowed.
    await page.evaluate(() => {
      const frame = document.createElement("iframe");
      frame.sandbox = "allow-scripts";
      frame.srcdoc = "<script>parent.frames[0].postMessage({type:'gouji:check',id:2,draft:'政府信息公开'},'*');onmessage=(e)=>parent.postMessage(e.data,'*')</" + "script>";
      document.body.append(frame);
    });
    // The same question of an allowed page has long been answered by then.
    const allowed = await open(first);
    await ask(allowed, { type: "gouji:check", id: 3, draft: asText() });
    await answers(allowed, 1);
    await page.waitForTimeout(500);
    assert.deepEqual(await page.evaluate(() => globalThis.told), []);
  });

  it("listens to nobody where no origin is named", async (t) => {
    const { first, open } = await embedded(t, () => []);
    const page = await open(first);
    await ask(page, { type: "gouji:check", id: 1, draft: asText() });
    await page.waitForTimeout(800);
    assert.deepEqual(await page.evaluate(() => globalThis.told), []);
  });
});
