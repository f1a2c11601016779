import type { Document, Edition, Finding, Review, Table, TableCell } from "gouji";
import { html, LitElement, nothing, type PropertyValues, type TemplateResult, unsafeCSS } from "lit";
import { property, state } from "lit/decorators.js";
import { isFigure } from "./block";
import type { Change, Hunk } from "./changes";
import { Editing } from "./editing";
import { changedFrom } from "./changed";
import { FindingChosen, TableCopied } from "./events";
import { forEachRun } from "./form";
import "./form-view";
import type { FormView } from "./form-view";
import { lead, painted } from "./lead";
import { type Place, type Span, spanAt, textAt } from "./manuscript";
import { Marks, type Mark, type Piece, type Unit, units } from "./marks";
import type { Redrawn } from "./redrawn";
import { SEVERITY } from "./severity";
import controls from "./styles/controls.css?inline";
import editorStyle from "./styles/editor.css?inline";
import markStyle from "./styles/mark.css?inline";
import nameStyle from "./styles/names.css?inline";
import style from "./styles/draft-view.css?inline";

/** How many units are drawn at a time; a draft of megabytes is drawn piece by piece. */
const WINDOW = 150;

/** How many of them, and how many characters, are drawn before the first draft is painted; about what a screen holds. */
const FIRST_UNITS = 16;
const FIRST_CHARACTERS = 1000;

/** The draft as a document, with its findings marked. */
export class DraftView extends LitElement {
  static override styles = [unsafeCSS(controls), unsafeCSS(markStyle), unsafeCSS(editorStyle), unsafeCSS(nameStyle), unsafeCSS(style)];

  /** The draft as it now is. */
  @property({ attribute: false }) document!: Document;
  /** What differs from the draft as it was given. */
  @property({ attribute: false }) changes: Change[] = [];
  /** Other ones when another draft, or another report in it, is shown. */
  @property({ attribute: false }) draftNumber = 0;
  @property({ attribute: false }) reportNumber = 0;
  @property({ attribute: false }) review!: Review;
  @property({ attribute: false }) edition: Edition | undefined;
  /** Official tables that are drawn in place of lines. */
  @property({ attribute: false }) redrawn: Redrawn[] = [];
  /** In the order of the list. */
  @property({ attribute: false }) findings: Finding[] = [];
  @property({ attribute: false }) selected = -1;

  @state() private first = 0;
  @state() private last = WINDOW;
  /** Whether only the first screen has been drawn. */
  @state() private drawsOn = false;
  /** Whose lines are shown, beside the tables that stand for them, by its position. */
  @state() private unfolded = new Set<number>();

