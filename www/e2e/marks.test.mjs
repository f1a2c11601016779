// How marks are laid over the draft, and how the official tables are drawn: checked without a browser.
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { it } from "node:test";
import { runnerImport } from "vite";

const source = (name) => fileURLToPath(new URL(`../src/${name}`, import.meta.url));
const { Marks, inOrder, units } = (await runnerImport(source("marks.ts"))).module;
const { draw } = (await runnerImport(source("form.ts"))).module;

/** Lines of text and their paragraphs; a line with bars is a table of one row. */
function documentOf(...lines) {
  let text = "";
  const blocks = lines.map((line) => {
    const start = text.length;
    text += `${line.replaceAll("|", "\t")}\n`;
    const end = text.length - 1;
    if (!line.includes("|")) return { kind: "paragraph", start, end, level: null };
    let at = start;
    const cells = line.split("|").map((cell, column) => {
      const place = { start: at, end: at + cell.length, row: 0, column, rowspan: 1, colspan: 1 };
      at = place.end + 1;
      return place;
    });
    return { kind: "table", start, end, rows: 1, columns: cells.length, cells };
  });
  return { text, blocks };
}

const finding = (severity, start, end) => ({ severity, location: { start, end } });

/** The pieces of a block as text, each with the findings over it and, after a stroke, those that end there. */
function piecesOf(marks, document, index, start, end) {
  return marks
    .pieces(document.text, index, start, end, [])
    .map(({ text, marks, ending }) => `${text}[${marks.map(({ finding }) => finding)}/${ending.map(({ finding }) => finding)}]`);
}

it("lists the gravest first, then in the order of the draft, what has no place last", () => {
  const note = finding("note", 0, 1);
  const late = finding("error", 9, 10);
  const early = finding("error", 2, 3);
  const placeless = { severity: "error", location: null };
  assert.deepEqual(inOrder([note, placeless, late, early]), [early, late, placeless, note]);
});

it("cuts overlapping marks at their edges", () => {
  const document = documentOf("甲乙丙丁戊");
  const marks = new Marks(document, [finding("error", 1, 3), finding("note", 2, 4)]);
  assert.deepEqual(piecesOf(marks, document, 0, 0, 5), ["甲[/]", "乙[0/]", "丙[0,1/0]", "丁[1/1]", "戊[/]"]);
});

it("keeps a mark that has no width, in a paragraph and in an empty cell", () => {
  const document = documentOf("甲乙", "总计||3");
  const empty = document.blocks[1].cells[1];
  const marks = new Marks(document, [finding("note", 0, 0), finding("note", empty.start, empty.end), finding("note", 2, 2)]);
  assert.deepEqual(piecesOf(marks, document, 0, 0, 2), ["[0/0]", "甲乙[/2]"]);
  assert.deepEqual(piecesOf(marks, document, 1, empty.start, empty.end), ["[1/1]"]);
});

it("marks a finding that concerns more than one cell above the table", () => {
  const document = documentOf("甲", "总计|1|3", "乙");
  const [, table] = document.blocks;
  const marks = new Marks(document, [finding("error", table.start, table.end), finding("error", table.cells[1].start, table.cells[1].end)]);
  assert.deepEqual(marks.above(1).map(({ finding }) => finding), [0]);
  assert.deepEqual(piecesOf(marks, document, 1, table.cells[1].start, table.cells[1].end), ["1[1/1]"]);
});

it("marks a finding over several blocks in the first, and one in a gap in the next", () => {
  const document = documentOf("甲乙", "丙丁");
  const marks = new Marks(document, [finding("error", 1, 5), finding("error", 2, 4)]);
  assert.deepEqual(piecesOf(marks, document, 0, 0, 2), ["甲[/]", "乙[0/0]"]);
  assert.deepEqual(piecesOf(marks, document, 1, 3, 5), ["丙[1/1]", "丁[/]"]);
});

it("cuts a long paragraph into parts and finds the one with the place", () => {
  const document = documentOf("甲".repeat(9000), "乙");
  const all = units(document);
  const marks = new Marks(document, [finding("error", 8500, 8501), finding("error", 9001, 9002), { severity: "error", location: null }]);
  assert.deepEqual(all.map(({ from, to }) => [from, to]), [[0, 4000], [4000, 8000], [8000, 9000], [9001, 9002]]);
  assert.deepEqual([0, 1, 2].map((index) => marks.unitOf(index, all)), [2, 3, -1]);
});

const APPLICATIONS = {
  id: "applications",
  title: "",
  layout: "rows",
  columns: [{ id: "person", label: "自然人", group: null }, { id: "total", label: "总计", group: null }],
  rows: [
    { id: "received", number: "一、", label: "新收", group: "" },
    { id: "disclosed", number: "（一）", label: "予以公开", group: "三、办理结果" },
    { id: "secret", number: "1.", label: "国家秘密", group: "（三）不予公开" },
    { id: "law", number: "2.", label: "其他法律", group: "（三）不予公开" },
    { id: "rest", number: "（六）", label: "其他处理", group: "三、办理结果", replaces: ["law"] },
    { id: "concluded", number: "（七）", label: "总计", group: "三、办理结果" },
  ],
};

/** A drawn table as text, with the spans that are not 1. */
const sketch = (rows) =>
  rows.map((row) => row.map(({ text, cell, rowspan, colspan }) => `${text}${cell ? "·" : ""}${rowspan > 1 ? `↓${rowspan}` : ""}${colspan > 1 ? `→${colspan}` : ""}`).join(" "));

it("nests the groups of rows as the form prints them", () => {
  assert.deepEqual(sketch(draw(APPLICATIONS)), [
    "→3 自然人 总计",
    "一、新收→3 · ·",
    "三、办理结果↓4 （一）予以公开→2 · ·",
    "（三）不予公开↓2 1.国家秘密 · ·",
    "2.其他法律 · ·",
    "（七）总计→2 · ·",
  ]);
});

it("draws the row that stands in place of others when the report has it", () => {
  const cells = { "applications/rest/total": { value: 1, text: "1", state: "read", location: null } };
  const drawn = sketch(draw(APPLICATIONS, { cells })).join("\n");
  assert.match(drawn, /（六）其他处理/);
  assert.doesNotMatch(drawn, /其他法律/);
});

it("draws the rows of a one-line table side by side", () => {
  const table = { ...APPLICATIONS, layout: "one-line", rows: [{ id: "a", label: "行政复议", group: "" }, { id: "b", label: "复议后起诉", group: "" }] };
  assert.deepEqual(sketch(draw(table)), ["行政复议→2 复议后起诉→2", "自然人 总计 自然人 总计", "· · · ·"]);
});
