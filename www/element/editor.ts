import type { Finding, Review } from "gouji";
import { EditableEditor } from "./editable";
import { TextareaEditor } from "./textarea";

/** A draft as an editor holds it. */
export interface Draft {
  content: string;
  mime: "text/html" | "text/plain";
}

/** Something in which a draft is written. */
export interface Editor {
  /** Whether it is still part of the page. */
  readonly isThere: boolean;
  read(): Draft;
  /** Calls back after every change; the answer ends that. */
  watch(changed: () => void): () => void;
  /** Marks the places of the findings, instead of those marked before. Nothing of it enters the draft. */
  mark(findings: Finding[], review: Review): void;
  /** Takes away marks whose text is no longer what was found. */
  prune(): void;
  /** Selects the place of a finding that was marked; false where it cannot be pointed at. */
  lead(finding: number): boolean;
}

const HOLDERS = "[contenteditable]:not([contenteditable=false]), iframe, textarea";

/** The editor that an element is, holds, or was replaced by; null while there is none. */
export function editorIn(target: Element): Editor | null {
  // TinyMCE, CKEditor and UEditor hide the element that they were given and put themselves beside it.
  const beside = isShown(target) ? [] : [target.nextElementSibling, target.previousElementSibling];
  for (const element of [target, ...beside]) {
    if (!element) continue;
    const found = editorAt(element) ?? first([...element.querySelectorAll(HOLDERS)], editorAt);
    if (found) return found;
  }
  return null;
}

function editorAt(element: Element): Editor | null {
  // By name, for what comes from another document has other classes.
  if (element.localName === "textarea") {
    return isShown(element) ? new TextareaEditor(element as HTMLTextAreaElement) : null;
  }
  const host = element.localName === "iframe" ? bodyOf(element as HTMLIFrameElement) : (element as HTMLElement);
  return host && isEditable(host) ? new EditableEditor(host) : null;
}

/** What an editor's frame shows; null for a frame of another site. */
function bodyOf(frame: HTMLIFrameElement): HTMLElement | null {
  return frame.contentDocument?.body ?? null;
}

function isEditable(element: HTMLElement): boolean {
  return element.isContentEditable || element.ownerDocument.designMode === "on";
}

function isShown(element: Element): boolean {
  return element.getClientRects().length > 0;
}

function first<T, U>(list: T[], find: (item: T) => U | null): U | null {
  for (const item of list) {
    const found = find(item);
    if (found) return found;
  }
  return null;
}
