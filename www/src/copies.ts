import type { Block, Document, Table } from "gouji";
import type { Copy } from "./clipboard";
import { placeOf } from "./place";
import type { Result } from "./proof";
import { SEVERITY } from "./severity";
import { verdictOf } from "./verdict";

/** The looks in attributes and in styles: Word reads the one, content systems the other, and some drop every style. */
const TABLE = `<table border="1" cellspacing="0" cellpadding="4" width="100%" style="border-collapse:collapse;border:1px solid #000;width:100%">`;
const CELL = `align="center" style="border:1px solid #000;text-align:center"`;

/** The report as it now is. */
export function reportCopy(document: Document): Copy {
  const { blocks, text } = document;
  return {
    text: blocks.map((block) => text.slice(block.start, block.end)).join("\n"),
    html: blocks.map((block) => blockHtml(document, block)).join("\n"),
  };
}

/** One table of it. */
export function tableCopy(document: Document, block: number): Copy | null {
  const table = document.blocks[block];
  if (table?.kind !== "table") return null;
  return { text: document.text.slice(table.start, table.end), html: tableHtml(document, table) };
}

function blockHtml(document: Document, block: Block): string {
  if (block.kind === "table") return tableHtml(document, block);
  const tag = block.level === null ? "p" : `h${Math.min(block.level, 6)}`;
  return `<${tag}>${escape(document.text.slice(block.start, block.end))}</${tag}>`;
}

function tableHtml({ text }: Document, table: Table): string {
  const rows: string[][] = Array.from({ length: table.rows }, () => []);
  for (const { start, end, row, rowspan, colspan } of table.cells) {
    const spans = `${rowspan > 1 ? ` rowspan="${rowspan}"` : ""}${colspan > 1 ? ` colspan="${colspan}"` : ""}`;
    rows[row]?.push(`<td${spans} ${CELL}>${escape(text.slice(start, end)) || "&nbsp;"}</td>`);
  }
  return `${TABLE}<tbody>${rows.map((cells) => `<tr>${cells.join("")}</tr>`).join("")}</tbody></table>`;
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
