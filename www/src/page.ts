import type { CellState, Edition } from "gouji";
import { html, LitElement, nothing, type TemplateResult, unsafeCSS } from "lit";
import { query, state } from "lit/decorators.js";
import { Batch } from "./batch";
import "./batch-view";
import { Checker } from "./checker";
import { copy, type Copy } from "./clipboard";
import { complete, problemsCopy, reportCopy, tableCopy } from "./copies";
import { type Draft, type Found, fromFile, fromFiles, fromTransfer, type Given } from "./draft";
import "./draft-view";
import type { DraftView } from "./draft-view";
import { BatchAsked, DismissalAsked, FindingChosen, FindingTreated, ProblemsAsked, TableCopied, TextEdited, Told, TransferGiven } from "./events";
import { example } from "./example";
import { type FailureText, tell } from "./failure";
import "./findings-list";
import type { FindingsList } from "./findings-list";
import { follow } from "./follow";
import { cellLabel, cellsOf } from "./form";
import { type FormView, sayOf } from "./form-view";
import { failed, header, parts, progress, promise } from "./frame";
import { help } from "./help";
import "./intake";
import { painted } from "./lead";
import { keepForOffline } from "./offline";
import { previousDialog, previousFact } from "./previous";
import { Proof, type Result } from "./proof";
import { record } from "./record";
import { repairs, waysOf } from "./repairs";
import controls from "./styles/controls.css?inline";
import dialogs from "./styles/dialogs.css?inline";
import editor from "./styles/editor.css?inline";
import style from "./styles/page.css?inline";
import printing from "./styles/print.css?inline";
import { toolbar } from "./toolbar";
import { putAside, verdictBand, verdictOf } from "./verdict";

/** A check that is over sooner is not announced, in milliseconds. */
const PATIENCE = 200;

/** The new count is told when the typing has paused so long, in milliseconds. */
const PAUSE = 700;

/** A word about what was done stands so long, and longer for each letter, in milliseconds. */
const NOTICE = 3000;
const NOTICE_LETTER = 80;

/** When draft and list stand side by side, as in page.css. */
const SIDE_BY_SIDE = "(min-width: 60rem) and (min-height: 34rem)";

/** The edition on whose form the examples are. */
const EXAMPLE_EDITION = "2021";

const DRAGS = ["dragstart", "dragend", "dragenter", "dragover", "dragleave", "drop"] as const;

/** The whole page: a draft, or several, given, checked, shown and mended. */
export class Page extends LitElement {
  static override styles = [controls, editor, dialogs, style, printing].map(unsafeCSS);

  /** What is shown; a new one after every check. */
  @state() result: Result | null = null;
  @state() private batch: Batch | null = null;
  /** Whether the several files are shown, and not the one that was opened. */
  @state() private showsBatch = false;
  @state() private forms: Edition[] = [];
  @state() private selected = -1;
  @state() private view: "draft" | "form" = "draft";
  @state() private waiting = 0;
  @state() private loadingFiles = false;
  @state() private failure: FailureText | null = null;
  @state() private dragging = false;
  @state() private announcement = "";
  @state() private notice = "";
  @state() private givesPrevious = false;
  @state() private printed: Date | null = null;

  @query("gouji-draft") private draftView!: DraftView | null;
  @query("gouji-form") private formView!: FormView | null;
  @query("gouji-findings") private list!: FindingsList | null;
  @query("dialog.help") private helpDialog!: HTMLDialogElement;
  @query("dialog.previous") private previousDialog!: HTMLDialogElement | null;

