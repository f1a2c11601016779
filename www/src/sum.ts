import type { Finding, Related } from "gouji";
import { html, nothing, type TemplateResult } from "lit";

/** The code under which a part is larger than its whole: a comparison, not a sum. */
const PART = "table/part-exceeds-whole";

/** A broken relation as it would be worked out on paper: the terms, what they give, what is printed, and the difference. */
export function sumTable(finding: Finding): TemplateResult | typeof nothing {
  const terms = finding.related.filter(({ sign }) => sign === "+" || sign === "-");
  const printed = finding.related.filter(({ sign }) => sign === "=");
  if (terms.length === 0) return nothing;
  return html`<table class="sum">
    <thead>
      <tr><th scope="col">符号</th><th scope="col">项目</th><th scope="col">数</th></tr>
    </thead>
    <tbody>
      ${terms.map((term) => line(finding.code === PART ? "" : term.sign === "-" ? "－" : "＋", term))}
    </tbody>
    <tfoot>
      ${finding.code === PART ? compared(finding, printed) : added(finding, printed)}
    </tfoot>
  </table>`;
}

/** What the terms give against what is printed, which on the form can be a sum itself. */
function added({ expected, actual }: Finding, printed: Related[]): TemplateResult[] {
  const [single, ...others] = printed;
  const one = single && others.length === 0;
  return [
    total("＝", "算得", expected),
    ...(one ? [] : printed.map((term, index) => line(index === 0 ? "" : "＋", term))),
    one ? total("", `表中填的（${single.item ?? single.message}）`, actual) : total("＝", "表中填的合计", actual),
    ...difference("相差", expected, actual, (more) => (more > 0 ? `多 ${more}` : `少 ${-more}`)),
  ];
}

/** The part above, the whole below. */
function compared({ expected, actual }: Finding, whole: Related[]): TemplateResult[] {
  return [
    ...whole.map((term, index) => line(index === 0 ? "≤" : "＋", term)),
    ...(whole.length > 1 ? [total("＝", "合计", actual)] : []),
    ...difference("超出", actual, expected, String),
  ];
}

function line(sign: string, { item, message, value }: Related): TemplateResult {
  return html`<tr><td>${sign}</td><td>${item ?? message}</td><td>${figure(value)}</td></tr>`;
}

function total(sign: string, words: string, value: number | null): TemplateResult {
  return html`<tr><td>${sign}</td><th scope="row">${words}</th><td>${figure(value)}</td></tr>`;
}

/** How much the second figure exceeds the first, freed of the noise of binary fractions. */
function difference(
  words: string,
  first: number | null,
  second: number | null,
  say: (more: number) => string,
): TemplateResult[] {
  if (first === null || second === null) return [];
  const more = Number((second - first).toFixed(6));
  return [html`<tr class="difference"><td></td><th scope="row">${words}</th><td>${say(more)}</td></tr>`];
}

function figure(value: number | null | undefined): string {
  return value === null || value === undefined ? "空白" : String(value);
}
