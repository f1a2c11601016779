import { html, type LitElement, nothing, type ReactiveController, type TemplateResult } from "lit";
import { type Block, blockIn, isOfFigures, lay, sizeOf } from "./block";
import { copy } from "./clipboard";
import { TextEdited, Told } from "./events";
import { farthest, following, neighbour } from "./grid";
import type { Target } from "./proof";

/** Farther than this, in pixels, a press of the mouse selects text and edits nothing. */
const STILL = 4;

/** Two characters of Chinese or more: a name, and no figure with its unit. */
const NAME = /\p{Script=Han}.*\p{Script=Han}/u;

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
 * Editing in place, by the keys of a spreadsheet. A cell is entered by a click, Enter, F2 or by typing, a paragraph by a
 * double click or F2. Enter and the up and down arrows keep what was typed and go to the next row, Tab goes to the next cell,
 * Escape drops it. One who came by typing or by Tab leaves with the other arrows too; Enter after Tabs goes to the row below
 * the first of them.
 */
export class Editing implements ReactiveController {
  /** The key of what is being edited. */
  key: string | null = null;
  /** Set once in the new editor. */
  #initial: string | null = null;
  /** Whether the edit began with a letter that was typed. */
  #typed = false;
  /** Whether the arrows to the sides leave the editor and do not move in it. */
  #passing = false;
  /** The cell from which one went on by Tab. */
  #tabbedFrom: HTMLTableCellElement | null = null;
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
    this.#passing = typed !== null;
    this.#initial = typed ?? this.editable.text(key);
    this.host.dispatchEvent(new TextEdited({ begin: target }));
    if (typed !== null) this.host.dispatchEvent(new TextEdited({ text: typed }));
    this.host.requestUpdate();
    this.editable.begun(key);
    return true;
  }

  /**
   * Puts copied cells into those from the one with the focus to the right and below, as one step. In an editor anything that
   * has cells is taken so, elsewhere only figures: a report is a new draft. False when it is not meant for the cells.
   */
  paste(transfer: DataTransfer): boolean {
    const active = this.host.shadowRoot?.activeElement;
    const start = active?.closest<HTMLTableCellElement>("td[data-edit]");
    const block = start ? blockIn(transfer) : null;
    if (!start || !block) return false;
    const { rows, columns } = sizeOf(block);
    if (active === this.#editor ? rows * columns === 1 : !isOfFigures(block)) return false;
    if (this.key !== null) this.#end(false);
    start.focus({ preventScroll: true });
    this.host.dispatchEvent(new Told(this.#fill(block, start)));
    return true;
  }

  #fill(block: Block, start: HTMLTableCellElement): string {
    const { rows, columns } = sizeOf(block);
    const size = `${rows} 行 ${columns} 列`;
    const laid = lay(block, start, (cell) => NAME.test(this.editable.text(keyOf(cell))));
    if (laid === "covers") return `没有粘贴：复制的 ${size}会盖住表里的名称或者合并的格子。请看看起点对不对，两边的行列是不是一样。`;
    if ("rows" in laid) return `没有粘贴：复制的是 ${size}，从这一格往右往下只有 ${laid.rows} 行 ${laid.columns} 列，放不下。`;
    const fill = laid.cells.flatMap(([cell, text]) => {
      const target = this.editable.target(keyOf(cell));
      return target ? [{ target, text }] : [];
    });
    this.host.dispatchEvent(new TextEdited({ fill, title: "粘贴" }));
    return `已粘贴${rows * columns === 1 ? "到这一格" : ` ${size}`}，改动的格子有标记；要退回，按 Ctrl+Z。`;
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

  /** Whether an event comes from this view itself, and not from one that is drawn within it. */
  #isOwn(event: Event): boolean {
    const [origin] = event.composedPath();
    return origin instanceof Node && origin.getRootNode() === this.host.renderRoot;
  }

  readonly #press = ({ clientX, clientY }: MouseEvent): void => {
    this.#pressed = { x: clientX, y: clientY };
  };

  readonly #click = (event: MouseEvent): void => {
    const inside = this.#isOwn(event) ? within(event) : null;
    if (!inside || inside.link || inside.element.contains(this.#editor)) return;
    const isCell = inside.element.localName === "td";
    if (isCell !== (event.type === "click")) return;
    if (isCell && Math.hypot(event.clientX - this.#pressed.x, event.clientY - this.#pressed.y) > STILL) return;
    this.#tabbedFrom = null;
    this.begin(inside.key);
  };

  readonly #leave = (event: FocusEvent): void => {
    // An editor that is taken away loses the focus too, and then another one may be open already.
    const left = event.composedPath()[0];
    if (this.key !== null && left instanceof HTMLElement && left.dataset["of"] === this.key) this.#end(true);
  };

  readonly #keydown = (event: KeyboardEvent): void => {
    if (event.isComposing || event.defaultPrevented || !this.#isOwn(event)) return;
    const inside = within(event);
    if (this.key !== null && event.composedPath()[0] === this.#editor) this.#inEditor(event);
    else if (inside) this.#onElement(event, inside);
    else this.#onTable(event);
  };

  #inEditor(event: KeyboardEvent): void {
    const element = this.host.renderRoot.querySelector<HTMLElement>(`[data-edit="${this.key}"]`);
    const cell = element?.localName === "td" ? (element as HTMLTableCellElement) : null;
    const arrow = ARROWS[event.key];
    const leaves = arrow && (arrow[0] !== 0 || this.#passing) && !event.shiftKey;
    if (event.key === "Escape") {
      this.#end(false);
      element?.focus({ preventScroll: true });
    } else if (event.key === "Tab" && cell) {
      const next = this.#tab(cell, event.shiftKey);
      if (!next) return;
      this.begin(keyOf(next));
      this.#passing = true;
    } else if (event.key === "Enter" || (leaves && cell)) {
      if (arrow) this.#tabbedFrom = null;
      const next = cell && (arrow ? neighbour(cell, ...arrow) : this.#below(cell, event.shiftKey));
      this.#end(true);
      (next ?? element)?.focus();
    } else {
      return;
    }
    event.preventDefault();
  }

  #onElement(event: KeyboardEvent, { key, element, link }: Inside): void {
    const cell = element.localName === "td" ? (element as HTMLTableCellElement) : null;
    const control = event.ctrlKey || event.metaKey;
    const arrow = ARROWS[event.key];
    if (event.altKey) return;
    if (arrow) this.#tabbedFrom = null;
    if (control) {
      if (!cell || link) return;
      if (arrow) farthest(cell, ...arrow).focus();
      else if (event.key.toLowerCase() === "c" && !getSelection()?.toString()) void copy({ text: this.editable.text(key) });
      else return;
    } else if (event.key === "F2" || (event.key === "Enter" && !link)) this.begin(key);
    else if (!cell) return;
    else if (arrow) neighbour(cell, ...arrow)?.focus();
    else if (link) return;
    else if (event.key === "Home") farthest(cell, 0, -1).focus();
    else if (event.key === "End") farthest(cell, 0, 1).focus();
    else if (event.key === "Escape") cell.closest<HTMLElement>(".scroll")?.focus({ preventScroll: true });
    else if (event.key === "Delete" || event.key === "Backspace") this.#empty(key);
    else if (event.key.length === 1 && event.key !== " ") this.begin(key, event.key);
    else if (event.key !== "Tab") return;
    else {
      const next = this.#tab(cell, event.shiftKey);
      if (!next) return;
      next.focus();
    }
    event.preventDefault();
  }

  #empty(key: string): void {
    const target = this.editable.target(key);
    if (target) this.host.dispatchEvent(new TextEdited({ fill: [{ target, text: "" }], title: "清空" }));
  }

  #tab(cell: HTMLTableCellElement, back: boolean): HTMLTableCellElement | undefined {
    if (!back) this.#tabbedFrom ??= cell;
    return following(cell, back ? -1 : 1);
  }

  /** Where Enter goes: a row down, or up, and after Tabs back to the column of the first of them. */
  #below(cell: HTMLTableCellElement, back: boolean): HTMLTableCellElement | null {
    const from = this.#tabbedFrom?.parentElement === cell.parentElement ? this.#tabbedFrom : cell;
    this.#tabbedFrom = null;
    return neighbour(from ?? cell, back ? -1 : 1, 0);
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
