/** The official forms, by the first report year in which each was used. */
export type EditionId = "2008" | "2014" | "2019" | "2021";

/** How grave a finding is: the report is wrong; it is doubtful; it is worth knowing. */
export type Severity = "error" | "warning" | "note";

/** What became of one cell of the form. */
export type CellState = "read" | "blank" | "annotated" | "ambiguous" | "unreadable" | "absent";

/** A place in the draft's text. Offsets and columns count UTF-16 code units, as JavaScript's strings do. */
export interface Location {
  /** First code unit. */
  start: number;
  /** One past the last code unit. */
  end: number;
  /** Line, from 1. */
  line: number;
  /** Column, from 1. */
  column: number;
  /** The marked excerpt. */
  text: string;
  /** The line it stands in, shortened. */
  context: string;
  /** The cell of the form, `<table>/<row>/<column>`, where the place is one. */
  cell: string | null;
}

/** One part of the report that was recognised. */
export interface Section {
  /** Stable name, for instance `overview`; null for a section that the form does not have. */
  id: string | null;
  /** The number printed before the heading, for instance `一`. */
  number: string | null;
  /** The heading as printed. */
  heading: string;
  location: Location | null;
}

/** One cell of the form as the draft fills it in. */
export interface Cell {
  /** The figure, where one could be read. */
  value: number | null;
  /** What is printed. */
  text: string;
  state: CellState;
  /** For an ambiguous cell, the figures that it may hold. */
  may_be?: number[];
  location: Location | null;
}

/** The form filled in from the draft. */
export interface Report {
  /** Null when no form was recognised. */
  edition: EditionId | null;
  title: string | null;
  agency: string | null;
  year: number | null;
  /** Day of publication, `YYYY-MM-DD`. */
  published: string | null;
  sections: Section[];
  /** Every cell that the recognised form has, by `<table>/<row>/<column>`. */
  cells: Record<string, Cell>;
  /** Where the draft breaks off, if it was cut. */
  cut?: Location | null;
}

/** What became of one check. */
export interface Check {
  /** The finding's code that this check would give. */
  code: string;
  /** The check's name in Chinese. */
  title?: string;
  state: "passed" | "failed" | "not-checkable";
  /** Why it could not be made, a Chinese sentence. */
  reason: string | null;
  /** It was not made because the option `previous` was not given: no news to anyone. */
  needs_previous?: boolean;
}

/** A place that has to do with a finding; for a broken sum, one of its terms. */
export interface Related {
  location: Location | null;
  message: string;
  /** How the term enters the sum: added, taken away, or the printed figure that the sum should give. */
  sign?: "+" | "-" | "=" | null;
  /** The term's printed name. */
  item?: string | null;
  /** The term's figure; null when blank. */
  value?: number | null;
}

/** One replacement in the draft's text. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

/** A change that would mend a finding. */
export interface Fix {
  title: string;
  edits: Edit[];
  /** Whether it may be applied without thinking. */
  safe: boolean;
}

/** Something that is wrong, doubtful or worth knowing. */
export interface Finding {
  /** Stable code, for instance `table/row-total`. */
  code: string;
  severity: Severity;
  /** What it is. */
  message: string;
  /** What to do. */
  help: string;
  /** Why: the regulation, or null where it is common sense. */
  basis: string | null;
  /** The rule's documentation, relative to the site. */
  url: string;
  location: Location | null;
  related: Related[];
  /** Name of the broken relation, for instance `applications/balance/total`. */
  relation: string | null;
  /** The computed figure. */
  expected: number | null;
  /** The printed figure. */
  actual: number | null;
  fix: Fix | null;
  /** The same for the same finding after an edit elsewhere. */
  fingerprint: string;
}

/** One of the fewest changes after which every relation holds; at most three, the likeliest first. */
export interface Repair {
  /** How many cells change. */
  size: number;
  changes: Change[];
}

/** The change of one cell. */
export interface Change {
  /** The cell, `<table>/<row>/<column>`. */
  cell: string;
  /** The cell's printed name. */
  item?: string;
  /** The printed figure; null when blank. */
  from: number | null;
  to: number;
  location?: Location;
}

/** Counts. */
export interface Summary {
  errors: number;
  warnings: number;
  notes: number;
  /** How many cells the form has, and how many are in each state. */
  cells?: { total: number } & Record<CellState, number>;
}

