import type { Block, Document, Edit, TableCell } from "gouji";

/** A part of a document that keeps its place while the text changes: a paragraph, or a cell of a table. */
export interface Place {
  /** Position among the blocks. */
  block: number;
  /** Position among the table's cells; null for a paragraph. */
  cell: number | null;
}

/** Half-open offsets into a document's text. */
export interface Span {
  start: number;
  end: number;
}

/** The text that stands at a place now. */
export function textAt(document: Document, place: Place): string {
  const span = spanAt(document, place);
  return span ? document.text.slice(span.start, span.end) : "";
}

/** Where a place is now. */
export function spanAt({ blocks }: Document, { block, cell }: Place): Span | undefined {
  const found = blocks[block];
  return found?.kind === "table" ? (cell === null ? undefined : found.cells[cell]) : found;
}

/** A figure or a label in one line: nothing that is typed may look like the next cell or the next row. */
export function inOneLine(text: string): string {
  return text.replace(/[\t\r\n]+/g, " ").trim();
}

/**
 * The document after some replacements. Blocks and cells stay the same ones, in the same number: what is typed at the edge
 * of a cell belongs to it. Replacements that overlap an earlier one are left out.
 */
export function replace(document: Document, edits: readonly Edit[]): Document {
  const sorted = apart(edits);
  let text = "";
  let copied = 0;
  for (const edit of sorted) {
    text += document.text.slice(copied, edit.start) + edit.text;
    copied = edit.end;
  }
  text += document.text.slice(copied);
  const move = <T extends Span>(span: T): T => ({ ...span, ...moved(span, sorted) });
  const blocks = document.blocks.map((block): Block =>
    block.kind === "table" ? { ...move(block), cells: block.cells.map((cell): TableCell => move(cell)) } : move(block),
  );
  return { text, blocks, ...(document.hidden ? { hidden: document.hidden.map(move) } : {}) };
}

function apart(edits: readonly Edit[]): Edit[] {
  let free = 0;
  return [...edits]
    .sort((a, b) => a.start - b.start)
    .filter(({ start, end }) => {
      const fits = free <= start && start <= end;
      if (fits) free = end;
      return fits;
    });
}

function moved({ start, end }: Span, edits: readonly Edit[]): Span {
  let [from, to] = [start, end];
  for (const edit of edits) {
    if (edit.start > end) break;
    const grown = edit.text.length - (edit.end - edit.start);
    if (start <= edit.start && edit.end <= end) to += grown;
    else if (edit.end <= start) [from, to] = [from + grown, to + grown];
    else if (edit.start < end) {
      // The replacement reaches over an edge: what it puts there belongs to the part in which it begins.
      if (edit.start < start) {
        const behind = edit.start + edit.text.length + (from - start);
        to = behind + Math.max(0, end - edit.end);
        from = behind;
      } else {
        to = edit.start + edit.text.length + (from - start);
      }
    }
  }
  return { start: from, end: Math.max(from, to) };
}
