//! Pages with text and rules in their places, written as a PDF and as an OFD file.

use std::fmt::Write;

use miniz_oxide::deflate::compress_to_vec_zlib;

use crate::word_file::WordFile;

/// The width and height of a page, in points.
pub const WIDTH: f64 = 600.0;
/// See [`WIDTH`].
pub const HEIGHT: f64 = 800.0;
/// The margin at each side.
pub const MARGIN: f64 = 60.0;
/// The size of letters.
pub const SIZE: f64 = 10.0;
/// From line to line.
pub const PITCH: f64 = 16.0;

/// Pages, places counted from their top left corner.
#[derive(Clone, Default)]
pub struct Paper {
    pages: Vec<Page>,
}

#[derive(Clone, Default)]
struct Page {
    /// Left, the line that letters stand on, text.
    texts: Vec<(f64, f64, String)>,
    /// Left, top, right, bottom.
    rules: Vec<[f64; 4]>,
}

/// A cell to be drawn: row, column, rowspan, colspan, text.
pub type Cell = (usize, usize, usize, usize, String);

/// How wide text is: a square for Chinese, half of one for others.
pub fn width(text: &str) -> f64 {
    text.chars().map(|character| if character.is_ascii() { SIZE / 2.0 } else { SIZE }).sum()
}

impl Paper {
    /// Without any page.
    pub fn new() -> Paper {
        Paper::default()
    }

    /// Begins a page.
    pub fn page(mut self) -> Paper {
        self.pages.push(Page::default());
        self
    }

    fn last(&mut self) -> &mut Page {
        self.pages.last_mut().expect("no page")
    }

    /// Writes a line.
    pub fn text(mut self, left: f64, base: f64, text: &str) -> Paper {
        self.last().texts.push((left, base, text.to_owned()));
        self
    }

    /// Draws a rule.
    pub fn rule(mut self, left: f64, top: f64, right: f64, bottom: f64) -> Paper {
        self.last().rules.push([left, top, right, bottom]);
        self
    }

    /// Writes a line of running text, the whole width where it is long enough.
    pub fn line(self, number: usize, text: &str) -> Paper {
        let indent = if text.starts_with('　') { 2.0 * SIZE } else { 0.0 };
        #[expect(clippy::cast_precision_loss, reason = "a few lines")]
        let base = MARGIN + number as f64 * PITCH;
        self.text(MARGIN + indent, base, text.trim_start_matches('　'))
    }

    /// Draws a table: its top, the widths of its columns, the heights of its rows, and cells that cover it. Text is broken
    /// into lines, which stand in the middle of their cell.
    pub fn table(mut self, top: f64, columns: &[f64], rows: &[f64], cells: &[Cell]) -> Paper {
        let ends = |sizes: &[f64], start: f64| -> Vec<f64> {
            let mut ends = vec![start];
            sizes.iter().for_each(|size| ends.push(ends[ends.len() - 1] + size));
            ends
        };
        let (xs, ys) = (ends(columns, MARGIN), ends(rows, top));
        for (row, column, rowspan, colspan, text) in cells {
            let [left, right, top, bottom] = [xs[*column], xs[column + colspan], ys[*row], ys[row + rowspan]];
            for [a, b, c, d] in [
                [left, top, right, top],
                [left, bottom, right, bottom],
                [left, top, left, bottom],
                [right, top, right, bottom],
            ] {
                self = self.rule(a, b, c, d);
            }
            let lines = broken(text, right - left - 4.0);
            #[expect(clippy::cast_precision_loss, reason = "a few lines")]
            let start = (top + bottom - (lines.len() as f64 - 1.0) * (SIZE + 2.0)) / 2.0 + SIZE * 0.38;
            for (line, number) in lines.iter().zip(0u8..) {
                let left = (left + right - width(line)) / 2.0;
                self = self.text(left, start + f64::from(number) * (SIZE + 2.0), line);
            }
        }
        self
    }

    /// As a PDF file whose font is a known one of Chinese.
    pub fn pdf(&self) -> Vec<u8> {
        let mut file = PdfFile::new(FONT);
        for page in &self.pages {
            let mut content = String::from("0.5 w ");
            for [left, top, right, bottom] in &page.rules {
                let (top, bottom) = (HEIGHT - top, HEIGHT - bottom);
                write!(content, "{left} {top} m {right} {bottom} l S ").unwrap();
            }
            for (left, base, text) in &page.texts {
                let base = HEIGHT - base;
                write!(content, "BT /F {SIZE} Tf 1 0 0 1 {left} {base} Tm <{}> Tj ET ", utf16(text)).unwrap();
            }
            file = file.page(&content);
        }
        file.bytes()
    }

    /// As an OFD file.
    pub fn ofd(&self) -> Vec<u8> {
        const MILLIMETRES: f64 = 25.4 / 72.0;
        let pages: Vec<String> = self.pages.iter().map(|page| page.ofd(MILLIMETRES)).collect();
        ofd_file(&pages).bytes()
    }
}

