//! What users read about the rules, made from their documentation: the page `rules.html`, and the tables in the READMEs.

use std::fs;

use gouji::rules::{RULES, Rule, review_of_example};
use pulldown_cmark::{CodeBlockKind, CowStr, Event, Parser, Tag, TagEnd, html};

use crate::failure::Failure;
use crate::project;
use crate::step::Step;

const STEP: Step = Step {
    name: "rules",
    takes: "1 second",
    advice: "See that README.md and README.zh-CN.md have the lines <!-- rules --> and <!-- /rules -->, and that dist/site can be written.",
};

/// The families of codes, in the order of the page, and what each is about.
const FAMILIES: [(&str, &str); 6] = [
    ("table", "表格"),
    ("structure", "结构"),
    ("narrative", "正文里的数字"),
    ("text", "文字"),
    ("continuity", "与上年报告对照"),
    ("rollup", "与下级报告汇总"),
];

/// The READMEs, and the headings of the table in each.
const READMES: [(&str, [&str; 3]); 2] = [
    ("README.md", ["code", "what it finds", "severity of its example"]),
    ("README.zh-CN.md", ["代码", "查什么", "例子的级别"]),
];

/// Writes the tables of the READMEs and the page.
pub fn run() -> Result<(), Failure> {
    for (name, heads) in READMES {
        let path = project::path(name);
        let text = STEP.io(fs::read_to_string(&path))?;
        let written =
            with_table(&text, heads).ok_or_else(|| STEP.fail(format!("{name} has no place for the table")))?;
        if written != text {
            STEP.io(fs::write(&path, written))?;
        }
    }
    page()?;
    STEP.skip("rules.html is in dist/site/, the tables are in README.md and README.zh-CN.md");
    Ok(())
}

/// Writes `rules.html` and its style sheet beside the page, of which they have the colours.
pub fn page() -> Result<(), Failure> {
    let site = project::path("dist/site");
    STEP.io(fs::create_dir_all(&site))?;
    let read = |name: &str| STEP.io(fs::read_to_string(project::path(name)));
    STEP.io(fs::write(site.join("rules.css"), read("www/src/styles/root.css")? + &read("www/src/styles/rules.css")?))?;
    STEP.io(fs::write(site.join("rules.html"), document()))
}

/// The title: the first line of the documentation.
fn title(rule: &Rule) -> &'static str {
    rule.documentation.trim_start().lines().next().unwrap_or_default().trim()
}

/// The documentation behind the title, without the blank that a doc comment leaves before each line.
fn body(rule: &Rule) -> String {
    let lines = rule.documentation.lines().skip_while(|line| line.trim().is_empty()).skip(1);
    lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>().join("\n")
}

/// The severities with which a rule tells its wrong examples, the gravest first, by their names in results.
fn severities(rule: &Rule) -> Vec<&'static str> {
    let text = body(rule);
    let mut wrong = String::new();
    let mut inside = false;
    let mut found = Vec::new();
    for event in Parser::new(&text) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(kind))) => inside = &*kind == "错",
            Event::Text(words) if inside => wrong.push_str(&words),
            Event::End(TagEnd::CodeBlock) if inside => {
                inside = false;
                let review = review_of_example(&wrong);
                found.extend(review.into_iter().flat_map(|review| review.findings));
                wrong.clear();
            }
            _ => {}
        }
    }
    let told = |severity: &&str| found.iter().any(|finding| finding.code == rule.code && finding.severity == *severity);
    ["error", "warning", "note"].into_iter().filter(told).collect()
}

/// The word for a severity.
fn severity_word(severity: &str) -> &'static str {
    match severity {
        "error" => "错误",
        "warning" => "疑点",
        _ => "提示",
    }
}

/// The README with its table of rules between the marks.
fn with_table(readme: &str, heads: [&str; 3]) -> Option<String> {
    let (before, rest) = readme.split_once("<!-- rules -->")?;
    let (_, after) = rest.split_once("<!-- /rules -->")?;
    let mut table = format!("\n| {} |\n|---|---|---|\n", heads.join(" | "));
    for rule in RULES {
        let words: Vec<&str> = severities(rule).into_iter().map(severity_word).collect();
        table.push_str(&format!("| `{}` | {} | {} |\n", rule.code, title(rule), words.join("、")));
    }
    Some(format!("{before}<!-- rules -->{table}<!-- /rules -->{after}"))
}

