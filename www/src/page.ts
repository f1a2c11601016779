import type { Edition, Finding, Review } from "gouji";
import { html, LitElement, nothing, type TemplateResult, unsafeCSS } from "lit";
import { query, state } from "lit/decorators.js";
import { Checker } from "./checker";
import { type Draft, fromFile, fromTransfer } from "./draft";
import "./draft-view";
import type { DraftView } from "./draft-view";
import { FindingChosen, TransferGiven } from "./events";
import { example } from "./example";
import { type FailureText, tell } from "./failure";
import "./findings-list";
import type { FindingsList } from "./findings-list";
import "./form-view";
import type { FormView } from "./form-view";
import "./intake";
import { inOrder } from "./marks";
import controls from "./styles/controls.css?inline";
import style from "./styles/page.css?inline";
import { verdictBand, verdictOf } from "./verdict";

/** A check that is over sooner is not announced. */
const PATIENCE = 200;

/** The edition on whose form the examples are. */
const EXAMPLE_EDITION = "2021";

const DRAGS = ["dragstart", "dragend", "dragenter", "dragover", "dragleave", "drop"] as const;

/** A draft and the review of each report in it. */
interface Checked {
  draft: Draft;
  reviews: Review[];
  forms: Edition[];
}

/** What was found in the report that is shown. */
interface Result extends Checked {
  /** Its position among the reviews. */
  part: number;
  review: Review;
  findings: Finding[];
  edition: Edition | undefined;
}

/** The whole page: one draft at a time, given, checked and shown. */
export class Page extends LitElement {
  static override styles = [unsafeCSS(controls), unsafeCSS(style)];

  @state() private result: Result | null = null;
  @state() private selected = -1;
  @state() private view: "draft" | "form" = "draft";
  @state() private waiting = 0;
  @state() private loadingFiles = false;
  @state() private failure: FailureText | null = null;
  @state() private dragging = false;
  @state() private announcement = "";

  @query("gouji-draft") private draftView!: DraftView | null;
  @query("gouji-form") private formView!: FormView | null;
  @query("gouji-findings") private list!: FindingsList | null;

  readonly #checker = new Checker();
  /** The draft that was given last, whether or not it could be checked. */
  #given: Draft | null = null;
  /** How many drafts have been given. */
  #turn = 0;
  #draggingOwn = false;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("paste", this.#paste);
    document.addEventListener("keydown", this.#key);
    for (const type of DRAGS) {
      document.addEventListener(type, this.#drag);
    }
    this.addEventListener(TransferGiven.type, this.#transfer as EventListener);
    this.addEventListener(FindingChosen.type, this.#choose as EventListener);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("paste", this.#paste);
    document.removeEventListener("keydown", this.#key);
    for (const type of DRAGS) {
      document.removeEventListener(type, this.#drag);
    }
  }

  readonly #paste = (event: ClipboardEvent): void => {
    const { clipboardData } = event;
    if (!clipboardData) return;
    event.preventDefault();
    void this.#take(fromTransfer(clipboardData));
  };

  readonly #drag = (event: DragEvent): void => {
    // A selection that is dragged about within the page is no new draft.
    if (event.type === "dragstart" || event.type === "dragend") this.#draggingOwn = event.type === "dragstart";
    if (this.#draggingOwn || event.type === "dragend") return;
    event.preventDefault();
    if (event.type === "dragleave" && event.relatedTarget !== null) return;
    this.dragging = event.type === "dragover" || event.type === "dragenter";
    if (event.type === "drop" && event.dataTransfer) void this.#take(fromTransfer(event.dataTransfer));
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== "F8" || !this.result) return;
    event.preventDefault();
    this.#step(event.shiftKey ? -1 : 1);
  };

  #step(by: 1 | -1): void {
    const finding = this.list?.step(by);
    if (typeof finding === "number") void this.#lead(finding, "draft");
  }

  readonly #transfer = ({ given }: TransferGiven): void => {
    if ("file" in given) void this.#take(fromFile(given.file));
    else if ("text" in given) void this.#take(Promise.resolve({ name: null, mime: "text/plain", content: given.text }));
    else void this.#take(this.#example(given.example));
  };

  readonly #choose = ({ finding, lead }: FindingChosen): void => void this.#lead(finding, lead);

  async #example(name: "clean" | "faulty"): Promise<Draft> {
    const forms = await this.#checker.forms();
    const edition = forms.find(({ id }) => id === EXAMPLE_EDITION);
    if (!edition) throw new Error(`no form ${EXAMPLE_EDITION}`);
    return example(name, edition);
  }

