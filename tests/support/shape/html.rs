//! HTML with merged cells, as Word and content systems write it.

use crate::support::chance::Chance;
use crate::support::grid::{Cell, Grid};
use crate::support::report::Part;

/// As Word puts it on the clipboard: styles of its own on everything, digits in spans of another language.
pub fn word(parts: &[Part]) -> String {
    let mut html = String::from(
        "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:w=\"urn:schemas-microsoft-com:office:word\">\n\
         <head>\n<meta http-equiv=Content-Type content=\"text/html; charset=utf-8\">\n\
         <meta name=Generator content=\"Microsoft Word 15\">\n\
         <style>\n<!--\n p.MsoNormal {mso-style-parent:\"\"; margin:0cm; font-size:10.5pt;}\n-->\n</style>\n</head>\n\
         <body lang=ZH-CN style='tab-interval:21.0pt'>\n<!--StartFragment-->\n",
    );
    for part in parts {
        match part {
            Part::Title(text) => html.push_str(&word_paragraph(text, "text-align:center")),
            Part::Heading(text) | Part::Paragraph(text) => {
                html.push_str(&word_paragraph(text, "text-indent:32.0pt;mso-char-indent-count:2.0"));
            }
            Part::Table(grid) => html.push_str(&word_table(grid)),
        }
    }
    html.push_str("<!--EndFragment-->\n</body>\n</html>\n");
    html
}

fn word_paragraph(text: &str, style: &str) -> String {
    format!(
        "<p class=MsoNormal style='{style}'><span style='font-size:16.0pt;font-family:仿宋_GB2312'>{}<o:p></o:p></span></p>\n",
        word_runs(text)
    )
}

fn word_runs(text: &str) -> String {
    let mut html = String::new();
    let mut digits = false;
    for character in text.chars() {
        if character.is_ascii_digit() != digits {
            html.push_str(if digits { "</span>" } else { "<span lang=EN-US>" });
            digits = !digits;
        }
        html.push_str(&escaped(character));
    }
    if digits {
        html.push_str("</span>");
    }
    html
}

fn escaped(character: char) -> String {
    match character {
        '&' => "&amp;".to_owned(),
        '<' => "&lt;".to_owned(),
        '\u{a0}' => "&nbsp;".to_owned(),
        _ => character.to_string(),
    }
}

fn word_table(grid: &Grid) -> String {
    let mut html = String::from(
        "<table class=MsoNormalTable border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse;mso-yfti-tbllook:1184'>\n",
    );
    for (number, row) in grid.rows.iter().enumerate() {
        html.push_str(&format!(" <tr style='mso-yfti-irow:{number};height:22.5pt'>\n"));
        for cell in row {
            let spans = spans(cell);
            let content = if cell.text.is_empty() { "<o:p>&nbsp;</o:p>".to_owned() } else { word_cell(cell) };
            html.push_str(&format!(
                "  <td width=61{spans} style='border:solid windowtext 1.0pt;padding:0cm 5.4pt'>\n  <p class=MsoNormal align=center>\
                 <span lang=EN-US style='font-size:9.0pt;mso-bidi-font-family:宋体'>{content}<o:p></o:p></span></p>\n  </td>\n"
            ));
        }
        html.push_str(" </tr>\n");
    }
    html.push_str("</table>\n");
    html
}

/// Narrow headings are broken by hand: 商业<br>企业.
fn word_cell(cell: &Cell) -> String {
    let count = cell.text.chars().count();
    if cell.figure || !(4..=6).contains(&count) || cell.colspan > 1 {
        return word_runs(&cell.text);
    }
    let half = cell.text.char_indices().nth(count / 2).map_or(0, |(at, _)| at);
    let (first, rest) = cell.text.split_at(half);
    let (first, rest) = (word_runs(first), word_runs(rest));
    format!("<span style='font-family:宋体'>{first}</span><br>\n  <span style='font-family:宋体'>{rest}</span>")
}

fn spans(cell: &Cell) -> String {
    let mut html = String::new();
    if cell.colspan > 1 {
        html.push_str(&format!(" colspan={}", cell.colspan));
    }
    if cell.rowspan > 1 {
        html.push_str(&format!(" rowspan={}", cell.rowspan));
    }
    html
}

/// As a content system publishes it: paragraphs, or divisions and breaks, and a plain table.
pub fn site(parts: &[Part], chance: &mut Chance) -> String {
    let breaks = chance.one_in(3);
    let heads = chance.one_in(2);
    let mut html = String::from("<div class=\"article\" id=\"zoom\">\n");
    let line = |text: &str| {
        let text: String = text.chars().map(escaped).collect();
        if breaks { format!("　　{text}<br/>\n") } else { format!("<p style=\"text-indent: 2em;\">{text}</p>\n") }
    };
    for part in parts {
        match part {
            Part::Title(text) => html.push_str(&format!("<h1>{text}</h1>\n")),
            Part::Heading(text) => html.push_str(&line(text)),
            Part::Paragraph(text) => html.push_str(&line(text)),
            Part::Table(grid) => {
                html.push_str("<table class=\"table\" border=\"1\"><tbody>\n");
                for (number, row) in grid.rows.iter().enumerate() {
                    html.push_str("<tr>");
                    for cell in row {
                        let tag = if heads && number == 0 { "th" } else { "td" };
                        let text: String = cell.text.chars().map(escaped).collect();
                        let content = if text.is_empty() { "&nbsp;".to_owned() } else { format!("<p>{text}</p>") };
                        html.push_str(&format!("<{tag}{}>{content}</{tag}>", spans(cell)));
                    }
                    html.push_str("</tr>\n");
                }
                html.push_str("</tbody></table>\n");
            }
        }
    }
    html.push_str("</div>\n");
    html
}
