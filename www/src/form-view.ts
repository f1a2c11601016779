import type { Cell, CellState, Edition, Finding, FormTable, Review } from "gouji";
import { html, LitElement, nothing, type TemplateResult, unsafeCSS } from "lit";
import { property } from "lit/decorators.js";
import { changedFrom } from "./changed";
import type { Change, Hunk } from "./changes";
import { Editing } from "./editing";
import { FindingChosen, TableCopied, Told } from "./events";
import { cellLabel, draw, type Drawn, figureOf, isComplete } from "./form";
import { lead } from "./lead";
import { SEVERITY } from "./severity";
import controls from "./styles/controls.css?inline";
import editorStyle from "./styles/editor.css?inline";
import markStyle from "./styles/mark.css?inline";
import nameStyle from "./styles/names.css?inline";
import style from "./styles/form-view.css?inline";

/** What is said of a cell whose figure was not simply read. */
const STATE: Record<CellState, string | null> = {
  read: null,
  blank: "空白",
  annotated: "带注释",
  ambiguous: "不能确定",
  unreadable: "读不出",
  absent: "没有这一格",
};

/** The official tables, filled in with what was read from the draft. */
export class FormView extends LitElement {
  static override styles = [unsafeCSS(controls), unsafeCSS(markStyle), unsafeCSS(editorStyle), unsafeCSS(nameStyle), unsafeCSS(style)];

  @property({ attribute: false }) review!: Review;
  /** In the order of the list. */
  @property({ attribute: false }) findings: Finding[] = [];
  @property({ attribute: false }) edition: Edition | undefined;
  /** Which of its tables are shown; null for all. */
  @property({ attribute: false }) tables: FormTable[] | null = null;
  @property({ attribute: false }) selected = -1;
  /** What differs from the draft as it was given. */
  @property({ attribute: false }) changes: Change[] = [];

