//! Numbers and dates as a sheet shows them: a number format such as `0.00%` or `yyyy"年"m"月"` applied to a value.

use std::collections::HashMap;

/// The day that a sheet counts from.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Epoch {
    /// 1900, with a 29th of February that never was.
    #[default]
    Of1900,
    /// 1904.
    Of1904,
}

/// Bytes of a number format; Excel allows 255 characters.
const LONGEST_FORMAT: usize = 800;

/// How the cells of a workbook show their values.
#[derive(Default)]
pub(super) struct Formats {
    /// The number of the format that each cell style has.
    pub(super) of_styles: Vec<usize>,
    pub(super) epoch: Epoch,
    /// The formats that the workbook defines, by number.
    own: HashMap<usize, String>,
}

impl Formats {
    /// Adds a format of the workbook's own.
    pub(super) fn define(&mut self, id: usize, code: String) {
        if code.len() <= LONGEST_FORMAT {
            self.own.insert(id, code);
        }
    }

    /// The text that a cell of a style shows.
    pub(super) fn show(&self, value: f64, style: usize) -> String {
        let id = self.of_styles.get(style).copied().unwrap_or(0);
        let code = self.own.get(&id).map_or_else(|| built_in(id), String::as_str);
        show(value, code, self.epoch)
    }
}

/// The format that a number stands for where the workbook does not define it, as the Chinese edition has them.
fn built_in(id: usize) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 | 5 | 6 | 37 | 38 => "#,##0",
        4 | 7 | 8 | 39 | 40 => "#,##0.00",
        41 | 42 => "#,##0;-#,##0;\"-\"",
        43 | 44 => "#,##0.00;-#,##0.00;\"-\"",
        9 => "0%",
        10 => "0.00%",
        14 | 15 | 30 | 31 => "yyyy-m-d",
        16 | 28 | 29 | 51 | 53 | 54 | 58 => "m-d",
        17 | 27 | 36 | 50 | 52 | 57 => "yyyy-m",
        18..=21 | 32..=35 | 45..=47 | 55 | 56 => "h:mm",
        22 => "yyyy-m-d h:mm",
        _ => "General",
    }
}

/// The text that a cell shows. Groups of thousands are not divided; colours and conditions have no effect.
fn show(value: f64, code: &str, epoch: Epoch) -> String {
    if !value.is_finite() {
        return String::new();
    }
    let sections = sections(code);
    let (section, value) = match sections.as_slice() {
        [_, negative, ..] if value < 0.0 => (*negative, -value),
        [_, _, zero, ..] if value == 0.0 => (*zero, value),
        [first, ..] => (*first, value),
        [] => ("General", value),
    };
    let layout = Layout::of(section);
    if layout.is_general {
        return format!("{}{}{}", layout.before, general(value), layout.after);
    }
    if layout.is_date() {
        return date(value, &layout, epoch).unwrap_or_else(|| general(value));
    }
    if !layout.has_digits || value == 0.0 && !layout.shows_zero {
        return layout.before + &layout.after;
    }
    let sign = if value < 0.0 { "-" } else { "" };
    let scaled = if layout.percent { value * 100.0 } else { value };
    format!("{sign}{}{}{}", layout.before, rounded(scaled.abs(), layout.decimals, layout.optional), layout.after)
}

/// Fifteen digits are what a sheet keeps; more are the remains of binary fractions.
fn general(value: f64) -> String {
    let kept: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    if kept != 0.0 && !(1e-9..1e15).contains(&kept.abs()) { format!("{kept:E}") } else { kept.to_string() }
}

/// A number with so many decimals, halves rounded up, without the zeros at its end that are optional.
fn rounded(value: f64, decimals: usize, optional: usize) -> String {
    // A half written in decimal may be a trifle less in binary.
    let mut text = format!("{:.*}", decimals, value * (1.0 + 4.0 * f64::EPSILON));
    for _ in 0..optional {
        if text.ends_with('0') {
            text.pop();
        }
    }
    text.truncate(text.trim_end_matches('.').len());
    text
}

