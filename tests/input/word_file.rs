//! Makes Word files for the tests, part by part.

use miniz_oxide::deflate::compress_to_vec;

const MAIN: &str = "word/document.xml";
const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A Word file under construction.
#[derive(Clone, Default)]
pub struct WordFile {
    parts: Vec<(String, Vec<u8>)>,
    relations: String,
    /// General purpose flags of every part; bit 0 says that it is encrypted.
    pub flags: u16,
}

impl WordFile {
    /// A file whose body is the given mark-up, `w:` being the prefix of Word's elements.
    pub fn new(body: &str) -> WordFile {
        WordFile::with_main_part(&format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>"))
    }

    /// A file with the given main part.
    pub fn with_main_part(xml: &str) -> WordFile {
        WordFile::default().part(MAIN, xml.as_bytes())
    }

    /// Adds a part.
    pub fn part(mut self, path: &str, content: &[u8]) -> WordFile {
        self.parts.push((path.to_owned(), content.to_vec()));
        self
    }

    fn related(mut self, kind: &str, root: &str, content: &str) -> WordFile {
        self.relations += &format!("<Relationship Id=\"r\" Type=\"{TYPES}/{kind}\" Target=\"{kind}.xml\"/>");
        self.part(&format!("word/{kind}.xml"), format!("<w:{root} xmlns:w=\"w\">{content}</w:{root}>").as_bytes())
    }

    /// Adds the part of styles.
    pub fn styles(self, content: &str) -> WordFile {
        self.related("styles", "styles", content)
    }

    /// Adds the part of lists.
    pub fn numbering(self, content: &str) -> WordFile {
        self.related("numbering", "numbering", content)
    }

    /// The bytes of the file.
    pub fn bytes(self) -> Vec<u8> {
        let flags = self.flags;
        let mut parts = self.parts;
        if !self.relations.is_empty() {
            let relations = format!("<Relationships>{}</Relationships>", self.relations);
            parts.push(("word/_rels/document.xml.rels".to_owned(), relations.into_bytes()));
        }
        let mut file = Vec::new();
        let mut directory = Vec::new();
        for (path, content) in &parts {
            let packed = compress_to_vec(content, 6);
            let offset = file.len() as u32;
            let mut header = Vec::new();
            for number in [20, flags, 8, 0, 0] {
                header.extend(u16::to_le_bytes(number));
            }
            for number in [rawzip::crc32(content), packed.len() as u32, content.len() as u32] {
                header.extend(u32::to_le_bytes(number));
            }
            header.extend(u16::to_le_bytes(path.len() as u16));
            header.extend([0; 2]);
            file.extend(b"PK\x03\x04");
            file.extend(&header);
            file.extend(path.as_bytes());
            file.extend(packed);
            directory.extend(b"PK\x01\x02\x14\0");
            directory.extend(header);
            directory.extend([0; 10]);
            directory.extend(offset.to_le_bytes());
            directory.extend(path.as_bytes());
        }
        let offset = file.len() as u32;
        let count = (parts.len() as u16).to_le_bytes();
        file.extend(&directory);
        file.extend(b"PK\x05\x06\0\0\0\0");
        file.extend(count);
        file.extend(count);
        file.extend((directory.len() as u32).to_le_bytes());
        file.extend(offset.to_le_bytes());
        file.extend([0; 2]);
        file
    }
}

/// A paragraph of one run.
pub fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// A paragraph with properties.
pub fn paragraph_with(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// A table cell with properties.
pub fn cell(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", paragraph(text))
}