/** A paragraph of the draft, or a line of plain text. */
export interface Paragraph {
  kind: "paragraph";
  start: number;
  end: number;
  /** Heading level, 1 to 9, where the format has one. */
  level: number | null;
}

/** A cell of a table in the draft; `row` and `column` count from 0. */
export interface TableCell {
  start: number;
  end: number;
  row: number;
  column: number;
  rowspan: number;
  colspan: number;
}

/** A table in the draft. */
export interface Table {
  kind: "table";
  start: number;
  end: number;
  rows: number;
  columns: number;
  cells: TableCell[];
}

/** A part of the draft. */
export type Block = Paragraph | Table;

/** Text that the format hides from the reader, at its place in the visible text. */
export interface Hidden {
  start: number;
  end: number;
  text: string;
}

/** The draft as it was read. Given back to `check`, changed or not, it is taken as it is. */
export interface Document {
  /** What every offset of the review points into. */
  text: string;
  blocks: Block[];
  hidden?: Hidden[];
}

/** The answer to one draft. */
export interface Review {
  schema: 1;
  /** Version of the checker. */
  gouji: string;
  /** The file's name, or null for a paste. */
  source: string | null;
  report: Report;
  checks: Check[];
  findings: Finding[];
  repairs: Repair[];
  summary: Summary;
  /** Only when asked for. */
  document?: Document;
  /** The further reports, where the draft holds several; this review is of the first. */
  more?: Review[];
}

/** How to check. */
export interface Options {
  /** The file's name. */
  name?: string;
  /** The media type that the browser gives for the draft. */
  mime?: string;
  /** Check against this form, whatever the draft looks like. */
  edition?: EditionId;
  /**
   * Last year's report, text, the bytes of a file or the document of its review: the checks `continuity/…` compare what must continue and what was
   * copied. Where it cannot be read, or is of another year or agency, these checks say so as their `reason`. Without it
   * they look for last year's report in the draft itself.
   */
  previous?: string | Uint8Array | Document;
  /** Codes that are not to be checked. */
  disable?: string[];
  /** Whether the review is to carry the draft as it was read. */
  document?: boolean;
}

/** A row of an official table. */
export interface FormRow {
  id: string;
  /** Printed name, without its number. */
  label: string;
  /** Printed number, for instance `（一）` or `1.`. */
  number?: string | null;
  /** Printed name of the rows that it stands among. */
  group?: string | null;
  /** The rows in whose place this one may stand (a form of an earlier edition, still seen). */
  replaces?: string[];
  /** Printed unit, where the rows and not the columns have one. */
  unit?: string;
}

/** A column of an official table. */
export interface FormColumn {
  id: string;
  label: string;
  /** Printed name of the columns that it stands among. */
  group?: string | null;
}

/** An official table. */
export interface FormTable {
  id: string;
  title: string;
  /** The section in which it stands. */
  section?: string;
  columns: FormColumn[];
  rows: FormRow[];
  /** A line for each row, or all rows side by side in one line. */
  layout?: "rows" | "one-line";
}

/** An official form. */
export interface Edition {
  id: EditionId;
  name: string;
  tables: FormTable[];
  /** The parts of a report, numbered from 1; 0 where the form numbers nothing. */
  sections?: { id: string; number: number; heading: string }[];
}

/** What the module can be loaded from. */
export type ModuleSource = RequestInfo | URL | Response | BufferSource | WebAssembly.Module;

/**
 * Loads the module; call it once before the other functions.
 * Without a source it fetches `gouji_bg.wasm` beside the script.
 */
export default function init(options?: {
  module_or_path: ModuleSource | Promise<ModuleSource>;
}): Promise<unknown>;

/**
 * Forgets the module's instance; `init` makes a new one. Call it when `check` has thrown a `WebAssembly.RuntimeError`: the
 * memory of an instance that has failed is not to be trusted.
 */
export function discard(): void;

/** Why a draft could not be read. */
export interface InputError extends Error {
  /**
   * Stable name of the reason, for instance `empty` or `too-large`. `needs-files`: the module `gouji` reads text and HTML
   * only and compares no years, and `gouji/files` may know this file, or compares; check the same draft there. Absent when the call itself is wrong.
   */
  code?: string;
}

/**
 * Checks one draft: text, the bytes of a file, or a review's `document`, changed or not. Keeps nothing between calls.
 * @throws {InputError} with a Chinese message when the draft cannot be read.
 */
export function check(draft: string | Uint8Array | Document, options?: Options): Review;

/** The official forms, oldest first. */
export function forms(): Edition[];
