import { gridOf } from "./grid";

/** Cells copied from a spreadsheet or a table, row by row; null where a merged cell goes on. */
export type Block = (string | null)[][];

/** A table with more cells is no block that someone means to put into another one. */
const MOST_CELLS = 5000;

/** The cells on a clipboard, or null when it holds something else: prose, a whole report, several tables. */
export function blockIn(transfer: DataTransfer): Block | null {
  return fromHtml(transfer.getData("text/html")) ?? fromText(transfer.getData("text/plain"));
}

/** How many rows and columns. */
export function sizeOf(block: Block): { rows: number; columns: number } {
  return { rows: block.length, columns: Math.max(0, ...block.map((row) => row.length)) };
}

/** Whether a cell holds a figure, or nothing where one could stand. */
export function isFigure(text: string): boolean {
  return /^[0-9０-９.,，\s/－—-]*$/.test(text);
}

/** Whether there are figures and nothing else. */
export function isOfFigures(block: Block): boolean {
  const texts = block.flat().filter((text) => text !== null);
  return texts.every(isFigure) && texts.some((text) => text.trim() !== "");
}

/** How a block would lie over a table: cell by cell, or the room there is instead, or that it would cover names. */
export type Laid = { cells: [HTMLTableCellElement, string][] } | { rows: number; columns: number } | "covers";

/** Lays a block over the cells from one to the right and below. `nameAt` says whether a cell holds a name and no figure. */
export function lay(block: Block, start: HTMLTableCellElement, nameAt: (cell: HTMLTableCellElement) => boolean): Laid {
  const table = start.closest("table");
  const grid = table ? gridOf(table) : [];
  const top = grid.findIndex((row) => row.includes(start));
  const left = grid[top]?.indexOf(start) ?? 0;
  const room = { rows: grid.length - top, columns: (grid[top]?.length ?? 0) - left };
  const { rows, columns } = sizeOf(block);
  if (rows > room.rows || columns > room.columns) return room;
  const cells = new Map<HTMLTableCellElement, string>();
  for (const [down, row] of block.entries()) {
    for (const [right, text] of row.entries()) {
      const cell = grid[top + down]?.[left + right];
      // A merged cell takes what lies over its first slot; a sheet without merged cells has nothing over the others.
      if (text === null || (text === "" && cell && cells.has(cell))) continue;
      const isName = cell && isFigure(text) && nameAt(cell);
      if (!cell || cells.has(cell) || cell.dataset["edit"] === undefined || isName) return "covers";
      cells.set(cell, text);
    }
  }
  return { cells: [...cells] };
}

function fromHtml(html: string): Block | null {
  const [start, end] = [html.search(/<table/i), html.lastIndexOf("</table>") + "</table>".length];
  if (start < 0 || end < start) return null;
  const head = html.lastIndexOf("</head>", start);
  const around = html.slice(Math.max(head, 0), start) + html.slice(end);
  if (around.replace(/<[^<>]*>|&nbsp;/g, "").trim() !== "") return null;
  // Styles are of no use here, and the browser would complain to whoever looks that the page's policy forbids them.
  const bare = html.slice(start, end).replace(/\sstyle\s*=\s*("[^"]*"|'[^']*')/gi, "");
  const [table, another] = new DOMParser().parseFromString(bare, "text/html").querySelectorAll("table");
  if (!table || another || table.querySelectorAll("td, th").length > MOST_CELLS) return null;
  const grid = gridOf(table);
  const told = new Set<HTMLTableCellElement>();
  return grid.map((row) =>
    Array.from(row, (cell) => {
      if (!cell || told.has(cell)) return null;
      told.add(cell);
      return cell.textContent.trim();
    }),
  );
}

function fromText(text: string): Block | null {
  const lines = text.replace(/(\r\n?|\n)$/, "").split(/\r\n?|\n/);
  const rows = lines.map((line) => line.split("\t").map((cell) => cell.trim()));
  return text.includes("\t") || isOfFigures(rows) ? rows : null;
}