  /** Checks what was given; what stood there before stays until there is a new result. */
  async #take(giving: Promise<Draft | null>): Promise<void> {
    const turn = ++this.#turn;
    this.failure = null;
    try {
      const draft = await giving;
      // What was given last counts, even if an earlier file takes longer to read.
      if (turn !== this.#turn) return;
      if (draft) await this.#check(draft);
      else this.failure = { what: "剪贴板里没有文字。", todo: "请在 Word、WPS 或网页里选中报告全文，复制后再粘贴。", details: "", retry: false };
    } catch (failure) {
      this.failure = tell(failure);
    }
  }

  async #check(draft: Draft): Promise<void> {
    this.#given = draft;
    this.loadingFiles = false;
    const started = performance.now();
    const announce = setInterval(() => (this.waiting = performance.now() - started), PATIENCE);
    try {
      const options = { mime: draft.mime, ...(draft.name === null ? {} : { name: draft.name }) };
      const review = await this.#checker.check(draft.content, options, (isLoading) => (this.loadingFiles = isLoading));
      const forms = await this.#checker.forms();
      await this.#show({ draft, reviews: reviewsIn(review), forms }, 0);
    } finally {
      // A newer check has taken over when this one was stopped for it.
      clearInterval(announce);
      if (this.#given === draft) this.waiting = 0;
    }
  }

