import type { Document, Finding, Review, Table } from "gouji";
import { html, LitElement, nothing, type PropertyValues, type TemplateResult, unsafeCSS } from "lit";
import { property, state } from "lit/decorators.js";
import { FindingChosen } from "./events";
import { Marks, type Mark, type Piece, type Unit, units } from "./marks";
import { SEVERITY } from "./severity";
import controls from "./styles/controls.css?inline";
import markStyle from "./styles/mark.css?inline";
import style from "./styles/draft-view.css?inline";
import { lead } from "./lead";

/** How many units are drawn at a time; a draft of megabytes is drawn piece by piece. */
const WINDOW = 150;

/** The draft as a document, with its findings marked. */
export class DraftView extends LitElement {
  static override styles = [unsafeCSS(controls), unsafeCSS(markStyle), unsafeCSS(style)];

  @property({ attribute: false }) review!: Review;
  /** In the order of the list. */
  @property({ attribute: false }) findings: Finding[] = [];
  @property({ attribute: false }) selected = -1;

  @state() private first = 0;
  @state() private last = WINDOW;

  #units: Unit[] = [];
  #marks!: Marks;
  #headings = new Set<number>();

  private get document(): Document {
    return this.review.document ?? { text: "", blocks: [] };
  }

  /** Brings the place of a finding into view and points at it; false when it has none. */
  async lead(finding: number, focus = true): Promise<boolean> {
    const unit = this.#marks.unitOf(finding, this.#units);
    if (unit < 0) return false;
    if (unit < this.first || unit >= this.last) {
      this.first = Math.max(0, unit - WINDOW / 2);
      this.last = this.first + WINDOW;
    }
    await this.updateComplete;
    return lead(this.renderRoot.querySelector<HTMLElement>(`a[data-finding="${finding}"]`), focus);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("review")) return;
    this.#units = units(this.document);
    this.#marks = new Marks(this.document, this.findings);
    this.#headings = new Set(
      this.review.report.sections.flatMap(({ location }) => (location ? [location.start] : [])),
    );
    this.first = 0;
    this.last = WINDOW;
  }

  protected override render(): TemplateResult {
    const { first, last } = this;
    const count = this.#units.length;
    return html`
      ${first > 0
        ? html`<button class="more" @click=${() => (this.first = Math.max(0, first - WINDOW))}>显示前面的内容</button>`
        : nothing}
      <div class="sheet" @click=${this.#choose}>${this.#units.slice(first, last).map((unit) => this.#unit(unit))}</div>
      ${last < count
        ? html`<button class="more" @click=${() => (this.last = last + WINDOW)}>
            显示更多（后面还有 ${Math.round(((count - last) / count) * 100)}%）
          </button>`
        : nothing}
    `;
  }

  #choose(event: Event): void {
    const target = (event.target as Element).closest<HTMLElement>("[data-finding]");
    if (!target) return;
    event.preventDefault();
    this.dispatchEvent(new FindingChosen(Number(target.dataset["finding"]), "list"));
  }

  #unit(unit: Unit): TemplateResult | typeof nothing {
    const block = this.document.blocks[unit.block];
    if (!block) return nothing;
    if (block.kind === "table") return this.#table(unit, block);
    const text = this.#pieces(unit.block, unit.from, unit.to).map((piece) => this.#piece(piece));
    const isHeading = block.level !== null || this.#headings.has(block.start);
    return isHeading ? html`<p class="heading" data-level=${block.level ?? 2}>${text}</p>` : html`<p>${text}</p>`;
  }

  #table(unit: Unit, table: Table): TemplateResult {
    const rows = [];
    for (let row = unit.from; row < unit.to; row++) {
      // A cell that began before this stretch of rows goes on in it.
      const cells = table.cells.filter((cell) =>
        row === unit.from ? cell.row <= row && row < cell.row + cell.rowspan : cell.row === row,
      );
      rows.push(html`<tr>${cells.map((cell) => {
        const rowspan = Math.min(cell.row + cell.rowspan, unit.to) - row;
        const pieces = cell.row === row ? this.#pieces(unit.block, cell.start, cell.end) : [];
        const gravest = pieces.flatMap(({ marks }) => marks).sort((a, b) => a.finding - b.finding)[0];
        const term = pieces.some(({ related }) => related) ? "term" : "";
        return html`<td class="${gravest?.severity ?? ""} ${term}" rowspan=${rowspan} colspan=${cell.colspan}>
          ${pieces.map((piece) => this.#piece(piece))}
        </td>`;
      })}</tr>`);
    }
    const above = unit.from === 0 ? this.#marks.above(unit.block) : [];
    return html`
      ${above.length ? html`<p class="above">${above.map((mark) => this.#tag(mark, "这张表"))}</p>` : nothing}
      <div class="scroll" tabindex="0" role="group" aria-label="表格"><table>${rows}</table></div>
    `;
  }

  #pieces(block: number, start: number, end: number): Piece[] {
    const related = (this.findings[this.selected]?.related ?? []).flatMap(({ location }) => (location ? [location] : []));
    return this.#marks.pieces(this.document.text, block, start, end, related);
  }

  #piece({ text, marks, ending, related }: Piece): TemplateResult {
    const gravest = marks[0];
    const chosen = marks.some(({ finding }) => finding === this.selected);
    const marked = gravest && text
      ? html`<mark class="${gravest.severity} ${chosen ? "selected" : ""}" data-finding=${gravest.finding}>${text}</mark>`
      : text;
    const term = related && !chosen ? html`<span class="term">${marked}</span>` : marked;
    return html`${term}${ending.map((mark) => this.#tag(mark))}`;
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

customElements.define("gouji-draft", DraftView);
