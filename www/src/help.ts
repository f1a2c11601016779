import { html, nothing, type TemplateResult } from "lit";
import { oneFile } from "./frame";
import { SEVERITIES, SEVERITY } from "./severity";

const MEANING = {
  error: "一定有错，例如总计和各项之和不等。要改。",
  warning: "可能有错，请对照台账或原文看一下。",
  note: "值得知道的事，不一定要改。",
};

const KEYS: [string, string][] = [
  ["Ctrl+V", "粘贴一份草稿，马上核对；停在格子上粘贴从 Excel、WPS 表格复制的几格，就从这一格往右往下填"],
  ["F8 / Shift+F8", "下一处 / 上一处问题"],
  ["回车", "从问题到原文、从原文回到问题；在表格上进入表格"],
  ["方向键、Tab、Home、End", "在表格里移动"],
  ["回车或 F2，或直接输入", "修改这一格；在问题的标记上按 F2 修改那一段"],
  ["回车、Tab、Esc", "改好到下一行、改好到下一格、不改了；没有在改时，Esc 离开表格"],
  ["Delete、Ctrl+C", "清空这一格、复制这一格"],
  ["Ctrl+Z / Ctrl+Y", "撤销 / 重做"],
];

/** How to use it, what it cannot do, and how to see that nothing leaves; in a dialog. */
export function help(): TemplateResult {
  return html`<dialog class="help" aria-labelledby="help-title">
    <form method="dialog"><button autofocus>关闭</button></form>
    <h2 id="help-title">使用说明</h2>
    <h3>三步</h3>
    <ol>
      <li><b>给草稿。</b>在 Word、WPS 或网页里全选、复制，回到这里按 Ctrl+V；也可以选择或拖入文件、文件夹。</li>
      <li><b>看问题。</b>上面是结论，右边是问题清单。点一条，左边就指到原文；再点原文里的标记，又回到清单。</li>
      <li><b>改好带走。</b>点表格里的数直接改，改完马上重新核对；改错了可以撤销。最后“复制改好的报告”，粘贴回 Word、WPS 或网站后台；需要留底的，打印自查记录。</li>
    </ol>
    <h3>标记的意思</h3>
    <dl>
      ${SEVERITIES.map(
        (severity) => html`<dt class=${severity}><span class="sign" aria-hidden="true">${SEVERITY[severity].sign}</span>${SEVERITY[severity].word}</dt>
          <dd>${MEANING[severity]}</dd>`,
      )}
      <dt><span class="change"><del>12</del><ins>13</ins></span></dt>
      <dd>改过的地方：划掉的是原稿，后面是改成的。“改了几处”里可以逐处改回。</dd>
    </dl>
    <h3>做不到的事</h3>
    <ul>
      <li>不知道台账里真实的数，只能看出数和数之间对不上；“改动最少的办法”只是让算式成立，要不要这样改，请对照台账。</li>
      <li>扫描件、图片里的字读不出来。</li>
      <li>只粘贴了文字、没有表格线的，表是按读出的数画的，复制报告时也画成表；有数没读准的表，复制得到的仍是文字。</li>
      <li>没有读出、没有查全的，会在结论里说明；没有说查过的，不要当作没有错。</li>
      <li>不代替审核，也不发布报告。</li>
    </ul>
    ${location.protocol === "file:"
      ? nothing
      : html`<p>每条规则的说明和依据，见<a href="./rules.html" target="_blank" rel="noopener">规则说明</a>。</p>`}
    ${oneFile()}
    <h3>怎样确认草稿没有传出去</h3>
    <ul>
      <li>按 F12 打开“开发者工具”，点“网络”一栏，再粘贴草稿：不会出现新的请求。</li>
      <li>网页打开以后拔掉网线，粘贴的草稿照样可以核对；打开过一次，以后没有网也能打开。</li>
      <li>草稿不存在电脑里，关掉网页就没有了；略过的问题和停用的规则，只有您选了“在这台电脑上记住”才保存，保存的是编号，没有草稿的内容。</li>
    </ul>
    <h3>键盘</h3>
    <dl class="keys">${KEYS.map(([key, meaning]) => html`<dt>${key}</dt><dd>${meaning}</dd>`)}</dl>
  </dialog>`;
}
