import type { Edition } from "gouji";
import { html, LitElement, nothing, type TemplateResult, unsafeCSS } from "lit";
import { property, state } from "lit/decorators.js";
import type { Row, Verdict } from "./batch";
import { copy } from "./clipboard";
import { BatchAsked } from "./events";
import controls from "./styles/controls.css?inline";
import style from "./styles/batch-view.css?inline";
import type { Tone } from "./verdict";

/** More rows than this are drawn only when asked for. */
const MOST_ROWS = 500;

const WORD: Record<Tone, string> = { bad: "有错误", doubtful: "有疑点", partial: "没有查全", good: "没有发现错误", unknown: "没有认出是年度报告" };
const SIGN: Record<Tone, string> = { bad: "✕", doubtful: "？", partial: "！", good: "✓", unknown: "—" };
const ORDER: Tone[] = ["bad", "doubtful", "partial", "unknown", "good"];

/** Several reports, a line for each: how it stands, or why it could not be read. */
export class BatchView extends LitElement {
  static override styles = [unsafeCSS(controls), unsafeCSS(style)];

  @property({ attribute: false }) rows: Row[] = [];
  @property({ attribute: false }) leftOut = 0;
  @property({ attribute: false }) forms: Edition[] = [];
  @property({ type: Boolean }) running = false;
  /** Another number whenever a row has changed. */
  @property({ attribute: false }) done = 0;

  @state() private gravestFirst = false;
  @state() private most = MOST_ROWS;
  @state() private copied: boolean | null = null;

  protected override render(): TemplateResult {
    const { rows, done, running } = this;
    const lines = this.#lines();
    const tones = rows.flatMap(({ verdicts }) => verdicts ?? []).map(({ tone }) => tone);
    const unread = rows.filter(({ failure }) => failure !== null).length;
    const counted = ORDER.map((tone) => [WORD[tone], tones.filter((each) => each === tone).length] as const).filter(([, n]) => n > 0);
    const told = [...counted.map(([word, n]) => `${n}份${word}`), ...(unread > 0 ? [`${unread}份读不出`] : [])];
    return html`
      <h2 tabindex="-1">${running ? `正在查第 ${Math.min(done + 1, rows.length)} 份，共 ${rows.length} 份` : `${rows.length} 份文件，查了 ${done} 份`}</h2>
      <div class="progress">
        ${running
          ? html`<progress max=${rows.length} value=${done} aria-label="进度"></progress>
              <button data-do="stop" @click=${() => this.dispatchEvent(new BatchAsked(null, "stop"))}>停止</button>`
          : done < rows.length
            ? html`<button data-do="go-on" @click=${() => this.dispatchEvent(new BatchAsked(null, "go-on"))}>接着查完</button>`
            : nothing}
        <span role="status">${running ? "" : told.join("，")}</span>
        <span class="ways">
          <button aria-pressed=${this.gravestFirst} @click=${() => (this.gravestFirst = !this.gravestFirst)}>有错误的排在前面</button>
          <button @click=${this.#copy}>复制这张结果表</button>
          ${this.copied === null ? nothing : html`<small role="status">${this.copied ? "已复制，可以粘贴到表格里" : "没有复制成，浏览器不允许"}</small>`}
        </span>
      </div>
      ${this.leftOut > 0 ? html`<p class="left-out">另有 ${this.leftOut} 个文件不是报告的格式，没有查。</p>` : nothing}
      <div class="scroll" tabindex="0" role="group" aria-label="各份报告的结果">
        <table>
          <thead>
            <tr>${["文件", "结果", "单位", "年度", "格式", "错误", "疑点", "提示", "读出"].map((name) => html`<th scope="col">${name}</th>`)}</tr>
          </thead>
          <tbody>${lines.slice(0, this.most).map(([row, verdict, part]) => this.#line(row, verdict, part))}</tbody>
        </table>
      </div>
      ${lines.length > this.most
        ? html`<button class="more" @click=${() => (this.most += MOST_ROWS)}>再列出一些（还有 ${lines.length - this.most} 行）</button>`
        : nothing}
    `;
  }

  /** A line for each report; a file that holds several has several. */
  #lines(): [Row, Verdict | null, number][] {
    const lines = this.rows.flatMap((row): [Row, Verdict | null, number][] =>
      row.verdicts?.length ? row.verdicts.map((verdict, part) => [row, verdict, part]) : [[row, null, 0]],
    );
    if (!this.gravestFirst) return lines;
    const rank = ([row, verdict]: [Row, Verdict | null, number]) => (verdict ? ORDER.indexOf(verdict.tone) : row.failure ? -1 : 9);
    const errors = ([, verdict]: [Row, Verdict | null, number]) => verdict?.summary.errors ?? 0;
    return lines.sort((a, b) => rank(a) - rank(b) || errors(b) - errors(a));
  }

  #line(row: Row, verdict: Verdict | null, part: number): TemplateResult {
    const name = row.verdicts && row.verdicts.length > 1 ? `${row.path}（第${part + 1}份）` : row.path;
    const open = html`<button class="quiet" @click=${() => this.dispatchEvent(new BatchAsked(row, "open", part))}>${name}</button>`;
    if (!verdict) {
      return html`<tr class=${row.failure ? "unread" : ""}>
        <th scope="row">${row.failure ? name : open}</th>
        <td colspan="8">${row.failure ? html`<b>读不出</b> ${row.failure}` : this.running ? "等着查" : "没有查"}</td>
      </tr>`;
    }
    const { tone, agency, year, summary } = verdict;
    return html`<tr class=${tone}>
      <th scope="row">${open}</th>
      <td class="tone"><span class="sign" aria-hidden="true">${SIGN[tone]}</span>${WORD[tone]}</td>
      <td>${agency ?? "—"}</td>
      <td>${year ?? "—"}</td>
      <td>${this.#formOf(verdict)}</td>
      ${[summary.errors, summary.warnings, summary.notes].map((n) => html`<td class=${n > 0 ? "some" : "zero"}>${n}</td>`)}
      <td>${readOf(summary)}</td>
    </tr>`;
  }

  #formOf({ edition }: Verdict): string {
    return edition === null ? "—" : (this.forms.find(({ id }) => id === edition)?.name ?? edition);
  }

  async #copy(): Promise<void> {
    const head = ["文件", "结果", "单位", "年度", "格式", "错误", "疑点", "提示", "读出"];
    const lines = this.#lines().map(([row, verdict]) =>
      verdict
        ? [row.path, WORD[verdict.tone], verdict.agency, verdict.year, this.#formOf(verdict), verdict.summary.errors, verdict.summary.warnings, verdict.summary.notes, readOf(verdict.summary)]
        : [row.path, row.failure ?? "没有查"],
    );
    const text = [head, ...lines].map((cells) => cells.map((cell) => String(cell ?? "—").replace(/\s+/g, " ")).join("\t")).join("\n");
    this.copied = await copy({ text });
  }
}

function readOf({ cells }: Verdict["summary"]): string {
  return cells && cells.total > 0 ? `${cells.read + cells.annotated}/${cells.total} 格` : "—";
}

customElements.define("gouji-batch", BatchView);
