import { html, nothing, type TemplateResult } from "lit";
import { textAt } from "./manuscript";
import { placeOf } from "./place";
import type { Previous, Result } from "./proof";
import { titleOf } from "./rules";
import { SEVERITY } from "./severity";
import { nameOf } from "./toolbar";
import { extent, formOf, verdictOf } from "./verdict";

/** What stands in a record besides the result. */
export interface RecordFacts {
  /** When it was printed. */
  time: Date;
  aside: string;
  rulesOff: string[];
  previous: Previous | null;
}

/** The self-check record on A4: what was checked, when, how it stands, what was found, and places to sign. */
export function record(result: Result, { time, aside, rulesOff, previous }: RecordFacts): TemplateResult {
  const { review, findings, dismissed, changes, draft, document, edition } = result;
  const { report, summary, gouji } = review;
  const plain = draft.mime === "text/plain";
  return html`<article class="record">
    <h1>政府信息公开工作年度报告自查记录</h1>
    <table class="head">
      <tr>${field("报告", report.title ?? "没有认出标题", 3)}</tr>
      <tr>${field("单位", report.agency ?? "没有认出")}${field("年度", report.year === null ? "没有认出" : `${report.year}年`)}</tr>
      <tr>${field("文件", draft.name ?? "粘贴的草稿")}${field("自查时间", timeOf(time))}</tr>
      <tr>${field("格式", formOf(result))}${field("表格读出", extent(review))}</tr>
      <tr>${field("结果", `${verdictOf(review, aside).headline}。错误 ${summary.errors} 处，疑点 ${summary.warnings} 处，提示 ${summary.notes} 处。`, 3)}</tr>
      ${previous ? html`<tr>${field("对照的去年报告", previous.report.title ?? previous.name, 3)}</tr>` : nothing}
    </table>
    ${findings.length > 0
      ? html`<h2>发现的问题</h2>
          <table class="findings">
            <thead><tr><th>序号</th><th>类别</th><th>问题和位置</th><th>处理情况</th></tr></thead>
            <tbody>
              ${findings.map(
                (finding, index) => html`<tr>
                  <td>${index + 1}</td>
                  <td>${SEVERITY[finding.severity].word}</td>
                  <td>${finding.message}<small>${placeOf(finding, review, edition, plain)}</small></td>
                  <td></td>
                </tr>`,
              )}
            </tbody>
          </table>`
      : nothing}
    ${changes.length > 0
      ? html`<h2>自查时改动的地方</h2>
          <ul>${changes.map((change) => html`<li>${nameOf(change, result)}：原稿“${change.was || "空白"}”，改为“${textAt(document, change.place) || "空白"}”</li>`)}</ul>`
      : nothing}
    ${dismissed.length > 0
      ? html`<h2>认为不算问题、已略过的</h2><ul>${dismissed.map(({ message }) => html`<li>${message}</li>`)}</ul>`
      : nothing}
    ${rulesOff.length > 0
      ? html`<h2>停用的规则</h2><ul>${rulesOff.map((code) => html`<li>${titleOf(code)}</li>`)}</ul>`
      : nothing}
    <div class="signatures">
      <p>填报人：<i></i></p><p>审核人：<i></i></p><p>日期：<i></i></p>
    </div>
    <footer>由“勾稽”自查网页 ${gouji} 版生成；核对在本机进行，结果供填报和审核时参考。</footer>
  </article>`;
}

function field(name: string, value: unknown, width = 1): TemplateResult {
  return html`<th scope="row">${name}</th><td colspan=${width}>${value}</td>`;
}

function timeOf(time: Date): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${time.getFullYear()}年${time.getMonth() + 1}月${time.getDate()}日 ${two(time.getHours())}:${two(time.getMinutes())}`;
}
