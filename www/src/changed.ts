import { html, type TemplateResult } from "lit";

/** Text that is not as it was given: the old one struck out, the new one behind it. */
export function changedFrom(was: string, now: unknown): TemplateResult {
  return html`<span class="change" title=${`原稿：${was || "空白"}`}
    >${was ? html`<del><span class="hidden">原稿</span>${was}</del>` : ""}${now ? html`<ins>${now}</ins>` : ""}</span
  >`;
}