  #units: Unit[] = [];
  #marks!: Marks;
  #headings = new Set<number>();
  #hunks = new Map<number, Hunk[]>();
  /** Where the terms of the selected finding stand. */
  #terms: Span[] = [];
  readonly #editing = new Editing(this, {
    target: placeOf,
    text: (key) => textAt(this.document, placeOf(key)),
    name: (key) => (placeOf(key).cell === null ? "修改这一段" : `修改这一格，原来是“${textAt(this.document, placeOf(key))}”`),
    begun: (key) => {
      const span = spanAt(this.document, placeOf(key));
      const inside = (at: number) => span !== undefined && span.start <= at && at <= span.end;
      const finding = this.findings.findIndex(({ location }) => location && inside(location.start) && inside(location.end));
      if (finding >= 0) this.dispatchEvent(new FindingChosen(finding, "nowhere"));
    },
  });

  /** Brings the place of a finding into view and points at it; false when it has none. */
  async lead(finding: number, focus = true): Promise<boolean> {
    const unit = this.#marks.unitOf(finding, this.#units);
    if (unit < 0) return false;
    this.#drawOn();
    if (unit < this.first || unit >= this.last) {
      this.first = Math.max(0, unit - WINDOW / 2);
      this.last = this.first + WINDOW;
    }
    await this.updateComplete;
    for (const form of this.#forms) if (await form.lead(finding, focus)) return true;
    const whole = this.#wholeOf(this.#units[unit] as Unit);
    if (whole && "tables" in whole) this.#unfold(this.redrawn.indexOf(whole), true);
    await this.updateComplete;
    return lead(this.renderRoot.querySelector<HTMLElement>(`a[data-finding="${finding}"]`), focus);
  }

  /** Begins to edit the place of a finding; false when it has none that can be edited. */
  async edit(finding: number): Promise<boolean> {
    if (!(await this.lead(finding, false))) return false;
    for (const form of this.#forms) if (form.edit(finding)) return true;
    const element = this.renderRoot.querySelector(`a[data-finding="${finding}"]`)?.closest<HTMLElement>("[data-edit]");
    return element ? this.#editing.begin(element.dataset["edit"] ?? "") : false;
  }

  /** Puts what is pasted into the cells, where the focus is in one; false when it is not meant for them. */
  paste(transfer: DataTransfer): boolean {
    return this.#editing.paste(transfer) || this.#forms.some((form) => form.paste(transfer));
  }

  /** The tables that are drawn in place of lines. */
  get #forms(): FormView[] {
    return [...this.renderRoot.querySelectorAll<FormView>("gouji-form")];
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#terms = (this.findings[this.selected]?.related ?? []).flatMap(({ location }) => (location ? [location] : []));
    if (changed.has("changes")) {
      this.#hunks = new Map();
      for (const { place, hunks } of this.changes) {
        this.#hunks.set(place.block, [...(this.#hunks.get(place.block) ?? []), ...hunks]);
      }
    }
    if (!changed.has("review")) return;
    this.#units = units(this.document, this.redrawn.flatMap(({ start, end }) => [start, end]));
    this.#marks = new Marks(this.document, this.findings);
    this.#headings = new Set(
      this.review.report.sections.flatMap(({ location }) => (location ? [location.start] : [])),
    );
    if (!changed.has("draftNumber") && !changed.has("reportNumber")) return;
    this.#editing.forget();
    for (const form of this.#forms) form.forget();
    this.unfolded = new Set();
    this.first = 0;
    this.last = WINDOW;
    // Where a draft is drawn already, most of it is only filled anew.
    if (this.hasUpdated) return;
    this.last = this.#firstScreen();
    this.drawsOn = true;
    void painted().then(() => this.#drawOn());
  }

  #firstScreen(): number {
    const start = this.document.blocks[0]?.start ?? 0;
    const beyond = this.#units.findIndex(({ block }) => (this.document.blocks[block]?.start ?? 0) > start + FIRST_CHARACTERS);
    return Math.min(beyond < 0 ? FIRST_UNITS : Math.max(beyond, 1), FIRST_UNITS);
  }

  /** Draws what comes after the first screen. */
  #drawOn(): void {
    if (!this.drawsOn) return;
    this.drawsOn = false;
    this.last = WINDOW;
  }

  protected override render(): TemplateResult {
    const { first, last } = this;
    const count = this.#units.length;
    return html`
      ${first > 0
        ? html`<button class="more" @click=${() => (this.first = Math.max(0, first - WINDOW))}>显示前面的内容</button>`
        : nothing}
      <div class="sheet" @click=${this.#choose}>${this.#drawn(this.#units.slice(first, last))}</div>
      ${last < count && !this.drawsOn
        ? html`<button class="more" @click=${() => (this.last = last + WINDOW)}>
            显示更多（后面还有 ${Math.round(((count - last) / count) * 100)}%）
          </button>`
        : nothing}
    `;
  }

  #choose(event: Event): void {
    const target = (event.target as Element).closest<HTMLElement>("[data-finding]");
    // In a cell only the tag leads away; a press on the figure is meant to change it.
    if (!target || (target.localName === "mark" && target.closest("td"))) return;
    event.preventDefault();
    this.dispatchEvent(new FindingChosen(Number(target.dataset["finding"]), "list"));
  }

  #drawn(shown: Unit[]): unknown[] {
    const drawn: unknown[] = [];
    forEachRun(shown, (unit) => this.#wholeOf(unit), (whole, parts) => {
      const [first, last] = [parts[0], parts.at(-1)];
      if (whole === null || !first || !last) drawn.push(...parts.map((unit) => this.#unit(unit)));
      else if ("tables" in whole) drawn.push(this.#tablesFor(whole, parts));
      else drawn.push(this.#table({ ...first, to: last.to }, whole));
    });
    return drawn;
  }

  /** What a unit is drawn together with: the table that it is a stretch of, or the tables that stand for its text. */
  #wholeOf({ block: index, from, to }: Unit): Table | Redrawn | null {
    const block = this.document.blocks[index];
    if (block?.kind === "table") return block;
    return this.redrawn.find(({ start, end }) => start <= from && to <= end) ?? null;
  }

  /** Official tables in place of the lines that are left of them, and a way back to these. */
  #tablesFor(whole: Redrawn, lines: Unit[]): TemplateResult {
    const index = this.redrawn.indexOf(whole);
    const isOpen = this.unfolded.has(index);
    return html`
      <details class="lines" ?open=${isOpen} @toggle=${(event: Event) => this.#unfold(index, (event.target as HTMLDetailsElement).open)}>
        <summary>原文这里没有表格线，按统一格式画成了表；看原来的文字</summary>
        ${isOpen ? lines.map((unit) => this.#unit(unit)) : nothing}
      </details>
      <gouji-form
        .tables=${whole.tables}
        .changes=${this.changes}
        .review=${this.review}
        .findings=${this.findings}
        .edition=${this.edition}
        .selected=${this.selected}
      ></gouji-form>
    `;
  }

  #unfold(index: number, open: boolean): void {
    if (open === this.unfolded.has(index)) return;
    const others = [...this.unfolded].filter((other) => other !== index);
    this.unfolded = new Set(open ? [...others, index] : others);
  }

  #unit(unit: Unit): TemplateResult | typeof nothing {
    const block = this.document.blocks[unit.block];
    if (!block || block.kind === "table") return nothing;
    const text = this.#pieces(unit.block, unit.from, unit.to).map((piece) => this.#piece(piece));
    const isHeading = block.level !== null || this.#headings.has(block.start);
    const key = `${unit.block}`;
    // What is only a piece of a paragraph cannot be edited alone.
    if (unit.from !== block.start || unit.to !== block.end) return html`<p>${text}</p>`;
    const shown = key === this.#editing.key ? this.#editing.editor(key, true) : text;
    return isHeading
      ? html`<p class="heading" data-level=${block.level ?? 2} data-edit=${key} tabindex="-1">${shown}</p>`
      : html`<p data-edit=${key} tabindex="-1">${shown}</p>`;
  }

  #table(unit: Unit, table: Table): TemplateResult {
    const inRows: { cell: TableCell; index: number }[][] = Array.from({ length: unit.to - unit.from }, () => []);
    table.cells.forEach((cell, index) => {
      // A cell that began before this stretch of rows goes on in it.
      if (cell.row + cell.rowspan > unit.from) inRows[Math.max(cell.row - unit.from, 0)]?.push({ cell, index });
    });
    inRows[0]?.sort((a, b) => a.cell.column - b.cell.column);
    const rows = inRows.map((cells, offset) => {
      const row = unit.from + offset;
      const texts = cells.map(({ cell: { start, end } }) => this.document.text.slice(start, end));
      const label = texts.findIndex((text, at) => !isFigure(text) && at + 1 < texts.length && isFigure(texts[at + 1] ?? ""));
      return html`<tr>${cells.map(({ cell, index }, at) => {
        const rowspan = Math.min(cell.row + cell.rowspan, unit.to) - row;
        if (cell.row !== row) return html`<td rowspan=${rowspan} colspan=${cell.colspan}></td>`;
        const pieces = this.#pieces(unit.block, cell.start, cell.end);
        const gravest = pieces.flatMap(({ marks }) => marks).sort((a, b) => a.finding - b.finding)[0];
        const term = pieces.some(({ related }) => related) ? "term" : "";
        const changed = pieces.some(({ was }) => was !== null) ? "changed" : "";
        const key = `${unit.block}:${index}`;
        const kind = at === label ? "label" : rowspan > 1 && at < label ? "group" : isFigure(texts[at] ?? "") ? "figure" : "";
        return html`<td
          class="${gravest?.severity ?? ""} ${term} ${changed} ${kind}"
          rowspan=${rowspan}
          colspan=${cell.colspan}
          data-edit=${key}
          tabindex="-1"
        >${pieces.map((piece) => this.#text(piece))}${this.#tags(pieces)}${this.#editing.editor(key)}</td>`;
      })}</tr>`;
    });
    const above = unit.from === 0 ? this.#marks.above(unit.block) : [];
    const copy = html`<button class="quiet" @click=${() => this.dispatchEvent(new TableCopied(unit.block))}>复制这张表</button>`;
    return html`
      ${unit.from === 0 ? html`<p class="above"><span>${above.map((mark) => this.#tag(mark, "这张表"))}</span>${copy}</p>` : nothing}
      <div class="scroll" tabindex="0" role="group" aria-label="表格，按回车进入，方向键移动，再按回车修改，按 Esc 离开">
        <table>${rows}</table>
      </div>
    `;
  }

  #pieces(block: number, start: number, end: number): Piece[] {
    return this.#marks.pieces(this.document.text, block, start, end, this.#terms, this.#hunks.get(block));
  }

  #piece(piece: Piece): TemplateResult {
    return html`${this.#text(piece)}${piece.ending.map((mark) => this.#tag(mark))}`;
  }

  /** In a cell the tags stand below the figure, which is pressed to be changed. */
  #tags(pieces: Piece[]): TemplateResult | typeof nothing {
    const ending = pieces.flatMap((piece) => piece.ending);
    return ending.length > 0 ? html`<span class="tags">${ending.map((mark) => this.#tag(mark))}</span>` : nothing;
  }

  #text({ text, marks, related, was }: Piece): unknown {
    const gravest = marks[0];
    const chosen = marks.some(({ finding }) => finding === this.selected);
    const marked = gravest && text
      ? html`<mark class="${gravest.severity} ${chosen ? "selected" : ""}" data-finding=${gravest.finding}>${text}</mark>`
      : text;
    const term = related && !chosen ? html`<span class="term">${marked}</span>` : marked;
    return was === null ? term : changedFrom(was, text ? term : "");
  }

  #tag({ finding, severity }: Mark, words = ""): TemplateResult {
    const { sign, word } = SEVERITY[severity];
    const number = finding + 1;
    return html`<a
      class="tag ${severity} ${finding === this.selected ? "selected" : ""}"
      href="#finding-${number}"
      data-finding=${finding}
      title=${this.findings[finding]?.message ?? ""}
      ><span aria-hidden="true">${sign}${number}${words && ` ${words}`}</span
      ><span class="hidden">${words}${word}${number}，查看说明</span></a
    >`;
  }
}

function placeOf(key: string): Place {
  const [block, cell] = key.split(":");
  return { block: Number(block), cell: cell === undefined ? null : Number(cell) };
}

customElements.define("gouji-draft", DraftView);
