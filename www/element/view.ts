import type { Finding, Review } from "gouji";
import { placeOf } from "../src/place";
import { SEVERITY } from "../src/severity";
import { verdictOf } from "../src/verdict";
import type { Failure } from "./check-element";
import style from "./style.css?inline";

/** How many findings are listed at first, and how many more at a time. */
const LISTED = 50;
/** A check that is over sooner is not announced, in milliseconds. */
const PATIENCE = 600;

/** What the element shows: the verdict in a line, what it is about, and the findings. */
export class View {
  readonly #box = element("section", "box");
  readonly #verdict = element("p", "verdict");
  readonly #about = element("p", "about");
  readonly #list = element("ol", "findings");
  readonly #rest = element("button", "more");
  #patience = 0;

  /** `lead` brings one to a finding's place in the editor; false where it cannot. */
  constructor(
    tree: ShadowRoot,
    readonly lead: (finding: number) => boolean,
  ) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    tree.adoptedStyleSheets = [sheet];
    this.#verdict.setAttribute("role", "status");
    this.#box.setAttribute("aria-label", "年度报告核对");
    this.#box.append(this.#verdict, this.#about, this.#list, this.#rest);
    tree.append(this.#box);
    this.#say("idle", "年度报告草稿在这里核对，内容不离开这台电脑。");
  }

  /** A check is about to begin, or has. */
  wait(): void {
    this.#box.setAttribute("aria-busy", "true");
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => (this.#verdict.textContent = "正在核对……"), PATIENCE);
  }

  show(review: Review, findings: Finding[], hasEditor: boolean): void {
    const { tone, headline } = verdictOf(review);
    this.#say(tone, headline, about(review));
    const list = (from: number) => {
      const entries = findings.slice(from, from + LISTED).map((finding, index) => this.#entry(finding, from + index, review, hasEditor));
      this.#list.append(...entries);
      const rest = findings.length - from - entries.length;
      this.#rest.hidden = rest <= 0;
      this.#rest.textContent = `再列出一些（还有 ${rest} 条）`;
      this.#rest.onclick = () => list(from + LISTED);
    };
    list(0);
  }

  fail({ what, todo, details }: Failure): void {
    this.#say("unknown", what, todo);
    if (!details) return;
    const technical = element("details", "details");
    technical.append(element("summary", "", "详情（给技术人员）"), element("pre", "", details));
    this.#about.append(technical);
  }

  #say(tone: string, headline: string, about = ""): void {
    clearTimeout(this.#patience);
    this.#box.removeAttribute("aria-busy");
    this.#box.className = tone;
    this.#verdict.textContent = headline;
    this.#about.textContent = about;
    this.#list.replaceChildren();
    this.#rest.hidden = true;
  }

  #entry(finding: Finding, index: number, review: Review, hasEditor: boolean): HTMLElement {
    const { sign, word } = SEVERITY[finding.severity];
    const item = element("li", `finding ${finding.severity}`);
    const button = element("button", "message");
    const signed = element("span", "sign", sign);
    signed.title = word;
    signed.setAttribute("aria-label", word);
    button.append(signed, element("span", "", finding.message));
    button.setAttribute("aria-expanded", "false");
    const more = element("div", "advice");
    more.hidden = true;
    button.onclick = () => {
      // Where the place can be shown a second click shows it again; otherwise it closes what the first opened.
      const isLed = hasEditor && this.lead(index);
      if (more.hidden) more.replaceChildren(...advice(finding, review));
      more.hidden = !isLed && !more.hidden;
      button.setAttribute("aria-expanded", String(!more.hidden));
    };
    item.append(button, more);
    return item;
  }
}

/** Sign, item and figure. */
type Line = [sign: string, item: string, figure: string];

/** Of what, and how much of it was read. */
function about({ report, summary: { cells } }: Review): string {
  if (report.edition === null) return "";
  return [
    report.agency,
    report.year === null ? null : `${report.year} 年度`,
    cells && cells.total > 0 ? `读出 ${cells.read + cells.annotated}/${cells.total} 格` : null,
  ]
    .filter(Boolean)
    .join(" · ");
}

/** Where it is, how it was worked out, what to do and why. */
function advice(finding: Finding, review: Review): HTMLElement[] {
  const terms = sum(finding);
  const list = element("ul", "sum");
  list.append(
    ...terms.map((words) => {
      const term = element("li", "");
      term.append(...words.map((word) => element("span", "", word)));
      return term;
    }),
  );
  return [
    element("p", "place", placeOf(finding, review, undefined, false)),
    ...(terms.length > 0 ? [list] : []),
    element("p", "", finding.help),
    ...(finding.basis ? [element("p", "basis", `依据：${finding.basis}`)] : []),
  ];
}

/** A broken relation as it would be worked out on paper: sign, item, figure; then what they give, and what is printed. */
function sum({ related, expected, code }: Finding): Line[] {
  const terms = related.filter(({ sign }) => sign === "+" || sign === "-");
  const printed = related.filter(({ sign }) => sign === "=");
  if (terms.length === 0) return [];
  const figure = (value: number | null | undefined) => String(value ?? "空白");
  // A part that is larger than its whole is compared, not added up.
  const computed = code === "table/part-exceeds-whole" || expected === null ? [] : [["＝", "算得", figure(expected)] as Line];
  return [
    ...terms.map(({ sign, item, message, value }): Line => [sign === "-" ? "－" : "＋", item ?? message, figure(value)]),
    ...computed,
    ...printed.map(({ item, message, value }): Line => ["", `填写的：${item ?? message}`, figure(value)]),
  ];
}

/** An element whose words, whatever they are, are only words. */
function element<K extends keyof HTMLElementTagNameMap>(name: K, parts: string, text = ""): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  if (parts) {
    made.setAttribute("part", parts);
    made.className = parts;
  }
  made.textContent = text;
  return made;
}
