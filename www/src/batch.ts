import type { Review, Summary } from "gouji";
import { CheckFailure, type Checker } from "./checker";
import { type Found, fromFile } from "./draft";
import { tell } from "./failure";
import { type Tone, verdictOf } from "./verdict";

/** What one report of a file came to. */
export interface Verdict {
  tone: Tone;
  agency: string | null;
  year: number | null;
  edition: string | null;
  summary: Summary;
}

/** A file and what became of it. */
export interface Row extends Found {
  /** Null while it waits; empty when it could not be read. */
  verdicts: Verdict[] | null;
  /** Why it could not be read. */
  failure: string | null;
}

/** Whoever shows the rows is told no more often than this, in milliseconds. */
const PACE = 100;

/** Several files, checked one after the other. */
export class Batch {
  readonly rows: Row[];
  /** Until it has ended or was stopped; it is made to be run at once. */
  running = true;
  #told = 0;
  #stopped = false;

  constructor(
    files: Found[],
    /** How many other files of the folder were left out. */
    readonly leftOut: number,
    readonly checker: Checker,
    readonly options: () => { disable: string[] },
    readonly changed: () => void,
  ) {
    this.rows = files
      .map((found) => ({ ...found, verdicts: null, failure: null }))
      .sort((a, b) => a.path.localeCompare(b.path, "zh-CN", { numeric: true }));
  }

  /** How many files are done. */
  get done(): number {
    return this.rows.filter(({ verdicts }) => verdicts !== null).length;
  }

  /** Checks what is not yet done; a stop that came before is heeded. */
  async run(): Promise<void> {
    this.running = true;
    const waiting = this.rows.filter(({ verdicts }) => verdicts === null);
    // The next file is read while the one before is checked.
    let reading = waiting[0] ? fromFile(waiting[0].file) : null;
    for (const [index, row] of waiting.entries()) {
      const content = reading;
      const next = waiting[index + 1];
      content?.catch(() => {});
      reading = next ? fromFile(next.file) : null;
      reading?.catch(() => {});
      try {
        const draft = await content;
        if (this.#stopped || !draft) break;
        const review = await this.checker.check(draft.content, { ...this.options(), name: row.path, mime: draft.mime });
        row.verdicts = [review, ...(review.more ?? [])].map(verdict);
      } catch (failure) {
        if (failure instanceof CheckFailure && failure.kind === "stopped") break;
        row.verdicts = [];
        row.failure = tell(failure)?.what ?? "没有查完";
      }
      this.#tell(false);
    }
    this.running = false;
    this.#stopped = false;
    this.#tell(true);
  }

  stop(): void {
    if (!this.running) return;
    this.#stopped = true;
    this.checker.stop();
  }

  #tell(now: boolean): void {
    const time = performance.now();
    if (!now && time - this.#told < PACE) return;
    this.#told = time;
    this.changed();
  }
}

function verdict(review: Review): Verdict {
  const { agency, year, edition } = review.report;
  return { tone: verdictOf(review).tone, agency, year, edition, summary: review.summary };
}
