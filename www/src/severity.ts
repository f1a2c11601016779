import type { Finding, Severity } from "gouji";

/** Gravest first. */
export const SEVERITIES: readonly Severity[] = ["error", "warning", "note"];

/** How a severity is written, and the sign that tells it without colour. */
export const SEVERITY: Record<Severity, { word: string; sign: string }> = {
  error: { word: "错误", sign: "✕" },
  warning: { word: "疑点", sign: "？" },
  note: { word: "提示", sign: "i" },
};

/** How many findings there are of each severity. */
export function count(findings: Finding[]): Record<Severity, number> {
  const counts = { error: 0, warning: 0, note: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}
