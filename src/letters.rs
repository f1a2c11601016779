//! A text reduced to what labels are made of: letters in one form each, without digits, blanks and punctuation. Every
//! letter knows its place in the text, so that what is found here can be shown there.

use crate::numeral::ONE_TO_TEN;
use crate::position::Span;

/// The letters of a text, in order.
#[derive(Debug, Default)]
pub struct Letters {
    /// The letters, folded by [`fold`].
    pub chars: Vec<char>,
    /// First byte and the byte behind the last; they fit into four bytes, for a text is much shorter.
    places: Vec<(u32, u32)>,
}

impl Letters {
    /// Reduces a text.
    pub fn of(text: &str) -> Letters {
        let mut letters = Letters::with_capacity(text.len() / 3);
        for (letter, place) in InText::of(text) {
            letters.push(letter, place);
        }
        letters
    }

    /// Room for so many letters.
    pub fn with_capacity(count: usize) -> Letters {
        Letters { chars: Vec::with_capacity(count), places: Vec::with_capacity(count) }
    }

    /// Adds the next letter.
    pub fn push(&mut self, letter: char, place: Span) {
        self.chars.push(letter);
        self.places.push((place.start as u32, place.end as u32));
    }

    /// How many letters there are.
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// Whether there is no letter.
    pub fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// The place in the text of the letters `from` up to `to`; past the last letter it is empty.
    pub fn span(&self, from: usize, to: usize) -> Span {
        let start = self.places.get(from).map_or_else(|| self.end(), |place| place.0 as usize);
        match to.checked_sub(1).and_then(|last| self.places.get(last)) {
            Some(last) if to > from => Span::new(start, last.1 as usize),
            _ => Span::new(start, start),
        }
    }

    /// Index of the first letter at or after a byte offset.
    pub fn index_at(&self, byte: usize) -> usize {
        self.places.partition_point(|place| (place.0 as usize) < byte)
    }

    /// Where the letters of a word end that stand from `at` on; nothing where others stand there.
    pub fn behind(&self, at: usize, word: &str) -> Option<usize> {
        let mut end = at;
        for (letter, _) in InText::of(word) {
            if self.chars.get(end) != Some(&letter) {
                return None;
            }
            end += 1;
        }
        Some(end)
    }

    fn end(&self) -> usize {
        self.places.last().map_or(0, |place| place.1 as usize)
    }
}

/// The letters of a short text such as a label.
pub fn letters(text: &str) -> Vec<char> {
    let mut letters = Vec::with_capacity(text.len() / 3);
    letters.extend(InText::of(text).map(|(letter, _)| letter));
    letters
}

/// How many letters a short text has.
pub fn count(text: &str) -> usize {
    InText::of(text).count()
}

/// Takes the letters out of a text, one by one.
pub struct InText<'a> {
    text: &'a str,
    at: usize,
}

impl InText<'_> {
    /// The letters of a text.
    pub fn of(text: &str) -> InText<'_> {
        InText { text, at: 0 }
    }
}

impl Iterator for InText<'_> {
    type Item = (char, Span);

    fn next(&mut self) -> Option<(char, Span)> {
        let mut behind = self.text.get(self.at..)?.chars();
        loop {
            let start = self.text.len() - behind.as_str().len();
            let character = behind.next()?;
            if let Some(letter) = letter(character) {
                self.at = self.text.len() - behind.as_str().len();
                return Some((letter, Span { start, end: self.at }));
            }
        }
    }
}

/// The letter that a character is, folded, if it is one.
fn letter(character: char) -> Option<char> {
    if is_ideograph(character) { Some(character) } else { rare_letter(character) }
}

/// The same of a character that is no ideograph.
pub fn rare_letter(character: char) -> Option<char> {
    if character < '\u{80}' {
        return character.is_ascii_alphabetic().then_some(character);
    }
    // The usual punctuation: to ask the tables of Unicode takes long.
    if matches!(character, '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}') {
        return None;
    }
    let folded = fold(character);
    (character > '\u{ff}' && folded.is_alphabetic()).then_some(folded)
}

/// The character that three bytes are of which the first is of an ideograph.
pub fn ideograph(lead: u8, second: u8, third: u8) -> char {
    let bits = |byte: u8| u32::from(byte & 0x3f);
    char::from_u32(u32::from(lead & 0xf) << 12 | bits(second) << 6 | bits(third)).unwrap_or_default()
}

/// Whether a character is one of the usual ideographs.
pub fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{4e00}'..='\u{9fff}')
}

