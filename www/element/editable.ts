import type { Finding, Review } from "gouji";
import type { Draft, Editor } from "./editor";
import { Highlights } from "./highlights";
import { rangesOf, seenIn } from "./seen";

/** Marks beyond these would help nobody. */
const MOST_MARKS = 500;

/** Editable content of a page: an element of the page itself, or the body of an editor's frame. */
export class EditableEditor implements Editor {
  readonly #highlights: Highlights;
  #ranges: (Range | null)[] = [];

  constructor(readonly root: HTMLElement) {
    this.#highlights = new Highlights(root);
  }

  get isThere(): boolean {
    // A frame that has gone keeps its document, but that has no window any more.
    return this.root.isConnected && this.root.ownerDocument.defaultView !== null;
  }

  read(): Draft {
    if (this.root.contentEditable === "plaintext-only") return { content: this.root.innerText, mime: "text/plain" };
    return { content: this.root.innerHTML, mime: "text/html" };
  }

  watch(changed: () => void): () => void {
    let known = essence(this.root.innerHTML);
    // Not by `input`: an editor changes its content without it when a button, a paste or a script does.
    const observer = new MutationObserver(() => {
      const now = essence(this.root.innerHTML);
      if (now === known) return;
      known = now;
      changed();
    });
    observer.observe(this.root, { childList: true, characterData: true, subtree: true });
    return () => {
      observer.disconnect();
      this.#highlights.clear();
    };
  }

  mark(findings: Finding[], review: Review): void {
    this.#highlights.clear();
    const marked = findings.slice(0, MOST_MARKS);
    this.#ranges = rangesOf(marked.map(({ location }) => location), review, this.root);
    this.#ranges.forEach((range, index) => {
      const finding = marked[index];
      if (range && finding) this.#highlights.add(range, finding.severity);
    });
  }

  prune(): void {
    this.#highlights.prune();
  }

  lead(finding: number): boolean {
    const range = this.#ranges[finding];
    if (!range || !this.root.contains(range.startContainer)) return false;
    const { startContainer, startOffset, endContainer, endOffset } = range;
    this.root.focus({ preventScroll: true });
    const element = startContainer.nodeType === Node.TEXT_NODE ? startContainer.parentElement : (startContainer as Element);
    element?.scrollIntoView({ block: "center", inline: "nearest" });
    this.#selection()?.setBaseAndExtent(startContainer, startOffset, endContainer, endOffset);
    return true;
  }

  /** Chrome keeps a selection for each shadow tree. */
  #selection(): Selection | null {
    const tree = this.root.getRootNode() as Document | (ShadowRoot & { getSelection?(): Selection | null });
    return tree.getSelection?.() ?? this.root.ownerDocument.getSelection();
  }
}

/**
 * What a change of makes a change of the draft. Editors move helpers of theirs about when the cursor or the focus goes; were
 * that taken for a change, the button that one is about to press would be blocked under one's finger.
 */
function essence(html: string): string {
  const tags = html.replace(/<(\/?\w+)([^>]*)>/g, (_, name: string, attributes: string) =>
    name === "br" ? "" : `<${name} ${attributes.match(/(row|col)span="\d+/g) ?? ""}>`,
  );
  // An element in which there is nothing, such as the bars by which columns are drawn wider. Cells count even so.
  return seenIn(tags).replace(/<(?!t[dhr]\b)(\w+)><\/\1>/g, "");
}
