//! Rich Text Format, in Unicode or in the code page of Chinese.

use super::listed;
use crate::support::chance::Chance;
use crate::support::report::Part;
use encoding_rs::GBK;

const HEAD: &str =
    r"{\rtf1\ansi\ansicpg936\deff0\uc1{\fonttbl{\f0\fnil\fcharset134 \'cb\'ce\'cc\'e5;}}{\info{\title x}}";

/// The file.
pub fn file(parts: &[Part], chance: &mut Chance) -> Vec<u8> {
    let unicode = chance.one_in(2);
    let mut listed = listed(parts).filter(|_| chance.one_in(3)).map(Vec::into_iter);
    let mut file = String::from(HEAD);
    for part in parts {
        match (part, &mut listed) {
            (Part::Heading(text), Some(headings)) => {
                let heading = headings.next().unwrap();
                let number = escaped(text.strip_suffix(heading).unwrap(), unicode);
                file += &format!("\\pard{{\\listtext {number}}}\\ls1 {}\\par\n", escaped(heading, unicode));
            }
            (Part::Title(text) | Part::Heading(text) | Part::Paragraph(text), _) => {
                file += &format!("\\pard\\fi640 {}\\par\n", escaped(text, unicode));
            }
            (Part::Table(grid), _) => {
                for line in grid.lines() {
                    file += r"\trowd\trgaph108\trleft0";
                    for (column, cell, begins) in &line {
                        if cell.rowspan > 1 {
                            file += if *begins { r"\clvmgf" } else { r"\clvmrg" };
                        }
                        file += &format!("\\clbrdrt\\brdrs\\cellx{}", (column + cell.colspan) * 800);
                    }
                    for (_, cell, begins) in &line {
                        let text = if *begins { escaped(&cell.text, unicode) } else { String::new() };
                        file += &format!("\\pard\\intbl {{\\fs18 {text}}}\\cell\n");
                    }
                    file += "\\row\n";
                }
                file += "\\pard\\par\n";
            }
        }
    }
    (file + "}").into_bytes()
}

fn escaped(text: &str, unicode: bool) -> String {
    let mut rtf = String::new();
    for character in text.chars() {
        let text = character.to_string();
        let (bytes, _, is_unknown) = GBK.encode(&text);
        match character {
            '\\' | '{' | '}' => rtf += &format!("\\{character}"),
            ' '..='~' => rtf.push(character),
            _ if unicode || is_unknown => {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    rtf += &format!("\\u{}?", unit.cast_signed());
                }
            }
            _ => bytes.iter().for_each(|byte| rtf += &format!("\\'{byte:02x}")),
        }
    }
    rtf
}