/// The ordinary form of a character: as NFKC has it for full-width signs, Kangxi radicals, compatibility ideographs and
/// numerals in brackets or circles, and also for the CJK Radicals Supplement, which NFKC leaves alone and PDF files are
/// full of. Only these occur in reports; the tables of all of Unicode would take a third of the module's budget.
#[inline]
pub fn fold(character: char) -> char {
    if character < '\u{80}' || is_ideograph(character) { character } else { fold_rare(character) }
}

fn fold_rare(character: char) -> char {
    let nth = |table: &str, first: char| table.chars().nth(character as usize - first as usize).unwrap_or(character);
    match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(character as u32 - 0xff01 + 0x21).unwrap_or(character),
        '\u{2e80}'..='\u{2eff}' => paired(RADICALS_SUPPLEMENT, character),
        '\u{2f00}'..='\u{2fd5}' => nth(KANGXI_RADICALS, '\u{2f00}'),
        '\u{3220}'..='\u{3229}' => nth(ONE_TO_TEN, '\u{3220}'),
        '\u{3280}'..='\u{3289}' => nth(ONE_TO_TEN, '\u{3280}'),
        '\u{f900}'..='\u{fad9}' => paired(COMPATIBILITY_IDEOGRAPHS, character),
        _ => character,
    }
}

/// U+2F00 to U+2FD5.
const KANGXI_RADICALS: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// Radicals that NFKC does not fold, each before its ordinary character: those that stand for whole words.
const RADICALS_SUPPLEMENT: &str = "⺠民⻅见⻥鱼⻔门⻓长⻬齐⻛风⻋车⻚页⻢马⻦鸟⻩黄⻨麦⻆角⻘青⻝食⻜飞⻤鬼⻮齿⻰龙⻳龟⻄西⻉贝⻑长⺟母⺫目⺼月⻐金⻌之⺮竹⺝月";

/// Compatibility ideographs before their ordinary forms, as far as the words of forms and rules have these.
const COMPATIBILITY_IDEOGRAPHS: &str = "更更句句金金老老路路雷雷漏漏累累率率北北不不塞塞省省辰辰沈沈拾拾若若略略梁梁良良量量黎黎力力年年列列令令零零例例了了留留六六律律率率利利李李理理里里林林立立什什切切度度行行降降益益都都免免敏敏既既海海社社署署者者况况全全充充彩彩戴戴犯犯益益直直着着类类者者";

/// The character behind the given one in a list of pairs.
fn paired(pairs: &str, character: char) -> char {
    let mut pairs = pairs.chars();
    while let (Some(from), Some(to)) = (pairs.next(), pairs.next()) {
        if from == character {
            return to;
        }
    }
    character
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        letters(text).into_iter().collect()
    }

    #[test]
    fn labels_of_every_spelling_are_one() {
        assert_eq!(folded("（一）予以公开"), "一予以公开");
        assert_eq!(folded("㈠ 予 以\u{3000}公\u{a0}开"), "一予以公开");
        assert_eq!(folded("3.危及“三安全一稳定”"), "危及三安全一稳定");
        assert_eq!(folded("⾏政复议"), "行政复议");
        assert_eq!(folded("⺠⻅⻥⻔⻓⻬⻛"), "民见鱼门长齐风");
    }

    #[cfg(not(target_arch = "wasm32"))]
    #[test]
    fn folding_is_nfkc_where_it_folds() {
        use unicode_normalization::UnicodeNormalization;
        let nfkc = |character: char| std::iter::once(character).nfkc().collect::<String>();
        for character in ('\u{ff01}'..='\u{ff5e}').chain('\u{2f00}'..='\u{2fd5}') {
            assert_eq!(fold(character).to_string(), nfkc(character), "{character}");
        }
        let pairs: Vec<char> = COMPATIBILITY_IDEOGRAPHS.chars().collect();
        for pair in pairs.chunks(2) {
            let (from, to) = (pair.first().copied(), pair.last().map(char::to_string));
            assert_eq!(from.map(nfkc), to);
        }
        assert_eq!((fold('㈠'), fold('㊉')), ('一', '十'));
    }

    #[test]
    fn letters_know_their_places() {
        let text = "1. 行 政22";
        let letters = Letters::of(text);
        assert_eq!(letters.span(0, 2).of(text), "行 政");
        assert_eq!(letters.index_at(4), 1);
        assert!(letters.span(2, 2).is_empty());
    }
}
