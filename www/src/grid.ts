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

/** Every slot of a table with the cell that covers it. */
function gridOf(table: HTMLTableElement): HTMLTableCellElement[][] {
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