  readonly #checker = new Checker();
  readonly #proof = new Proof(
    this.#checker,
    (fresh) => this.#show(fresh),
    (failure) => (this.failure = tell(failure)),
  );
  /** What is to be done again when it failed. */
  #again: (() => void) | null = null;
  /** How many drafts have been given. */
  #turn = 0;
  /** The cell that the reader was last led to. */
  #visited = "";
  #draggingOwn = false;
  #pause = 0;
  #noticed = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("paste", this.#paste);
    document.addEventListener("keydown", this.#key);
    for (const type of DRAGS) document.addEventListener(type, this.#drag);
    addEventListener("beforeprint", this.#beforePrint);
    addEventListener("afterprint", this.#afterPrint);
    keepForOffline();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("paste", this.#paste);
    document.removeEventListener("keydown", this.#key);
    for (const type of DRAGS) document.removeEventListener(type, this.#drag);
    removeEventListener("beforeprint", this.#beforePrint);
    removeEventListener("afterprint", this.#afterPrint);
  }

  constructor() {
    super();
    this.#on(TransferGiven, ({ given }) => void this.#take(() => this.#given(given)));
    this.#on(FindingChosen, ({ finding, lead }) => void this.#lead(finding, lead));
    this.#on(FindingTreated, (event) => this.#treat(event));
    this.#on(DismissalAsked, ({ change }) => this.#putBack(change));
    this.#on(TextEdited, ({ step }) => this.#edit(step));
    this.#on(Told, ({ words }) => this.#say(words));
    this.#on(TableCopied, ({ table }) => void this.#copy(this.result && tableCopy(this.result, table), "这张表"));
    this.#on(ProblemsAsked, ({ wish }) => {
      if (wish === "print") void this.#print();
      else void this.#copy(this.result && problemsCopy(this.result, this.#aside), "问题清单");
    });
    this.#on(BatchAsked, (event) => this.#answerBatch(event));
  }

  #on<T extends Event>(kind: { type: string; prototype: T }, listener: (event: T) => void): void {
    this.addEventListener(kind.type, listener as (event: Event) => void);
  }

  readonly #paste = (event: ClipboardEvent): void => {
    const { clipboardData } = event;
    const into = event.composedPath()[0];
    if (!clipboardData) return;
    const view = this.view === "form" ? this.formView : this.draftView;
    if (!this.previousDialog?.open && view?.paste(clipboardData)) return event.preventDefault();
    // What is pasted into a cell is its text, and no new draft.
    if (into instanceof HTMLElement && into.classList.contains("editor")) return;
    event.preventDefault();
    void this.#take(() => fromTransfer(clipboardData));
  };

  readonly #drag = (event: DragEvent): void => {
    // A selection that is dragged about within the page is no new draft.
    if (event.type === "dragstart" || event.type === "dragend") this.#draggingOwn = event.type === "dragstart";
    if (this.#draggingOwn || event.type === "dragend") return;
    event.preventDefault();
    if (event.type === "dragleave" && event.relatedTarget !== null) return;
    this.dragging = event.type === "dragover" || event.type === "dragenter";
    const { dataTransfer } = event;
    if (event.type === "drop" && dataTransfer) void this.#take(() => fromTransfer(dataTransfer));
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (!this.result || this.showsBatch) return;
    const control = (event.ctrlKey || event.metaKey) && !event.altKey;
    const key = event.key.toLowerCase();
    if (event.key === "F8") this.#step(event.shiftKey ? -1 : 1);
    else if (!control || isTextField(event.composedPath()[0])) return;
    else if (key === "z" && !event.shiftKey) this.#proof.undo();
    else if (key === "y" || key === "z") this.#proof.redo();
    else return;
    event.preventDefault();
  };

  #step(by: 1 | -1): void {
    const finding = this.list?.step(by);
    if (typeof finding === "number") void this.#lead(finding, "draft");
  }

  async #given(given: TransferGiven["given"]): Promise<Given> {
    if ("files" in given) return fromFiles(given.files);
    if ("text" in given) return { draft: { name: null, mime: "text/plain", content: given.text } };
    const forms = await this.#checker.forms();
    const edition = forms.find(({ id }) => id === EXAMPLE_EDITION);
    if (!edition) throw new Error(`no form ${EXAMPLE_EDITION}`);
    return { draft: example(given.example, edition) };
  }

  /** Takes what was given, as this year's draft or as last year's; what stood there before stays until there is a result. */
  async #take(give: () => Promise<Given | null>): Promise<void> {
    const turn = ++this.#turn;
    this.failure = null;
    // Before the first rendering there is no dialog, and a draft can be pasted already.
    const isPrevious = this.previousDialog?.open ?? false;
    await this.#attempt(async () => {
      const given = await give();
      // What was given last counts, even if an earlier file takes longer to read.
      if (turn !== this.#turn) return;
      if (!given) this.failure = { what: "剪贴板里没有文字。", todo: "请在 Word、WPS 或网页里选中报告全文，复制后再粘贴。", details: "", retry: false };
      else if ("files" in given) await this.#takeSeveral(given.files, given.leftOut);
      else if (isPrevious) await this.#compare(given.draft);
      else await this.#check(given.draft);
    });
  }

  async #attempt(deed: () => Promise<void>): Promise<void> {
    try {
      await deed();
    } catch (failure) {
      this.failure = tell(failure);
    }
  }

  async #check(draft: Draft, part = 0): Promise<void> {
    this.batch?.stop();
    this.#again = () => void this.#attempt(() => this.#check(draft, part));
    await this.#whileWaiting((loading) => this.#proof.take(draft, loading));
    if (part > 0) this.#proof.show(part);
  }

  #givePrevious(): void {
    this.givesPrevious = true;
    this.previousDialog?.showModal();
  }

  async #compare(draft: Draft | null): Promise<void> {
    this.#again = () => void this.#attempt(() => this.#compare(draft));
    this.previousDialog?.close();
    await this.#whileWaiting((loading) => this.#proof.compare(draft, loading));
  }

  /** Announces a deed that takes long. */
  async #whileWaiting(deed: (loading: (isLoading: boolean) => void) => Promise<void>): Promise<void> {
    const turn = this.#turn;
    this.loadingFiles = false;
    this.failure = null;
    const started = performance.now();
    const announce = setInterval(() => (this.waiting = performance.now() - started), PATIENCE);
    try {
      await deed((isLoading) => (this.loadingFiles = isLoading));
    } finally {
      // A newer deed has taken over when this one was stopped for it.
      clearInterval(announce);
      if (this.#turn === turn) this.waiting = 0;
    }
  }

  async #takeSeveral(files: Found[], leftOut: number): Promise<void> {
    this.batch?.stop();
    const batch = new Batch(files, leftOut, this.#checker, () => ({ disable: this.#proof.dismissals.rules }), () => this.requestUpdate());
    this.batch = batch;
    this.showsBatch = true;
    await this.#focus("gouji-batch");
    await this.#run(batch);
    if (this.batch === batch && this.showsBatch) this.announcement = `${batch.rows.length} 份文件，查了 ${batch.done} 份`;
  }

  async #run(batch: Batch): Promise<void> {
    // Only the names of the forms: why these could not be had, the first file tells.
    this.forms = await this.#checker.forms().catch(() => []);
    await batch.run();
  }

  #answerBatch({ row, wish, part }: BatchAsked): void {
    if (wish === "stop") this.batch?.stop();
    else if (wish === "go-on") void (this.batch && this.#run(this.batch));
    else if (row) {
      this.#turn++;
      void this.#attempt(async () => this.#check(await fromFile(row.file), part));
    }
  }

  async #backToBatch(): Promise<void> {
    this.showsBatch = true;
    await this.#focus("gouji-batch");
  }

  async #focus(selector: string): Promise<void> {
    await this.updateComplete;
    const element = this.renderRoot.querySelector<LitElement>(selector);
    await element?.updateComplete;
    (element?.shadowRoot?.querySelector<HTMLElement>("h2") ?? element)?.focus({ preventScroll: true });
  }

  /** Shows a new result: of another draft from its beginning, of the same one as it was looked at. */
  #show(fresh: boolean): void {
    const before = this.result;
    const result = this.#proof.result;
    if (!result) return;
    this.result = result;
    const { headline } = verdictOf(result.review, this.#aside);
    clearTimeout(this.#pause);
    if (!fresh && before) {
      this.selected = follow(before.findings[this.selected], result.findings);
      this.#pause = window.setTimeout(() => (this.announcement = headline), PAUSE);
      return;
    }
    this.showsBatch = false;
    this.selected = result.findings.length > 0 ? 0 : -1;
    this.view = "draft";
    this.announcement = `${nameOf(result)}：${headline}`;
    void this.#fromTheTop();
  }

  /** The beginning tells whose draft it is; beside the list it then moves on to the finding that is open there. */
  async #fromTheTop(): Promise<void> {
    const { result } = this;
    await this.updateComplete;
    for (const pane of this.renderRoot.querySelectorAll(".content, .list")) pane.scrollTop = 0;
    const verdict = this.renderRoot.querySelector<HTMLElement>(".verdict h2");
    verdict?.focus({ preventScroll: true });
    verdict?.scrollIntoView({ block: "nearest" });
    if (!matchMedia(SIDE_BY_SIDE).matches) return;
    // The verdict is painted first.
    await painted();
    // Whoever has gone elsewhere in the meantime is where they want to be.
    const isUntouched = this.result === result && this.selected === 0 && this.shadowRoot?.activeElement === verdict;
    if (isUntouched) await this.draftView?.lead(0, false);
  }

  /** Shows the same finding in the other view. */
  async #turnTo(view: "draft" | "form"): Promise<void> {
    this.view = view;
    await this.updateComplete;
    if (this.selected >= 0) await (view === "form" ? this.formView : this.draftView)?.lead(this.selected, false);
  }

  /** From cell to cell of those that were not simply read. */
  async #toNextCell(state: CellState, words: string): Promise<void> {
    const { result } = this;
    if (!result) return;
    const cells = cellsOf(result.edition).filter((cell) => result.review.report.cells[cell]?.state === state);
    const cell = cells[(cells.indexOf(this.#visited) + 1) % cells.length];
    if (!cell) return;
    this.#visited = cell;
    this.view = "form";
    await this.updateComplete;
    await this.formView?.leadToCell(cell);
    const place = `${cells.indexOf(cell) + 1}/${cells.length}：“${cellLabel(result.edition, cell)}”`;
    const next = cells.length > 1 ? `再点“${words}”看下一格。` : "";
    this.#say(`${place}${sayOf(result.review.report.cells[cell]) ?? ""}。${next}`);
  }

  async #lead(finding: number, to: FindingChosen["lead"]): Promise<void> {
    this.selected = finding;
    await this.updateComplete;
    if (to === "nowhere") {
      // Where the list stands above the draft, leading there would take away what the user is at.
      if (matchMedia(SIDE_BY_SIDE).matches) await this.list?.lead(finding, false);
      return;
    }
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

  #edit(step: TextEdited["step"]): void {
    if ("begin" in step) this.#proof.begin(step.begin);
    else if ("fill" in step) this.#proof.fill(step.fill, step.title);
    else if ("text" in step) void this.#proof.type(step.text);
    else void this.#proof.end(step.keep);
  }

  #treat({ finding: index, treatment }: FindingTreated): void {
    const finding = this.result?.findings[index];
    if (!finding) return;
    if (treatment === "fix" && finding.fix) this.#proof.apply(finding.fix.title, finding.fix.edits);
    else if (treatment === "dismiss") this.#proof.dismiss(finding, true);
    else if (treatment === "switch-off") this.#proof.switchRule(finding.code, false);
    else if (treatment === "edit") void this.#editAt(index);
  }

  async #editAt(finding: number): Promise<void> {
    if (this.view === "form" && this.formView?.edit(finding)) return;
    this.view = "draft";
    await this.updateComplete;
    await this.draftView?.edit(finding);
  }

  #putBack(change: DismissalAsked["change"]): void {
    if ("finding" in change) this.#proof.dismiss(change.finding, false);
    else if ("rule" in change) this.#proof.switchRule(change.rule, true);
    else {
      this.#proof.dismissals.keep(change.keep);
      this.requestUpdate();
      this.list?.requestUpdate();
    }
  }

  #copyReport(result: Result): void {
    const { redrawn, review } = result;
    const rebuilt = complete(redrawn, review.report);
    const remark =
      rebuilt.length < redrawn.length ? "（有数没读准的表仍是文字）" : redrawn.length > 0 ? "（没有表格线的表按统一格式画好了）" : "";
    void this.#copy(reportCopy(result, rebuilt), `报告${remark}`);
  }

  async #copy(content: Copy | null, what: string): Promise<void> {
    if (!content) return;
    const copied = await copy(content);
    const changed = content.html ? "，可以粘贴到 Word、WPS 或网站后台" : "";
    this.#say(copied ? `${what}已复制${changed}。` : "没有复制成：浏览器不允许网页使用剪贴板。请在左边选中内容，按 Ctrl+C。");
  }

  #say(notice: string): void {
    this.notice = notice;
    clearTimeout(this.#noticed);
    this.#noticed = window.setTimeout(() => (this.notice = ""), NOTICE + notice.length * NOTICE_LETTER);
  }

  readonly #beforePrint = (): void => {
    this.printed ??= new Date();
  };

  readonly #afterPrint = (): void => {
    this.printed = null;
  };

  async #print(): Promise<void> {
    await this.#proof.settled();
    this.printed = new Date();
    await this.updateComplete;
    window.print();
  }

  get #aside(): string {
    return putAside(this.result?.dismissed.length ?? 0, this.#proof.dismissals.rules.length);
  }

  protected override render(): TemplateResult {
    const { batch, failure } = this;
    const result = this.showsBatch ? null : this.result;
    const isEmpty = !result && !(batch && this.showsBatch);
    const words = this.loadingFiles ? "正在载入读文件的模块……" : "正在检查，";
    return html`
      ${header(() => this.helpDialog.showModal())}
      <main class=${isEmpty ? "empty" : result ? "checked one" : "checked"}>
        <gouji-intake ?compact=${!isEmpty} .current=${isEmpty ? null : result ? nameOf(result) : `${batch?.rows.length ?? 0} 份文件`}></gouji-intake>
        ${this.waiting >= PATIENCE ? progress(words, this.waiting, () => this.#checker.stop()) : nothing}
        ${failure ? failed(failure, failure.retry ? this.#again : null, () => (this.failure = null)) : nothing}
        ${batch && this.showsBatch ? this.#batch(batch) : result ? this.#result(result) : promise()}
      </main>
      <p class="hidden" role="status" aria-live="polite">${this.announcement}</p>
      <p class="notice" role="status">${this.notice}</p>
      ${this.dragging ? html`<div class="drop" aria-hidden="true">松开鼠标，检查这份草稿</div>` : nothing}
      ${help()} ${previousDialog(this.givesPrevious, () => (this.givesPrevious = false))}
      ${this.printed && result ? this.#record(result, this.printed) : nothing}
    `;
  }

  #batch(batch: Batch): TemplateResult {
    return html`<gouji-batch
      .rows=${batch.rows}
      .leftOut=${batch.leftOut}
      .forms=${this.forms}
      .done=${batch.done}
      ?running=${batch.running}
    ></gouji-batch>`;
  }

  #record(result: Result, time: Date): TemplateResult {
    const { dismissals, previous } = this.#proof;
    return record(result, { time, aside: this.#aside, rulesOff: dismissals.rules, previous });
  }

  #result(result: Result): TemplateResult {
    const { review, findings, edition, draft, document, changes, redrawn } = result;
    const { dismissals, previous } = this.#proof;
    return html`
      ${this.batch
        ? html`<button class="back" @click=${this.#backToBatch}>← 回到 ${this.batch.rows.length} 份文件的结果</button>`
        : nothing}
      ${parts(result, (part) => this.#proof.show(part))}
      ${verdictBand(result, this.#aside, {
        previous: previousFact(previous, result, () => this.#givePrevious(), () => void this.#compare(null)),
        toCell: (state, words) => void this.#toNextCell(state, words),
        toRepairs: waysOf(review).length > 0 ? () => void this.list?.leadToRepairs() : null,
      })}
      <div class="panes">
        <section class="draft" aria-label="草稿">
          ${toolbar(this.#proof, result, this.view, findings[this.selected]?.related.some(({ sign }) => sign) ?? false, {
            turnTo: (view) => void this.#turnTo(view),
            copyReport: () => this.#copyReport(result),
          })}
          <div class="content">
            <gouji-draft
              ?hidden=${this.view !== "draft"}
              .draftNumber=${this.#turn}
              .reportNumber=${result.part}
              .document=${document}
              .changes=${changes}
              .review=${review}
              .edition=${edition}
              .redrawn=${redrawn}
              .findings=${findings}
              .selected=${this.selected}
            ></gouji-draft>
            ${this.view === "form"
              ? html`<gouji-form
                  .changes=${changes}
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
            .dismissed=${result.dismissed}
            .rulesOff=${dismissals.rules}
            .keeps=${dismissals.keeps}
            .edition=${edition}
            .selected=${this.selected}
            .plain=${draft.mime === "text/plain"}
            >${repairs(result, (repair) => this.#proof.repair(repair))}</gouji-findings
          >
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

function isTextField(target: EventTarget | undefined): boolean {
  return target instanceof HTMLElement && (target.localName === "textarea" || target.localName === "input");
}

function nameOf({ draft, review }: Result): string {
  return draft.name ?? review.report.title ?? "粘贴的草稿";
}

customElements.define("gouji-page", Page);
