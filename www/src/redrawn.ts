import type { Document, Edition, FormTable, Report } from "gouji";
import { cellsIn } from "./form";
import type { Span } from "./manuscript";

/** Official tables that the draft holds as lines of text only, and the stretch of text in whose place they are drawn. */
export interface Redrawn extends Span {
  tables: FormTable[];
}

/** No more characters than this behind the last figure of a line are no sentence. */
const LONGEST_REST = 8;

/** A stretch with more sentences in it is prose with figures, and stays what it is. */
const MOST_SENTENCES = 3;

/** The tables that have lost their lines in the draft, in its order. */
export function redrawnTables(document: Document, report: Report, edition: Edition | undefined): Redrawn[] {
  const stretches: Redrawn[] = [];
  const found = (edition?.tables ?? []).flatMap((table) => {
    const cells = stretchOf(document, table, report);
    return cells ? [{ table, cells }] : [];
  });
  for (const { table, cells } of found.sort((a, b) => a.cells.start - b.cells.start)) {
    const last = stretches.at(-1);
    const heading = report.sections.find(({ id }) => id === table.section)?.location;
    const sentence = document.text.lastIndexOf("。", cells.start);
    // What stands between the heading, or the last sentence, and the first figure is the table's own head.
    const free = Math.max(last?.end ?? 0, sentence + 1, heading && heading.end <= cells.start ? heading.end : 0);
    if (last && free === last.end) {
      last.tables.push(table);
      last.end = Math.max(last.end, cells.end);
    } else if (free <= cells.start) {
      stretches.push({ start: afterBlank(document.text, free), end: cells.end, tables: [table] });
    }
  }
  return stretches;
}

/** From the first of a table's cells to the last, or null where it is a table in the draft too, or prose, or hardly there. */
function stretchOf({ blocks, text }: Document, table: FormTable, { cells }: Report): Span | null {
  const names = cellsIn(table);
  const places = names.flatMap((name) => cells[name]?.location ?? []);
  if (places.length * 2 < names.filter((name) => cells[name]).length || places.length === 0) return null;
  const start = Math.min(...places.map((place) => place.start));
  const end = Math.max(...places.map((place) => place.end));
  const isTable = blocks.some((block) => block.kind === "table" && block.start < end && start < block.end);
  const isProse = text.slice(start, end).split("。").length > MOST_SENTENCES + 1;
  return isTable || isProse ? null : { start, end: toLineEnd(text, end) };
}

/** A few more characters of the line, a unit or a closing bar, belong to its last cell. */
function toLineEnd(text: string, from: number): number {
  const found = text.indexOf("\n", from);
  const end = found < 0 ? text.length : found;
  return end - from <= LONGEST_REST ? end : from;
}

function afterBlank(text: string, from: number): number {
  let start = from;
  while (/\s/.test(text.charAt(start))) start++;
  return start;
}
