import type { Cell, Document, Edit, Edition, Finding, Options, Repair, Review } from "gouji";
import { type Change, changesBetween } from "./changes";
import type { Checker } from "./checker";
import { Dismissals, reportKey } from "./dismissals";
import type { Draft } from "./draft";
import { History } from "./history";
import { inOneLine, type Place, replace, type Span, spanAt } from "./manuscript";
import { inOrder } from "./marks";
import { type Redrawn, redrawnTables } from "./redrawn";
import { count } from "./severity";

/** What was found in the report that is shown, with what the user has dismissed left out. */
export interface Result {
  draft: Draft;
  /** The draft as it now is; every place of the review lies in it. */
  document: Document;
  /** How many reports the draft holds, their years, and which one this is. */
  reports: Review["report"][];
  part: number;
  /** With the dismissed findings left out, in its summary too. */
  review: Review;
  /** In the order of the list. */
  findings: Finding[];
  dismissed: Finding[];
  edition: Edition | undefined;
  forms: Edition[];
  /** What differs from the draft as it was given. */
  changes: Change[];
  /** Official tables that the document holds as lines of text only. */
  redrawn: Redrawn[];
}

/** Last year's report, as it was read. */
export interface Previous {
  name: string;
  document: Document;
  report: Review["report"];
}

/** What is being typed into: a cell of the draft, or a cell of the form. */
export type Target = Place | { cell: string };

/** A text that is put into a cell. */
export interface Filling {
  target: Target;
  text: string;
}

interface Open {
  base: Document;
  span: Span;
  /** What sets it apart from the figures around it. */
  gaps: Edit[];
  /** Null until something was typed. */
  text: string | null;
}

/** One draft at work: given, checked, edited and checked again. Whoever shows it is told of every change. */
export class Proof {
  readonly dismissals = new Dismissals();
  result: Result | null = null;
  previous: Previous | null = null;

  /** Null until a draft has been read. */
  #history: History | null = null;
  #draft: Draft | null = null;
  #forms: Edition[] = [];
  #reviews: Review[] = [];
  #part = 0;
  /** For each report the key under which its findings are dismissed; an edit of its title does not change it. */
  #keys: string[] = [];
  /** What is being typed, and the wait for a check that must be over before. */
  #open: Open | null = null;
  #opening: Promise<void> = Promise.resolve();
  #wanted: Document | null = null;
  #running: Promise<void> | null = null;

  constructor(
    readonly checker: Checker,
    /** Told of every new result; `fresh` when it is of another draft. */
    readonly changed: (fresh: boolean) => void,
    readonly failed: (failure: unknown) => void,
  ) {}

  /** What undoing and redoing would do. */
  get undoable(): string | null {
    return this.#history?.undoable ?? null;
  }

  get redoable(): string | null {
    return this.#history?.redoable ?? null;
  }

  /** Checks a draft and, when it can be read, puts it in place of the one before. */
  async take(draft: Draft, loading: (isLoading: boolean) => void): Promise<void> {
    const checked = this.checker.check(draft.content, { ...this.#options(draft), mime: draft.mime, document: true }, loading);
    const [review, forms] = await Promise.all([checked, this.checker.forms()]);
    this.#forms = forms;
    this.#draft = draft;
    this.#history = new History(review.document ?? { text: "", blocks: [] });
    this.#reviews = [review, ...(review.more ?? [])];
    this.#keys = this.#reviews.map(reportKey);
    this.#part = 0;
    this.#open = null;
    this.#wanted = null;
    this.#publish(this.#history.current, true);
  }

  /** Shows another of the reports in the draft. */
  show(part: number): void {
    this.#part = part;
    if (this.result) this.#publish(this.result.document, true);
  }

  /** Begins an edit; the check of an earlier one is waited for, so that its places are known. */
  begin(target: Target): void {
    this.#opening = this.#opening.then(async () => {
      await this.#running;
      const base = this.#history?.current;
      const span = this.#spanOf(target);
      this.#open = base && span ? { base, span, gaps: this.#gapsAround([span]), text: null } : null;
    });
  }

  /** Checks the draft with what has been typed so far. */
  async type(text: string): Promise<void> {
    await this.#opening;
    if (!this.#open) return;
    this.#open.text = inOneLine(text);
    this.#check(replace(this.#open.base, this.#editsOf(this.#open)));
  }

  /** Ends the edit, keeping what was typed as one step, or leaving no trace of it. */
  async end(keep: boolean): Promise<void> {
    const ended = this.#opening.then(() => {
      const open = this.#open;
      this.#open = null;
      if (!open || open.text === null || !this.#history) return;
      const edits = this.#editsOf(open);
      if (keep && edits.length > 0) this.#history.apply("修改", edits);
      this.#check(this.#history.current);
    });
    this.#opening = ended;
    await ended;
  }

  /** Puts texts into cells as one step. */
  fill(fillings: readonly Filling[], title: string): void {
    this.#opening = this.#opening.then(async () => {
      await this.#running;
      const text = this.#history?.current.text ?? "";
      const edits = fillings.flatMap(({ target, text: filled }) => {
        const span = this.#spanOf(target);
        return span ? [{ start: span.start, end: span.end, text: inOneLine(filled) }] : [];
      });
      const others = edits.filter(({ start, end, text: filled }) => text.slice(start, end) !== filled);
      this.apply(title, [...this.#gapsAround(others), ...others]);
    });
  }