impl Page {
    fn ofd(&self, unit: f64) -> String {
        let mut content = String::new();
        for [left, top, right, bottom] in &self.rules {
            let [x, y, across, down] = [*left, *top, right - left, bottom - top].map(|place| place * unit);
            write!(
                content,
                "<ofd:PathObject Boundary=\"{x} {y} {across} {down}\" LineWidth=\"0.2\">\
                 <ofd:AbbreviatedData>M 0 0 L {across} {down}</ofd:AbbreviatedData></ofd:PathObject>"
            )
            .unwrap();
        }
        for (left, base, text) in &self.texts {
            let [x, y, size] = [*left, base - SIZE, SIZE].map(|place| place * unit);
            let steps: Vec<String> =
                text.chars().map(|character| (width(&character.to_string()) * unit).to_string()).collect();
            let text = text.replace('&', "&amp;").replace('<', "&lt;");
            write!(
                content,
                "<ofd:TextObject Boundary=\"{x} {y} 99 9\" Size=\"{size}\"><ofd:TextCode X=\"0\" Y=\"{size}\" \
                 DeltaX=\"{}\">{text}</ofd:TextCode></ofd:TextObject>",
                steps.join(" ")
            )
            .unwrap();
        }
        format!(
            "<ofd:Page xmlns:ofd=\"o\"><ofd:Area><ofd:PhysicalBox>0 0 {} {}</ofd:PhysicalBox></ofd:Area><ofd:Content>\
             <ofd:Layer>{content}</ofd:Layer></ofd:Content></ofd:Page>",
            WIDTH * unit,
            HEIGHT * unit
        )
    }
}

/// Lines of at most a width, words of figures whole.
pub fn broken(text: &str, most: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    for character in text.chars() {
        let line = lines.last_mut().unwrap();
        if !character.is_ascii() && width(line) + width(&character.to_string()) > most {
            lines.push(character.to_string());
        } else {
            line.push(character);
        }
    }
    lines
}

/// Text as the codes of a font in UTF-16.
pub fn utf16(text: &str) -> String {
    text.encode_utf16().map(|unit| format!("{unit:04x}")).collect()
}

/// An OFD file of pages' parts.
pub fn ofd_file(pages: &[String]) -> WordFile {
    let list: String =
        (0..pages.len()).map(|number| format!("<ofd:Page ID=\"{number}\" BaseLoc=\"{number}.xml\"/>")).collect();
    let document = format!(
        "<ofd:Document xmlns:ofd=\"o\"><ofd:CommonData><ofd:TemplatePage ID=\"9\" BaseLoc=\"T.xml\"/></ofd:CommonData>\
         <ofd:Pages>{list}</ofd:Pages></ofd:Document>"
    );
    let root =
        "<ofd:OFD xmlns:ofd=\"o\"><ofd:DocBody><ofd:DocRoot>/D/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>";
    let file = WordFile::default().part("OFD.xml", root.as_bytes()).part("D/Document.xml", document.as_bytes());
    pages.iter().zip(0..).fold(file, |file, (page, number)| file.part(&format!("D/{number}.xml"), page.as_bytes()))
}

/// A font of Chinese that the file does not hold, in UTF-16; letters and digits half as wide.
pub const FONT: &str = "<</Type/Font/Subtype/Type0/BaseFont/STSong/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font\
                        /Subtype/CIDFontType0/DW 1000/W[1 95 500]>>]>>";

/// A PDF file under construction.
pub struct PdfFile {
    font: String,
    /// What all pages have besides, such as `/Rotate 90`.
    pub page_entries: String,
    /// What the trailer has besides.
    pub trailer_entries: String,
    pages: Vec<String>,
    /// Further objects, numbered from 3.
    objects: Vec<Vec<u8>>,
}

impl PdfFile {
    /// A file whose font `/F` is given.
    pub fn new(font: &str) -> PdfFile {
        PdfFile {
            font: font.to_owned(),
            page_entries: String::new(),
            trailer_entries: String::new(),
            pages: Vec::new(),
            objects: Vec::new(),
        }
    }

    /// Adds a page with the given content.
    pub fn page(mut self, content: &str) -> PdfFile {
        self.pages.push(content.to_owned());
        self
    }

    /// Adds an object; the first is number 3. What is drawn by `/X Do` is that one.
    pub fn object(mut self, object: &[u8]) -> PdfFile {
        self.objects.push(object.to_vec());
        self
    }

    /// Adds a stream with entries of its dictionary besides.
    pub fn stream(self, entries: &str, data: &[u8]) -> PdfFile {
        let stream = stream(entries, data);
        self.object(&stream)
    }

    /// The bytes of the file.
    pub fn bytes(&self) -> Vec<u8> {
        let mut objects = vec![b"<</Type/Catalog/Pages 2 0 R>>".to_vec(), Vec::new()];
        objects.extend(self.objects.clone());
        let mut kids = String::new();
        for content in &self.pages {
            objects.push(stream("", content.as_bytes()));
            let page = format!(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Contents {} 0 R/Resources<</Font<</F {}>>\
                 /XObject<</X 3 0 R>>>>{}>>",
                objects.len(),
                self.font,
                self.page_entries
            );
            objects.push(page.into_bytes());
            write!(kids, "{} 0 R ", objects.len()).unwrap();
        }
        objects[1] = format!("<</Type/Pages/Count {}/Kids[{kids}]>>", self.pages.len()).into_bytes();
        let mut file = b"%PDF-1.5\n".to_vec();
        let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
        for (object, number) in objects.iter().zip(1..) {
            writeln!(table, "{:010} 00000 n ", file.len()).unwrap();
            file.extend(format!("{number} 0 obj\n").bytes());
            file.extend(object);
            file.extend(b"\nendobj\n");
        }
        let end = format!(
            "{table}trailer\n<</Root 1 0 R/Size {}{}>>\nstartxref\n{}\n%%EOF\n",
            objects.len() + 1,
            self.trailer_entries,
            file.len()
        );
        file.extend(end.bytes());
        file
    }
}

fn stream(entries: &str, data: &[u8]) -> Vec<u8> {
    let packed = compress_to_vec_zlib(data, 6);
    let mut stream = format!("<</Length {}/Filter/FlateDecode{entries}>>stream\n", packed.len()).into_bytes();
    stream.extend(packed);
    stream.extend(b"\nendstream");
    stream
}