  #hunks: Hunk[] = [];
  readonly #editing = new Editing(this, {
    target: (cell) => (this.review.report.cells[cell]?.location ? { cell } : null),
    text: (cell) => this.review.report.cells[cell]?.text ?? "",
    name: (cell) => `修改：${cellLabel(this.edition, cell) ?? "这一格"}`,
    begun: (cell) => {
      const finding = this.findings.findIndex(({ location }) => location?.cell === cell);
      if (finding >= 0) this.dispatchEvent(new FindingChosen(finding, "nowhere"));
      const { cells } = this.review.report;
      const start = cells[cell]?.location?.start;
      if (Object.values(cells).filter(({ location }) => location?.start === start).length > 1) {
        this.dispatchEvent(new Told("原文里这几格的数连成了一串。请用空格把它们隔开，例如“62 33 440”。"));
      }
    },
  });

  /** Begins to edit the cell of a finding; false when it has none. */
  edit(finding: number): boolean {
    const cell = this.findings[finding]?.location?.cell;
    return cell && this.#isShown(cell) ? this.#editing.begin(cell) : false;
  }

  /** Ends an edit without a word, for another draft is shown. */
  forget(): void {
    this.#editing.forget();
  }

  #isShown(cell: string): boolean {
    return this.#shown.some(({ id }) => cell.startsWith(`${id}/`));
  }

  get #shown(): FormTable[] {
    return this.tables ?? this.edition?.tables ?? [];
  }

  /** Puts what is pasted into the cells, where the focus is in one; false when it is not meant for them. */
  paste(transfer: DataTransfer): boolean {
    return this.#editing.paste(transfer);
  }

  protected override willUpdate(): void {
    this.#hunks = this.changes.flatMap(({ hunks }) => hunks);
  }

  /** Brings the cell of a finding into view; false when it has none. */
  async lead(finding: number, focus = true): Promise<boolean> {
    await this.updateComplete;
    return lead(this.renderRoot.querySelector<HTMLElement>(`a[data-finding="${finding}"]`), focus);
  }

  /** Brings a cell into view. */
  async leadToCell(cell: string): Promise<void> {
    await this.updateComplete;
    lead(this.renderRoot.querySelector<HTMLElement>(`td[data-cell="${cell}"]`));
  }

  protected override render(): TemplateResult {
    const tables = this.#shown;
    const { report } = this.review;
    if (tables.length === 0) return html`<p class="none">没有认出全国统一格式的表格，不能按表核对。</p>`;
    return html`<div @click=${this.#choose}>
      ${tables.map((table) => {
        const rows = draw(table, report);
        return html`<figure>
          <figcaption>${table.title}${isComplete(rows, report) ? html`<button class="quiet" @click=${() => this.dispatchEvent(new TableCopied(table))}>复制这张表</button>` : nothing}</figcaption>
          <div class="scroll" tabindex="0" role="group" aria-label="${table.title}，按回车进入，方向键移动，再按回车修改，按 Esc 离开">
            <table>
              ${rows.map((row) => html`<tr>${row.map((cell, at) => this.#cell(cell, row[at + 1]?.heading === false, cell.rowspan > 1 && !row.at(-1)?.heading))}</tr>`)}
            </table>
          </div>
        </figure>`;
      })}
    </div>`;
  }

  #choose(event: Event): void {
    const target = (event.target as Element).closest<HTMLElement>("[data-finding]");
    if (!target) return;
    event.preventDefault();
    this.dispatchEvent(new FindingChosen(Number(target.dataset["finding"]), "list"));
  }

  /** `isLabel`: the name of a row, right before its figures; `isGroup`: the name of several rows, before theirs. */
  #cell({ text, heading, rowspan, colspan, cell }: Drawn, isLabel: boolean, isGroup: boolean): TemplateResult {
    if (heading) {
      const kind = isLabel ? "label" : isGroup ? `group ${text.startsWith("三、") && rowspan > 6 ? "tall" : ""}` : "";
      return html`<th class=${kind} rowspan=${rowspan} colspan=${colspan}>${text}</th>`;
    }
    const name = cell ?? "";
    const read = this.review.report.cells[name];
    const state = read?.state ?? "absent";
    const at = this.findings.flatMap(({ location }, index) => (location?.cell === name ? [index] : []));
    const gravest = this.findings[at[0] ?? -1];
    const term = this.findings[this.selected]?.related.some(({ location }) => location?.cell === name);
    const said = sayOf(read);
    const { location } = read ?? {};
    const hunk = location ? this.#hunks.find(({ start, end }) => start <= location.end && location.start <= end) : undefined;
    const figured = figureOf(read);
    const shown = hunk && hunk.was !== figured ? changedFrom(hunk.was, figured) : figured;
    return html`<td
      class="${state} ${gravest?.severity ?? ""} ${term ? "term" : ""} ${hunk ? "changed" : ""} ${at.includes(this.selected) ? "selected" : ""}"
      data-cell=${name}
      data-edit=${location ? name : nothing}
      tabindex=${location ? "-1" : nothing}
      title=${location ? nothing : "草稿里没有找到这一格，请在草稿里补上"}
    >
      ${shown}${this.#editing.editor(name)}${said === null ? nothing : html`<small>${said}</small>`}${at.length > 0 ? html`<span class="tags">${at.map((index) => this.#tag(index))}</span>` : nothing}
    </td>`;
  }

  #tag(index: number): TemplateResult | typeof nothing {
    const finding = this.findings[index];
    if (!finding) return nothing;
    const { sign, word } = SEVERITY[finding.severity];
    return html`<a
      class="tag ${finding.severity} ${index === this.selected ? "selected" : ""}"
      href="#finding-${index + 1}"
      data-finding=${index}
      title=${finding.message}
      ><span aria-hidden="true">${sign}${index + 1}</span><span class="hidden">${word}${index + 1}，查看说明</span></a
    >`;
  }
}

/** Of more figures that a cell may be only the first are named. */
const NAMED = 4;

/** What is said of a cell whose figure was not simply read. */
export function sayOf(cell: Cell | undefined): string | null {
  const figures = cell?.may_be ?? [];
  if (figures.length === 0) return STATE[cell?.state ?? "absent"];
  const rest = figures.length > NAMED ? ` 等 ${figures.length} 个数之一` : "";
  return `可能是 ${figures.slice(0, NAMED).join("、")}${rest}`;
}

customElements.define("gouji-form", FormView);
