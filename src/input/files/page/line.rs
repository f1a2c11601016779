//! Lines out of glyphs.

use super::{Area, Glyph};

/// A line of text on a page.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) area: Area,
    /// The height of its largest glyph.
    pub(super) size: f64,
    /// Whether wide gaps divide it, as the columns of a table without rules.
    pub(super) has_columns: bool,
}

/// The lines that some glyphs make, in reading order.
pub(super) fn lines(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    let downward = glyphs.iter().filter(|glyph| glyph.downward).count();
    if downward * 2 > glyphs.len() {
        return columns(glyphs);
    }
    glyphs.sort_by(|a, b| a.area.centre().1.total_cmp(&b.area.centre().1));
    let mut lines = Vec::new();
    let mut rest = glyphs.as_mut_slice();
    while let Some(first) = rest.first() {
        let (mut middle, mut height) = (first.area.centre().1, first.area.height());
        // Blanks may be of any size and do not make a line.
        let mut count = 0.0;
        let end = rest.iter().position(|glyph| {
            let belongs = glyph.area.centre().1 - middle <= glyph.area.height().max(height) / 2.0;
            if belongs && !glyph.character.is_whitespace() {
                count += 1.0;
                middle += (glyph.area.centre().1 - middle) / count;
                height = height.max(glyph.area.height());
            }
            !belongs
        });
        let (line, others) = rest.split_at_mut(end.unwrap_or(rest.len()).max(1));
        rest = others;
        line.sort_by(|a, b| a.area.left.total_cmp(&b.area.left));
        lines.extend(line_of(line));
    }
    lines
}

/// Text written downward: its columns from the right.
fn columns(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    glyphs.retain(|glyph| !glyph.character.is_whitespace());
    glyphs.sort_by(|a, b| b.area.centre().0.total_cmp(&a.area.centre().0));
    let is_beside = |a: &Glyph, b: &Glyph| a.area.centre().0 - b.area.centre().0 <= b.area.width() / 2.0;
    glyphs
        .chunk_by_mut(is_beside)
        .filter_map(|column| {
            column.sort_by(|a, b| a.area.top.total_cmp(&b.area.top));
            let area = column.iter().map(|glyph| glyph.area).reduce(Area::with)?;
            let text = column.iter().map(|glyph| glyph.character).collect();
            Some(Line { text, area, size: area.width(), has_columns: false })
        })
        .collect()
}

/// The line of glyphs that stand side by side, sorted from the left.
fn line_of(glyphs: &[Glyph]) -> Option<Line> {
    /// A gap of this many times the glyphs' height divides words of letters or digits.
    const WORD_GAP: f64 = 0.3;
    /// And this divides Chinese characters, which justified lines draw apart.
    const CHINESE_GAP: f64 = 0.7;
    /// And this divides columns.
    const COLUMN_GAP: f64 = 1.8;
    let mut line: Option<Line> = None;
    let mut last: Option<&Glyph> = None;
    let mut blank = false;
    for glyph in glyphs {
        if glyph.character.is_whitespace() {
            blank = true;
            continue;
        }
        let size = glyph.area.height();
        let line = line.get_or_insert(Line { text: String::new(), area: glyph.area, size, has_columns: false });
        if let Some(last) = last {
            // Bold text may be the same text twice, a little shifted.
            let shift = (glyph.area.left - last.area.left).abs();
            if glyph.character == last.character && shift < last.area.width().max(size * 0.2) * 0.3 {
                continue;
            }
            let gap = (glyph.area.left - last.area.right) / size.max(last.area.height());
            let words = if is_wide(last.character) && is_wide(glyph.character) { CHINESE_GAP } else { WORD_GAP };
            if gap > COLUMN_GAP {
                line.text.push('\t');
                line.has_columns = true;
            } else if blank || gap > words {
                line.text.push(' ');
            }
        }
        line.text.push(glyph.character);
        line.area = line.area.with(glyph.area);
        line.size = line.size.max(size);
        (last, blank) = (Some(glyph), false);
    }
    line
}

/// Whether a character takes a full square, so that no blanks divide it from its like.
pub(in super::super) fn is_wide(character: char) -> bool {
    matches!(character, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}'
        | '\u{20000}'..='\u{3ffff}' | '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyphs(text: &str, left: f64, top: f64, size: f64) -> Vec<Glyph> {
        let mut left = left;
        text.chars()
            .map(|character| {
                let right = left + if is_wide(character) { size } else { size / 2.0 };
                let area = Area { left, top, right, bottom: top + size };
                left = right;
                Glyph { character, area, downward: false }
            })
            .collect()
    }

    fn texts(glyphs: Vec<Glyph>) -> Vec<String> {
        lines(glyphs).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn gaps_become_blanks_and_tabs() {
        let mut page = glyphs("行政许可", 0.0, 0.0, 10.0);
        page.extend(glyphs("12", 60.0, 1.0, 10.0));
        page.extend(glyphs("30", 75.0, 0.0, 10.0));
        page.extend(glyphs("下一行 A B", 0.0, 14.0, 10.0));
        assert_eq!(texts(page), ["行政许可\t12 30", "下一行 A B"]);
    }

    #[test]
    fn bold_text_that_is_painted_twice_is_read_once_and_double_digits_twice() {
        let mut page = glyphs("总计11", 0.0, 0.0, 10.0);
        page.extend(glyphs("总计11", 0.3, 0.0, 10.0));
        assert_eq!(texts(page), ["总计11"]);
    }

    #[test]
    fn text_written_downward_is_read_from_the_right() {
        let column = |text: &str, left: f64| -> Vec<Glyph> {
            text.chars()
                .zip(0..)
                .map(|(character, row)| {
                    let top = f64::from(row) * 10.0;
                    let area = Area { left, top, right: left + 10.0, bottom: top + 10.0 };
                    Glyph { character, area, downward: true }
                })
                .collect()
        };
        let mut page = column("办理结果", 0.0);
        page.extend(column("三、本年度", 14.0));
        assert_eq!(texts(page), ["三、本年度", "办理结果"]);
    }
}
