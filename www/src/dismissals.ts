import type { Finding, Review } from "gouji";

const KEY = "gouji.dismissed";

/** What is kept on this computer: hashes and codes, nothing of a draft's text. */
interface Kept {
  findings: Record<string, string[]>;
  rules: string[];
}

/** The findings that the user has dismissed, report by report, and the rules that are switched off. */
export class Dismissals {
  readonly #findings = new Map<string, Set<string>>();
  readonly #rules = new Set<string>();
  #keeps = false;

  /** `storage` is null where the browser has none to give. */
  constructor(readonly storage: Storage | null = storageOf()) {
    const kept = this.#read();
    if (!kept) return;
    this.#keeps = true;
    for (const [report, fingerprints] of Object.entries(kept.findings)) this.#findings.set(report, new Set(fingerprints));
    kept.rules.forEach((rule) => this.#rules.add(rule));
  }

  /** Whether they are kept on this computer. */
  get keeps(): boolean {
    return this.#keeps;
  }

  /** The codes of the rules that are switched off. */
  get rules(): string[] {
    return [...this.#rules];
  }

  has(report: string, { fingerprint }: Finding): boolean {
    return this.#findings.get(report)?.has(fingerprint) ?? false;
  }

  dismiss(report: string, { fingerprint }: Finding): void {
    this.#findings.set(report, (this.#findings.get(report) ?? new Set()).add(fingerprint));
    this.#write();
  }

  restore(report: string, { fingerprint }: Finding): void {
    this.#findings.get(report)?.delete(fingerprint);
    this.#write();
  }

  switchRule(code: string, on: boolean): void {
    if (on) this.#rules.delete(code);
    else this.#rules.add(code);
    this.#write();
  }

  /** Begins or ends keeping them on this computer; ending forgets what was kept. */
  keep(keeps: boolean): void {
    this.#keeps = keeps;
    this.#write();
  }

  #read(): Kept | null {
    try {
      const kept = JSON.parse(this.storage?.getItem(KEY) ?? "null") as Partial<Kept> | null;
      return kept && { findings: kept.findings ?? {}, rules: kept.rules ?? [] };
    } catch {
      return null;
    }
  }

  #write(): void {
    try {
      if (!this.#keeps) return this.storage?.removeItem(KEY);
      const findings = Object.fromEntries([...this.#findings].filter(([, set]) => set.size > 0).map(([key, set]) => [key, [...set]]));
      this.storage?.setItem(KEY, JSON.stringify({ findings, rules: this.rules } satisfies Kept));
    } catch {
      // Full, or forbidden meanwhile: then they last as long as the page.
      this.#keeps = false;
    }
  }
}

function storageOf(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

/** What tells one report from another without saying which it is. */
export function reportKey({ report: { agency, year, edition } }: Review): string {
  let hash = 0x811c9dc5;
  for (const character of `${edition}|${agency}|${year}`) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash.toString(16);
}
