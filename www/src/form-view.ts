import type { Cell, CellState, Edition, Finding, Review } from "gouji";
import { html, LitElement, nothing, type TemplateResult, unsafeCSS } from "lit";
import { property } from "lit/decorators.js";
import { FindingChosen } from "./events";
import { draw, type Drawn } from "./form";
import { lead } from "./lead";
import { SEVERITY } from "./severity";
import controls from "./styles/controls.css?inline";
import markStyle from "./styles/mark.css?inline";
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
  static override styles = [unsafeCSS(controls), unsafeCSS(markStyle), unsafeCSS(style)];

  @property({ attribute: false }) review!: Review;
  /** In the order of the list. */
  @property({ attribute: false }) findings: Finding[] = [];
  @property({ attribute: false }) edition: Edition | undefined;
  @property({ attribute: false }) selected = -1;

  /** Brings the cell of a finding into view; false when it has none. */
  async lead(finding: number, focus = true): Promise<boolean> {
    await this.updateComplete;
    return lead(this.renderRoot.querySelector<HTMLElement>(`a[data-finding="${finding}"]`), focus);
  }

  protected override render(): TemplateResult {
    const tables = this.edition?.tables ?? [];
    if (tables.length === 0) return html`<p class="none">没有认出全国统一格式的表格，不能按表核对。</p>`;
    return html`<div @click=${this.#choose}>
      ${tables.map(
        (table) => html`<figure>
          <figcaption>${table.title}</figcaption>
          <div class="scroll" tabindex="0" role="group" aria-label=${table.title}>
            <table>
              ${draw(table, this.review.report).map((row) => html`<tr>${row.map((cell) => this.#cell(cell))}</tr>`)}
            </table>
          </div>
        </figure>`,
      )}
    </div>`;
  }

  #choose(event: Event): void {
    const target = (event.target as Element).closest<HTMLElement>("[data-finding]");
    if (!target) return;
    event.preventDefault();
    this.dispatchEvent(new FindingChosen(Number(target.dataset["finding"]), "list"));
  }

  #cell({ text, heading, rowspan, colspan, cell }: Drawn): TemplateResult {
    if (heading) {
      return html`<th class=${text.startsWith("三、") && rowspan > 6 ? "tall" : ""} rowspan=${rowspan} colspan=${colspan}>${text}</th>`;
    }
    const name = cell ?? "";
    const read = this.review.report.cells[name];
    const state = read?.state ?? "absent";
    const at = this.findings.flatMap(({ location }, index) => (location?.cell === name ? [index] : []));
    const gravest = this.findings[at[0] ?? -1];
    const term = this.findings[this.selected]?.related.some(({ location }) => location?.cell === name);
    const said = read?.may_be?.length ? `可能是 ${read.may_be.join("、")}` : STATE[state];
    return html`<td class="${state} ${gravest?.severity ?? ""} ${term ? "term" : ""} ${at.includes(this.selected) ? "selected" : ""}">
      ${figure(read)}${said === null ? nothing : html`<small>${said}</small>`}${at.map((index) => this.#tag(index))}
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

function figure(cell: Cell | undefined): string {
  return cell?.value === null || cell === undefined ? (cell?.text ?? "") : String(cell.value);
}

customElements.define("gouji-form", FormView);
