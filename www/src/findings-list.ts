import type { Edition, Finding, Review, Severity } from "gouji";
import { html, LitElement, nothing, type TemplateResult, unsafeCSS } from "lit";
import { property, state } from "lit/decorators.js";
import { DismissalAsked, FindingChosen, FindingTreated, ProblemsAsked } from "./events";
import { lead } from "./lead";
import { placeOf } from "./place";
import { titleOf } from "./rules";
import { SEVERITIES, SEVERITY } from "./severity";
import controls from "./styles/controls.css?inline";
import markStyle from "./styles/mark.css?inline";
import style from "./styles/findings-list.css?inline";
import { sumTable } from "./sum";
import { putAside } from "./verdict";

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
  /** What the user has said is no problem. */
  @property({ attribute: false }) dismissed: Finding[] = [];
  /** Codes of the rules that are switched off. */
  @property({ attribute: false }) rulesOff: string[] = [];
  /** Whether that is kept on this computer. */
  @property({ type: Boolean }) keeps = false;

  @state() private only: Severity | null = null;
  @state() private shown = LONGEST_LIST;

  /** Brings the entry of a finding into view and points at it. */
  async lead(finding: number, focus = true): Promise<void> {
    const found = this.findings[finding];
    if (found && this.only && found.severity !== this.only) this.only = null;
    this.shown = Math.max(this.shown, finding + 1);
    await this.updateComplete;
    lead(this.renderRoot.querySelector<HTMLElement>(`#finding-${finding + 1} button`), focus);
  }

  /** Brings the repairs into view. */
  async leadToRepairs(): Promise<void> {
    this.only = null;
    await this.updateComplete;
    lead(this.querySelector<HTMLElement>("[slot=repairs]"));
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
    const entries = listed.slice(0, this.shown).map(({ finding, index }) => this.#entry(finding, index));
    // What would mend the errors is read after them.
    const errors = listed.slice(0, this.shown).filter(({ finding }) => finding.severity === "error").length || entries.length;
    return html`
      <div class="bar">
        <div class="filters" role="group" aria-label="只看一类">
          ${this.#filter(null, "全部", findings.length)}
          ${SEVERITIES.map((severity) =>
            this.#filter(severity, SEVERITY[severity].word, findings.filter((finding) => finding.severity === severity).length),
          )}
        </div>
        <div class="steps">
          <button @click=${() => this.dispatchEvent(new ProblemsAsked("copy"))}>复制问题清单</button>
          <button @click=${() => this.dispatchEvent(new ProblemsAsked("print"))}>打印自查记录</button>
          <button @click=${() => this.#go(-1)} title="上一处（Shift+F8）" aria-label="上一处">↑</button>
          <button @click=${() => this.#go(1)} title="下一处（F8）" aria-label="下一处">↓</button>
        </div>
      </div>
      ${findings.length === 0 ? html`<p class="none">
            ${this.review.report.edition === null ? "没有认出报告，所以列不出问题。" : "没有要列出的问题。"}
          </p>` : nothing}
      <ol>${entries.slice(0, errors)}</ol>
      <slot name="repairs"></slot>
      ${errors < entries.length ? html`<ol start=${errors + 1}>${entries.slice(errors)}</ol>` : nothing}
      ${rest > 0
        ? html`<button class="more" @click=${() => (this.shown += LONGEST_LIST)}>再列出一些（还有 ${rest} 条）</button>`
        : nothing}
      ${this.#aside()}
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

  /** What was put aside, with a way back for each. */
  #aside(): TemplateResult | typeof nothing {
    const { dismissed, rulesOff } = this;
    if (dismissed.length === 0 && rulesOff.length === 0) return nothing;
    const ask = (change: DismissalAsked["change"]) => () => this.dispatchEvent(new DismissalAsked(change));
    return html`<details class="aside">
      <summary>${putAside(dismissed.length, rulesOff.length)}</summary>
      <ul>
        ${dismissed.map((finding) => html`<li>${finding.message}<button @click=${ask({ finding })}>恢复</button></li>`)}
        ${rulesOff.map((rule) => html`<li>停用：${titleOf(rule)}<button @click=${ask({ rule })}>重新启用</button></li>`)}
      </ul>
      <label>
        <input type="checkbox" .checked=${this.keeps} @change=${(event: Event) => ask({ keep: (event.target as HTMLInputElement).checked })()} />
        在这台电脑上记住（只记编号，不记草稿的内容）；不选，关掉网页就忘掉
      </label>
    </details>`;
  }

  #go(by: 1 | -1): void {
    const finding = this.step(by);
    if (finding !== null) this.dispatchEvent(new FindingChosen(finding, "draft"));
  }

  /** What can be done about a finding. */
  #ways(finding: Finding, index: number): TemplateResult {
    const treat = (treatment: FindingTreated["treatment"]) => () => this.dispatchEvent(new FindingTreated(index, treatment));
    const { fix, location, code } = finding;
    return html`<div class="ways">
      ${fix ? html`<button class="primary" title=${fix.title} @click=${treat("fix")}>按此修改</button><span>${fix.title}</span>` : nothing}
      ${location ? html`<button @click=${treat("edit")}>改这里</button>` : nothing}
      <button @click=${treat("dismiss")} title="不再列出这一处；可以在清单末尾恢复">不算问题</button>
      <button class="quiet" @click=${treat("switch-off")} title="不再按“${titleOf(code)}”检查；可以在清单末尾重新启用">停用这条规则</button>
    </div>`;
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
            ${this.#ways(finding, index)}
          </div>`
        : nothing}
    </li>`;
  }
}

customElements.define("gouji-findings", FindingsList);
