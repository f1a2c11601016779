//! What the invented agencies say in their reports besides the tables; figures in it agree with the tables.

use super::chance::Chance;
use super::report::Report;
use gouji::form::Section;

/// The heading of a section with its number, in a wording that is accepted.
pub fn heading(section: &Section, number: usize, chance: &mut Chance) -> String {
    let wording = match section.accepted {
        [_, ..] if chance.one_in(4) => *chance.pick(section.accepted),
        _ => section.heading,
    };
    let numbers = ["一", "二", "三", "四", "五", "六", "七"];
    let stop = if chance.one_in(12) { "." } else { "、" };
    format!("{}{stop}{wording}", numbers[number])
}

/// The paragraphs of a section.
pub fn paragraphs(report: &Report, section: &str, chance: &mut Chance) -> Vec<String> {
    if report.figures.edition.fixed_sections { fixed(report, section, chance) } else { free(report, section, chance) }
}

fn fixed(report: &Report, section: &str, chance: &mut Chance) -> Vec<String> {
    let year = report.year;
    let next = year + 1;
    let figure = |name: &str| report.figures.named(name).map_or_else(|| "0".to_owned(), |value| value.to_string());
    match section {
        "overview" => {
            let items = chance.between(12, 480);
            let applications = match chance.below(3) {
                0 => format!("新收政府信息公开申请{}件，均依法办理。", figure("applications/received/total")),
                1 => format!(
                    "全年新收申请{}件，予以公开{}件，部分公开{}件，结转下年度继续办理{}件。",
                    figure("applications/received/total"),
                    figure("applications/disclosed/total"),
                    figure("applications/disclosed_in_part/total"),
                    figure("applications/carried_out/total"),
                ),
                _ => "规范登记、审核、办理、答复各个环节，答复书统一文号、统一格式。".to_owned(),
            };
            vec![
                format!("{year}年，我单位认真贯彻《中华人民共和国政府信息公开条例》，各项工作稳步推进。"),
                format!("（一）主动公开情况。全年通过门户网站公开信息{items}条，及时更新机构职能和办事指南。"),
                format!("（二）依申请公开情况。{applications}"),
                "（三）政府信息管理情况。落实先审查后公开的制度，对历年文件逐件核对效力。".to_owned(),
                "（四）政府信息公开平台建设情况。完善专栏设置，方便群众检索和查阅。".to_owned(),
                "（五）监督保障情况。组织业务培训，开展工作考核和社会评议，没有发生需要追究责任的情形。".to_owned(),
            ]
        }
        "problems" => vec![
            match chance.below(2) {
                0 => "存在的问题：一是解读形式还不够丰富；二是个别栏目更新不够及时。".to_owned(),
                _ => "一是公开内容与群众期待还有差距，二是工作人员更换较多，业务还不熟练。".to_owned(),
            },
            format!("改进情况：{next}年将增加图解和问答，定期检查栏目，加强对新任人员的指导。"),
        ],
        "other" => vec![match chance.below(3) {
            0 => "本年度没有收取信息处理费。没有其他需要报告的事项。".to_owned(),
            1 => format!("{year}年，我单位未发出收费通知，未收取信息处理费。"),
            _ => "依申请公开信息处理费收取情况：本年度未收取信息处理费。".to_owned(),
        }],
        _ => Vec::new(),
    }
}

fn free(report: &Report, section: &str, chance: &mut Chance) -> Vec<String> {
    let year = report.year;
    let next = year + 1;
    let figure = |name: &str| report.figures.named(name).map_or_else(|| "0".to_owned(), |value| value.to_string());
    let sentence = match section {
        "overview" => format!("{year}年，我单位按照上级要求推进政务公开，做到应公开尽公开。"),
        "proactive" => format!("全年主动公开政府信息{}条，以网站为主要渠道。", figure("statistics/disclosed/count")),
        "applications" => match chance.below(2) {
            0 => format!("收到政府信息公开申请{}件，均按期答复。", figure("statistics/received/count")),
            _ => "依法受理公开申请，逐件登记，按期答复。".to_owned(),
        },
        "fees" => "依申请提供信息没有向申请人收取费用，也没有减免的情况。".to_owned(),
        "review" => match chance.below(2) {
            0 => format!("因信息公开被申请行政复议{}件。", figure("statistics/reconsiderations/count")),
            _ => "有关情况见所附统计表。".to_owned(),
        },
        "problems" => format!("公开的深度还不够，{next}年将细化目录，扩大公开范围。"),
        _ => "没有其他需要报告的事项，统计表附后。".to_owned(),
    };
    vec![sentence]
}
