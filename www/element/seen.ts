import type { Location, Review } from "gouji";

/**
 * What no reader sees: blanks, and the signs that editors put where the cursor must be able to stand. A draft as it was read
 * and the same draft in an editor differ in these.
 */
const UNSEEN = /[\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]+/g;

/** How far from where it should be a place is looked for, in characters that are seen. */
const REACH = 20_000;
/** How much of the text around a place must be the same, in characters that are seen; the longest first. */
const AROUND = [16, 6];

/** A text without what no reader sees. */
export function seenIn(text: string): string {
  return text.replace(UNSEEN, "");
}

/** Text of an editor that is seen. */
interface Run {
  node: Text;
  /** How many characters are seen before it. */
  before: number;
  /** Where each of its seen characters stands in it, once that was asked. */
  offsets?: number[];
}

/** What is seen in an editor, and where each character stands. */
class Seen {
  readonly text: string;
  readonly #runs: Run[] = [];

  constructor(readonly root: HTMLElement) {
    const texts: string[] = [];
    let before = 0;
    const walk = (parent: Node): void => {
      for (const node of parent.childNodes) {
        if (node.nodeType === Node.TEXT_NODE) {
          const seen = seenIn((node as Text).data);
          if (!seen) continue;
          this.#runs.push({ node: node as Text, before });
          texts.push(seen);
          before += seen.length;
        } else if (node.nodeType === Node.ELEMENT_NODE && !isHidden(node as HTMLElement)) {
          walk(node);
        }
      }
    };
    walk(root);
    this.text = texts.join("");
  }

  /** From one seen character up to another, of which there is at least one. */
  range(from: number, to: number): Range | null {
    const start = this.#place(from);
    const end = this.#place(to - 1);
    if (!start || !end) return null;
    const range = this.root.ownerDocument.createRange();
    range.setStart(start.node, start.offset);
    range.setEnd(end.node, end.offset + 1);
    return range;
  }

  #place(index: number): { node: Text; offset: number } | null {
    let low = 0;
    let high = this.#runs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#runs[middle]?.before ?? 0) <= index) low = middle + 1;
      else high = middle;
    }
    const run = this.#runs[low - 1];
    if (!run) return null;
    run.offsets ??= offsets(run.node.data);
    const offset = run.offsets[index - run.before];
    return offset === undefined ? null : { node: run.node, offset };
  }
}

/** What a reader of the page does not see, and the checker does not read. */
function isHidden(element: HTMLElement): boolean {
  return (
    /^(script|style|template|svg|math)$/i.test(element.localName) ||
    element.hasAttribute("hidden") ||
    element.style?.display === "none"
  );
}

/** Where each seen character of a text stands in it. */
function offsets(text: string): number[] {
  const places: number[] = [];
  let from = 0;
  for (const { index, 0: unseen } of [...text.matchAll(UNSEEN), { index: text.length, 0: "" }]) {
    while (from < index) places.push(from++);
    from = index + unseen.length;
  }
  return places;
}

/** How many characters are seen before each offset of a text. */
function counts(text: string): Uint32Array {
  const before = new Uint32Array(text.length + 1);
  let seen = 0;
  let next = 0;
  for (const offset of offsets(text)) {
    before.fill(seen, next, offset + 1);
    next = offset + 1;
    seen += 1;
  }
  return before.fill(seen, next);
}

/** The places of a review in the editor whose draft it is about; null for those that are not to be found in it. */
export function rangesOf(places: (Location | null)[], review: Review, root: HTMLElement): (Range | null)[] {
  const text = review.document?.text ?? "";
  const seen = new Seen(root);
  const before = counts(text);
  const read = seenIn(text);
  const isSame = read === seen.text;
  /** By how much the last place stood further back than it was read. */
  let shift = 0;

  return places.map((place) => {
    if (!place) return null;
    const from = before[place.start] ?? 0;
    const to = before[place.end] ?? 0;
    if (from === to) return null;
    if (isSame) return seen.range(from, to);
    for (const around of AROUND) {
      const start = Math.max(0, from - around);
      const at = nearest(seen.text, read.slice(start, to + around), start + shift);
      if (at === null) continue;
      shift = at - start;
      return seen.range(from + shift, to + shift);
    }
    return null;
  });
}

/** Where a text stands that is looked for near a place. */
function nearest(text: string, part: string, place: number): number | null {
  const first = Math.max(0, place - REACH);
  const stretch = text.slice(first, place + REACH + part.length);
  const after = stretch.indexOf(part, place - first);
  const ahead = stretch.lastIndexOf(part, place - first);
  if (after < 0 && ahead < 0) return null;
  const isAfter = ahead < 0 || (after >= 0 && first + after - place < place - first - ahead);
  return first + (isAfter ? after : ahead);
}
