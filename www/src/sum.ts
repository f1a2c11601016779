import type { Finding } from "gouji";
import { html, nothing, type TemplateResult } from "lit";

const SIGNS = { "+": "＋", "-": "－", "=": "" } as const;

/** A broken sum as it would be worked out on paper: the terms, then what they give, what is printed, and the difference. */
export function sumTable(finding: Finding): TemplateResult | typeof nothing {
  const terms = finding.related.filter(({ sign }) => sign === "+" || sign === "-");
  if (terms.length === 0) return nothing;
  const { expected, actual } = finding;
  const printed = finding.related.find(({ sign }) => sign === "=");
  return html`<table class="sum">
    <thead>
      <tr><th scope="col">符号</th><th scope="col">项目</th><th scope="col">数</th></tr>
    </thead>
    <tbody>
      ${terms.map(
        ({ sign, item, message, value }) => html`<tr>
          <td>${sign ? SIGNS[sign] : ""}</td>
          <td>${item ?? message}</td>
          <td>${figure(value)}</td>
        </tr>`,
      )}
    </tbody>
    <tfoot>
      <tr><td>＝</td><th scope="row">算得</th><td>${figure(expected)}</td></tr>
      <tr><td></td><th scope="row">表中填${printed?.item ? `（${printed.item}）` : ""}</th><td>${figure(actual)}</td></tr>
      ${expected === null || actual === null
        ? nothing
        : html`<tr class="difference"><td></td><th scope="row">相差</th><td>${difference(expected, actual)}</td></tr>`}
    </tfoot>
  </table>`;
}

function figure(value: number | null | undefined): string {
  return value === null || value === undefined ? "空白" : String(value);
}

/** What the printed figure has too much or too little, freed of the noise of binary fractions. */
function difference(expected: number, actual: number): string {
  const exact = Number((actual - expected).toFixed(6));
  return exact > 0 ? `多 ${exact}` : `少 ${-exact}`;
}
