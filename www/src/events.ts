import type { Row } from "./batch";
import type { Found } from "./draft";
import type { Finding, FormTable } from "gouji";
import type { Filling, Target } from "./proof";

/** The user turns to a finding: the page leads to its place in the draft, or to its entry in the list, or only opens it. */
export class FindingChosen extends Event {
  static readonly type = "finding-chosen";

  constructor(
    /** Position in the list of findings. */
    readonly finding: number,
    readonly lead: "draft" | "list" | "nowhere",
  ) {
    super(FindingChosen.type, { bubbles: true, composed: true });
  }
}

/** The user gave a draft, or several, by one of the controls. */
export class TransferGiven extends Event {
  static readonly type = "transfer-given";

  constructor(readonly given: { files: Found[] } | { text: string } | { example: ExampleName }) {
    super(TransferGiven.type, { bubbles: true, composed: true });
  }
}

/** The invented reports that one can try. */
export type ExampleName = "clean" | "faulty";

/**
 * The user edits a cell or a paragraph: begins, types, and ends by keeping or dropping what was typed; or puts texts into
 * several cells at once.
 */
export class TextEdited extends Event {
  static readonly type = "text-edited";

  constructor(readonly step: { begin: Target } | { text: string } | { keep: boolean } | { fill: Filling[]; title: string }) {
    super(TextEdited.type, { bubbles: true, composed: true });
  }
}

/** A word about what was done, or why it was not. */
export class Told extends Event {
  static readonly type = "told";

  constructor(readonly words: string) {
    super(Told.type, { bubbles: true, composed: true });
  }
}

/** What the user wants done about a finding. */
export class FindingTreated extends Event {
  static readonly type = "finding-treated";

  constructor(
    readonly finding: number,
    readonly treatment: "fix" | "edit" | "dismiss" | "switch-off",
  ) {
    super(FindingTreated.type, { bubbles: true, composed: true });
  }
}

/** The user wants a table on the clipboard: one of the draft by its block, or an official one. */
export class TableCopied extends Event {
  static readonly type = "table-copied";

  constructor(readonly table: number | FormTable) {
    super(TableCopied.type, { bubbles: true, composed: true });
  }
}

/** What the user wants of several files: one of them opened, the check stopped, or gone on with. */
export class BatchAsked extends Event {
  static readonly type = "batch-asked";

  constructor(
    readonly row: Row | null,
    readonly wish: "open" | "stop" | "go-on",
    /** Which of the reports in the file. */
    readonly part = 0,
  ) {
    super(BatchAsked.type, { bubbles: true, composed: true });
  }
}

/** The user takes back what was put aside, or says whether that is kept on this computer. */
export class DismissalAsked extends Event {
  static readonly type = "dismissal-asked";

  constructor(readonly change: { finding: Finding } | { rule: string } | { keep: boolean }) {
    super(DismissalAsked.type, { bubbles: true, composed: true });
  }
}

/** The user wants the problems on the clipboard or on paper. */
export class ProblemsAsked extends Event {
  static readonly type = "problems-asked";

  constructor(readonly wish: "copy" | "print") {
    super(ProblemsAsked.type, { bubbles: true, composed: true });
  }
}
