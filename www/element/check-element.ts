import type { Options, Review } from "gouji";
import { CheckFailure, Checker, type FailureKind } from "../src/checker";
import { tell } from "../src/failure";
import { inOrder } from "../src/marks";
import type { GoujiCheck } from "../package/element";
import { type Editor, editorIn } from "./editor";
import { answerPages } from "./frame";
import { View } from "./view";

/** How long the draft must have stayed the same before it is checked, in milliseconds. */
const PAUSE = 400;
/** How often it is looked whether the editor has come, gone or been replaced, in milliseconds. */
const LOOK = 500;

/** A check that ended without a review, as it is told. */
export interface Failure {
  kind: FailureKind;
  /** What happened, a Chinese sentence. */
  what: string;
  /** What to do. */
  todo: string;
  /** What a technician wants to see. */
  details: string;
}

/** `<gouji-check>`: checks the draft in an editor while one writes, and says beside it what is wrong. */
export class CheckElement extends HTMLElement implements GoujiCheck {
  static readonly observedAttributes = ["for", "edition", "disable", "origins"];

  readonly #checker = new LazyChecker();
  readonly #view = new View(this.attachShadow({ mode: "open" }), (finding) => this.#lead(finding));
  #review: Review | null = null;
  /** Given by `attach`; otherwise the attribute `for` names it. */
  #target: Element | null = null;
  #editor: Editor | null = null;
  #unwatch = () => {};
  #looking = 0;
  #pause = 0;
  #turn = 0;
  #stopAnswering = () => {};

  /** The review of the draft as it is now; null while there is none. */
  get review(): Review | null {
    return this.#review;
  }

  /** Checks a draft, or without one what is in the editor now. Rejects with an `Error` that says what to do, in Chinese. */
  async check(draft?: string | Uint8Array, options: Options = {}): Promise<Review> {
    clearTimeout(this.#pause);
    const turn = ++this.#turn;
    const editor = draft === undefined ? this.#findEditor() : null;
    const read = editor?.read();
    const given = draft ?? read?.content;
    if (given === undefined) throw new Error("没有可核对的内容：请把稿件传给 check()，或者先用 attach() 接上编辑器。");
    this.#expire();
    try {
      const review = await this.#checker.get().check(given, { ...this.#options(), ...(read && { mime: read.mime }), ...options });
      if (turn === this.#turn) this.#show(review, editor);
      return review;
    } catch (error) {
      const failure = told(error);
      if (turn === this.#turn) {
        this.#view.fail(failure);
        this.#dispatch("gouji:failed", failure);
      }
      throw Object.assign(new Error(failure.what + failure.todo, { cause: error }), failure);
    }
  }

  /** Checks what is written in an editor from now on: an element that is one, holds one, or was replaced by one. */
  attach(editor: Element): void {
    this.detach();
    this.#target = editor;
    this.#look();
  }

  /** Lets go of the editor. */
  detach(): void {
    this.#target = null;
    this.#release();
    clearTimeout(this.#pause);
  }

  connectedCallback(): void {
    this.#look();
    this.#looking = setInterval(() => this.#look(), LOOK);
    this.#allow();
  }

  disconnectedCallback(): void {
    clearInterval(this.#looking);
    clearTimeout(this.#pause);
    this.#release();
    this.#stopAnswering();
    this.#checker.close();
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (before === now || !this.isConnected) return;
    if (name === "origins") this.#allow();
    else if (name === "for") this.#look();
    else if (this.#editor) this.#change();
  }

  #options(): Options {
    const edition = this.getAttribute("edition");
    const disable = words(this.getAttribute("disable"));
    return { document: true, ...(edition ? { edition: edition as NonNullable<Options["edition"]> } : {}), ...(disable.length ? { disable } : {}) };
  }

  /** Keeps to the editor that there is: editors come late, go, and put others in their place. */
  #look(): void {
    const before = this.#editor;
    const editor = this.#findEditor();
    if (editor && editor !== before) this.#change();
  }

  #findEditor(): Editor | null {
    if (this.#editor?.isThere && this.#target === this.#named()) return this.#editor;
    this.#release();
    this.#target = this.#named();
    this.#editor = this.#target && editorIn(this.#target);
    if (this.#editor) this.#unwatch = this.#editor.watch(() => this.#change());
    return this.#editor;
  }

  /** What is attached, or what `for` names in the element's own tree or in the page. */
  #named(): Element | null {
    const id = this.getAttribute("for");
    if (!id) return this.#target;
    const tree = this.getRootNode() as Document | ShadowRoot;
    return tree.getElementById?.(id) ?? document.getElementById(id);
  }

  #release(): void {
    this.#unwatch();
    this.#unwatch = () => {};
    this.#editor = null;
  }

  /** The draft has changed: what was found no longer holds, and is looked at again when the writer pauses. */
  #change(): void {
    this.#turn += 1;
    this.#expire();
    this.#editor?.prune();
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.check().catch(() => {}), PAUSE);
  }

  #expire(): void {
    this.#review = null;
    this.#view.wait();
    this.#dispatch("gouji:checking", null);
  }

  #show(review: Review, editor: Editor | null): void {
    this.#review = review;
    const findings = inOrder(review.findings);
    editor?.mark(findings, review);
    this.#view.show(review, findings, editor !== null);
    this.#dispatch("gouji:checked", review);
  }

  #lead(finding: number): boolean {
    return this.#editor?.lead(finding) ?? false;
  }

  /** Answers the pages of the origins that are named, and no others. */
  #allow(): void {
    this.#stopAnswering();
    const origins = new Set(words(this.getAttribute("origins")));
    this.#stopAnswering = origins.size === 0 ? () => {} : answerPages(origins, (draft, options) => this.check(draft, options), told);
  }

  #dispatch(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}

/** The words of an attribute. */
function words(value: string | null): string[] {
  return (value ?? "").split(/[\s,]+/).filter(Boolean);
}

/** A failure in words, whoever reports it. */
function told(error: unknown): Failure {
  const cause = error instanceof Error && error.cause instanceof CheckFailure ? error.cause : error;
  const kind = cause instanceof CheckFailure ? cause.kind : "trapped";
  const { what, todo, details } = tell(cause) ?? { what: "核对停下了，因为给了另一份稿件。", todo: "", details: "" };
  return { kind, what, todo, details };
}

/** A page may hold an element that is never used: it begins no worker. */
class LazyChecker {
  #checker: Checker | null = null;

  get(): Checker {
    return (this.#checker ??= new Checker());
  }

  close(): void {
    this.#checker?.close();
    this.#checker = null;
  }
}
