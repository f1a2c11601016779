import type { Document, Edit } from "gouji";
import { inverse, replace } from "./manuscript";

/** What was done at once, and what takes it back. */
interface Step {
  title: string;
  edits: Edit[];
  inverse: Edit[];
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
    this.#done.push({ title, edits: [...edits], inverse: inverse(this.#current, edits) });
    this.#undone = [];
    this.#current = replace(this.#current, edits);
  }

  /** Takes the last step back; false when there is none. */
  undo(): boolean {
    const step = this.#done.pop();
    if (!step) return false;
    this.#undone.push(step);
    this.#current = replace(this.#current, step.inverse);
    return true;
  }

  /** Does again what was taken back last; false when there is nothing. */
  redo(): boolean {
    const step = this.#undone.pop();
    if (!step) return false;
    this.#done.push(step);
    this.#current = replace(this.#current, step.edits);
    return true;
  }
}
