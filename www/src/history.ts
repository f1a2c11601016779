import type { Document, Edit } from "gouji";
import { replace } from "./manuscript";

/** Steps farther back than this are forgotten; each holds a whole document. */
const MOST_STEPS = 100;

/** A step and the document on its other side: before it among what was done, after it among what was undone. */
interface Step {
  title: string;
  document: Document;
}

/** A document with what was changed in it, step by step. */
export class History {
  #current: Document;
  readonly #done: Step[] = [];
  #undone: Step[] = [];

  /** The document as it was given. */
  constructor(readonly original: Document) {
    this.#current = original;
  }

  /** As it is now. */
  get current(): Document {
    return this.#current;
  }

  /** What can be taken back next, or null. */
  get undoable(): string | null {
    return this.#done.at(-1)?.title ?? null;
  }

  /** What can be done again next, or null. */
  get redoable(): string | null {
    return this.#undone.at(-1)?.title ?? null;
  }

  apply(title: string, edits: readonly Edit[]): void {
    this.#done.push({ title, document: this.#current });
    if (this.#done.length > MOST_STEPS) this.#done.shift();
    this.#undone = [];
    this.#current = replace(this.#current, edits);
  }

  /** Takes the last step back; false when there is none. */
  undo(): boolean {
    return this.#cross(this.#done, this.#undone);
  }

  /** Does again what was taken back last; false when there is nothing. */
  redo(): boolean {
    return this.#cross(this.#undone, this.#done);
  }

  #cross(from: Step[], to: Step[]): boolean {
    const step = from.pop();
    if (!step) return false;
    to.push({ title: step.title, document: this.#current });
    this.#current = step.document;
    return true;
  }
}
