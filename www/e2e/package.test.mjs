// The npm package as its users get it: what its types say is what the module gives, field by field.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, it } from "node:test";
import { promisify } from "node:util";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { asDocx, asText, asWord } from "./report.mjs";
import { root } from "./site.mjs";
import { declarations, faults } from "./types.mjs";

const run = promisify(execFile);
const PACKAGE = join(root, "www/pkg");
const NAMES = ["gouji.js", "files/gouji.js"];

const WRONG = { "（七）总计": [4, 1, 0, 0, 0, 0, 6], "（一）予以公开": [3, "1　1", 0, 0, 0, "", 4] };

/** Figures run together, in which some cells can be read in several ways. */
const GLUED = await readFile(join(root, "tests/reports/clean-glued-2021.txt"), "utf8");

/** Fields that the page reads where they are given, and the module does not give yet. */
const TO_COME = ["Check.title", "FormColumn.group"];

/** Drafts in which, together, every field occurs. */
const DRAFTS = [
  [asText(), {}],
  [asText(WRONG), { name: "草稿.txt" }],
  [asWord(WRONG), { mime: "text/html", document: true }],
  [asText().slice(0, asText().indexOf("四、结转")), {}],
  [GLUED, {}],
  [asWord().replace("<body>", "<body><p style='display:none'>藏着的一句话</p>"), { mime: "text/html", document: true }],
  [asText().replaceAll("（七）总计 | 4 | 1", "（七）总计 | 4（说明） | 1"), {}],
  [asText().replace("58条", "５８条。。"), {}],
  ["今天下午三点开会。", {}],
  ["政府信息公开工作年度报告 2012年。一、概述 本机关主动公开政府信息12条。", { edition: "2008" }],
];

/** What the first module leaves to the second: files, and reports of two years. */
const LEFT = [
  [asText(WRONG), { previous: asText() }],
  [`${asText()}\n${asText(WRONG)}`, { document: true }],
  [asDocx(WRONG), { name: "草稿.docx" }],
];

let types;
before(async () => {
  types = declarations(await readFile(join(PACKAGE, "index.d.ts"), "utf8"));
});

async function load(name) {
  const module = await import(pathToFileURL(join(PACKAGE, name)));
  const bytes = await readFile(join(PACKAGE, name.replace(".js", "_bg.wasm")));
  module.initSync({ module: bytes });
  return module;
}

for (const name of NAMES) {
  it(`gives reviews and forms with exactly the declared fields (${name})`, async () => {
    const { check, forms } = await load(name);
    const seen = new Set();
    const look = (value, type) => assert.deepEqual(faults(value, { name: type }, types, type, seen), []);
    for (const [draft, options] of DRAFTS) look(check(draft, options), "Review");
    const isFirst = name === "gouji.js";
    for (const [draft, options] of LEFT) {
      if (isFirst) assert.throws(() => check(draft, options), { code: "needs-files" });
      else look(check(draft, options), "Review");
    }
    for (const form of forms()) look(form, "Edition");
    // A field that no draft shows may be declared wrongly: nothing would tell.
    const given = ["Review", "Report", "Section", "Cell", "Check", "Finding", "Related", "Location", "Summary", "Document", "Hidden", "Edition", "FormTable", "FormRow", "FormColumn"];
    const unseen = given.flatMap((type) => Object.keys(types.get(type)?.fields ?? {}).map((field) => `${type}.${field}`)).filter((field) => !seen.has(field));
    assert.deepEqual(unseen, isFirst ? ["Review.more", ...TO_COME] : TO_COME);
  });
}

it("is a test that notices a field too many, too few, or of another kind", async () => {
  const { check } = await load("gouji.js");
  const review = check(asText(WRONG));
  const of = (change) => faults({ ...review, ...change }, { name: "Review" }, types, "Review").join();
  assert.equal(of({}), "");
  assert.match(of({ surplus: 1 }), /Review\.surplus: not declared/);
  assert.match(of({ schema: 2 }), /Review\.schema: 2, not 1/);
  assert.match(of({ summary: { errors: 0 } }), /Review\.summary\.warnings: missing/);
  assert.match(of({ findings: [{ ...review.findings[0], severity: "grave" }] }), /severity/);
});

it("makes a new instance after the old one was discarded", async () => {
  const { check, discard, initSync } = await load("gouji.js");
  const module = await readFile(join(PACKAGE, "gouji_bg.wasm"));
  discard();
  assert.throws(() => check(asText()), TypeError);
  initSync({ module });
  assert.equal(check(asText()).report.edition, "2021");
});

it("throws refusals with a Chinese message and a code", async () => {
  const { check } = await load("gouji.js");
  assert.throws(() => check(" "), { code: "empty", message: /[\u4e00-\u9fff]/ });
  assert.throws(() => check(asDocx()), { code: "needs-files" });
});

const HIDING = asWord(WRONG).replace("<body>", "<body><p style='display:none'>藏着的𠮷</p><p style='display:none'>又一句</p>");

