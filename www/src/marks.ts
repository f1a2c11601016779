import type { Block, Document, Finding, Severity, Table } from "gouji";
import type { Hunk } from "./changes";
import { SEVERITIES } from "./severity";

/** A finding's place in the draft. */
export interface Mark {
  start: number;
  end: number;
  /** Position in the list of findings. */
  finding: number;
  severity: Severity;
}

/** A stretch of text with the marks that lie over all of it, gravest first. */
export interface Piece {
  text: string;
  marks: Mark[];
  /** Marks that end here. */
  ending: Mark[];
  /** Whether the selected finding counts this text among its terms. */
  related: boolean;
  /** Null where the text is as it was given; otherwise what stood in its place, once where it is cut further. */
  was: string | null;
}

/** A part of the draft that is drawn at once: a paragraph or a piece of one, or some rows of a table. */
export interface Unit {
  block: number;
  /** Offsets of a paragraph's text; for a table, its first row and the row after its last. */
  from: number;
  to: number;
}

const LONGEST_PARAGRAPH = 4000;
const MOST_ROWS = 20;

/** Findings gravest first, then in the order of the draft. */
export function inOrder(findings: Finding[]): Finding[] {
  const place = (finding: Finding) => finding.location?.start ?? Infinity;
  return [...findings].sort(
    (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || compare(place(a), place(b)),
  );
}

function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Cuts the draft into parts that are small enough to be drawn, and paragraphs at some offsets too. */
export function units(document: Document, cuts: readonly number[] = []): Unit[] {
  return document.blocks.flatMap((block, index) => {
    if (block.kind === "table") return stretches(index, 0, block.rows, MOST_ROWS);
    const inside = cuts.filter((cut) => block.start < cut && cut < block.end);
    const edges = [block.start, ...inside, block.end];
    return edges.slice(1).flatMap((end, at) => stretches(index, edges[at] ?? end, end, LONGEST_PARAGRAPH));
  });
}

function stretches(block: number, start: number, end: number, longest: number): Unit[] {
  const parts: Unit[] = [];
  for (let from = start; from < end || from === start; from += longest) {
    parts.push({ block, from, to: Math.min(from + longest, end) });
  }
  return parts;
}

/** Where the findings are marked: in a paragraph or a cell, or above a table when they concern more than a cell of it. */
export class Marks {
  readonly #blocks: Block[];
  readonly #inText = new Map<number, Mark[]>();
  readonly #aboveTable = new Map<number, Mark[]>();
  readonly #places = new Map<number, { block: number; offset: number }>();

  constructor(document: Document, findings: Finding[]) {
    this.#blocks = document.blocks;
    findings.forEach(({ location, severity }, finding) => {
      if (!location) return;
      const block = lastStarting(this.#blocks, location);
      const place = this.#blocks[block];
      if (!place) return;
      const start = Math.max(location.start, place.start);
      const mark = { start, end: Math.max(start, Math.min(location.end, place.end)), finding, severity };
      const above = place.kind === "table" && !cellAround(place, mark);
      const marks = above ? this.#aboveTable : this.#inText;
      marks.set(block, [...(marks.get(block) ?? []), mark]);
      this.#places.set(finding, { block, offset: above ? -1 : mark.start });
    });
  }

  /** Marks that concern a whole table. */
  above(block: number): Mark[] {
    return this.#aboveTable.get(block) ?? [];
  }

  /** The unit in which a finding is marked, or -1. */
  unitOf(finding: number, all: Unit[]): number {
    const place = this.#places.get(finding);
    if (!place) return -1;
    const block = this.#blocks[place.block];
    if (block?.kind === "paragraph") {
      return all.findIndex(
        (unit) => unit.block === place.block && (place.offset < unit.to || unit.to === block.end),
      );
    }
    if (!block) return -1;
    const row = place.offset < 0 ? 0 : (cellAround(block, { start: place.offset, end: place.offset })?.row ?? 0);
    return all.findIndex((unit) => unit.block === place.block && row < unit.to);
  }

  /** Cuts the text between two offsets at the edges of its marks. */
  pieces(
    text: string,
    block: number,
    start: number,
    end: number,
    related: { start: number; end: number }[],
    changed: readonly Hunk[] = [],
  ): Piece[] {
    const marks = (this.#inText.get(block) ?? []).filter((mark) => within(mark, start, end));
    const terms = related.filter((term) => within(term, start, end));
    const edges = new Set([start, end]);
    const hunks = changed.filter((hunk) => start <= hunk.start && hunk.end <= end);
    for (const { start: from, end: to } of [...marks, ...terms, ...hunks]) {
      edges.add(Math.max(from, start)).add(Math.min(to, end));
    }
    const sorted = [...edges].sort(compare);
    const empty = marks.filter((mark) => mark.start === mark.end);
    const pieces: Piece[] = empty
      .filter((mark) => mark.start <= start)
      .map((mark) => ({ text: "", marks: [mark], ending: [mark], related: false, was: null }));
    const told = new Set<Hunk>();
    const tell = (hunk: Hunk | undefined) => {
      if (!hunk) return null;
      const was = told.has(hunk) ? "" : hunk.was;
      told.add(hunk);
      return was;
    };
    const removed = (at: number) => hunks.filter((hunk) => hunk.start === at && hunk.end === at);
    const gaps = (at: number) => removed(at).map((hunk) => ({ text: "", marks: [], ending: [], related: false, was: hunk.was }));
    for (let i = 0; i + 1 < sorted.length; i++) {
      const [from, to] = [sorted[i] as number, sorted[i + 1] as number];
      pieces.push(...gaps(from));
      const over = marks.filter((mark) => mark.start <= from && to <= mark.end);
      pieces.push({
        text: text.slice(from, to),
        marks: over.sort((a, b) => a.finding - b.finding),
        ending: marks.filter((mark) => Math.min(mark.end, end) === to),
        related: terms.some((term) => term.start <= from && to <= term.end),
        was: tell(hunks.find((hunk) => hunk.start <= from && to <= hunk.end && hunk.start < hunk.end)),
      });
    }
    pieces.push(...gaps(end));
    return pieces;
  }
}

/** Whether a place touches the text between two offsets; an empty place touches where it stands. */
function within(place: { start: number; end: number }, start: number, end: number): boolean {
  if (place.start === place.end || start === end) return start <= place.start && place.end <= end;
  return place.start < end && start < place.end;
}

function cellAround(table: Table, place: { start: number; end: number }) {
  const cell = table.cells[lastStarting(table.cells, place)];
  return cell && cell.start <= place.start && place.end <= cell.end ? cell : undefined;
}

/** The last of the ordered places that starts no later than the given one, or the first that starts after it. */
function lastStarting(places: { start: number; end: number }[], { start, end }: { start: number; end: number }): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle]?.start ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  const found = Math.max(low - 1, 0);
  // A place that begins in the gap after one part belongs to the part that follows.
  const gap = (places[found]?.end ?? 0) < start || ((places[found]?.end ?? 0) === start && end > start);
  return gap && found + 1 < places.length ? found + 1 : found;
}
