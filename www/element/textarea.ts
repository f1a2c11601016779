import type { Finding } from "gouji";
import type { Draft, Editor } from "./editor";

/** Text in which tags stand is the source of a page. */
const SOURCE = /<(p|div|table|h[1-6]|br)\b[^>]*>/i;

/** A <textarea>. Its text cannot be marked, only selected. */
export class TextareaEditor implements Editor {
  #places: ({ start: number; end: number } | null)[] = [];

  constructor(readonly area: HTMLTextAreaElement) {}

  get isThere(): boolean {
    // An editor that takes a textarea's place hides it.
    return this.area.getClientRects().length > 0;
  }

  read(): Draft {
    const content = this.area.value;
    return { content, mime: SOURCE.test(content) ? "text/html" : "text/plain" };
  }

  watch(changed: () => void): () => void {
    const ended = new AbortController();
    let known = this.area.value;
    const look = () => {
      if (this.area.value === known) return;
      known = this.area.value;
      changed();
    };
    // A browser tells of a change once more when the focus goes.
    for (const type of ["input", "change"]) this.area.addEventListener(type, look, { signal: ended.signal });
    return () => ended.abort();
  }

  mark(findings: Finding[]): void {
    const { value } = this.area;
    this.#places = findings.map(({ location }) => {
      if (!location) return null;
      const { start, end, text, context } = location;
      if (value.slice(start, end) === text) return { start, end };
      // In a source, places are told by the line's text, where that stands in the source as it is read.
      const line = value.indexOf(context);
      const at = line < 0 || !text ? -1 : value.indexOf(text, line);
      return at < 0 ? null : { start: at, end: at + text.length };
    });
  }

  prune(): void {
    this.#places = [];
  }

  lead(finding: number): boolean {
    const place = this.#places[finding];
    if (!place) return false;
    // A browser brings the selection into view when the focus comes.
    this.area.blur();
    this.area.setSelectionRange(place.start, place.end);
    this.area.focus();
    return true;
  }
}
