import type { Options, Review } from "./index.js";

/** A check that ended without a review: the detail of `gouji:failed`, and what the error of `check` carries. */
export interface Failure {
  /**
   * The draft cannot be read; the checker failed, and a new one is ready; it could not be loaded; what reads files could not
   * be loaded; another draft was given meanwhile.
   */
  kind: "refused" | "trapped" | "unavailable" | "files-unavailable" | "stopped";
  /** What happened, a Chinese sentence. */
  what: string;
  /** What to do, Chinese. */
  todo: string;
  /** What a technician wants to see. */
  details: string;
}

/**
 * `<gouji-check for edition disable origins>`: checks the draft in an editor while one writes, and says beside it what is
 * wrong.
 *
 * - `for`: the id of the editor, or of the element that holds it or was replaced by it;
 * - `edition`: check against this form, for instance `2021`;
 * - `disable`: codes that are not to be checked, with blanks between;
 * - `origins`: origins whose pages may ask by `postMessage`, with blanks between.
 */
export interface GoujiCheck extends HTMLElement {
  /** The review of the draft as it is now; null from a change of the draft to the next `gouji:checked`. */
  readonly review: Review | null;
  /** Checks a draft, or without one what is in the editor now. Rejects with an `Error` that carries a {@link Failure}. */
  check(draft?: string | Uint8Array, options?: Options): Promise<Review>;
  /** Checks what is written in an editor from now on. */
  attach(editor: Element): void;
  /** Lets go of the editor. */
  detach(): void;
}

/** The element's class; already registered as `gouji-check`. */
export declare const GoujiCheck: { new (): GoujiCheck };

/** The element's name. */
export declare const name: "gouji-check";

declare global {
  interface HTMLElementTagNameMap {
    "gouji-check": GoujiCheck;
  }
  /** All bubble and are composed. */
  interface HTMLElementEventMap {
    /** The draft has changed; the last review no longer holds. */
    "gouji:checking": CustomEvent<null>;
    "gouji:checked": CustomEvent<Review>;
    "gouji:failed": CustomEvent<Failure>;
  }
}
