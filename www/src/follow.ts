import type { Finding } from "gouji";

/** The position of a finding after another check: the same one, or what is now said of the same relation or cell; else -1. */
export function follow(finding: Finding | undefined, findings: Finding[]): number {
  if (!finding) return -1;
  const same = findings.findIndex(({ fingerprint }) => fingerprint === finding.fingerprint);
  if (same >= 0) return same;
  const cell = finding.location?.cell;
  return findings.findIndex(
    (other) => other.code === finding.code && (finding.relation ? other.relation === finding.relation : cell ? other.location?.cell === cell : false),
  );
}
