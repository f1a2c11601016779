//! Writes invented reports into files of every kind.

mod old_word;
mod open_document;
mod places;
mod printer;
mod rtf;
mod text;
mod word;
mod workbook;

use crate::support::chance::Chance;
use crate::support::report::Part;
use crate::support::shape::Shape;
use crate::word_file::WordFile;

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// .docx
    Word,
    /// .docx in one XML file
    WordXml,
    /// .doc, .wps
    OldWord,
    /// .rtf
    Rtf,
    /// .odt
    OpenDocument,
    /// .fodt
    FlatOpenDocument,
    /// .xlsx
    Workbook,
    /// .xls, .et
    OldWorkbook,
    /// .csv
    Values,
    /// .html as Word saves it
    WordPage,
    /// .html of a site
    SitePage,
    /// .mht
    WebArchive,
    /// .txt in any of the shapes that keep figures apart
    Text,
    /// .md
    Markdown,
    /// .pdf
    Pdf,
    /// .ofd
    Ofd,
    /// .zip of a file of another kind
    Archive,
}

/// The shapes of text files in which every figure is told from its neighbours; what is glued is tried elsewhere.
const SHAPES: [Shape; 8] = [
    Shape::Pipes,
    Shape::BarLines,
    Shape::LoneBars,
    Shape::Tabs,
    Shape::Lines,
    Shape::Paragraphs,
    Shape::Blanks,
    Shape::WideBlanks,
];

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 17] = [
        Kind::Word,
        Kind::WordXml,
        Kind::OldWord,
        Kind::Rtf,
        Kind::OpenDocument,
        Kind::FlatOpenDocument,
        Kind::Workbook,
        Kind::OldWorkbook,
        Kind::Values,
        Kind::WordPage,
        Kind::SitePage,
        Kind::WebArchive,
        Kind::Text,
        Kind::Markdown,
        Kind::Pdf,
        Kind::Ofd,
        Kind::Archive,
    ];

    /// What names of such files end with.
    pub fn ending(self) -> &'static str {
        match self {
            Kind::Word => "docx",
            Kind::WordXml => "xml",
            Kind::OldWord => "doc",
            Kind::Rtf => "rtf",
            Kind::OpenDocument => "odt",
            Kind::FlatOpenDocument => "fodt",
            Kind::Workbook => "xlsx",
            Kind::OldWorkbook => "xls",
            Kind::Values => "csv",
            Kind::WordPage | Kind::SitePage => "html",
            Kind::WebArchive => "mht",
            Kind::Text => "txt",
            Kind::Markdown => "md",
            Kind::Pdf => "pdf",
            Kind::Ofd => "ofd",
            Kind::Archive => "zip",
        }
    }

    /// Whether a cell keeps its place whatever stands in it, even nothing.
    pub fn is_bordered(self) -> bool {
        self != Kind::Text
    }

    /// Whether paragraphs and cells are read as they were written, each by itself.
    pub fn keeps_blocks(self) -> bool {
        matches!(
            self,
            Kind::Word
                | Kind::WordXml
                | Kind::OldWord
                | Kind::Rtf
                | Kind::OpenDocument
                | Kind::FlatOpenDocument
                | Kind::WordPage
                | Kind::SitePage
                | Kind::WebArchive
                | Kind::Archive
        )
    }

    /// Writes a report into a file.
    pub fn write(self, parts: &[Part], chance: &mut Chance) -> Vec<u8> {
        match self {
            Kind::Word => word::file(parts, chance).bytes(),
            Kind::WordXml => word::single_file(parts, chance).into_bytes(),
            Kind::OldWord => old_word::file(parts, chance).bytes(),
            Kind::Rtf => rtf::file(parts, chance),
            Kind::OpenDocument => open_document::file(parts, chance).bytes(),
            Kind::FlatOpenDocument => open_document::flat_file(parts, chance).into_bytes(),
            Kind::Workbook => workbook::file(parts, chance).bytes(),
            Kind::OldWorkbook => workbook::old_file(parts, chance),
            Kind::Values => text::encoded(&workbook::values(parts, chance), chance),
            Kind::WordPage => text::page(&Shape::WordHtml.write(parts, chance), chance),
            Kind::SitePage => text::page(&Shape::SiteHtml.write(parts, chance), chance),
            Kind::WebArchive => text::web_archive(&Shape::WordHtml.write(parts, chance), chance),
            Kind::Text => text::encoded(&chance.pick(&SHAPES).write(parts, chance), chance),
            Kind::Markdown => text::encoded(&Shape::Markdown.write(parts, chance), chance),
            Kind::Pdf => printer::print(parts).pdf(),
            Kind::Ofd => printer::print(parts).ofd(),
            Kind::Archive => {
                let kind = *chance.pick(&[Kind::Word, Kind::OldWord, Kind::Rtf, Kind::OpenDocument, Kind::WordPage]);
                let name = format!("年报/报告.{}", kind.ending());
                WordFile::default().part("年报/", b"").part(&name, &kind.write(parts, chance)).bytes()
            }
        }
    }
}

