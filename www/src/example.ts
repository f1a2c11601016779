import type { Edition } from "gouji";
import type { Draft } from "./draft";
import type { ExampleName } from "./events";
import { draw } from "./form";

/** An invented report: its words, and its figures in the order of the form (all other cells hold 0). */
interface Example {
  agency: string;
  overview: string[];
  /** `<table>/<row>` and the figures from left to right. */
  figures: Record<string, number[]>;
  problems: string[];
  other: string;
}

const CLEAN: Example = {
  agency: "青禾镇人民政府",
  overview: [
    "（一）主动公开。全年通过云溪县人民政府网站公开政府信息126条，重点公开惠农补贴、村庄规划和镇级预决算。",
    "（二）依申请公开。全年新收政府信息公开申请7件，上年结转1件，办结7件，结转下年度1件，均在法定期限内答复。",
    "（三）政府信息管理。落实先审查、后公开制度，对已发布的规范性文件逐件核对有效性。",
    "（四）政府信息公开平台建设。在便民服务大厅设置查阅点，备有查询电脑和纸质目录。",
    "（五）监督保障。将政府信息公开列入年度考核，开展社会评议一次，未发生责任追究情形。",
  ],
  figures: {
    "rules/normative_documents": [2, 1, 9],
    "licensing/licences": [38],
    "enforcement/penalties": [6],
    "applications/received": [5, 2, 0, 0, 0, 0, 7],
    "applications/carried_in": [1, 0, 0, 0, 0, 0, 1],
    "applications/disclosed": [3, 1, 0, 0, 0, 0, 4],
    "applications/disclosed_in_part": [1, 0, 0, 0, 0, 0, 1],
    "applications/unavailable.not_held": [1, 1, 0, 0, 0, 0, 2],
    "applications/concluded": [5, 2, 0, 0, 0, 0, 7],
    "applications/carried_out": [1, 0, 0, 0, 0, 0, 1],
    "review/reconsideration": [1, 0, 0, 0, 1],
  },
  problems: [
    "存在的主要问题：一是村级信息更新不够及时；二是政策解读以文字为主，形式单一。",
    "改进情况：一是按月核对村级公开栏与网站内容；二是为惠农政策配发图解，全年发布图解4期。",
  ],
  other: "本年度未收取政府信息公开信息处理费。无其他需要报告的事项。",
};

/** The mistakes that are met most: a total not carried on, a figure in the wrong row, a heading out of step. */
const FAULTY: Example = {
  agency: "云溪县农业农村局",
  overview: [
    "2023年，云溪县农业农村局认真落实《中华人民共和国政府信息公开条例》，全年主动公开政府信息214条，其中行政许可和行政处罚信息88条。",
    "全年新收政府信息公开申请12件，上年结转2件，办结13件。在主动公开、政府信息管理、政府信息公开平台建设、监督保障方面均按要求开展工作。",
  ],
  figures: {
    "rules/normative_documents": [3, 0, 14],
    "licensing/licences": [61],
    "enforcement/penalties": [25],
    "enforcement/coercive_measures": [2],
    "applications/received": [9, 2, 0, 1, 0, 0, 12],
    "applications/carried_in": [2, 0, 0, 0, 0, 0, 2],
    "applications/disclosed": [4, 1, 0, 0, 0, 0, 5],
    "applications/disclosed_in_part": [2, 0, 0, 1, 0, 0, 3],
    "applications/withheld.third_party": [1, 0, 0, 0, 0, 0, 0],
    "applications/unavailable.not_held": [3, 1, 0, 0, 0, 0, 4],
    "applications/concluded": [10, 2, 0, 1, 0, 0, 12],
    "applications/carried_out": [1, 0, 0, 0, 0, 0, 1],
    "review/reconsideration": [2, 0, 0, 1, 2],
    "review/litigation_direct": [1, 0, 0, 0, 1],
  },
  problems: ["主动公开的范围还不够广，下一步将进一步扩大公开范围。"],
  other: "本年度未收取信息处理费。",
};

/** The example as HTML, its tables with merged cells as Word would put them on the clipboard. */
export function example(name: ExampleName, edition: Edition): Draft {
  const { agency, overview, figures, problems, other } = name === "clean" ? CLEAN : FAULTY;
  const tables = (...ids: string[]) =>
    edition.tables.filter(({ id }) => ids.includes(id)).map((table) => {
      const rows = draw(table).map((cells) => {
        const drawn = cells.map(({ text, rowspan, colspan, cell }) => {
          const shown = cell === null ? text : String(valueOf(cell, edition, figures));
          return `<td rowspan="${rowspan}" colspan="${colspan}">${shown}</td>`;
        });
        return `<tr>${drawn.join("")}</tr>`;
      });
      const columns = Math.max(...draw(table).map((cells) => cells.reduce((sum, { colspan }) => sum + colspan, 0)));
      const clause = /^第二十条第（.）项/.exec(table.title)?.[0];
      const title = clause ? `<tr><td colspan="${columns}">${clause}</td></tr>` : "";
      return `<table>${title}${rows.join("")}</table>`;
    });
  const sixth = name === "clean" ? "六" : "七";
  const content = [
    `<h1>${agency}2023年政府信息公开工作年度报告</h1>`,
    ...paragraphs("一、总体情况", ...overview),
    ...paragraphs("二、主动公开政府信息情况"),
    ...tables("rules", "licensing", "enforcement", "fees"),
    ...paragraphs("三、收到和处理政府信息公开申请情况"),
    ...tables("applications"),
    ...paragraphs("四、政府信息公开行政复议、行政诉讼情况"),
    ...tables("review"),
    ...paragraphs("五、存在的主要问题及改进情况", ...problems),
    ...paragraphs(`${sixth}、其他需要报告的事项`, other),
  ].join("");
  return { name: null, mime: "text/html", content };
}

function paragraphs(...texts: string[]): string[] {
  return texts.map((text) => `<p>${text}</p>`);
}

function valueOf(cell: string, edition: Edition, figures: Record<string, number[]>): number {
  const [table, row, column] = cell.split("/");
  const columns = edition.tables.find(({ id }) => id === table)?.columns ?? [];
  return figures[`${table}/${row}`]?.[columns.findIndex(({ id }) => id === column)] ?? 0;
}
