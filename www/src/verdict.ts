import type { CellState, Check, Review, Summary } from "gouji";
import { html, nothing, type TemplateResult } from "lit";
import type { Result } from "./proof";
import { titleOf } from "./rules";
import { SEVERITIES, SEVERITY } from "./severity";

/** How good the news is: `unknown` when so little was recognised that silence means nothing. */
export type Tone = "bad" | "doubtful" | "partial" | "good" | "unknown";

/** What the user has put aside, in words; empty when that is nothing. */
export function putAside(dismissed: number, rules: number): string {
  const said = [dismissed > 0 ? `已略过${dismissed}处` : "", rules > 0 ? `停用${rules}条规则` : ""].filter(Boolean);
  return said.join("、");
}

/**
 * The verdict in one word for the colours and one line for people; silence about what was not read, or about what the user
 * has put aside, would be a lie.
 */
export function verdictOf(review: Review, aside = ""): { tone: Tone; headline: string } {
  const { tone, headline } = verdictWithout(review, aside !== "");
  return { tone: tone === "good" && aside ? "partial" : tone, headline: aside ? `${headline}（${aside}）` : headline };
}

function verdictWithout(review: Review, isAside: boolean): { tone: Tone; headline: string } {
  const { errors, warnings, cells } = review.summary;
  if (review.report.edition === null) {
    return { tone: "unknown", headline: "没有认出这是一份政府信息公开工作年度报告，表格没有核对" };
  }
  const unread = cells && cells.total > cells.read + cells.annotated ? `表格只读出 ${readOf(cells)}` : "";
  if (errors > 0) {
    const doubts = warnings > 0 ? `、${warnings} 处疑点` : "";
    return { tone: "bad", headline: `有 ${errors} 处错误${doubts}，请逐处核对${unread && `；${unread}`}` };
  }
  const doubts = warnings > 0 ? `，有 ${warnings} 处疑点` : "";
  if (cells?.total === 0) {
    return { tone: "partial", headline: `没有发现错误${doubts}，但草稿里没有全国统一的表格，数字没有核对` };
  }
  if (unread) return { tone: "partial", headline: `读到的部分没有发现错误${doubts}，但${unread}` };
  const unchecked = uncheckable(review);
  if (review.report.cut || unchecked.some(({ code }) => code.startsWith("table/"))) {
    return { tone: "partial", headline: `查到的部分没有发现错误${doubts}，但有内容没有查全` };
  }
  const clean = isAside ? "没有发现其他错误" : doubts ? `没有发现错误${doubts}请看一下` : "没有发现错误，表内勾稽关系全部成立";
  // The tables are checked whole, and what is left is little: it is told without taking the news back.
  if (unchecked.length > 0) return { tone: "partial", headline: `${clean}；${whyOf(unchecked)}${unchecked.length} 项检查没有查全` };
  return { tone: doubts ? "doubtful" : "good", headline: clean };
}

/** The one reason for which checks could not be made, or nothing when there are several. */
function whyOf(unchecked: Check[]): string {
  const reasons = new Set(unchecked.map(({ reason }) => reason));
  const [reason] = reasons;
  return reasons.size === 1 && reason ? `${reason}，` : "有 ";
}

function readOf(cells: NonNullable<Summary["cells"]>): string {
  return `${cells.read + cells.annotated}/${cells.total} 格`;
}

/** Checks that could not be made, or not wholly; that nobody gave last year's report is no news. */
function uncheckable(review: Review): Check[] {
  return review.checks.filter(
    ({ state, reason, needs_previous }) => !needs_previous && (state === "not-checkable" || reason !== null),
  );
}

/** A draft that breaks off is told apart from one in which parts are missing. */
function cutOff({ report: { cut } }: Review): TemplateResult | typeof nothing {
  return cut ? html`<p class="cut">草稿到“${cut.context.slice(-20)}”就断了，后面的内容没有检查。请确认全文都复制下来了。</p>` : nothing;
}

