import { html, nothing, type TemplateResult } from "lit";
import type { Change } from "./changes";
import { cellLabel } from "./form";
import { textAt } from "./manuscript";
import type { Proof, Result } from "./proof";

/** What the buttons above the draft do besides editing. */
export interface ToolbarActions {
  turnTo(view: "draft" | "form"): void;
  copyReport(): void;
}

/** Above the draft: how it is shown, undoing, what was changed, and the mended report. */
export function toolbar(proof: Proof, result: Result, view: "draft" | "form", legend: boolean, actions: ToolbarActions): TemplateResult {
  const { undoable, redoable } = proof;
  return html`<div class="views">
    <div role="group" aria-label="怎样显示">
      <button aria-pressed=${view === "draft"} @click=${() => actions.turnTo("draft")}>看草稿</button>
      <button aria-pressed=${view === "form"} @click=${() => actions.turnTo("form")}>按表核对</button>
    </div>
    <div role="group" aria-label="修改">
      <button ?disabled=${undoable === null} title="撤销${undoable ? `：${undoable}` : ""}（Ctrl+Z）" @click=${() => proof.undo()}>撤销</button>
      <button ?disabled=${redoable === null} title="重做${redoable ? `：${redoable}` : ""}（Ctrl+Y）" @click=${() => proof.redo()}>重做</button>
    </div>
    ${changed(proof, result, view)}
    ${legend ? html`<span class="legend">这处算式里的各项</span>` : nothing}
    <div class="take" role="group" aria-label="带走">
      <button @click=${actions.copyReport}>${result.changes.length > 0 ? "复制改好的报告" : "复制报告"}</button>
    </div>
  </div>`;
}

/** What differs from the draft as it was given, each with a way back. */
function changed(proof: Proof, result: Result, view: "draft" | "form"): TemplateResult {
  const { changes } = result;
  if (changes.length === 0) return html`<span class="tip">${tip(result, view)}，改完马上重新核对</span>`;
  return html`<details class="changes">
    <summary>改了 ${changes.length} 处</summary>
    <div>
      <ul>
        ${changes.map(
          (change) => html`<li>
            <span>${nameOf(change, result)}</span>
            <del><span class="hidden">原稿</span>${shorten(change.was) || "空白"}</del>
            <ins><span class="hidden">改成</span>${shorten(textAt(result.document, change.place)) || "空白"}</ins>
            <button @click=${() => proof.restore(change)}>改回</button>
          </li>`,
        )}
      </ul>
      <button @click=${() => proof.restore(...changes)}>全部改回原稿</button>
    </div>
  </details>`;
}

/** How one begins to edit, said only of what there is. */
function tip({ document, redrawn, review }: Result, view: "draft" | "form"): string {
  if (view === "form" || redrawn.length > 0 || document.blocks.some(({ kind }) => kind === "table")) return "点一下表格里的数就能改";
  return Object.keys(review.report.cells).length > 0 ? "在“按表核对”里点一下数就能改" : "双击一段文字就能改";
}

/** The printed name of the form's cell that was changed, or what kind of place it is. */
export function nameOf({ place, hunks }: Change, { review, edition }: Result): string {
  const touched = (location: { start: number; end: number }) =>
    hunks.some(({ start, end }) => start <= location.end && location.start <= end);
  const cell = Object.entries(review.report.cells).find(([, { location }]) => location && touched(location))?.[0];
  return (cell && cellLabel(edition, cell)) || (place.cell === null ? "正文" : "表格");
}

function shorten(text: string): string {
  return text.length > 24 ? `${text.slice(0, 24)}……` : text;
}
