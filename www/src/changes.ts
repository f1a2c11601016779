import type { Document } from "gouji";
import { type Place, type Span, spanAt } from "./manuscript";

/** A stretch of the present text that is not as it was given, and what stood there. */
export interface Hunk extends Span {
  was: string;
}

/** A paragraph or a cell that is not as it was given. */
export interface Change {
  place: Place;
  /** Its whole text as it was given. */
  was: string;
  /** Where it differs, in order. */
  hunks: Hunk[];
}

/** Lines with more words than this are not compared word by word. */
const MOST_WORDS = 400;

/** What differs between a document and the same document as it was given. */
export function changesBetween(original: Document, current: Document): Change[] {
  if (original.text === current.text) return [];
  const changes: Change[] = [];
  const compare = (place: Place) => {
    const [before, now] = [spanAt(original, place), spanAt(current, place)];
    if (!before || !now) return;
    const [was, is] = [original.text.slice(before.start, before.end), current.text.slice(now.start, now.end)];
    if (was === is) return;
    const hunks = place.cell === null ? hunksBetween(was, is, now.start) : [{ start: now.start, end: now.end, was }];
    changes.push({ place, was, hunks });
  };
  current.blocks.forEach((found, block) => {
    if (found.kind === "paragraph") compare({ block, cell: null });
    else found.cells.forEach((_, cell) => compare({ block, cell }));
  });
  return changes;
}

/** The stretches of `is` that differ from `was`, whole figures at a time; `offset` is where `is` begins. */
export function hunksBetween(was: string, is: string, offset: number): Hunk[] {
  const [before, now] = [wordsOf(was), wordsOf(is)];
  let first = 0;
  while (first < before.length && first < now.length && before[first] === now[first]) first++;
  let [lastBefore, lastNow] = [before.length, now.length];
  while (lastBefore > first && lastNow > first && before[lastBefore - 1] === now[lastNow - 1]) [lastBefore, lastNow] = [lastBefore - 1, lastNow - 1];
  let at = offset + now.slice(0, first).join("").length;
  const hunks: Hunk[] = [];
  let open: Hunk | null = null;
  for (const { kept, taken, put } of steps(before.slice(first, lastBefore), now.slice(first, lastNow))) {
    if (kept) {
      open = null;
      at += kept.length;
      continue;
    }
    if (!open) hunks.push((open = { start: at, end: at, was: "" }));
    open.was += taken;
    at += put.length;
    open.end = at;
  }
  return hunks;
}

/** Figures stay whole; any other character stands for itself. */
function wordsOf(text: string): string[] {
  return text.match(/[0-9０-９]+(?:\.[0-9]+)?|[^]/gu) ?? [];
}

interface DiffStep {
  kept: string;
  taken: string;
  put: string;
}

/** From one list of words to the other along their longest common part. */
function steps(before: string[], now: string[]): DiffStep[] {
  if (before.length > MOST_WORDS || now.length > MOST_WORDS) return [{ kept: "", taken: before.join(""), put: now.join("") }];
  const width = now.length + 1;
  const common = new Uint16Array((before.length + 1) * width);
  const of = (i: number, j: number) => common[i * width + j] ?? 0;
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      common[i * width + j] = before[i] === now[j] ? of(i + 1, j + 1) + 1 : Math.max(of(i + 1, j), of(i, j + 1));
    }
  }
  const list: DiffStep[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < now.length) {
    if (i < before.length && j < now.length && before[i] === now[j]) {
      list.push({ kept: before[i] as string, taken: "", put: "" });
      [i, j] = [i + 1, j + 1];
    } else if (j >= now.length || (i < before.length && of(i + 1, j) >= of(i, j + 1))) {
      list.push({ kept: "", taken: before[i++] as string, put: "" });
    } else {
      list.push({ kept: "", taken: "", put: now[j++] as string });
    }
  }
  return list;
}