/** What one sees first: how it stands, what it is about, and how far the check reached. */
export function verdictBand(result: Result, aside: string, extras: VerdictExtras): TemplateResult {
  const { review } = result;
  const { tone, headline } = verdictOf(review, aside);
  const { report, summary } = review;
  const counts = { error: summary.errors, warning: summary.warnings, note: summary.notes };
  return html`<section class="verdict ${tone}" aria-label="检查结果">
    <h2 tabindex="-1">${headline}</h2>
    <ul class="counts">
      ${SEVERITIES.map(
        (severity) => html`<li class="${severity} ${counts[severity] === 0 ? "zero" : ""}">
          <span class="sign" aria-hidden="true">${SEVERITY[severity].sign}</span>${SEVERITY[severity].word}
          <b>${counts[severity]}</b>
        </li>`,
      )}
    </ul>
    ${report.edition === null ? whatToDo(review) : facts(result, extras)} ${cutOff(review)}
  </section>`;
}

/** Where no report was recognised nothing can be told of it but what to do. */
function whatToDo({ findings }: Review): TemplateResult | typeof nothing {
  const finding = findings.find(({ code }) => code === "structure/not-a-report");
  return finding ? html`<p class="todo">${finding.help}</p>` : nothing;
}

function facts(result: Result, extras: VerdictExtras): TemplateResult {
  const { review } = result;
  const { agency, year } = review.report;
  return html`<dl class="facts">
      ${fact("单位", agency ?? "没有认出")} ${fact("年度", year === null ? "没有认出" : `${year} 年`)} ${fact("格式", formOf(result))}
      ${fact("读出", extent(review, (state, words) => html`<button class="quiet inline" title="到表里逐格看" @click=${() => extras.toCell(state, words)}>${words}</button>`))}
      ${fact("去年报告", extras.previous)} ${extras.toRepairs ? fact("改法", html`<button class="quiet inline" @click=${extras.toRepairs}>改动最少的办法，列在清单的错误后面</button>`) : nothing}
    </dl>
    ${notChecked(review)}`;
}

/** What stands in the band besides the verdict. */
export interface VerdictExtras {
  previous: unknown;
  /** Leads to the next cell in that state; `words` are those pressed. */
  toCell(state: CellState, words: string): void;
  /** Leads to the repairs; null when there are none. */
  toRepairs: (() => void) | null;
}

/** The name of the form that was recognised. */
export function formOf({ review: { report }, edition }: Pick<Result, "review" | "edition">): string {
  return report.edition === null ? "没有认出" : (edition?.name ?? `${report.edition} 年格式`);
}

function fact(name: string, value: unknown): TemplateResult {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

/** What is said of the cells whose figure was not simply read. */
const STATES: [Exclude<CellState, "read">, string][] = [
  ["blank", "空白"],
  ["annotated", "带注释"],
  ["ambiguous", "不能确定"],
  ["unreadable", "读不出"],
  ["absent", "缺"],
];

/** How much of the form was read, and what became of the rest. `shown` may make more of the words about cells in a state. */
export function extent({ report, summary: { cells } }: Review, shown: (state: CellState, words: string) => unknown = (_, words) => words): unknown {
  if (report.edition === null || !cells || cells.total === 0) return "没有可核对的统一表格";
  const rest = STATES.filter(([state]) => cells[state] > 0).map(([state, word]) => shown(state, `${word} ${cells[state]}`));
  return rest.length === 0 ? readOf(cells) : html`${readOf(cells)}（${rest.map((words, index) => [index > 0 ? "，" : "", words])}）`;
}

function namesOf(checks: Check[]): string {
  return checks.map(({ code }) => titleOf(code)).join("、");
}

function notChecked(review: Review): TemplateResult | typeof nothing {
  const reasons = new Map<string, Check[]>();
  for (const check of uncheckable(review)) {
    const reason = check.reason ?? "草稿里没有需要的内容";
    reasons.set(reason, [...(reasons.get(reason) ?? []), check]);
  }
  if (reasons.size === 0) return nothing;
  const count = uncheckable(review).length;
  return html`<details class="unchecked">
    <summary>有 ${count} 项检查没有查全，为什么</summary>
    <ul>
      ${[...reasons].map(
        ([reason, checks]) => html`<li>${reason}<small>${namesOf(checks)}</small></li>`,
      )}
    </ul>
  </details>`;
}
