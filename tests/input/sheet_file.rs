//! Makes workbooks for the tests: .xlsx part by part, .xls record by record.

use crate::old_word_file::compound_file;
use crate::word_file::WordFile;

const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// An .xlsx file under construction.
#[derive(Clone, Default)]
pub struct Xlsx {
    sheets: String,
    relations: String,
    parts: Vec<(String, String)>,
    count: usize,
}

impl Xlsx {
    /// Adds a sheet with attributes such as `state="hidden"`; `content` is what stands in its `worksheet` element.
    pub fn sheet(mut self, name: &str, attributes: &str, content: &str) -> Xlsx {
        self.count += 1;
        let path = format!("worksheets/sheet{}.xml", self.count);
        let xml = format!("<worksheet xmlns:r=\"r\">{content}</worksheet>");
        self.parts.push((format!("xl/{path}"), xml));
        self.refer("worksheet", &path, name, attributes)
    }

    /// Adds a sheet that refers to a part.
    pub fn refer(mut self, kind: &str, path: &str, name: &str, attributes: &str) -> Xlsx {
        let id = self.relations.len();
        self.relations += &format!("<Relationship Id=\"r{id}\" Type=\"{TYPES}/{kind}\" Target=\"{path}\"/>");
        self.sheets += &format!("<sheet name=\"{name}\" sheetId=\"1\" r:id=\"r{id}\" {attributes}/>");
        self
    }

    /// Adds a part that the workbook refers to, such as `sharedStrings`.
    pub fn part(mut self, kind: &str, xml: &str) -> Xlsx {
        self.relations += &format!("<Relationship Id=\"{kind}\" Type=\"{TYPES}/{kind}\" Target=\"/xl/{kind}.xml\"/>");
        self.parts.push((format!("xl/{kind}.xml"), xml.to_owned()));
        self
    }

    /// The bytes of the file.
    pub fn bytes(self) -> Vec<u8> {
        let workbook = format!("<workbook xmlns:r=\"r\"><sheets>{}</sheets></workbook>", self.sheets);
        let relations = format!("<Relationships>{}</Relationships>", self.relations);
        let file = WordFile::default()
            .part("xl/workbook.xml", workbook.as_bytes())
            .part("xl/_rels/workbook.xml.rels", relations.as_bytes());
        self.parts.iter().fold(file, |file, (path, xml)| file.part(path, xml.as_bytes())).bytes()
    }
}

/// Rows of inline texts.
pub fn rows(rows: &[&[&str]]) -> String {
    let cell = |text: &&str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let row = |row: &&[&str]| format!("<row>{}</row>", row.iter().map(cell).collect::<String>());
    format!("<sheetData>{}</sheetData>", rows.iter().map(row).collect::<String>())
}

/// A record of an .xls file.
pub fn record(kind: u16, content: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes(), &(content.len() as u16).to_le_bytes(), content].concat()
}

/// A record about a cell of style 1.
pub fn cell(kind: u16, row: u16, column: u16, content: &[u8]) -> Vec<u8> {
    let place: Vec<u8> = [row, column, 1].iter().flat_map(|number| number.to_le_bytes()).collect();
    record(kind, &[&place, content].concat())
}

/// A text in two bytes a unit, behind its length in as many bytes as `count` has.
pub fn wide(text: &str, count: usize) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let length = units.len().to_le_bytes().into_iter().take(count);
    length.chain([1]).chain(units.iter().flat_map(|unit| unit.to_le_bytes())).collect()
}

/// What begins the workbook and every sheet; `version` 0x0600 is that of Excel 97.
pub fn begin(version: u16) -> Vec<u8> {
    record(0x809, &[&version.to_le_bytes()[..], &[0; 14]].concat())
}

/// An .xls file: the records before the sheets, and name, state and records of each sheet.
pub fn xls(head: &[Vec<u8>], sheets: &[(&str, u16, Vec<Vec<u8>>)]) -> Vec<u8> {
    let end = record(0x0a, &[]);
    let entry = |name: &str, state: u16, start: usize| {
        record(0x85, &[&(start as u32).to_le_bytes()[..], &state.to_le_bytes(), &wide(name, 1)].concat())
    };
    let head = [begin(0x600), head.concat()].concat();
    let mut start = head.len() + end.len();
    start += sheets.iter().map(|(name, state, _)| entry(name, *state, 0).len()).sum::<usize>();
    let (mut entries, mut bodies) = (Vec::new(), Vec::new());
    for (name, state, records) in sheets {
        entries.extend(entry(name, *state, start + bodies.len()));
        bodies.extend([begin(0x600), records.concat(), end.clone()].concat());
    }
    compound_file(&[("Workbook", &[head, entries, end, bodies].concat())])
}
