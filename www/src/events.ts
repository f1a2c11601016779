/** The user turns to a finding: the page leads to its place in the draft, or to its entry in the list. */
export class FindingChosen extends Event {
  static readonly type = "finding-chosen";

  constructor(
    /** Position in the list of findings. */
    readonly finding: number,
    readonly lead: "draft" | "list",
  ) {
    super(FindingChosen.type, { bubbles: true, composed: true });
  }
}

/** The user gave a draft by one of the controls. */
export class TransferGiven extends Event {
  static readonly type = "transfer-given";

  constructor(readonly given: { file: File } | { text: string } | { example: ExampleName }) {
    super(TransferGiven.type, { bubbles: true, composed: true });
  }
}

/** The invented reports that one can try. */
export type ExampleName = "clean" | "faulty";
