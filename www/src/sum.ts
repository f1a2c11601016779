import type { Finding } from "gouji";
import { html, nothing, type TemplateResult } from "lit";

const SIGNS = { "+": "＋", "-": "－", "=": "" } as const;

/** A broken sum as it would be worked out on paper: the terms, then what they give, what is printed, and the difference. */
export function sumTable(finding: Finding): TemplateResult | typeof nothing {
  const terms = finding.related.filter(({ sign }) => sign === "+" || sign === "-");
  if (terms.length === 0) return nothing;
  const { expected, actual } = finding;
  const printed = finding.related.filter(({ sign }) => sign === "=");
  const single = printed.length === 1 ? printed[0] : undefined;
  return html`<table class="sum">
    <thead>
      <tr><th scope="col">符号</th><th scope="col">项目</th><th scope="col">数</th></tr>
    </thead>
    <tbody>
      ${terms.map(({ sign, item, message, value }) => line(sign ? SIGNS[sign] : "", item ?? message, value))}
    </tbody>
    <tfoot>
      <tr><td>＝</td><th scope="row">算得</th><td>${figure(expected)}</td></tr>
      ${single ? nothing : printed.map(({ item, message, value }, index) => line(index === 0 ? "" : "＋", item ?? message, value))}
      <tr>
        <td>${printed.length > 1 ? "＝" : ""}</td>
        <th scope="row">${single ? `表中填的（${single.item ?? single.message}）` : "表中填的合计"}</th>
        <td>${figure(actual)}</td>
      </tr>
      ${expected === null || actual === null
        ? nothing
        : html`<tr class="difference"><td></td><th scope="row">相差</th><td>${difference(expected, actual)}</td></tr>`}
    </tfoot>
  </table>`;
}

function line(sign: string, item: string, value: number | null | undefined): TemplateResult {
  return html`<tr><td>${sign}</td><td>${item}</td><td>${figure(value)}</td></tr>`;
}

function figure(value: number | null | undefined): string {
  return value === null || value === undefined ? "空白" : String(value);
}

/** What the printed figure has too much or too little, freed of the noise of binary fractions. */
function difference(expected: number, actual: number): string {
  const exact = Number((actual - expected).toFixed(6));
  return exact > 0 ? `多 ${exact}` : `少 ${-exact}`;
}
