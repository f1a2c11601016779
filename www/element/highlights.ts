import type { Severity } from "gouji";

/** Marks that the browser draws over a text without touching it; where it cannot, there are none. */
export class Highlights {
  readonly #ranges: { range: Range; text: string; severity: Severity }[] = [];
  readonly #window: (Window & typeof globalThis) | null;

  constructor(readonly root: HTMLElement) {
    this.#window = root.ownerDocument.defaultView;
  }

  add(range: Range, severity: Severity): void {
    const highlight = this.#of(severity);
    if (!highlight) return;
    dress(this.root, this.#window);
    highlight.add(range);
    this.#ranges.push({ range, text: range.toString(), severity });
  }

  clear(): void {
    for (const { range, severity } of this.#ranges.splice(0)) this.#of(severity)?.delete(range);
  }

  /** Takes away those whose text has changed. */
  prune(): void {
    const kept = this.#ranges.splice(0).filter(({ range, text, severity }) => {
      const isSame = range.toString() === text;
      if (!isSame) this.#of(severity)?.delete(range);
      return isSame;
    });
    this.#ranges.push(...kept);
  }

  /** The highlight that all elements of a page share. */
  #of(severity: Severity): Highlight | null {
    const window = this.#window;
    if (!window || !("Highlight" in window)) return null;
    const name = `gouji-${severity}`;
    const registry = window.CSS.highlights;
    const highlight = registry.get(name) ?? new window.Highlight();
    // Where an error and a note lie over each other, the error is seen.
    highlight.priority = { error: 3, warning: 2, note: 1 }[severity];
    registry.set(name, highlight);
    return highlight;
  }
}

const STYLE = `
::highlight(gouji-error) { background-color: #fbd3cf; color: #7d0f0a; text-decoration: underline 2px #ad211a; }
::highlight(gouji-warning) { background-color: #ffedc2; color: #5c3a00; text-decoration: underline wavy #744900; }
::highlight(gouji-note) { text-decoration: underline dotted 2px #1d5686; }
`;

const dressed = new WeakSet<Node>();

/** Gives the marks their look in the editor's document, or in the shadow tree that it stands in. */
function dress(root: HTMLElement, window: (Window & typeof globalThis) | null): void {
  const tree = root.getRootNode() as Document | ShadowRoot;
  if (!window || dressed.has(tree) || !("adoptedStyleSheets" in tree)) return;
  dressed.add(tree);
  // A sheet can be adopted only where its window made it.
  const sheet = new window.CSSStyleSheet();
  sheet.replaceSync(STYLE);
  tree.adoptedStyleSheets = [...tree.adoptedStyleSheets, sheet];
}
