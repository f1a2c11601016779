import { html, type LitElement, nothing, type ReactiveController, type TemplateResult } from "lit";
import { TextEdited } from "./events";
import { neighbour } from "./grid";
import type { Target } from "./proof";

/** Farther than this, in pixels, a press of the mouse selects text and edits nothing. */
const STILL = 4;

const ARROWS: Record<string, [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** What a view says about the elements that can be edited in it; each carries its key in `data-edit`. */
export interface Editable {
  target(key: string): Target | null;
  /** What the editor holds at first. */
  text(key: string): string;
  /** What a screen reader calls it. */
  name(key: string): string;
  /** Told when an edit begins. */
  begun(key: string): void;
}

/**
 * Editing in place. A cell is entered by a click, Enter, F2 or by typing, a paragraph by a double click or F2. Enter and
 * the up and down arrows keep what was typed and go to the next row, Tab goes to the next cell, Escape drops it.
 */
export class Editing implements ReactiveController {
  /** The key of what is being edited. */
  key: string | null = null;
  /** Set once in the new editor. */
  #initial: string | null = null;
  /** Whether the edit began with a letter that was typed. */
  #typed = false;
  #pressed = { x: 0, y: 0 };

  constructor(
    readonly host: LitElement,
    readonly editable: Editable,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.host.addEventListener("mousedown", this.#press);
    this.host.addEventListener("click", this.#click);
    this.host.addEventListener("dblclick", this.#click);
    this.host.addEventListener("keydown", this.#keydown);
    this.host.addEventListener("focusout", this.#leave);
  }

  hostDisconnected(): void {
    this.host.removeEventListener("mousedown", this.#press);
    this.host.removeEventListener("click", this.#click);
    this.host.removeEventListener("dblclick", this.#click);
    this.host.removeEventListener("keydown", this.#keydown);
    this.host.removeEventListener("focusout", this.#leave);
    if (this.key !== null) this.#end(false);
  }

  hostUpdated(): void {
    const editor = this.#editor;
    if (!editor) return;
    if (this.#initial !== null) {
      editor.value = this.#initial;
      editor.focus({ preventScroll: true });
      // One who begins by typing goes on behind the first letter; otherwise what is typed takes the old text's place.
      if (this.#typed) editor.setSelectionRange(editor.value.length, editor.value.length);
      else editor.select();
      this.#initial = null;
      this.#typed = false;
    }
    if (editor.classList.contains("long")) {
      editor.style.height = "auto";
      editor.style.height = `${editor.scrollHeight + 4}px`;
    }
  }

  /** The editor, in the element of that key while it is edited. */
  editor(key: string, isLong = false): TemplateResult | typeof nothing {
    if (key !== this.key) return nothing;
    return html`<textarea
      class="editor ${isLong ? "long" : ""}"
      data-of=${key}
      rows="1"
      autocomplete="off"
      spellcheck="false"
      aria-label=${this.editable.name(key)}
      @input=${this.#input}
    ></textarea>`;
  }

  /** Begins to edit an element; false when it cannot be edited. */
  begin(key: string, typed: string | null = null): boolean {
    if (this.key === key) return true;
    if (this.key !== null) this.#end(true);
    const target = this.editable.target(key);
    if (!target) return false;
    this.key = key;
    this.#typed = typed !== null;
    this.#initial = typed ?? this.editable.text(key);
    this.host.dispatchEvent(new TextEdited({ begin: target }));
    if (typed !== null) this.host.dispatchEvent(new TextEdited({ text: typed }));
    this.host.requestUpdate();
    this.editable.begun(key);
    return true;
  }

  /** Ends without a word, for the draft has changed under it. */
  forget(): void {
    this.key = null;
  }

  get #editor(): HTMLTextAreaElement | null {
    return this.key === null ? null : this.host.renderRoot.querySelector("textarea.editor");
  }

  #end(keep: boolean): void {
    this.key = null;
    this.host.dispatchEvent(new TextEdited({ keep }));
    this.host.requestUpdate();
  }

  readonly #input = (event: Event): void => {
    this.host.dispatchEvent(new TextEdited({ text: (event.target as HTMLTextAreaElement).value }));
  };

  readonly #press = ({ clientX, clientY }: MouseEvent): void => {
    this.#pressed = { x: clientX, y: clientY };
  };

  readonly #click = (event: MouseEvent): void => {
    const inside = within(event);
    if (!inside || inside.link || inside.element.contains(this.#editor)) return;
    const isCell = inside.element.localName === "td";
    if (isCell !== (event.type === "click")) return;
    if (isCell && Math.hypot(event.clientX - this.#pressed.x, event.clientY - this.#pressed.y) > STILL) return;
    this.begin(inside.key);
  };

  readonly #leave = (event: FocusEvent): void => {
    // An editor that is taken away loses the focus too, and then another one may be open already.
    const left = event.composedPath()[0];
    if (this.key !== null && left instanceof HTMLElement && left.dataset["of"] === this.key) this.#end(true);
  };

  readonly #keydown = (event: KeyboardEvent): void => {
    if (event.isComposing || event.defaultPrevented) return;
    const inside = within(event);
    if (this.key !== null && event.composedPath()[0] === this.#editor) this.#inEditor(event);
    else if (inside) this.#onElement(event, inside);
    else this.#onTable(event);
  };

  #inEditor(event: KeyboardEvent): void {
    const element = this.host.renderRoot.querySelector<HTMLElement>(`[data-edit="${this.key}"]`);
    const isCell = element?.localName === "td";
    const vertical = event.key === "Enter" ? (event.shiftKey ? -1 : 1) : (ARROWS[event.key]?.[0] ?? 0);
    if (event.key === "Escape") {
      this.#end(false);
      element?.focus({ preventScroll: true });
    } else if (event.key === "Tab" && isCell) {
      const next = this.#following(element, event.shiftKey ? -1 : 1);
      if (!next) return;
      this.begin(keyOf(next));
    } else if (event.key === "Enter" || (vertical !== 0 && isCell)) {
      const next = isCell ? neighbour(element as HTMLTableCellElement, vertical, 0) : null;
      this.#end(true);
      (next ?? element)?.focus();
    } else {
      return;
    }
    event.preventDefault();
  }

  #onElement(event: KeyboardEvent, { key, element, link }: Inside): void {
    const { ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey) return;
    const arrow = ARROWS[event.key];
    const isCell = element.localName === "td";
    if (event.key === "F2" || (event.key === "Enter" && !link)) this.begin(key);
    else if (arrow && isCell) neighbour(element as HTMLTableCellElement, ...arrow)?.focus();
    else if (isCell && !link && event.key.length === 1 && event.key !== " ") this.begin(key, event.key);
    else return;
    event.preventDefault();
  }

  /** From the frame around a table one goes into it. */
  #onTable(event: KeyboardEvent): void {
    const frame = event.composedPath()[0] as HTMLElement;
    const goes = event.key === "Enter" || event.key === "F2" || event.key === "ArrowDown";
    if (!goes || !frame.classList?.contains("scroll")) return;
    const first = frame.querySelector<HTMLElement>("td.error[data-edit]") ?? frame.querySelector<HTMLElement>("td[data-edit]");
    first?.focus();
    event.preventDefault();
  }

  #following(element: HTMLElement | null, by: 1 | -1): HTMLElement | undefined {
    const all = [...this.host.renderRoot.querySelectorAll<HTMLElement>("td[data-edit]")];
    const at = element ? all.indexOf(element) : -1;
    return at < 0 ? undefined : all[at + by];
  }
}

interface Inside {
  key: string;
  element: HTMLElement;
  /** Whether it came from a link to a finding. */
  link: boolean;
}

/** The element that can be edited and in which something happened. */
function within(event: Event): Inside | null {
  const path = event.composedPath().filter((node) => node instanceof HTMLElement);
  const element = path.find(({ dataset }) => dataset["edit"] !== undefined);
  return element ? { element, key: keyOf(element), link: path.some(({ localName }) => localName === "a") } : null;
}

function keyOf(element: HTMLElement): string {
  return element.dataset["edit"] ?? "";
}
