import { html, nothing, type TemplateResult } from "lit";
import type { Previous, Result } from "./proof";

/** Last year's report in the verdict: which one is compared with, or a place to give it. */
export function previousFact(previous: Previous | null, { review }: Result, give: () => void, remove: () => void): TemplateResult {
  if (!previous) return html`<button class="quiet inline" @click=${give}>没有给，给出后核对结转、现行有效等数……</button>`;
  const { agency, year } = previous.report;
  const doubts = [
    agency && review.report.agency && agency !== review.report.agency ? `单位是“${agency}”` : "",
    year !== null && review.report.year !== null && year !== review.report.year - 1 ? `年度是${year}年` : "",
    year === null && agency === null ? "没有认出是年度报告" : "",
  ].filter(Boolean);
  return html`${[agency, year === null ? null : `${year}年`].filter(Boolean).join(" ") || previous.name}
    ${doubts.length > 0 ? html`<span class="doubt">（${doubts.join("、")}，请看是否给错了）</span>` : nothing}
    <button class="quiet inline" @click=${give}>换一份</button><button class="quiet inline" @click=${remove}>不再对照</button>`;
}

/** Where last year's report is given; whatever is given while it is open is that report. */
export function previousDialog(isOpen: boolean, closed: () => void): TemplateResult {
  return html`<dialog class="previous" aria-labelledby="previous-title" @close=${closed}>
    <form method="dialog"><button>取消</button></form>
    <h2 id="previous-title">给出去年的报告</h2>
    <p>用它核对结转数、现行有效件数这些今年和去年应当接得上的数。它也只留在这台电脑上。</p>
    ${isOpen ? html`<gouji-intake purpose="previous"></gouji-intake>` : nothing}
  </dialog>`;
}
