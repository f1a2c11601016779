// An invented report on the form of 2021: as Word puts it on the clipboard, as plain text, and as a Word file.
import { archive } from "./archive.mjs";

const COLUMNS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"];

const NONE = [0, 0, 0, 0, 0, 0, 0];

/** The groups of the applications table, their rows, and the figures that are not all 0. */
const GROUPS = [
  ["（三）不予公开", ["1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”", "4.保护第三方合法权益", "5.属于三类内部事务信息", "6.属于四类过程性信息", "7.属于行政执法案卷", "8.属于行政查询事项"]],
  ["（四）无法提供", ["1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确"]],
  ["（五）不予处理", ["1.信访举报投诉类申请", "2.重复申请", "3.要求提供公开出版物", "4.无正当理由大量反复申请", "5.要求行政机关确认或重新出具已获取信息"]],
  ["（六）其他处理", ["1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "3.其他"]],
];

const FIGURES = {
  "一、本年新收政府信息公开申请数量": [4, 1, 0, 0, 0, 0, 5],
  "二、上年结转政府信息公开申请数量": NONE,
  "（一）予以公开": [3, 1, 0, 0, 0, 0, 4],
  "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": NONE,
  "1.本机关不掌握相关政府信息": [1, 0, 0, 0, 0, 0, 1],
  "（七）总计": [4, 1, 0, 0, 0, 0, 5],
  "四、结转下年度继续办理": NONE,
};

const RESULTS = [
  [null, ["（一）予以公开", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"]],
  ...GROUPS,
  [null, ["（七）总计"]],
];

const OVERVIEW =
  "2023年，杏林县统计局主动公开政府信息58条，依申请公开办结5件，政府信息管理、政府信息公开平台建设、监督保障均按要求落实。";
const PROBLEMS = "主要问题是统计数据解读偏少。2023年已按季度发布数据解读4篇，并公布咨询电话。";
const OTHER = "本年度未收取政府信息公开信息处理费。";

/** The figures with those that a test changes: `{ "（七）总计": [4, 1, 0, 0, 0, 0, 6] }`. */
function figuresOf(label, changes) {
  return changes[label] ?? FIGURES[label] ?? NONE;
}

/** As Word's HTML, with merged cells and its usual clutter. */
export function asWord(changes = {}) {
  const cell = (text, spans = "") =>
    `<td ${spans} style='border:solid windowtext 1.0pt'><p class=MsoNormal align=center><span lang=EN-US style='font-size:9.0pt'>${text}<o:p></o:p></span></p></td>`;
  const row = (...cells) => `<tr style='height:15.0pt'>${cells.join("")}</tr>`;
  const figures = (label) => figuresOf(label, changes).map((figure) => cell(figure));
  const table = (...rows) => `<table class=MsoNormalTable border=0 cellspacing=0>${rows.join("")}</table>`;
  const p = (text) => `<p class=MsoNormal><span style='font-family:仿宋'>${text}<o:p></o:p></span></p>`;
  const count = RESULTS.reduce((sum, [, labels]) => sum + labels.length, 0);
  const results = RESULTS.flatMap(([group, labels]) =>
    labels.map((label, index) => [
      ...(group && index === 0 ? [cell(group, `rowspan=${labels.length}`)] : []),
      cell(label, group ? "" : "colspan=2"),
      ...figures(label),
    ]),
  );
  results[0].unshift(cell("三、本年度办理结果", `rowspan=${count}`));
  const outcomes = ["结果<br>维持", "结果<br>纠正", "其他<br>结果", "尚未<br>审结", "总计"];
  return `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal {margin:0cm} --></style></head><body><!--StartFragment-->
    ${p("杏林县统计局2023年政府信息公开工作年度报告")}
    ${p("一、总体情况")}${p(OVERVIEW)}
    ${p("二、主动公开政府信息情况")}
    ${table(
      row(cell("第二十条第（一）项", "colspan=4")),
      row(cell("信息内容"), cell("本年制发件数"), cell("本年废止件数"), cell("现行有效件数")),
      row(cell("规章"), cell(0), cell(0), cell(0)),
      row(cell("行政规范性文件"), cell(1), cell(0), cell(3)),
      row(cell("第二十条第（五）项", "colspan=4")),
      row(cell("信息内容"), cell("本年处理决定数量", "colspan=3")),
      row(cell("行政许可"), cell(0, "colspan=3")),
      row(cell("第二十条第（六）项", "colspan=4")),
      row(cell("信息内容"), cell("本年处理决定数量", "colspan=3")),
      row(cell("行政处罚"), cell(2, "colspan=3")),
      row(cell("行政强制"), cell(0, "colspan=3")),
      row(cell("第二十条第（八）项", "colspan=4")),
      row(cell("信息内容"), cell("本年收费金额（单位：万元）", "colspan=3")),
      row(cell("行政事业性收费"), cell(0, "colspan=3")),
    )}
    ${p("三、收到和处理政府信息公开申请情况")}
    ${table(
      row(cell("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "colspan=3 rowspan=3"), cell("申请人情况", "colspan=7")),
      row(cell("自然人", "rowspan=2"), cell("法人或其他组织", "colspan=5"), cell("总计", "rowspan=2")),
      row(...COLUMNS.slice(1, 6).map((column) => cell(column))),
      row(cell("一、本年新收政府信息公开申请数量", "colspan=3"), ...figures("一、本年新收政府信息公开申请数量")),
      row(cell("二、上年结转政府信息公开申请数量", "colspan=3"), ...figures("二、上年结转政府信息公开申请数量")),
      ...results.map((cells) => row(...cells)),
      row(cell("四、结转下年度继续办理", "colspan=3"), ...figures("四、结转下年度继续办理")),
    )}
    ${p("四、政府信息公开行政复议、行政诉讼情况")}
    ${table(
      row(cell("行政复议", "colspan=5"), cell("行政诉讼", "colspan=10")),
      row(...outcomes.map((outcome) => cell(outcome, "rowspan=2")), cell("未经复议直接起诉", "colspan=5"), cell("复议后起诉", "colspan=5")),
      row(...[...outcomes, ...outcomes].map((outcome) => cell(outcome))),
      row(...Array.from({ length: 15 }, () => cell(0))),
    )}
    ${p("五、存在的主要问题及改进情况")}${p(PROBLEMS)}
    ${p("六、其他需要报告的事项")}${p(OTHER)}
  <!--EndFragment--></body></html>`;
}

/** As plain text with a bar between cells. */
export function asText(changes = {}) {
  const line = (label) => [label, ...figuresOf(label, changes)].join(" | ");
  const results = RESULTS.flatMap(([group, labels]) =>
    labels.map((label, index) => (group && index === 0 ? `${group} | ${line(label)}` : line(label))),
  );
  const outcomes = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];
  return [
    "杏林县统计局2023年政府信息公开工作年度报告",
    "一、总体情况",
    OVERVIEW,
    "二、主动公开政府信息情况",
    "第二十条第（一）项",
    "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数",
    "规章 | 0 | 0 | 0",
    "行政规范性文件 | 1 | 0 | 3",
    "第二十条第（五）项",
    "信息内容 | 本年处理决定数量",
    "行政许可 | 0",
    "第二十条第（六）项",
    "信息内容 | 本年处理决定数量",
    "行政处罚 | 2",
    "行政强制 | 0",
    "第二十条第（八）项",
    "信息内容 | 本年收费金额（单位：万元）",
    "行政事业性收费 | 0",
    "三、收到和处理政府信息公开申请情况",
    "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） | 申请人情况",
    COLUMNS.join(" | "),
    line("一、本年新收政府信息公开申请数量"),
    line("二、上年结转政府信息公开申请数量"),
    `三、本年度办理结果 | ${results[0]}`,
    ...results.slice(1),
    line("四、结转下年度继续办理"),
    "四、政府信息公开行政复议、行政诉讼情况",
    "行政复议 | 行政诉讼",
    "未经复议直接起诉 | 复议后起诉",
    [...outcomes, ...outcomes, ...outcomes].join(" | "),
    Array.from({ length: 15 }, () => 0).join(" | "),
    "五、存在的主要问题及改进情况",
    PROBLEMS,
    "六、其他需要报告的事项",
    OTHER,
  ].join("\n");
}

/** As a Word file: the lines of the text, those with bars as rows of tables. */
export function asDocx(changes = {}) {
  const p = (text) => `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
  const row = (line) => `<w:tr>${line.split(" | ").map((cell) => `<w:tc>${p(cell)}</w:tc>`).join("")}</w:tr>`;
  const lines = asText(changes).split("\n");
  const body = lines
    .map((line) => (line.includes(" | ") ? row(line) : p(line)))
    .join("")
    .replace(/(<w:tr>.*?<\/w:tr>)(?=<w:p>|$)/g, "<w:tbl>$1</w:tbl>");
  const types = "http://schemas.openxmlformats.org/package/2006/content-types";
  const relations = "http://schemas.openxmlformats.org/package/2006/relationships";
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument";
  const word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  const main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
  return archive({
    "[Content_Types].xml": `<Types xmlns="${types}"><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`,
    "_rels/.rels": `<Relationships xmlns="${relations}"><Relationship Id="r1" Type="${office}" Target="word/document.xml"/></Relationships>`,
    "word/document.xml": `<w:document xmlns:w="${word}"><w:body>${body}</w:body></w:document>`,
  });
}
