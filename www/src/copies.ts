import type { Block, Cell, Document, FormTable, Report, Table } from "gouji";
import type { Copy } from "./clipboard";
import { draw, type Drawn, figureOf, isComplete } from "./form";
import type { Span } from "./manuscript";
import { placeOf } from "./place";
import type { Result } from "./proof";
import type { Redrawn } from "./redrawn";
import { SEVERITY } from "./severity";
import { verdictOf } from "./verdict";

/** The looks in attributes and in styles: Word reads the one, content systems the other, and some drop every style. */
const TABLE = `<table border="1" cellspacing="0" cellpadding="4" width="100%" style="border-collapse:collapse;border:1px solid #000;width:100%">`;
const CELL = `align="center" style="border:1px solid #000;text-align:center"`;

/** The report as it now is; `rebuilt` are the tables that it holds as lines and that are to be tables again. */
export function reportCopy({ document, review }: Result, rebuilt: readonly Redrawn[]): Copy {
  const { blocks, text } = document;
  return {
    text: blocks.map((block) => text.slice(block.start, block.end)).join("\n"),
    html: blocks.flatMap((block) => blockHtml(document, block, rebuilt, review.report)).join("\n"),
  };
}

/** Those of the redrawn tables of which every figure is known: of the others the lines say more than a table would. */
export function complete(redrawn: readonly Redrawn[], report: Report): Redrawn[] {
  return redrawn.filter(({ tables }) => tables.every((table) => isComplete(draw(table, report), report)));
}

/** One table of it, by its block, or an official table with what was read from the draft. */
export function tableCopy({ document, review }: Result, which: number | FormTable): Copy | null {
  if (typeof which !== "number") {
    const rows = formRows(which, review.report);
    return { text: rows.map((cells) => cells.map(({ text }) => text).join("\t")).join("\n"), html: htmlOf(rows) };
  }
  const table = document.blocks[which];
  if (table?.kind !== "table") return null;
  return { text: document.text.slice(table.start, table.end), html: tableHtml(document, table) };
}

function blockHtml(document: Document, block: Block, rebuilt: readonly Redrawn[], report: Report): string[] {
  if (block.kind === "table") return [tableHtml(document, block)];
  const tag = block.level === null ? "p" : `h${Math.min(block.level, 6)}`;
  const paragraph = ({ start, end }: Span) => `<${tag}>${escape(document.text.slice(start, end))}</${tag}>`;
  const parts: string[] = [];
  let from = block.start;
  for (const { start, end, tables } of rebuilt) {
    if (end <= from || block.end <= start) continue;
    if (from < start) parts.push(paragraph({ start: from, end: start }));
    // Word makes one table of two that no paragraph parts.
    if (block.start <= start) parts.push(tables.map((table) => htmlOf(formRows(table, report))).join("<p>&nbsp;</p>"));
    from = end;
  }
  return from < block.end || from === block.start ? [...parts, paragraph({ start: from, end: block.end })] : parts;
}

type DrawnCell = Pick<Drawn, "text" | "rowspan" | "colspan">;

function tableHtml({ text }: Document, table: Table): string {
  const rows: DrawnCell[][] = Array.from({ length: table.rows }, () => []);
  for (const { start, end, row, ...spans } of table.cells) rows[row]?.push({ ...spans, text: text.slice(start, end) });
  return htmlOf(rows);
}

/** An official table with its whole head as printed, of which the page draws what tells the columns apart. */
function formRows(table: FormTable, report: Report): DrawnCell[][] {
  const rows = draw(table, report).map((cells) =>
    cells.map((drawn) => (drawn.cell === null ? drawn : { ...drawn, text: printedIn(report.cells[drawn.cell]) })),
  );
  const [head = [], ...body] = rows;
  if (table.id === "applications") return [...applicantsHead(head), ...body];
  // Where the form has several tables in one, each begins with its article.
  const article = /^第二十条第（.）项/.exec(table.title)?.[0];
  const colspan = head.reduce((sum, cell) => sum + cell.colspan, 0);
  return article === undefined ? rows : [[{ text: article, rowspan: 1, colspan }], ...rows];
}

/** From the names of the columns, the kinds of applicants and their total. */
function applicantsHead(head: DrawnCell[]): DrawnCell[][] {
  const [corner, person, ...others] = head;
  const total = others.pop();
  if (!corner || !person || !total) return [head];
  const balance = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）";
  return [
    [{ ...corner, text: balance, rowspan: 3 }, { text: "申请人情况", rowspan: 1, colspan: others.length + 2 }],
    [{ ...person, rowspan: 2 }, { text: "法人或其他组织", rowspan: 1, colspan: others.length }, { ...total, rowspan: 2 }],
    others,
  ];
}

/** A remark beside a figure is copied too. */
function printedIn(cell: Cell | undefined): string {
  return cell?.state === "annotated" ? cell.text : figureOf(cell);
}

function htmlOf(rows: readonly DrawnCell[][]): string {
  const cell = ({ text, rowspan, colspan }: DrawnCell) =>
    `<td${rowspan > 1 ? ` rowspan="${rowspan}"` : ""}${colspan > 1 ? ` colspan="${colspan}"` : ""} ${CELL}>${escape(text) || "&nbsp;"}</td>`;
  return `${TABLE}<tbody>${rows.map((cells) => `<tr>${cells.map(cell).join("")}</tr>`).join("")}</tbody></table>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The list of problems for a colleague. */
export function problemsCopy(result: Result, aside: string): Copy {
  const { review, findings, edition, draft } = result;
  const { agency, year, title } = review.report;
  const name = title ?? draft.name ?? `${agency ?? ""}${year ?? ""}年政府信息公开工作年度报告`;
  const lines = findings.map((finding, index) => {
    const place = placeOf(finding, review, edition, draft.mime === "text/plain");
    return [`${index + 1}. 【${SEVERITY[finding.severity].word}】${finding.message}`, `   位置：${place}`, `   怎么改：${finding.help}`].join("\n");
  });
  return { text: [name, verdictOf(review, aside).headline, "", ...lines].join("\n") };
}
