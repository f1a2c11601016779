import type { Edition } from "gouji";

const NUMERALS = "一二三四五六七八九十";

/** What a report says, in the kinds of sentences that every rule looks at. */
const TITLE = "云溪县2023年政府信息公开工作年度报告";
const PREFACE = "本报告根据《中华人民共和国政府信息公开条例》编制，数据统计期限自2023年1月1日起至12月31日止。";
const WORDS = "（一）工作情况。2023年收到申请3件，答复3件，其中公开2件、不予公开1件，比上年增长50%。下一年将继续做好公开工作。";

/** A report on the form with nothing but noughts in its tables, as text and as HTML. */
export function* blankReports({ sections = [], tables }: Edition): Generator<string> {
  const text = [TITLE, PREFACE];
  const html = [`<h1>${TITLE}</h1><p>${PREFACE}</p>`];
  for (const { id, number, heading } of sections) {
    const words = [`${NUMERALS[number - 1]}、${heading}`, WORDS];
    text.push(...words);
    html.push(...words.map((line) => `<p>${line}</p>`));
    for (const { rows, columns } of tables.filter(({ section }) => section === id)) {
      const cells = rows.map((row) => [row.group, row.number + row.label, ...columns.map(() => "0")]);
      text.push(...cells.map((row) => row.join(" | ")));
      html.push(`<table>${cells.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join("")}</tr>`).join("")}</table>`);
    }
  }
  yield text.join("\n");
  yield html.join("");
}
