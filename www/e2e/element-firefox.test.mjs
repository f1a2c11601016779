// The element in Firefox: the same verdict, place and block, beside an editable element.
import assert from "node:assert/strict";
import { join } from "node:path";
import { it } from "node:test";
import { firefox, launchFirefox } from "./firefox.mjs";
import { root, serve } from "./site.mjs";

const STRICT = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src data:";

it("blocks and lets publish in Firefox", { skip: firefox() ? false : "no Firefox on this machine" }, async (t) => {
  const site = await serve({ folder: join(root, "www"), policy: STRICT });
  const session = await launchFirefox();
  t.after(async () => {
    await session.close();
    await site.close();
  });
  await session.open(`${site.address}examples/editable.html`);
  const state = () =>
    session.evaluate(() => {
      const shown = document.querySelector("gouji-check").shadowRoot;
      return {
        blocked: document.querySelector("#publish").disabled,
        verdict: shown?.querySelector(".verdict").textContent,
        errors: shown?.querySelectorAll(".finding.error").length,
        marks: [...(CSS.highlights?.get("gouji-error") ?? [])].map(String),
        selected: String(document.getSelection()),
      };
    });
  const until = async (holds) => {
    let last;
    for (let tries = 0; tries < 100; tries++) {
      last = await state();
      if (holds(last)) return last;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return assert.fail(JSON.stringify(last));
  };
  /** Types over what is selected, as the keyboard does. */
  const type = (figure) => session.evaluate((figure) => document.execCommand("insertText", false, figure), figure);

  await until(({ blocked, verdict }) => !blocked && /没有发现错误/.test(verdict));
  await session.evaluate(() => {
    const row = [...document.querySelectorAll("#editor tr")].find(({ textContent }) => textContent.includes("（七）总计"));
    document.querySelector("#editor").focus();
    document.getSelection().selectAllChildren([...row.cells].at(-1));
  });
  await type("6");
  const wrong = await until(({ errors }) => errors > 0);
  assert.equal(wrong.blocked, true);
  if (wrong.marks.length > 0) assert.ok(wrong.marks.includes("6"), wrong.marks.join());
  else assert.equal(await session.evaluate(() => "Highlight" in globalThis), false);

  await session.evaluate(() => {
    document.getSelection().removeAllRanges();
    document.querySelector("gouji-check").shadowRoot.querySelector(".finding.error button").click();
  });
  assert.equal((await state()).selected, "6");
  await type("5");
  await until(({ blocked, errors, marks }) => !blocked && errors === 0 && marks.length === 0);
});
