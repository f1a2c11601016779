import { html, LitElement, nothing, type TemplateResult, unsafeCSS } from "lit";
import { property, state } from "lit/decorators.js";
import { type ExampleName, TransferGiven } from "./events";
import { ACCEPT } from "./formats";
import controls from "./styles/controls.css?inline";
import style from "./styles/intake.css?inline";

/** The place where a draft is given: large at first, a line once there is one. */
export class Intake extends LitElement {
  static override styles = [unsafeCSS(controls), unsafeCSS(style)];

  /** What is being shown, or null at first. */
  @property({ attribute: false }) current: string | null = null;
  /** Whether there is a draft already. */
  @property({ type: Boolean, reflect: true }) compact = false;

  /** For the draft, or for last year's report. */
  @property() purpose: "draft" | "previous" = "draft";

  @state() private typed = "";

  protected override render(): TemplateResult {
    const isDraft = this.purpose === "draft";
    return html`
      ${this.current === null
        ? html`<label for="draft">${isDraft ? "把年度报告草稿粘贴到这里" : "把去年的报告粘贴到这里"}</label>
            <textarea
              id="draft"
              rows="5"
              spellcheck="false"
              placeholder="在 Word、WPS 或网页里全选、复制，再在这里按 Ctrl+V。也可以把文件${isDraft ? "或整个文件夹" : ""}拖进来。"
              .value=${this.typed}
              @input=${(event: Event) => (this.typed = (event.target as HTMLTextAreaElement).value)}
            ></textarea>`
        : html`<p class="current">正在看：<strong>${this.current}</strong></p>`}
      <div class="ways">
        ${this.typed.trim()
          ? html`<button class="primary" @click=${() => this.#give({ text: this.typed })}>${isDraft ? "检查这段文字" : "用这段文字"}</button>`
          : nothing}
        <button class=${this.current === null && !this.typed.trim() ? "primary" : ""} data-open="files" @click=${this.#open}>选择文件……</button>
        <input data-choose="files" type="file" accept=${ACCEPT} ?multiple=${isDraft} tabindex="-1" aria-label="选择草稿文件" hidden @change=${this.#choose} />
        ${isDraft ? this.#forDraft() : nothing}
        ${this.current === null && isDraft
          ? html`<span class="hint">可以选 Word、WPS 文件（.docx .doc .wps .rtf）、版式文件（.pdf .ofd）、表格（.xlsx .xls .et .csv）、网页（.html .mht）、纯文本（.txt .md），或装着一份报告的压缩包（.zip）；一次选多个文件，就逐份列出结果</span>`
          : nothing}
        ${this.current === null ? nothing : html`<span class="hint">换一份：直接按 Ctrl+V 粘贴，或把文件拖进来</span>`}
      </div>
    `;
  }

  #forDraft(): TemplateResult {
    return html`<button data-open="folder" @click=${this.#open}>选择文件夹……</button>
      <input data-choose="folder" type="file" webkitdirectory multiple tabindex="-1" aria-label="选择文件夹" hidden @change=${this.#choose} />
      ${this.#example("clean", "示例：没有错误的")} ${this.#example("faulty", "示例：有错误的")}`;
  }

  #example(name: ExampleName, words: string): TemplateResult {
    return html`<button class="quiet" data-example=${name} @click=${() => this.#give({ example: name })}>${words}</button>`;
  }

  #open(event: Event): void {
    const which = (event.currentTarget as HTMLElement).dataset["open"];
    this.renderRoot.querySelector<HTMLInputElement>(`input[data-choose="${which}"]`)?.click();
  }

  #choose(event: Event): void {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
    if (files.length > 0) this.#give({ files });
    // The same file, mended, may be chosen again.
    input.value = "";
  }

  #give(given: TransferGiven["given"]): void {
    this.typed = "";
    this.dispatchEvent(new TransferGiven(given));
  }
}

customElements.define("gouji-intake", Intake);
