// What the worker checks before a draft comes, so that the first draft finds everything compiled.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { it } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { runnerImport } from "vite";
import { root } from "./site.mjs";

const { blankReports } = (await runnerImport(fileURLToPath(new URL("../src/rehearsal.ts", import.meta.url)))).module;

it("is a report on the newest form of which every cell is read", async () => {
  const { check, forms, initSync } = await import(pathToFileURL(join(root, "www/pkg/gouji.js")));
  initSync({ module: await readFile(join(root, "www/pkg/gouji_bg.wasm")) });
  const newest = forms().at(-1);
  const reviews = [...blankReports(newest)].map((report) => check(report));
  assert.equal(reviews.length, 2);
  for (const { report, summary } of reviews) {
    assert.equal(report.edition, newest.id);
    assert.equal(summary.cells.read, summary.cells.total - summary.cells.absent);
    assert.ok(summary.cells.read > 180, `${summary.cells.read}`);
  }
});