/// The parts of a format for positive numbers, negative ones and zero.
fn sections(code: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let [mut start, mut quoted, mut escaped] = [0, 0, 0];
    for (at, character) in code.char_indices() {
        match character {
            _ if escaped == 1 => escaped = 0,
            '\\' if quoted == 0 => escaped = 1,
            '"' => quoted = 1 - quoted,
            ';' if quoted == 0 => {
                found.extend(code.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    found.extend(code.get(start..));
    found
}

/// The name of no format at all; some programs write it as Excel shows it.
const PLAIN: [&str; 3] = ["General", "GENERAL", "G/通用格式"];

/// What a part of a format says.
#[derive(Default)]
struct Layout {
    before: String,
    after: String,
    has_digits: bool,
    /// A 0 stands among the digits; # and ? alone show no zero.
    shows_zero: bool,
    decimals: usize,
    /// How many of the decimals are shown only where they are not zero.
    optional: usize,
    percent: bool,
    /// Not to be told from the plain form.
    is_general: bool,
    year: bool,
    day: bool,
    hour: bool,
    /// Months, or minutes beside hours.
    m: bool,
}

impl Layout {
    fn of(section: &str) -> Layout {
        let mut layout = Layout::default();
        if let Some((before, after)) = PLAIN.iter().find_map(|name| section.split_once(name)) {
            return Layout {
                before: Layout::of(before).before,
                after: Layout::of(after).before,
                is_general: true,
                ..layout
            };
        }
        let mut characters = section.chars();
        let mut behind_point = false;
        while let Some(character) = characters.next() {
            match character {
                '"' => characters.by_ref().take_while(|c| *c != '"').for_each(|c| layout.literal(c)),
                '\\' | '!' => characters.next().into_iter().for_each(|c| layout.literal(c)),
                '_' | '*' => {
                    characters.next();
                }
                '[' => {
                    let inside: String = characters.by_ref().take_while(|c| *c != ']').collect();
                    // [$¥-804] writes a currency; the rest are colours, conditions and elapsed hours.
                    if let Some(currency) = inside.strip_prefix('$') {
                        currency.chars().take_while(|c| *c != '-').for_each(|c| layout.literal(c));
                    }
                    layout.hour |= inside.starts_with(['h', 'H']);
                }
                '0' | '#' | '?' => {
                    // 0"万"0000 divides the digits; no other reading of it is sure.
                    layout.is_general |= !layout.after.is_empty();
                    layout.has_digits = true;
                    layout.shows_zero |= character == '0';
                    layout.decimals += usize::from(behind_point);
                    layout.optional += usize::from(behind_point && character != '0');
                }
                '.' if layout.has_digits && !behind_point => behind_point = true,
                // Behind the digits a comma divides by a thousand, and E and / write powers and fractions.
                ',' if characters.as_str().starts_with(['0', '#', '?']) => {}
                ',' | 'E' | 'e' | '/' if layout.has_digits => layout.is_general = true,
                '%' => {
                    layout.percent = true;
                    layout.literal('%');
                }
                'y' | 'Y' => layout.year = true,
                'm' | 'M' => layout.m = true,
                'd' | 'D' => layout.day = true,
                'h' | 'H' | 's' | 'S' => layout.hour = true,
                '@' => layout.is_general = true,
                other => layout.literal(other),
            }
        }
        if layout.is_general {
            return Layout { is_general: true, ..Layout::default() };
        }
        layout
    }

    fn literal(&mut self, character: char) {
        if self.has_digits { self.after.push(character) } else { self.before.push(character) }
    }

    fn is_date(&self) -> bool {
        self.year || self.day || self.hour || self.m
    }
}

/// A day as a Chinese date, with as much of it as the format shows; nothing beyond the year 9999.
fn date(value: f64, layout: &Layout, epoch: Epoch) -> Option<String> {
    const END: f64 = 2_958_466.0;
    if !(0.0..END).contains(&value) {
        return None;
    }
    let minutes = (value * 1440.0).round() as i64;
    let (day, minute) = (minutes.div_euclid(1440), minutes.rem_euclid(1440));
    let since_1970 = match epoch {
        Epoch::Of1904 => day - 24_107,
        Epoch::Of1900 if day < 60 => day - 25_568,
        Epoch::Of1900 => day - 25_569,
    };
    let (year, month, day) = civil(since_1970);
    let months = layout.m && (layout.year || layout.day || !layout.hour);
    let mut text = String::new();
    for (shown, number, unit) in [(layout.year, year, '年'), (months, month, '月'), (layout.day, day, '日')] {
        if shown {
            text += &format!("{number}{unit}");
        }
    }
    if layout.hour {
        let blank = if text.is_empty() { "" } else { " " };
        text += &format!("{blank}{}:{:02}", minute / 60, minute % 60);
    }
    Some(text)
}

/// Year, month and day of a day counted from 1970-01-01. Years begin in March, so that the leap day is their last.
fn civil(day: i64) -> (i64, i64, i64) {
    const DAYS_OF_400_YEARS: i64 = 146_097;
    let from_march = day + 719_468;
    let cycle = from_march.div_euclid(DAYS_OF_400_YEARS);
    let in_cycle = from_march.rem_euclid(DAYS_OF_400_YEARS);
    let year = (in_cycle - in_cycle / 1460 + in_cycle / 36_524 - in_cycle / (DAYS_OF_400_YEARS - 1)) / 365;
    let in_year = in_cycle - (365 * year + year / 4 - year / 100);
    let month = (5 * in_year + 2) / 153;
    let day = in_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (400 * cycle + year + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(value: f64, code: &str) -> String {
        show(value, code, Epoch::Of1900)
    }

    #[test]
    fn a_number_without_format_has_no_remains_of_binary_fractions() {
        for (value, text) in [
            (3.0, "3"),
            (-18.0, "-18"),
            (7_730.279_999_999_999, "7730.28"),
            (0.1 + 0.2, "0.3"),
            (13_575_394_432.52, "13575394432.52"),
            (24_252.311_082, "24252.311082"),
            (0.0, "0"),
            (1e300, "1E300"),
        ] {
            assert_eq!(shown(value, "General"), text);
        }
        assert_eq!(shown(f64::NAN, "0"), "");
    }

    #[test]
    fn a_format_rounds_and_adds_its_signs() {
        for (value, code, text) in [
            (3.4, "0", "3"),
            (2.675, "0.00", "2.68"),
            (1234.5, "#,##0.00", "1234.50"),
            (0.339, "0.0%", "33.9%"),
            (5.0, "0.##", "5"),
            (5.25, "0.0#", "5.25"),
            (251_000.0, "0\"元\"", "251000元"),
            (12.0, "[$¥-804]#,##0", "¥12"),
            (-7.0, "0_ ;[Red]\\-0\\ ", "-7 "),
            (0.0, "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"??_ ;_ @_ ", "-"),
            (0.0, "0;;", ""),
            (12_345.0, "0.0,", "12345"),
            (12_345.0, "0.00E+00", "12345"),
            (0.5, "# ?/?", "0.5"),
            (3.0, "G/通用格式", "3"),
            (3.0, "General\"件\"", "3件"),
            (3.0, "@", "3"),
        ] {
            assert_eq!(shown(value, code), text, "{code}");
        }
    }

    #[test]
    fn dates_show_what_their_format_shows() {
        for (value, code, text) in [
            (45_309.0, "yyyy\"年\"m\"月\"d\"日\"", "2024年1月18日"),
            (45_309.0, "yyyy/m", "2024年1月"),
            (45_309.0, "[$-804]m\"月\"d\"日\";@", "1月18日"),
            (45_309.75, "yyyy-mm-dd hh:mm", "2024年1月18日 18:00"),
            (0.5, "h:mm AM/PM", "12:00"),
            (1.0, "yyyy-m-d", "1900年1月1日"),
            (61.0, "yyyy-m-d", "1900年3月1日"),
            (45_351.0, "yyyy-m-d", "2024年2月29日"),
            (-1.0, "yyyy-m-d", "-1"),
            (1e12, "yyyy-m-d", "1000000000000"),
        ] {
            assert_eq!(shown(value, code), text, "{code}");
        }
        assert_eq!(show(0.0, "yyyy-m-d", Epoch::Of1904), "1904年1月1日");
    }

    #[test]
    fn no_format_fails() {
        for code in ["", ";", "\"", "\\", "[", "_", "*", "0.", ".", ";;;;", "[$", "年"] {
            show(3.5, code, Epoch::Of1900);
            show(-3.5, code, Epoch::Of1904);
        }
    }
}
