import type { Edition, Finding, Review, Severity } from "gouji";
import { html, LitElement, nothing, type TemplateResult, unsafeCSS } from "lit";
import { property, state } from "lit/decorators.js";
import { FindingChosen } from "./events";
import { lead } from "./lead";
import { placeOf } from "./place";
import { SEVERITIES, SEVERITY } from "./severity";
import controls from "./styles/controls.css?inline";
import markStyle from "./styles/mark.css?inline";
import style from "./styles/findings-list.css?inline";
import { sumTable } from "./sum";

/** How many findings are listed before one has to ask for more. */
const LONGEST_LIST = 200;

/** What was found, gravest first. */
export class FindingsList extends LitElement {
  static override styles = [unsafeCSS(controls), unsafeCSS(markStyle), unsafeCSS(style)];

  @property({ attribute: false }) review!: Review;
  /** In the order of the list. */
  @property({ attribute: false }) findings: Finding[] = [];
  @property({ attribute: false }) edition: Edition | undefined;
  @property({ attribute: false }) selected = -1;
  @property({ type: Boolean }) plain = false;

  @state() private only: Severity | null = null;
  @state() private shown = LONGEST_LIST;

  /** Brings the entry of a finding into view and points at it. */
  async lead(finding: number): Promise<void> {
    const found = this.findings[finding];
    if (found && this.only && found.severity !== this.only) this.only = null;
    this.shown = Math.max(this.shown, finding + 1);
    await this.updateComplete;
    lead(this.renderRoot.querySelector<HTMLElement>(`#finding-${finding + 1} button`));
  }

  /** The finding so many steps after the selected one among those listed. */
  step(by: 1 | -1): number | null {
    const listed = this.findings.flatMap((finding, index) => (this.#isListed(finding) ? [index] : []));
    if (listed.length === 0) return null;
    const at = listed.indexOf(this.selected);
    const next = at < 0 ? (by > 0 ? 0 : -1) : at + by;
    return listed.at(next % listed.length) ?? null;
  }

  #isListed(finding: Finding): boolean {
    return this.only === null || finding.severity === this.only;
  }

  protected override render(): TemplateResult {
    const { findings } = this;
    const listed = findings.map((finding, index) => ({ finding, index })).filter(({ finding }) => this.#isListed(finding));
    const rest = listed.length - this.shown;
    return html`
      <div class="bar">
        <div class="filters" role="group" aria-label="只看一类">
          ${this.#filter(null, "全部", findings.length)}
          ${SEVERITIES.map((severity) =>
            this.#filter(severity, SEVERITY[severity].word, findings.filter((finding) => finding.severity === severity).length),
          )}
        </div>
        <div class="steps">
          <button @click=${() => this.#go(-1)} title="上一处（Shift+F8）" aria-label="上一处">↑</button>
          <button @click=${() => this.#go(1)} title="下一处（F8）" aria-label="下一处">↓</button>
        </div>
      </div>
      ${findings.length === 0 ? html`<p class="none">
            ${this.review.report.edition === null ? "没有认出报告，所以列不出问题。" : "没有要列出的问题。"}
          </p>` : nothing}
      <ol>
        ${listed.slice(0, this.shown).map(({ finding, index }) => this.#entry(finding, index))}
      </ol>
      ${rest > 0
        ? html`<button class="more" @click=${() => (this.shown += LONGEST_LIST)}>再列出一些（还有 ${rest} 条）</button>`
        : nothing}
    `;
  }

  #filter(severity: Severity | null, word: string, count: number): TemplateResult {
    return html`<button
      aria-pressed=${this.only === severity}
      class=${severity ?? "all"}
      ?disabled=${count === 0 && severity !== null}
      @click=${() => (this.only = severity)}
    >
      ${severity ? html`<span class="sign" aria-hidden="true">${SEVERITY[severity].sign}</span>` : nothing}${word} ${count}
    </button>`;
  }

  #go(by: 1 | -1): void {
    const finding = this.step(by);
    if (finding !== null) this.dispatchEvent(new FindingChosen(finding, "draft"));
  }

  #entry(finding: Finding, index: number): TemplateResult {
    const open = index === this.selected;
    const { sign, word } = SEVERITY[finding.severity];
    return html`<li id="finding-${index + 1}" class="${finding.severity} ${open ? "selected" : ""}">
      <button
        class="title"
        aria-expanded=${open}
        @click=${() => this.dispatchEvent(new FindingChosen(index, "draft"))}
      >
        <span class="number"><span class="sign" aria-hidden="true">${sign}</span>${word} ${index + 1}</span>
        <span class="message">${finding.message}</span>
        <span class="place">${placeOf(finding, this.review, this.edition, this.plain)}</span>
      </button>
      ${open
        ? html`<div class="more-about">
            ${sumTable(finding)}
            <dl>
              <dt>怎么改</dt>
              <dd>${finding.help}</dd>
              ${finding.basis ? html`<dt>依据</dt><dd>${finding.basis}</dd>` : nothing}
            </dl>
          </div>`
        : nothing}
    </li>`;
  }
}

customElements.define("gouji-findings", FindingsList);