for (const name of NAMES) {
  it(`takes a review's document as it was read (${name})`, async () => {
    const { check } = await load(name);
    for (const draft of [asText(WRONG), HIDING, "<h1>标题</h1><p>没有表格的一段话𠮷。</p>"]) {
      const review = check(draft, { document: true });
      const again = check(structuredClone(review.document), { document: true });
      assert.deepEqual(again, review);
    }
    assert.deepEqual(check(HIDING, { document: true }).document.hidden.map(({ text }) => text), ["藏着的𠮷", "又一句"]);
  });

  it(`refuses what is no document with a sentence (${name})`, async () => {
    const { check } = await load(name);
    const { document } = check(HIDING, { document: true });
    const table = document.blocks.findIndex(({ kind }) => kind === "table");
    const changed = (change) => change(structuredClone(document));
    const cell = (change) => changed((given) => (Object.assign(given.blocks[table].cells[3], change), given));
    for (const wrong of [
      null, undefined, 12, true, [], {}, () => {},
      { ...document, text: 1 }, { ...document, blocks: null }, { ...document, hidden: "x" },
      { ...document, blocks: [null] }, { ...document, blocks: [{ start: 0 }] }, { ...document, hidden: [{ start: 0, end: 1 }] },
      { ...document, blocks: document.blocks.toReversed() },
      changed((given) => (delete given.blocks[table].cells, given)),
      changed((given) => ((given.blocks[table].rows = 2 ** 40), given)),
      cell({ start: -1 }), cell({ start: 0.5 }), cell({ end: 2 ** 31 }), cell({ row: NaN }), cell({ rowspan: 0 }), cell({ colspan: 2 ** 32 - 1 }),
    ]) {
      assert.throws(() => check(wrong), /稿件应当是文字/, JSON.stringify(wrong)?.slice(0, 80));
    }
    assert.equal(check(document).report.edition, "2021");
  });
}

it("takes options that are none for options that were not given", async () => {
  const { check } = await load("gouji.js");
  const review = check(asText(WRONG));
  for (const options of [null, {}, { name: 1, mime: null, edition: "", disable: null, document: 0, previous: null }]) {
    assert.deepEqual(check(asText(WRONG), options), review);
  }
  assert.throws(() => check(asText(), { edition: "1999" }), { message: /没有“1999”这一版格式/ });
  assert.equal(check(asText(WRONG), { disable: ["table", 3] }).summary.errors, 0);
});

const USE = `
import init, { check, discard, type Review, type Finding } from "gouji";
import * as files from "gouji/files";
import "gouji/element";
import { GoujiCheck, type Failure } from "gouji/element";

export async function use(draft: string, area: HTMLTextAreaElement): Promise<Finding[]> {
  await init();
  await files.default({ module_or_path: new URL("https://example.invalid/") });
  const review: Review = check(draft, { edition: "2021", disable: ["text"] });
  discard();
  const element = document.querySelector("gouji-check") ?? new GoujiCheck();
  element.attach(area);
  element.addEventListener("gouji:checked", ({ detail }) => console.log(detail.summary.errors));
  element.addEventListener("gouji:failed", ({ detail }) => console.log(detail satisfies Failure));
  const again: Review = await element.check();
  // @ts-expect-error: an edition that there is not
  check(draft, { edition: "2020" });
  // @ts-expect-error: the review is not for others to set
  element.review = review;
  // @ts-expect-error: a severity that there is not
  const grave: boolean = again.findings.some(({ severity }) => severity === "grave");
  return [...review.findings, ...(grave ? again.findings : [])];
}
`;

it("is found by TypeScript under its names, with all its types", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "gouji-types-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, "node_modules"));
  await symlink(PACKAGE, join(folder, "node_modules/gouji"), "dir");
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  await writeFile(join(folder, "use.ts"), USE);
  const compiler = join(root, "www/node_modules/typescript/lib/tsc.js");
  const options = ["--noEmit", "--strict", "--target", "es2022", "--lib", "es2022,dom,dom.iterable", "--types", ""];
  for (const resolution of [["--module", "nodenext"], ["--module", "esnext", "--moduleResolution", "bundler"]]) {
    await run(process.execPath, [compiler, ...options, ...resolution, "use.ts"], { cwd: folder }).catch(({ stdout }) =>
      assert.fail(stdout),
    );
  }
});

it("packs what its entries need, and nothing else", async () => {
  const { stdout } = await run("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { cwd: PACKAGE });
  const packed = Object.values(JSON.parse(stdout))[0].files.map(({ path }) => path).sort();
  const manifest = JSON.parse(await readFile(join(PACKAGE, "package.json"), "utf8"));
  const entries = Object.values(manifest.exports).flatMap((entry) => Object.values(typeof entry === "string" ? { entry } : entry));
  for (const entry of entries) assert.ok(packed.includes(entry.replace("./", "")), entry);
  for (const file of packed.filter((path) => path.endsWith(".js"))) {
    const code = await readFile(join(PACKAGE, file), "utf8");
    for (const [, path] of code.matchAll(/(?:from|import\(|new URL\()\s*["'`](\.{0,2}\/?[\w/]+[\w.]*)["'`]/g)) {
      assert.ok(packed.includes(join(file, "..", path)), `${file} needs ${path}`);
    }
  }
});

it("is small", async (t) => {
  const size = async (file) => gzipSync(await readFile(join(PACKAGE, file)), { level: 9 }).length;
  const [element, worker, answering] = await Promise.all(["element.js", "worker.js", "answering.js"].map(size));
  t.diagnostic(`element.js ${element}, worker.js ${worker}, answering.js ${answering} bytes gzip`);
  assert.ok(element + worker + answering < 16 * 1024);
});