/// Text as HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The whole page.
fn document() -> String {
    let mut page = String::from(
        "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>检查规则——勾稽</title>\n<link rel=\"icon\" type=\"image/svg+xml\" href=\"./icon.svg\">\n\
         <link rel=\"stylesheet\" href=\"./rules.css\">\n</head>\n<body>\n<header>\n\
         <p><a href=\"./index.html\">回到检查</a></p>\n<h1>检查规则</h1>\n",
    );
    page.push_str(
        "<p>每条规则查什么、为什么查、怎样改。级别分三种：<strong>错误</strong>是确定的；<strong>疑点</strong>多半有问题，\
         请核对；<strong>提示</strong>供参考，可以不管。同一条规则遇到把握小的情形，用较低的级别。</p>\n</header>\n<nav aria-label=\"目录\">\n",
    );
    let of_family =
        |family: &'static str| RULES.iter().filter(move |rule| rule.code.split('/').next() == Some(family)).copied();
    let families: Vec<(&str, &str)> =
        FAMILIES.into_iter().filter(|(family, _)| of_family(family).next().is_some()).collect();
    for (family, name) in &families {
        page.push_str(&format!("<h2>{name}</h2>\n<ul>\n"));
        for rule in of_family(family) {
            page.push_str(&format!("<li><a href=\"#{}\">{}</a></li>\n", rule.code, escaped(title(rule))));
        }
        page.push_str("</ul>\n");
    }
    page.push_str("</nav>\n<main>\n");
    for (family, name) in &families {
        page.push_str(&format!("<h2 id=\"{family}\">{name}</h2>\n"));
        of_family(family).for_each(|rule| page.push_str(&section(rule)));
    }
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

/// One rule.
fn section(rule: &Rule) -> String {
    let code = rule.code;
    let words: String = severities(rule)
        .into_iter()
        .map(|severity| format!("<span class=\"{severity}\">{}</span>", severity_word(severity)))
        .collect();
    let mut text = format!(
        "<section id=\"{code}\">\n<h3>{}</h3>\n<p class=\"facts\"><code>{code}</code>{words}</p>\n{}",
        escaped(title(rule)),
        prose(&body(rule)),
    );
    text.push_str(&format!("<dl>\n<dt>怎么改</dt>\n<dd>{}</dd>\n", escaped(rule.help)));
    if let Some(basis) = rule.basis {
        text.push_str(&format!("<dt>依据</dt>\n<dd>{}</dd>\n", escaped(basis)));
    }
    text.push_str(&format!(
        "<dt>不想查这一条</dt>\n<dd>网页：在这条结果上点“停用这条规则”。命令：<code>gouji check --disable {code}</code>。\
         嵌入的元素：<code>&lt;gouji-check disable=\"{code}\"&gt;</code>。停用了什么，结论里都会写明。</dd>\n</dl>\n</section>\n"
    ));
    text
}

/// Markdown as HTML. HTML in it is shown as text; examples say which they are.
fn prose(markdown: &str) -> String {
    let mut example = None;
    let events = Parser::new(markdown).map(|event| match event {
        Event::Html(words) | Event::InlineHtml(words) => Event::Text(words),
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(kind))) => {
            let (class, name) = match &*kind {
                "错" => ("wrong", "这样会被指出"),
                "对" => ("right", "这样不会"),
                _ => ("more", "上年的报告"),
            };
            example = Some(());
            Event::Html(CowStr::from(format!("<figure class=\"{class}\">\n<figcaption>{name}</figcaption>\n<pre>")))
        }
        Event::End(TagEnd::CodeBlock) if example.take().is_some() => Event::Html(CowStr::from("</pre>\n</figure>\n")),
        other => other,
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readmes_tables_are_up_to_date() {
        for (name, heads) in READMES {
            let text = fs::read_to_string(project::path(name)).expect("a README");
            let written = with_table(&text, heads).unwrap_or_else(|| panic!("{name} has no place for the table"));
            assert!(written == text, "the table of rules in {name} is out of date; cargo xtask rules writes it");
        }
    }

    #[test]
    fn every_rule_tells_its_example_and_has_its_place_on_the_page() {
        let page = document();
        for rule in RULES {
            assert!(!severities(rule).is_empty(), "{} does not tell its wrong example", rule.code);
            assert_eq!(page.matches(&format!("<section id=\"{}\">", rule.code)).count(), 1, "{}", rule.code);
            assert!(page.contains(&format!("<a href=\"#{}\">", rule.code)), "{}", rule.code);
            assert!(FAMILIES.iter().any(|(family, _)| rule.code.starts_with(family)), "{}", rule.code);
        }
        for forbidden in ["<script", " style=", " onclick", "<style", "javascript:"] {
            assert!(!page.contains(forbidden), "{forbidden}");
        }
    }

    #[test]
    fn markup_in_documentation_is_text() {
        let html = prose("发布<关于>的说明<script>alert(1)</script>\n\n<b onclick=x>\n\n```错\n<i>1</i>\n```\n");
        assert!(!html.contains("<script") && !html.contains("<b ") && !html.contains("<i>"), "{html}");
        assert!(html.contains("<figure class=\"wrong\">") && html.contains("&lt;i&gt;1"), "{html}");
    }
}