  /** Shows one of the reports in a draft. */
  async #show(checked: Checked, part: number): Promise<void> {
    const review = checked.reviews[part];
    if (!review) return;
    const edition = checked.forms.find(({ id }) => id === review.report.edition);
    this.result = { ...checked, part, review, findings: inOrder(review.findings), edition };
    this.selected = review.findings.length > 0 ? 0 : -1;
    this.view = "draft";
    this.announcement = `${nameOf(this.result)}：${verdictOf(review).headline}`;
    await this.updateComplete;
    for (const pane of this.renderRoot.querySelectorAll(".content, .list")) pane.scrollTop = 0;
    const verdict = this.renderRoot.querySelector<HTMLElement>(".verdict h2");
    verdict?.focus({ preventScroll: true });
    verdict?.scrollIntoView({ block: "nearest" });
  }

  /** Shows the same finding in the other view. */
  async #turnTo(view: "draft" | "form"): Promise<void> {
    this.view = view;
    await this.updateComplete;
    if (this.selected >= 0) await (view === "form" ? this.formView : this.draftView)?.lead(this.selected, false);
  }

  async #lead(finding: number, to: "draft" | "list"): Promise<void> {
    this.selected = finding;
    await this.updateComplete;
    if (to === "list") return this.list?.lead(finding);
    const view = this.view === "form" ? this.formView : this.draftView;
    if (await view?.lead(finding)) return;
    // Not every finding has a cell of the form; the draft knows more places.
    if (this.view === "form" && this.result?.findings[finding]?.location) {
      this.view = "draft";
      await this.updateComplete;
      if (await this.draftView?.lead(finding)) return;
    }
    await this.list?.lead(finding);
  }

  protected override render(): TemplateResult {
    const { result } = this;
    return html`
      <header>
        <h1>勾稽<span>政府信息公开工作年度报告自查</span></h1>
        <details class="stays">
          <summary>草稿只留在这台电脑上</summary>
          <div>
            <p>核对是在这个网页里做的。网页打开以后不发送任何内容，草稿和结果都不离开这台电脑。</p>
            <p>
              只有第一次选择 Word、WPS、PDF 这类文件时，会从本网站再取一次读文件的程序（只取回程序，草稿的内容一个字也不带出去）。
            </p>
            <p>可以自己看：</p>
            <ul>
              <li>按 F12 打开“开发者工具”，点“网络”一栏，再粘贴草稿——不会出现新的请求；</li>
              <li>或者网页打开以后拔掉网线、断开无线网，粘贴的草稿照样可以核对。</li>
            </ul>
          </div>
        </details>
      </header>
      <main class=${result ? "checked" : "empty"}>
        <gouji-intake ?compact=${result !== null} .current=${result ? nameOf(result) : null}></gouji-intake>
        ${this.waiting >= PATIENCE ? this.#progress() : nothing} ${this.failure ? this.#failed(this.failure) : nothing}
        ${result ? this.#result(result) : this.#promise()}
      </main>
      <p class="hidden" role="status" aria-live="polite">${this.announcement}</p>
      ${this.dragging ? html`<div class="drop" aria-hidden="true">松开鼠标，检查这份草稿</div>` : nothing}
    `;
  }

  #promise(): TemplateResult {
    return html`<ul class="promise">
      <li><b>表格的数</b>总计对不对，“一加二等于三加四”成不成立，哪一格填错了。</li>
      <li><b>报告的结构</b>六个部分齐不齐，次序、编号、标题对不对，用的是不是现行格式。</li>
      <li><b>怎么改</b>每处都指到原文，说明依据，列出算式。</li>
    </ul>`;
  }

  #progress(): TemplateResult {
    return html`<div class="progress" role="status">
      <progress aria-label="正在检查"></progress>
      <span>${this.loadingFiles ? "正在载入读文件的模块……" : "正在检查，"}已用 ${Math.round(this.waiting / 1000)} 秒</span>
      <button @click=${() => this.#checker.stop()}>停止</button>
    </div>`;
  }

  #failed({ what, todo, details, retry }: FailureText): TemplateResult {
    return html`<div class="failure" role="alert">
      <p><b>${what}</b>${todo}</p>
      <div class="ways">
        ${retry && this.#given ? html`<button @click=${() => this.#take(Promise.resolve(this.#given))}>再试一次</button>` : nothing}
        <button @click=${() => (this.failure = null)}>知道了</button>
      </div>
      ${details ? html`<details><summary>详情（给技术人员）</summary><pre>${details}</pre></details>` : nothing}
    </div>`;
  }

  /** The reports in a draft that holds several. */
  #parts(result: Result): TemplateResult | typeof nothing {
    const { reviews, part } = result;
    if (reviews.length < 2) return nothing;
    return html`<nav class="parts" aria-label="草稿里的各份报告">
      <span>这里有${reviews.length}份报告，${part === 0 ? "先看" : "现在看"}第${part + 1}份</span>
      ${reviews.map(
        ({ report }, index) => html`<button
          aria-pressed=${index === part}
          title=${report.title ?? ""}
          @click=${() => this.#show(result, index)}
        >
          第${index + 1}份${report.year === null ? "" : `（${report.year}年）`}
        </button>`,
      )}
    </nav>`;
  }

  #result(result: Result): TemplateResult {
    const { review, findings, edition, draft } = result;
    const plain = draft.mime === "text/plain";
    return html`
      ${this.#parts(result)} ${verdictBand(review, edition)}
      <div class="panes">
        <section class="draft" aria-label="草稿">
          <div class="views" role="group" aria-label="怎样显示">
            <button aria-pressed=${this.view === "draft"} @click=${() => this.#turnTo("draft")}>看草稿</button>
            <button aria-pressed=${this.view === "form"} @click=${() => this.#turnTo("form")}>按表核对</button>
            ${findings[this.selected]?.related.some(({ sign }) => sign)
              ? html`<span class="legend">这处算式里的各项</span>`
              : nothing}
          </div>
          <div class="content">
            <gouji-draft
              ?hidden=${this.view !== "draft"}
              .review=${review}
              .findings=${findings}
              .selected=${this.selected}
            ></gouji-draft>
            ${this.view === "form"
              ? html`<gouji-form
                  .review=${review}
                  .findings=${findings}
                  .edition=${edition}
                  .selected=${this.selected}
                ></gouji-form>`
              : nothing}
          </div>
        </section>
        <section class="list" aria-label="问题清单">
          <gouji-findings
            .review=${review}
            .findings=${findings}
            .edition=${edition}
            .selected=${this.selected}
            .plain=${plain}
          ></gouji-findings>
        </section>
      </div>
      ${findings.length > 0
        ? html`<nav class="jump" aria-label="逐处查看">
            <button @click=${() => this.#step(-1)}>上一处</button>
            <button @click=${() => this.list?.lead(Math.max(0, this.selected))}>回到清单</button>
            <button @click=${() => this.#step(1)}>下一处</button>
          </nav>`
        : nothing}
    `;
  }
}

/** The reports in a draft, each with the draft that they share. */
function reviewsIn(first: Review): Review[] {
  const { document } = first;
  return [first, ...(first.more ?? []).map((review) => (document ? { document, ...review } : review))];
}

function nameOf({ draft, review }: Result): string {
  return draft.name ?? review.report.title ?? "粘贴的草稿";
}

customElements.define("gouji-page", Page);