/// A report with a picture of so many bytes, as most large files have it; text cannot be longer than it may be. None for kinds
/// that hold no picture, or that are like another one in this.
#[allow(dead_code, reason = "only measured")]
pub fn with_picture(kind: Kind, parts: &[Part], bytes: usize, chance: &mut Chance) -> Option<Vec<u8>> {
    let noise = |bytes: usize, chance: &mut Chance| -> Vec<u8> {
        (0..bytes).map(|_| u8::try_from(chance.below(256)).unwrap()).collect()
    };
    let inside = |file: Vec<u8>, end: &str, picture: String| {
        let text = String::from_utf8(file).unwrap();
        let at = text.rfind(end).unwrap();
        format!("{}{picture}{}", &text[..at], &text[at..]).into_bytes()
    };
    let hex = |bytes: Vec<u8>| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    Some(match kind {
        Kind::Word => word::file(parts, chance).part("word/media/1.jpeg", &noise(bytes, chance)).bytes(),
        Kind::OpenDocument => open_document::file(parts, chance).part("Pictures/1.jpg", &noise(bytes, chance)).bytes(),
        Kind::Workbook => workbook::file(parts, chance).part("image", &hex(noise(bytes / 2, chance))).bytes(),
        Kind::Rtf => {
            let picture = format!("{{\\pict\\jpegblip {}}}", hex(noise(bytes / 2, chance)));
            inside(rtf::file(parts, chance), "}", picture)
        }
        Kind::WordPage => {
            let page = Shape::WordHtml.write(parts, chance).into_bytes();
            let picture =
                format!("<img src=\"data:image/jpeg;base64,{}\">", text::base64(&noise(bytes / 4 * 3, chance)));
            inside(page, "</body>", picture)
        }
        Kind::Pdf => {
            let (mut file, picture) = (printer::print(parts).pdf(), noise(bytes, chance));
            // Where the table of its objects stands is said at the end again.
            let end = file.windows(9).rposition(|window| window == b"startxref").unwrap();
            let end = file[end..].to_vec();
            file.extend(format!("99999 0 obj\n<</Length {}>>stream\n", picture.len()).bytes());
            file.extend(picture);
            file.extend(b"\nendstream\nendobj\n");
            file.extend(end);
            file
        }
        Kind::Text => {
            let report = Shape::Pipes.write(parts, chance);
            report.repeat(gouji::limits::MAX_TEXT_BYTES / report.len()).into_bytes()
        }
        _ => return None,
    })
}

/// Text as XML and HTML have it.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// A text in pieces, as a word processor keeps what was typed at different times.
fn pieces(text: &str, chance: &mut Chance) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for character in text.chars() {
        if chance.one_in(6) {
            pieces.push(String::new());
        }
        pieces.last_mut().unwrap().push(character);
    }
    pieces
}

/// What stands behind the number of a heading, where all headings are numbered one after another as a list numbers them.
fn listed(parts: &[Part]) -> Option<Vec<&str>> {
    let headings = parts.iter().filter_map(|part| if let Part::Heading(text) = part { Some(text) } else { None });
    let numbers = ["一、", "二、", "三、", "四、", "五、", "六、", "七、"];
    headings.zip(numbers).map(|(heading, number)| heading.strip_prefix(number)).collect()
}