  /** What puts the text that was typed in the place of another; none where it is the same. */
  #editsOf({ base, span: { start, end }, gaps, text }: Open): Edit[] {
    return text === null || base.text.slice(start, end) === text ? [] : [...gaps, { start, end, text }];
  }

  #gapsAround(spans: readonly Span[]): Edit[] {
    const { result } = this;
    return result ? gapsAround(result.document.text, spans, Object.values(result.review.report.cells)) : [];
  }

  /** Replaces text as one step. */
  apply(title: string, edits: readonly Edit[]): void {
    if (!this.#history || edits.length === 0) return;
    this.#history.apply(title, edits);
    this.#check(this.#history.current);
  }

  /** Puts every change of a repair into the draft as one step. */
  repair({ changes }: Repair): void {
    const cells = this.result?.review.report.cells;
    this.apply(
      "改动最少的办法",
      changes.flatMap(({ cell, to }) => {
        const location = cells?.[cell]?.location;
        return location ? [{ start: location.start, end: location.end, text: String(to) }] : [];
      }),
    );
  }

  /** Puts back what was given: one change, or all of them. */
  restore(...changes: Change[]): void {
    const { result } = this;
    if (!result) return;
    const edits = changes.flatMap(({ place, was }) => {
      const span = spanAt(result.document, place);
      return span ? [{ start: span.start, end: span.end, text: was }] : [];
    });
    this.apply("改回原稿", edits);
  }

  undo(): void {
    if (this.#history?.undo()) this.#check(this.#history.current);
  }

  redo(): void {
    if (this.#history?.redo()) this.#check(this.#history.current);
  }

  /** Says that a finding is no problem, or that it is one after all. */
  dismiss(finding: Finding, dismissed: boolean): void {
    const key = this.#keys[this.#part] ?? "";
    if (dismissed) this.dismissals.dismiss(key, finding);
    else this.dismissals.restore(key, finding);
    if (this.result) this.#publish(this.result.document, false);
  }

  /** Switches a rule off or on. */
  switchRule(code: string, on: boolean): void {
    this.dismissals.switchRule(code, on);
    this.checkAgain();
  }

  /** Reads last year's report and checks against it from now on; null takes it away. */
  async compare(draft: Draft | null, loading: (isLoading: boolean) => void): Promise<void> {
    if (draft) {
      const { document, report } = await this.checker.check(draft.content, { ...nameOf(draft), mime: draft.mime, document: true }, loading);
      this.previous = document ? { name: draft.name ?? report.title ?? "粘贴的报告", document, report } : null;
    } else {
      this.previous = null;
    }
    this.checkAgain();
  }

  /** Checks the same draft with other options. */
  checkAgain(): void {
    if (this.#history) this.#check(this.#history.current);
  }

  /** Resolves when everything that was typed or applied has been checked. */
  async settled(): Promise<void> {
    await this.#opening;
    await this.#running;
  }

  #options(draft: Draft): Options {
    return {
      ...nameOf(draft),
      disable: this.dismissals.rules,
      ...(this.previous ? { previous: this.previous.document } : {}),
    };
  }

  #spanOf(target: Target): Span | undefined {
    const { result } = this;
    if (!result || !this.#history) return undefined;
    if ("block" in target) return spanAt(this.#history.current, target);
    return result.review.report.cells[target.cell]?.location ?? undefined;
  }

  /** Checks a state of the document; of several that come while a check runs, the last. */
  #check(document: Document): void {
    this.#wanted = document;
    this.#running ??= this.#checkWanted()
      .catch(this.failed)
      .finally(() => (this.#running = null));
  }

  async #checkWanted(): Promise<void> {
    const draft = this.#draft;
    while (this.#wanted && draft) {
      const document = this.#wanted;
      this.#wanted = null;
      const review = await this.checker.check(document, this.#options(draft));
      // Another draft may have come meanwhile.
      if (draft !== this.#draft) return;
      this.#reviews = [review, ...(review.more ?? [])];
      this.#part = Math.min(this.#part, this.#reviews.length - 1);
      this.#publish(document, false);
    }
  }

  #publish(document: Document, fresh: boolean): void {
    const [draft, history, whole] = [this.#draft, this.#history, this.#reviews[this.#part]];
    if (!draft || !history || !whole) return;
    const key = this.#keys[this.#part] ?? "";
    const all = inOrder(whole.findings);
    const findings = all.filter((finding) => !this.dismissals.has(key, finding));
    const { error, warning, note } = count(findings);
    const edition = this.#forms.find(({ id }) => id === whole.report.edition);
    this.result = {
      draft,
      document,
      reports: this.#reviews.map(({ report }) => report),
      part: this.#part,
      review: { ...whole, findings, summary: { ...whole.summary, errors: error, warnings: warning, notes: note } },
      findings,
      dismissed: all.filter((finding) => this.dismissals.has(key, finding)),
      edition,
      forms: this.#forms,
      changes: changesBetween(history.original, document),
      redrawn: redrawnTables(document, whole.report, edition),
    };
    this.changed(fresh);
  }
}

/** Sets figures apart that run on without a gap, so that a new one among them does not melt into its neighbours. */
function gapsAround(text: string, spans: readonly Span[], cells: readonly Cell[]): Edit[] {
  const isDigit = (at: number) => /[0-9]/.test(text.charAt(at));
  const gaps = new Set<number>();
  for (const { start, end } of spans) {
    let [from, to] = [start, end];
    while (isDigit(from - 1)) from--;
    while (isDigit(to)) to++;
    if (from === start && to === end) continue;
    const edges = cells.flatMap(({ state, location }) => (state === "read" && location ? [location.start, location.end] : []));
    for (const edge of [start, end, ...edges]) if (from < edge && edge < to) gaps.add(edge);
  }
  return [...gaps].map((edge) => ({ start: edge, end: edge, text: " " }));
}

function nameOf({ name }: Draft): Options {
  return name === null ? {} : { name };
}
