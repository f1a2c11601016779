//! Report years 2008 to 2013: a narrative after 《政府信息公开条例》 of 2007, art. 32; no national table.

use super::{Edition, Section};

/// The narrative form.
pub static EDITION: Edition = Edition {
    id: "2008",
    name: "2008—2013年的年度报告",
    basis: "《政府信息公开条例》（国务院令第492号）第三十二条",
    first_year: 2008,
    last_year: Some(2013),
    fixed_sections: false,
    sections: &SECTIONS,
    tables: &[],
};

const fn section(
    id: &'static str,
    heading: &'static str,
    keywords: &'static [&'static str],
    clause: &'static str,
    required: bool,
) -> Section {
    Section { id, number: 0, heading, accepted: &[], keywords, clause, required }
}

/// What art. 32 asks for, known by key words, for headings and their order are free. The annexed table came in 2014.
pub(super) static SECTIONS: [Section; 7] = [
    section(
        "overview",
        "概述",
        &["概述", "总体情况", "基本情况", "基本概况", "工作情况", "开展情况", "基本工作"],
        "",
        false,
    ),
    section(
        "proactive",
        "主动公开政府信息的情况",
        &["主动公开", "公开政府信息情况", "政府信息公开情况", "信息公开的基本情况"],
        "《政府信息公开条例》（2007年）第三十二条第（一）项",
        true,
    ),
    section(
        "applications",
        "依申请公开政府信息和不予公开政府信息的情况",
        &["依申请", "不予公开", "申请公开", "申请办理"],
        "《政府信息公开条例》（2007年）第三十二条第（二）项",
        true,
    ),
    section(
        "fees",
        "政府信息公开的收费及减免情况",
        &["收费", "减免"],
        "《政府信息公开条例》（2007年）第三十二条第（三）项",
        true,
    ),
    section(
        "review",
        "因政府信息公开申请行政复议、提起行政诉讼的情况",
        &["复议", "诉讼", "申诉"],
        "《政府信息公开条例》（2007年）第三十二条第（四）项",
        true,
    ),
    section(
        "problems",
        "政府信息公开工作存在的主要问题及改进情况",
        &["问题", "不足", "困难", "改进"],
        "《政府信息公开条例》（2007年）第三十二条第（五）项",
        true,
    ),
    section(
        "other",
        "其他需要报告的事项",
        &["其他", "其它", "附表", "统计表", "附件", "说明", "工作安排", "工作思路", "工作计划", "下一步", "打算"],
        "《政府信息公开条例》（2007年）第三十二条第（六）项",
        false,
    ),
];
