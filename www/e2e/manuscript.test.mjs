// Replacing text in a document, taking it back, and telling what differs: checked without a browser.
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { it } from "node:test";
import { runnerImport } from "vite";

const source = (name) => fileURLToPath(new URL(`../src/${name}`, import.meta.url));
const { replace } = (await runnerImport(source("manuscript.ts"))).module;
const { changesBetween, hunksBetween } = (await runnerImport(source("changes.ts"))).module;
const { History } = (await runnerImport(source("history.ts"))).module;

/** Two paragraphs around a table of two rows; the second cell of the first row is empty. */
function given() {
  const text = "标题\n甲\t\n乙\t12\n末尾\n";
  const cell = (start, end, row, column) => ({ start, end, row, column, rowspan: 1, colspan: 1 });
  return {
    text,
    blocks: [
      { kind: "paragraph", start: 0, end: 2, level: 1 },
      { kind: "table", start: 3, end: 10, rows: 2, columns: 2, cells: [cell(3, 4, 0, 0), cell(5, 5, 0, 1), cell(6, 7, 1, 0), cell(8, 10, 1, 1)] },
      { kind: "paragraph", start: 11, end: 13, level: null },
    ],
    hidden: [{ start: 13, end: 13, text: "博彩" }],
  };
}

/** The text of every paragraph and cell. */
const texts = ({ text, blocks }) =>
  blocks.flatMap((block) => (block.kind === "table" ? block.cells : [block])).map(({ start, end }) => text.slice(start, end));

it("what is typed into an empty cell belongs to it, and everything behind moves", () => {
  const now = replace(given(), [{ start: 5, end: 5, text: "345" }]);
  assert.deepEqual(texts(now), ["标题", "甲", "345", "乙", "12", "末尾"]);
  assert.deepEqual([now.blocks[1].start, now.blocks[1].end], [3, 13]);
  assert.deepEqual(now.hidden, [{ start: 16, end: 16, text: "博彩" }]);
});

it("several replacements are made at once; one that overlaps an earlier one is left out", () => {
  const edits = [{ start: 8, end: 10, text: "" }, { start: 0, end: 2, text: "新的标题" }, { start: 1, end: 3, text: "x" }];
  assert.deepEqual(texts(replace(given(), edits)), ["新的标题", "甲", "", "乙", "", "末尾"]);
});

it("a replacement over the edge of a part belongs to the part in which it begins", () => {
  assert.deepEqual(texts(replace(given(), [{ start: 1, end: 4, text: "丙" }])), ["标丙", "", "", "乙", "12", "末尾"]);
});

it("whatever is replaced, blocks and cells stay in order, inside the text, and as many as they were", () => {
  // Every stretch of the text, by nothing, by one letter and by three; edges of cells and all.
  const document = given();
  for (let start = 0; start <= document.text.length; start += 1) {
    for (let end = start; end <= document.text.length; end += 1) {
      for (const text of ["", "5", "一二三"]) {
        const now = replace(document, [{ start, end, text }]);
        let last = 0;
        for (const part of now.blocks.flatMap((block) => (block.kind === "table" ? block.cells : [block]))) {
          assert.ok(last <= part.start && part.start <= part.end && part.end <= now.text.length, JSON.stringify([start, end, text]));
          last = part.end;
        }
        const [, table] = now.blocks;
        assert.equal(table.cells.length, 4);
        assert.ok(table.cells.every((cell) => table.start <= cell.start && cell.end <= table.end), JSON.stringify([start, end, text]));
      }
    }
  }
});

it("steps are undone and done again; a new one forgets what was undone", () => {
  const history = new History(given());
  assert.equal(history.undo(), false);
  history.apply("一", [{ start: 8, end: 10, text: "13" }]);
  history.apply("二", [{ start: 5, end: 5, text: "7" }]);
  assert.equal(history.undo(), true);
  assert.deepEqual(texts(history.current)[4], "13");
  assert.equal(history.redoable, "二");
  history.redo();
  assert.deepEqual(texts(history.current)[2], "7");
  history.undo();
  history.undo();
  assert.deepEqual(history.current, history.original);
  history.apply("三", [{ start: 0, end: 0, text: "新" }]);
  assert.equal(history.redo(), false);
});

it("tells the cells and paragraphs that differ, with what stood there", () => {
  const now = replace(given(), [{ start: 8, end: 10, text: "13" }, { start: 12, end: 13, text: "声" }]);
  assert.deepEqual(changesBetween(given(), now), [
    { place: { block: 1, cell: 3 }, was: "12", hunks: [{ start: 8, end: 10, was: "12" }] },
    { place: { block: 2, cell: null }, was: "末尾", hunks: [{ start: 12, end: 13, was: "尾" }] },
  ]);
  assert.deepEqual(changesBetween(given(), given()), []);
});

it("finds what differs in a line, whole figures at a time", () => {
  const told = (was, is) => hunksBetween(was, is, 0).map(({ start, end, was }) => `${was}→${is.slice(start, end)}`);
  assert.deepEqual(told("办结12件，结转3件", "办结13件，结转3件"), ["12→13"]);
  assert.deepEqual(told("| 4 | 1 | 5 |", "| 40 | 1 | 41 |"), ["4→40", "5→41"]);
  assert.deepEqual(told("七、其他", "六、其他事项"), ["七→六", "→事项"]);
  assert.deepEqual(told("全部删去", ""), ["全部删去→"]);
  const long = "一二三四五六七八九十".repeat(5000);
  const start = performance.now();
  assert.equal(told(`${long}甲`, `乙${long}`).length, 1);
  assert.ok(performance.now() - start < 1000, "quick on long lines");
});
