import { html, LitElement, nothing, type TemplateResult, unsafeCSS } from "lit";
import { property, state } from "lit/decorators.js";
import { type ExampleName, TransferGiven } from "./events";
import controls from "./styles/controls.css?inline";
import style from "./styles/intake.css?inline";

/** What a file dialog offers first; the checker itself looks at the content. */
const FORMATS =
  ".doc,.docx,.wps,.pdf,.ofd,.rtf,.xls,.xlsx,.et,.txt,.md,.csv,.html,.htm,.mht,.mhtml,.zip";

/** The place where a draft is given: large at first, a line once there is one. */
export class Intake extends LitElement {
  static override styles = [unsafeCSS(controls), unsafeCSS(style)];

  /** What is being shown, or null at first. */
  @property({ attribute: false }) current: string | null = null;
  /** Whether there is a draft already. */
  @property({ type: Boolean, reflect: true }) compact = false;

  @state() private typed = "";

  protected override render(): TemplateResult {
    return html`
      ${this.current === null
        ? html`<label for="draft">把年度报告草稿粘贴到这里</label>
            <textarea
              id="draft"
              rows="5"
              spellcheck="false"
              placeholder="在 Word、WPS 或网页里全选、复制，再在这里按 Ctrl+V。也可以把文件拖进来。"
              .value=${this.typed}
              @input=${(event: Event) => (this.typed = (event.target as HTMLTextAreaElement).value)}
            ></textarea>`
        : html`<p class="current">正在看：<strong>${this.current}</strong></p>`}
      <div class="ways">
        ${this.typed.trim()
          ? html`<button class="primary" @click=${() => this.#give({ text: this.typed })}>检查这段文字</button>`
          : nothing}
        <button class=${this.current === null && !this.typed.trim() ? "primary" : ""} @click=${this.#open}>选择文件……</button>
        <input type="file" accept=${FORMATS} tabindex="-1" aria-label="选择草稿文件" hidden @change=${this.#choose} />
        ${this.#example("clean", "示例：没有错误的")} ${this.#example("faulty", "示例：有错误的")}
        ${this.current === null
          ? html`<span class="hint">可以选 Word、WPS 文件（.docx .doc .wps .rtf）、版式文件（.pdf .ofd）、表格（.xlsx .xls .et .csv）、网页（.html .mht）、纯文本（.txt .md），或装着一份报告的压缩包（.zip）</span>`
          : html`<span class="hint">换一份：直接按 Ctrl+V 粘贴，或把文件拖进来</span>`}
      </div>
    `;
  }

  #example(name: ExampleName, words: string): TemplateResult {
    return html`<button class="quiet" data-example=${name} @click=${() => this.#give({ example: name })}>${words}</button>`;
  }

  #open(): void {
    this.renderRoot.querySelector("input")?.click();
  }

  #choose(event: Event): void {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (file) this.#give({ file });
    // The same file, mended, may be chosen again.
    input.value = "";
  }

  #give(given: TransferGiven["given"]): void {
    this.typed = "";
    this.dispatchEvent(new TransferGiven(given));
  }
}

customElements.define("gouji-intake", Intake);
