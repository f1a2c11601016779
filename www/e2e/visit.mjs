// The built site and a browser for all tests of the file that imports this, and the page for each of them.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { launch, open, serve } from "./site.mjs";

/** There while the tests run. */
export let site, browser;
before(async () => {
  site = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.close();
});

/**
 * Opens the page for one test, as `open` does; it is closed with the test, and no complaint of the browser is let pass but
 * those that are `borne`.
 */
export async function visit(context, { borne = () => false, ...options } = {}) {
  const visit = await open(browser, site.address, options);
  context.after(async () => {
    await visit.close();
    assert.deepEqual(visit.complaints.filter((complaint) => !borne(complaint)), []);
  });
  return visit;
}

/** The same, of which only the page is wanted. */
export async function visitPage(context, options) {
  return (await visit(context, options)).page;
}
