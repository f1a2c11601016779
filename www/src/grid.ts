/** The next cell that can be edited, so many rows down and columns to the right, past headings and merged cells. */
export function neighbour(cell: HTMLTableCellElement, down: number, right: number): HTMLTableCellElement | null {
  const table = cell.closest("table");
  if (!table) return null;
  const grid = gridOf(table);
  const row = grid.findIndex((cells) => cells.includes(cell));
  let [y, x] = [row, grid[row]?.indexOf(cell) ?? -1];
  for (;;) {
    [y, x] = [y + down, x + right];
    const next = grid[y]?.[x];
    if (!next) return null;
    if (next !== cell && next.dataset["edit"] !== undefined) return next;
  }
}

/** The cells of a table that can be edited, from `cell` on towards the end, or back towards the beginning. */
export function following(cell: HTMLTableCellElement, by: 1 | -1): HTMLTableCellElement | undefined {
  const all = [...(cell.closest("table")?.querySelectorAll<HTMLTableCellElement>("td[data-edit]") ?? [])];
  return all[all.indexOf(cell) + by];
}

/** The last cell that can be edited in that direction. */
export function farthest(cell: HTMLTableCellElement, down: number, right: number): HTMLTableCellElement {
  const next = neighbour(cell, down, right);
  return next ? farthest(next, down, right) : cell;
}

/** Every slot of a table with the cell that covers it. */
export function gridOf(table: HTMLTableElement): HTMLTableCellElement[][] {
  const grid: HTMLTableCellElement[][] = [...table.rows].map(() => []);
  [...table.rows].forEach((row, y) => {
    let x = 0;
    for (const cell of row.cells) {
      while (grid[y]?.[x]) x++;
      for (const covered of grid.slice(y, y + cell.rowSpan)) {
        for (let column = x; column < x + cell.colSpan; column++) covered[column] = cell;
      }
      x += cell.colSpan;
    }
  });
  return grid;
}
