import type { Repair, Review } from "gouji";
import { html, nothing, type TemplateResult } from "lit";
import { cellLabel } from "./form";
import type { Result } from "./proof";

/** More ways than this puzzle more than they help. */
const MOST_WAYS = 3;
/** A way with more changes than this is told by its number of changes only, until it is opened. */
const FEW_CHANGES = 4;

const NUMBERS = "①②③";

/** The ways that are told. */
export function waysOf({ repairs }: Review): Repair[] {
  return repairs.filter(({ changes }) => changes.length > 0).slice(0, MOST_WAYS);
}

/** The changes that would make every relation hold, each way with a button: in the list, behind the errors. */
export function repairs(result: Result, apply: (repair: Repair) => void): TemplateResult | typeof nothing {
  const ways = waysOf(result.review);
  if (ways.length === 0) return nothing;
  const label = ways.length === 1 ? "改动最少的办法" : `改动最少的办法有${ways.length}种，选一种`;
  return html`<div class="repairs" slot="repairs" tabindex="-1">
    <b>${label}</b>
    ${ways.map((repair, index) => {
      const name = ways.length === 1 ? "" : `${NUMBERS[index]} `;
      return html`<div>
        ${repair.changes.length <= FEW_CHANGES
          ? html`<p>${name}${inWords(repair, result)}</p>`
          : html`<details><summary>${name}改 ${repair.changes.length} 格</summary><p>${inWords(repair, result)}</p></details>`}
        <button @click=${() => apply(repair)}>按此修改</button>
      </div>`;
    })}
    <small>只是让算式成立的最少改动，改之前请对照台账。</small>
  </div>`;
}

function inWords({ changes }: Repair, { edition }: Result): string {
  const said = changes.map(({ cell, from, to }) => `“${cellLabel(edition, cell) ?? cell}”由${from ?? "空白"}改为${to}`);
  return `${said.join("，")}。`;
}
