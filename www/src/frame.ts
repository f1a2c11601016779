import { html, nothing, type TemplateResult } from "lit";
import type { FailureText } from "./failure";
import type { Result } from "./proof";

/** The line at the top of the page. */
export function header(help: () => void): TemplateResult {
  return html`<header>
    <h1>勾稽<span>政府信息公开工作年度报告自查</span></h1>
    <div class="about">
      <details class="stays">
        <summary>草稿只留在这台电脑上</summary>
        <div>
          <p>核对是在这个网页里做的。网页打开以后不发送任何内容，草稿和结果都不离开这台电脑。</p>
          <p>
            只有第一次选择 Word、WPS、PDF 这类文件，或者第一次对照上年的报告时，会从本网站再取一次读文件的程序（只取回程序，草稿的内容一个字也不带出去）。
          </p>
          <p>可以自己看：</p>
          <ul>
            <li>按 F12 打开“开发者工具”，点“网络”一栏，再粘贴草稿——不会出现新的请求；</li>
            <li>或者网页打开以后拔掉网线、断开无线网，粘贴的草稿照样可以核对。</li>
          </ul>
        </div>
      </details>
      <button class="quiet" @click=${help}>使用说明</button>
    </div>
  </header>`;
}

/** What the page does, for one who sees it for the first time. */
export function promise(): TemplateResult {
  return html`<ul class="promise">
    <li><b>表格的数</b>总计对不对，“一加二等于三加四”成不成立，哪一格填错了。</li>
    <li><b>报告的结构</b>六个部分齐不齐，次序、编号、标题对不对，用的是不是现行格式。</li>
    <li><b>怎么改</b>每处都指到原文，说明依据，列出算式；可以当场改、当场再核对。</li>
  </ul>
  ${oneFile()}`;
}

/** Where the page can be had as one file; that file itself does not lead to itself. */
export function oneFile(): TemplateResult | typeof nothing {
  if (location.protocol === "file:") return nothing;
  return html`<p class="one-file">
    要在没有网络的电脑上用：<a href="./gouji.html" download>下载单文件版 gouji.html</a>（约 1 MB），拷到 U 盘或那台电脑上，双击打开，功能一样。
  </p>`;
}

/** That something takes long, and a way to stop it. */
export function progress(words: string, milliseconds: number, stop: () => void): TemplateResult {
  return html`<div class="progress" role="status">
    <progress aria-label="正在检查"></progress>
    <span>${words}已用 ${Math.round(milliseconds / 1000)} 秒</span>
    <button @click=${stop}>停止</button>
  </div>`;
}

/** What went wrong and what to do. `again` is there when the same may succeed. */
export function failed({ what, todo, details }: FailureText, again: (() => void) | null, close: () => void): TemplateResult {
  return html`<div class="failure" role="alert">
    <p><b>${what}</b>${todo}</p>
    <div class="ways">
      ${again ? html`<button @click=${again}>再试一次</button>` : nothing}
      <button @click=${close}>知道了</button>
    </div>
    ${details ? html`<details><summary>详情（给技术人员）</summary><pre>${details}</pre></details>` : nothing}
  </div>`;
}

/** The reports in a draft that holds several. */
export function parts({ reports, part }: Result, show: (part: number) => void): TemplateResult | typeof nothing {
  if (reports.length < 2) return nothing;
  return html`<nav class="parts" aria-label="草稿里的各份报告">
    <span>这里有${reports.length}份报告，${part === 0 ? "先看" : "现在看"}第${part + 1}份</span>
    ${reports.map(
      (report, index) => html`<button aria-pressed=${index === part} title=${report.title ?? ""} @click=${() => show(index)}>
        第${index + 1}份${report.year === null ? "" : `（${report.year}年）`}
      </button>`,
    )}
  </nav>`;
}
