import type { Edition, Finding, Review } from "gouji";
import { cellLabel } from "./form";

/** Where a finding lies, in the words of someone who looks for it in the draft. */
export function placeOf(finding: Finding, review: Review, edition: Edition | undefined, isPlainText: boolean): string {
  const { location } = finding;
  if (!location || (location.end === 0 && !location.cell)) return "全文";
  const section = [...review.report.sections].reverse().find(
    (candidate) => candidate.location && candidate.location.start <= location.start,
  );
  const parts = [
    // Lines are the draft's own only in plain text.
    isPlainText ? `第 ${location.line} 行` : null,
    section ? `${section.number ? `${section.number}、` : ""}${section.heading}` : null,
    location.cell ? cellLabel(edition, location.cell) : null,
  ];
  return parts.filter(Boolean).join(" · ") || `“${shorten(location.context)}”`;
}

function shorten(text: string): string {
  return text.length > 24 ? `${text.slice(0, 24)}……` : text;
}
