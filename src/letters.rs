//! A text reduced to what labels are made of: letters in one form each, without digits, blanks and punctuation. Every
//! letter knows its place in the text, so that what is found here can be shown there.

use crate::position::Span;

/// The letters of a text, in order.
#[derive(Debug, Default)]
pub struct Letters {
    /// The letters, folded by [`fold`].
    pub chars: Vec<char>,
    places: Vec<Span>,
}

impl Letters {
    /// Reduces a text.
    pub fn of(text: &str) -> Letters {
        let mut letters = Letters::default();
        for (start, character) in text.char_indices() {
            let span = Span::new(start, start + character.len_utf8());
            match character {
                '\u{4e00}'..='\u{9fff}' | 'a'..='z' | 'A'..='Z' => letters.push(character, span),
                '\0'..='\u{ff}' => {}
                _ => {
                    let folded = fold(character);
                    if folded.is_alphabetic() {
                        letters.push(folded, span);
                    }
                }
            }
        }
        letters
    }

    fn push(&mut self, character: char, span: Span) {
        self.chars.push(character);
        self.places.push(span);
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
        let start = self.places.get(from).map_or_else(|| self.end(), |span| span.start);
        match to.checked_sub(1).and_then(|last| self.places.get(last)) {
            Some(last) if to > from => Span::new(start, last.end),
            _ => Span::new(start, start),
        }
    }

    /// Index of the first letter at or after a byte offset.
    pub fn index_at(&self, byte: usize) -> usize {
        self.places.partition_point(|span| span.start < byte)
    }

    fn end(&self) -> usize {
        self.places.last().map_or(0, |span| span.end)
    }
}

/// The letters of a short text such as a label.
pub fn letters(text: &str) -> Vec<char> {
    Letters::of(text).chars
}

/// The ordinary form of a character: as NFKC has it for full-width signs, Kangxi radicals, compatibility ideographs and
/// numerals in brackets or circles, and also for the CJK Radicals Supplement, which NFKC leaves alone and PDF files are
/// full of. Only these occur in reports; the tables of all of Unicode would take a third of the module's budget.
pub fn fold(character: char) -> char {
    let nth = |table: &str, first: char| table.chars().nth(character as usize - first as usize).unwrap_or(character);
    match character {
        '\0'..='\u{7f}' | '\u{4e00}'..='\u{9fff}' => character,
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(character as u32 - 0xff01 + 0x21).unwrap_or(character),
        '\u{2e80}'..='\u{2eff}' => supplement_radical(character),
        '\u{2f00}'..='\u{2fd5}' => nth(KANGXI_RADICALS, '\u{2f00}'),
        '\u{3220}'..='\u{3229}' => nth(NUMERALS, '\u{3220}'),
        '\u{3280}'..='\u{3289}' => nth(NUMERALS, '\u{3280}'),
        '\u{f900}'..='\u{fad9}' => nth(COMPATIBILITY_IDEOGRAPHS, '\u{f900}'),
        _ => character,
    }
}

const NUMERALS: &str = "一二三四五六七八九十";

/// U+2F00 to U+2FD5.
const KANGXI_RADICALS: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// U+F900 to U+FAD9; unassigned ones stand for themselves.
const COMPATIBILITY_IDEOGRAPHS: &str = "豈更車賈滑串句龜龜契金喇奈懶癩羅蘿螺裸邏樂洛烙珞落酪駱亂卵欄爛蘭鸞嵐濫藍襤拉臘蠟廊朗浪狼郎來冷勞擄櫓爐盧老蘆虜路露魯鷺碌祿綠菉錄鹿論壟弄籠聾牢磊賂雷壘屢樓淚漏累縷陋勒肋凜凌稜綾菱陵讀拏樂諾丹寧怒率異北磻便復不泌數索參塞省葉說殺辰沈拾若掠略亮兩凉梁糧良諒量勵呂女廬旅濾礪閭驪麗黎力曆歷轢年憐戀撚漣煉璉秊練聯輦蓮連鍊列劣咽烈裂說廉念捻殮簾獵令囹寧嶺怜玲瑩羚聆鈴零靈領例禮醴隸惡了僚寮尿料樂燎療蓼遼龍暈阮劉杻柳流溜琉留硫紐類六戮陸倫崙淪輪律慄栗率隆利吏履易李梨泥理痢罹裏裡里離匿溺吝燐璘藺隣鱗麟林淋臨立笠粒狀炙識什茶刺切度拓糖宅洞暴輻行降見廓兀嗀﨎﨏塚﨑晴﨓﨔凞猪益礼神祥福靖精羽﨟蘒﨡諸﨣﨤逸都﨧﨨﨩飯飼館鶴郞隷侮僧免勉勤卑喝嘆器塀墨層屮悔慨憎懲敏既暑梅海渚漢煮爫琢碑社祉祈祐祖祝禍禎穀突節練縉繁署者臭艹艹著褐視謁謹賓贈辶逸難響頻恵𤋮舘\u{fa6e}\u{fa6f}並况全侀充冀勇勺喝啕喙嗢塚墳奄奔婢嬨廒廙彩徭惘慎愈憎慠懲戴揄搜摒敖晴朗望杖歹殺流滛滋漢瀞煮瞧爵犯猪瑱甆画瘝瘟益盛直睊着磌窱節类絛練缾者荒華蝹襁覆視調諸請謁諾諭謹變贈輸遲醙鉶陼難靖韛響頋頻鬒龜𢡊𢡄𣏕㮝䀘䀹𥉉𥳐𧻓齃龎";

/// The ordinary character for a radical that NFKC does not fold. Only those that stand for whole words are here.
fn supplement_radical(character: char) -> char {
    const RADICALS: &str = "⺠民⻅见⻥鱼⻔门⻓长⻬齐⻛风⻋车⻚页⻢马⻦鸟⻩黄⻨麦⻆角⻘青⻝食⻜飞⻤鬼⻮齿⻰龙⻳龟⻄西⻉贝⻑长⺟母⺫目⺼月⻐金⻌之⺮竹⺝月";
    let mut pairs = RADICALS.chars();
    while let (Some(radical), Some(ordinary)) = (pairs.next(), pairs.next()) {
        if radical == character {
            return ordinary;
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
        for range in ['\u{ff01}'..='\u{ff5e}', '\u{2f00}'..='\u{2fd5}', '\u{f900}'..='\u{fad9}'] {
            for character in range {
                let normal: Vec<char> = std::iter::once(character).nfkc().collect();
                assert_eq!(vec![fold(character)], normal, "{character} {:x}", character as u32);
            }
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
