import type { Cell, Edition, FormRow, FormTable, Report } from "gouji";

/** A cell of a table as it is drawn. */
export interface Drawn {
  text: string;
  heading: boolean;
  rowspan: number;
  colspan: number;
  /** The form's cell that stands here, `<table>/<row>/<column>`. */
  cell: string | null;
}

/** An official table row by row, with its merged cells, as on paper. */
export function draw(table: FormTable, report?: Report): Drawn[][] {
  const rows = rowsInUse(table, report);
  return table.layout === "one-line" ? drawOneLine(table, rows) : drawRows(table, rows);
}

/** The names of a form's cells, in its order. */
export function cellsOf(edition: Edition | undefined): string[] {
  return (edition?.tables ?? []).flatMap(cellsIn);
}

/** The names of a table's cells, in its order. */
export function cellsIn(table: FormTable): string[] {
  return table.rows.flatMap((row) => table.columns.map((column) => `${table.id}/${row.id}/${column.id}`));
}

/** The printed name of a cell, or null for a cell that the form does not have. */
export function cellLabel(edition: Edition | undefined, cell: string): string | null {
  const [tableId, rowId, columnId] = cell.split("/");
  const table = edition?.tables.find(({ id }) => id === tableId);
  const row = table?.rows.find(({ id }) => id === rowId);
  const column = table?.columns.find(({ id }) => id === columnId);
  if (!table || !row || !column) return null;
  return table.columns.length === 1 ? printed(row) : `${printed(row)}·${column.label}`;
}

/** What stands in a cell: its figure, or its words where it has none. */
export function figureOf(cell: Cell | undefined): string {
  return String(cell?.value ?? cell?.text ?? "");
}

/** Whether every cell of a table, as it is drawn, was read, be it blank. */
export function isComplete(rows: readonly Drawn[][], { cells }: Report): boolean {
  return rows.flat().every(({ cell }) => {
    const state = cell === null ? "read" : cells[cell]?.state;
    return state === "read" || state === "blank" || state === "annotated";
  });
}

function printed(row: FormRow): string {
  return `${row.number ?? ""}${row.label}`;
}

/** A row that may stand in place of others is drawn when the report uses it, and then the others are not. */
function rowsInUse(table: FormTable, report: Report | undefined): FormRow[] {
  const present = (row: FormRow) =>
    table.columns.some((column) => isPresent(report?.cells[`${table.id}/${row.id}/${column.id}`]));
  const replacing = table.rows.filter((row) => row.replaces?.length && present(row));
  const replaced = new Set(replacing.flatMap((row) => row.replaces ?? []));
  return table.rows.filter((row) => !replaced.has(row.id) && (!row.replaces?.length || replacing.includes(row)));
}

function isPresent(cell: Cell | undefined): boolean {
  return cell !== undefined && cell.state !== "absent";
}

function drawRows(table: FormTable, rows: FormRow[]): Drawn[][] {
  const paths = groupPaths(rows);
  const depth = Math.max(...paths.map((path) => path.length), 0);
  const grouped = table.columns.some((column) => column.group);
  const corner = heading(depth === 0 ? "信息内容" : "", { rowspan: grouped ? 2 : 1, colspan: depth + 1 });
  const top: Drawn[] = [corner];
  const below: Drawn[] = [];
  forEachRun(table.columns, (column) => column.group || null, (group, columns) => {
    if (group === null) {
      top.push(...columns.map((column) => heading(column.label, { rowspan: grouped ? 2 : 1 })));
    } else {
      top.push(heading(group, { colspan: columns.length }));
      below.push(...columns.map((column) => heading(column.label)));
    }
  });
  const body = rows.map((row, index) => {
    const path = paths[index] ?? [];
    const drawn: Drawn[] = [];
    path.forEach((group, level) => {
      const same = (other: string[] | undefined) => path.slice(0, level + 1).every((name, i) => other?.[i] === name);
      if (same(paths[index - 1])) return;
      let rowspan = 1;
      while (same(paths[index + rowspan])) rowspan++;
      drawn.push(heading(group, { rowspan }));
    });
    drawn.push(heading(printed(row), { colspan: depth + 1 - path.length }));
    drawn.push(...table.columns.map((column) => figure(table, row, column.id)));
    return drawn;
  });
  return grouped ? [top, below, ...body] : [top, ...body];
}

function drawOneLine(table: FormTable, rows: FormRow[]): Drawn[][] {
  const grouped = rows.some((row) => row.group);
  const width = table.columns.length;
  const top: Drawn[] = [];
  const middle: Drawn[] = [];
  forEachRun(rows, (row) => row.group || null, (group, members) => {
    if (group === null) {
      top.push(...members.map((row) => heading(printed(row), { rowspan: grouped ? 2 : 1, colspan: width })));
    } else {
      top.push(heading(group, { colspan: width * members.length }));
      middle.push(...members.map((row) => heading(printed(row), { colspan: width })));
    }
  });
  const bottom = rows.flatMap(() => table.columns.map((column) => heading(column.label)));
  const figures = rows.flatMap((row) => table.columns.map((column) => figure(table, row, column.id)));
  return grouped ? [top, middle, bottom, figures] : [top, bottom, figures];
}

/**
 * The groups that each row stands in, outermost first. The form names only the nearest one; a group numbered （三） lies
 * within the open group numbered 三、.
 */
function groupPaths(rows: FormRow[]): string[][] {
  let outer: string | null = null;
  return rows.map(({ group }) => {
    if (!group) {
      outer = null;
      return [];
    }
    if (/^[一二三四五六七八九十]+、/.test(group)) {
      outer = group;
      return [group];
    }
    return outer === null ? [group] : [outer, group];
  });
}

function heading(text: string, spans: { rowspan?: number; colspan?: number } = {}): Drawn {
  return { text, heading: true, rowspan: 1, colspan: 1, cell: null, ...spans };
}

function figure(table: FormTable, row: FormRow, column: string): Drawn {
  return { text: "", heading: false, rowspan: 1, colspan: 1, cell: `${table.id}/${row.id}/${column}` };
}

/** Calls `run` for each stretch of neighbours that have the same key. */
export function forEachRun<T, K>(items: T[], key: (item: T) => K, run: (key: K, items: T[]) => void): void {
  for (let first = 0; first < items.length; ) {
    const current = key(items[first] as T);
    let end = first + 1;
    while (end < items.length && key(items[end] as T) === current) end++;
    run(current, items.slice(first, end));
    first = end;
  }
}
