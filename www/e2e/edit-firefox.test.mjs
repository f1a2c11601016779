// Mending in Firefox, by real keys and its own clipboard: a report and blocks of cells pasted, and the keys of a spreadsheet.
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { firefox, launchFirefox } from "./firefox.mjs";
import { asText, asWord } from "./report.mjs";
import { serve } from "./site.mjs";

describe("in Firefox", { skip: firefox() ? false : "no Firefox on this machine; FIREFOX may name one" }, () => {
  let site, session;
  before(async () => {
    site = await serve();
    session = await launchFirefox();
  });
  after(async () => {
    await session?.close();
    await site?.close();
  });
  beforeEach(async () => {
    await session.open(site.address);
    await until(() => customElements.get("gouji-page") !== undefined);
  });

  /** Resolves when a function of the page holds. */
  async function until(holds, ...args) {
    for (let tries = 0; tries < 100; tries++) {
      if (await session.evaluate(holds, ...args)) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    assert.fail(`${holds} ${args.join()}`);
  }

  /** Puts on the clipboard what another program would. */
  async function copy(data) {
    await session.evaluate((data) => {
      const fill = (event) => {
        for (const [type, text] of Object.entries(data)) event.clipboardData.setData(type, text);
        event.preventDefault();
        event.stopImmediatePropagation();
      };
      addEventListener("copy", fill, { capture: true, once: true });
    }, data);
    await session.press("Control+c");
  }

  async function give(data) {
    await copy(data);
    await session.press("Control+v");
    await until(() => document.querySelector("gouji-page").result !== null);
    await until(() => document.querySelector("gouji-page").shadowRoot.querySelector("gouji-draft")?.shadowRoot.querySelector("td, gouji-form"));
  }

  /** Presses the figure that stands so many cells to the right of a label. */
  async function click(label, column) {
    const place = await session.evaluate(
      (label, column) => {
        const draft = document.querySelector("gouji-page").shadowRoot.querySelector("gouji-draft").shadowRoot;
        const roots = [draft, ...[...draft.querySelectorAll("gouji-form")].map(({ shadowRoot }) => shadowRoot)];
        const row = roots.flatMap((root) => [...root.querySelectorAll("tr")]).find(({ textContent }) => textContent.includes(label));
        const cell = row.querySelectorAll("td[data-edit]")[column];
        cell.scrollIntoView({ block: "center" });
        const { left, top } = cell.getBoundingClientRect();
        return { x: left + 5, y: top + 8 };
      },
      label,
      column,
    );
    await session.click(place);
  }

  const focused = () =>
    session.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return { name: element?.localName, text: (element?.value ?? element?.textContent ?? "").trim() };
    });

  const rowIs = (label, figures) =>
    until(
      (label, figures) => {
        const lines = document.querySelector("gouji-page").result.document.text.split("\n");
        return lines.find((line) => line.includes(label)).split("\t").slice(-7).join(" ") === figures;
      },
      label,
      figures,
    );

  it("the keys of a spreadsheet move, and keep what was typed", async () => {
    await give({ "text/html": asWord() });
    await click("一、本年新收", 1);
    assert.deepEqual(await focused(), { name: "textarea", text: "4" });
    await session.press("10", "Tab", "11", "Tab", "12", "Enter", "20", "Tab", "21", "ArrowRight", "22", "ArrowUp", "Home");
    assert.match((await focused()).text, /^一、本年新收/);
    await rowIs("一、本年新收", "10 11 12 0 0 0 5");
    await rowIs("二、上年结转", "20 21 22 0 0 0 0");
    await session.press("Control+ArrowRight");
    assert.match((await focused()).text, /^5/);
    await session.press("Shift+Tab", "Delete", "Shift+Tab", "8", "Shift+Enter", "ArrowDown", "F2", "ArrowLeft", "7", "Escape");
    await rowIs("一、本年新收", "10 11 12 0 8  5");
    await session.press("Escape");
    assert.equal((await focused()).name, "div");
    await session.press("ArrowDown");
    assert.equal((await focused()).name, "td");
    await session.press("Control+z");
    await rowIs("一、本年新收", "10 11 12 0 0  5");
  });

  /** As Excel, and as WPS, put cells on the clipboard. */
  const SHEETS = {
    Excel: {
      "text/html": `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style><!--table {mso-displayed-decimal-separator:"\\.";} .xl65 {color:black;}--></style></head><body link="#0563C1"><table border=0 cellpadding=0 cellspacing=0 width=144 style='border-collapse:collapse'><!--StartFragment--><col width=72 span=2><tr height=19><td height=19 class=xl65 align=right>11</td><td class=xl65 align=right>2</td></tr><tr height=19><td height=19 class=xl65 align=right>1,200</td><td class=xl65></td></tr><!--EndFragment--></table></body></html>`,
      "text/plain": "11\t2\r\n1,200\t\r\n",
    },
    WPS: { "text/plain": "11\t2\n1,200\t\n" },
  };
  for (const [program, data] of Object.entries(SHEETS)) {
    for (const [place, ...leave] of [["an open cell"], ["a cell that has the focus", "Escape"]]) {
      it(`cells copied from ${program} go into those from ${place} on`, async () => {
        await give({ "text/html": asWord() });
        await copy(data);
        await click("一、本年新收", 1);
        await session.press(...leave, "Control+v");
        await rowIs("一、本年新收", "11 2 0 0 0 0 5");
        await rowIs("二、上年结转", "1,200  0 0 0 0 0");
        assert.equal((await focused()).name, "td");
        await session.press("Control+z");
        await rowIs("一、本年新收", "4 1 0 0 0 0 5");
      });
    }
  }

  it("a figure is copied from one cell to another", async () => {
    await give({ "text/html": asWord() });
    await click("一、本年新收", 7);
    await session.press("Escape", "Control+c", "ArrowDown", "Control+v");
    await rowIs("二、上年结转", "0 0 0 0 0 0 5");
  });

  it("a table that is drawn in place of lines is mended too", async () => {
    await give({ "text/plain": asText({ "（七）总计": [4, 1, 0, 0, 0, 0, 6] }) });
    await click("（七）总计", 6);
    assert.deepEqual(await focused(), { name: "textarea", text: "6" });
    await session.press("5");
    await until(() => document.querySelector("gouji-page").result.review.summary.errors === 0);
    await session.press("Tab");
    assert.equal((await focused()).name, "textarea");
    await session.press("Escape", "ArrowUp");
    // From the cell that came next up to the beginning of the row.
    assert.match((await focused()).text, /^4/);
  });
});
