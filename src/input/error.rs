//! Why a draft could not be read: one sentence for the user, one stable code for programs.

use std::fmt;

use crate::limits::{
    MAX_ARCHIVE_ENTRIES, MAX_ELEMENT_DEPTH, MAX_INFLATED_BYTES, MAX_INPUT_BYTES, MAX_PACKED_BYTES, MAX_PACKED_FILES,
    MAX_PAGES, MAX_TABLE_CELLS, MAX_TABLE_COLUMNS, MAX_TABLE_DEPTH, MAX_TEXT_BYTES,
};

const BYTES_PER_MB: usize = 1_000_000;
const BYTES_PER_TEN_THOUSAND_CHARACTERS: usize = 30_000;

/// Why a draft could not be read. `Display` is one Chinese sentence that says what is wrong and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InputError {
    /// Nothing but blanks.
    Empty,
    /// More bytes than [`MAX_INPUT_BYTES`]; holds their number.
    TooLarge(usize),
    /// More visible text than [`MAX_TEXT_BYTES`].
    TooMuchText,
    /// More cells than [`MAX_TABLE_CELLS`].
    TooManyCells,
    /// A table wider than [`MAX_TABLE_COLUMNS`].
    TooManyColumns,
    /// Tables inside tables beyond [`MAX_TABLE_DEPTH`], or elements beyond [`MAX_ELEMENT_DEPTH`].
    TooDeep,
    /// Text in an encoding that is none of UTF-8, UTF-16 and GB18030, or a damaged text.
    UnknownEncoding,
    /// Text that was decoded wrongly before it came here.
    Garbled,
    /// A file that this build does not read and the build with the feature `files` may; or reports of two years, which only
    /// that one compares.
    NeedsFiles,
    /// No text and no known format.
    UnknownFormat,
    /// A PDF file.
    Pdf,
    /// An OFD file.
    Ofd,
    /// A Word file (.doc, .wps), and where those are read one from before Word 97 or an unknown compound file.
    OldWord,
    /// A compound file that holds a workbook, or an .xlsx file.
    Spreadsheet,
    /// A compound file that holds slides, or a .pptx file.
    Slides,
    /// Rich Text Format.
    Rtf,
    /// An OpenDocument file.
    OpenDocument,
    /// Word's single XML file or web archive.
    WordVariant,
    /// A picture.
    Picture,
    /// An archive that is no document.
    Archive,
    /// An archive inside an archive.
    NestedArchive,
    /// An archive that holds several files that may be reports; holds their names.
    SeveralFiles(Vec<String>),
    /// An archive without any file that may be a report.
    NoFile,
    /// An archive with more than [`MAX_PACKED_FILES`] files or [`MAX_PACKED_BYTES`] in them.
    TooMuchPacked,
    /// A file of more than [`MAX_PAGES`] pages.
    TooManyPages,
    /// Pages that are pictures or drawn letters, without text.
    Scanned,
    /// A file under a password.
    Encrypted,
    /// A file whose end is missing.
    Truncated,
    /// A file whose content does not agree with its checksum or is not well-formed.
    Damaged,
    /// An Office file without its main part.
    NoMainPart,
    /// An archive or Office file with a part beyond [`MAX_INFLATED_BYTES`], or more than [`MAX_ARCHIVE_ENTRIES`] parts.
    InflatesTooFar,
    /// A file with a document type declaration, which no office program writes.
    Doctype,
    /// A file whose XML is not UTF-8.
    XmlEncoding,
}

impl InputError {
    /// The stable name of the error, in kebab case.
    pub fn code(&self) -> &'static str {
        match self {
            InputError::Empty => "empty",
            InputError::TooLarge(_) => "too-large",
            InputError::TooMuchText => "too-much-text",
            InputError::TooManyCells => "too-many-cells",
            InputError::TooManyColumns => "too-many-columns",
            InputError::TooDeep => "too-deep",
            InputError::UnknownEncoding => "unknown-encoding",
            InputError::Garbled => "garbled",
            InputError::NeedsFiles => "needs-files",
            InputError::UnknownFormat => "unknown-format",
            InputError::Pdf => "pdf",
            InputError::Ofd => "ofd",
            InputError::OldWord => "old-word",
            InputError::Spreadsheet => "spreadsheet",
            InputError::Slides => "slides",
            InputError::Rtf => "rtf",
            InputError::OpenDocument => "open-document",
            InputError::WordVariant => "word-variant",
            InputError::Picture => "picture",
            InputError::Archive => "archive",
            InputError::NestedArchive => "nested-archive",
            InputError::SeveralFiles(_) => "several-files",
            InputError::NoFile => "no-file",
            InputError::TooMuchPacked => "too-much-packed",
            InputError::TooManyPages => "too-many-pages",
            InputError::Scanned => "scanned",
            InputError::Encrypted => "encrypted",
            InputError::Truncated => "truncated",
            InputError::Damaged => "damaged",
            InputError::NoMainPart => "no-main-part",
            InputError::InflatesTooFar => "inflates-too-far",
            InputError::Doctype => "doctype",
            InputError::XmlEncoding => "xml-encoding",
        }
    }
}

impl fmt::Display for InputError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sentence = match self {
            InputError::Empty => "没有可检查的内容，请粘贴报告全文，或选择含有文字的文件。",
            InputError::TooLarge(bytes) => {
                return write!(
                    formatter,
                    "内容有 {} MB，超过 {} MB 的上限，请只提供一份报告，或删去其中的图片后再试。",
                    bytes.div_ceil(BYTES_PER_MB),
                    MAX_INPUT_BYTES / BYTES_PER_MB
                );
            }
            InputError::TooMuchText => {
                return write!(
                    formatter,
                    "文字超过 {} 万字的上限，请每次只提供一份报告。",
                    MAX_TEXT_BYTES / BYTES_PER_TEN_THOUSAND_CHARACTERS
                );
            }
            InputError::TooManyCells => {
                return write!(formatter, "表格合计超过 {MAX_TABLE_CELLS} 个单元格的上限，请每次只提供一份报告。");
            }
            InputError::TooManyColumns => {
                return write!(
                    formatter,
                    "有表格超过 {MAX_TABLE_COLUMNS} 列的上限，请检查表格是否完整，或改为粘贴纯文本。"
                );
            }
            InputError::TooDeep => {
                return write!(
                    formatter,
                    "内容嵌套过深（表格最多 {MAX_TABLE_DEPTH} 层，标记最多 {MAX_ELEMENT_DEPTH} 层），请复制报告正文，改为粘贴纯文本。"
                );
            }
            InputError::UnknownEncoding => {
                "文字编码无法识别，或者文件已损坏，请用记事本打开后另存为 UTF-8 编码，或直接复制文字粘贴。"
            }
            InputError::Garbled => "文字已成乱码，是用错误的编码打开造成的，请从原文件重新复制，或直接提供原文件。",
            InputError::NeedsFiles => {
                "读取这种文件、对照上年的报告，要先载入读文件的模块，请重试，或打开文件复制全文粘贴。"
            }
            InputError::UnknownFormat => {
                "文件格式无法识别，请提供 Word 文件（.docx）、网页文件或文本文件，或直接粘贴文字。"
            }
            InputError::Slides => {
                "这是演示文稿文件，不是报告文稿，请提供报告的 Word 文件（.docx），或复制报告全文粘贴。"
            }
            InputError::Picture => "这是图片，无法读取其中的文字，请提供报告的 Word 文件（.docx），或粘贴文字。",
            InputError::Encrypted => "文件已加密，请用原来的软件取消打开密码后重新保存，或复制全文粘贴。",
            // The rest cannot happen in a build that does not read files.
            _ if !cfg!(feature = "files") => "读取这种文件要先载入读文件的模块，请重试，或打开文件复制全文粘贴。",
            InputError::Pdf => "暂不能读取 PDF 文件，请提供原 Word 文件（.docx），或打开后复制文字粘贴。",
            InputError::Ofd => "暂不能读取 OFD 文件，请提供原 Word 文件（.docx），或打开后复制文字粘贴。",
            InputError::OldWord => {
                "这是 Word 97 以前或早期 WPS 的格式，不能读取，请用 Word 或 WPS 打开后另存为 .docx，或复制全文粘贴。"
            }
            InputError::Spreadsheet => {
                "暂不能读取这种电子表格文件，请用 Excel 或 WPS 打开后另存为 .xlsx，或提供报告的 Word 文件（.docx）。"
            }
            InputError::Rtf => "暂不能读取 RTF 文件，请用 Word 或 WPS 打开后另存为 .docx，或复制全文粘贴。",
            InputError::OpenDocument => {
                "暂不能读取 OpenDocument 文件（.odt 等），请用 Word 或 WPS 打开后另存为 .docx，或复制全文粘贴。"
            }
            InputError::WordVariant => {
                "这是 Word 的 XML 文件或单个文件网页（.xml、.mht），暂不能读取，请用 Word 或 WPS 打开后另存为 .docx，或复制全文粘贴。"
            }
            InputError::Archive => "这是压缩包，不是报告文稿，请解压后提供其中的 Word 文件（.docx），或粘贴文字。",
            InputError::NestedArchive => "压缩包里还有压缩包，请把里面的压缩包解压后，再提供其中的报告文件。",
            InputError::SeveralFiles(names) => return several(formatter, names),
            InputError::TooMuchPacked => {
                return write!(
                    formatter,
                    "压缩包里的文件超过 {MAX_PACKED_FILES} 个或合计 {} MB 的上限，请解压后提供其中的报告。",
                    MAX_PACKED_BYTES / BYTES_PER_MB
                );
            }
            InputError::NoFile => "压缩包里没有可以检查的文件，请确认是否选错了文件，或者解压后提供其中的报告。",
            InputError::TooManyPages => {
                return write!(formatter, "文件超过 {MAX_PAGES} 页的上限，请每次只提供一份报告。");
            }
            InputError::Scanned => {
                "文件里没有可以读取的文字（多为扫描件，也可能文字已转成图形、字体没有编码），请提供报告的 Word 文件（.docx），或粘贴文字。"
            }
            InputError::Truncated => "文件不完整，可能没有下载或复制完，请重新获取原文件后再试。",
            InputError::Damaged => "文件已损坏，请用 Word 或 WPS 打开并重新保存，或复制全文粘贴。",
            InputError::NoMainPart => "文件中缺少正文部分，请用 Word 或 WPS 打开并重新保存后再试。",
            InputError::InflatesTooFar => {
                return write!(
                    formatter,
                    "文件解压后过大（单个部分上限 {} MB，部分总数上限 {MAX_ARCHIVE_ENTRIES} 个），不像正常的报告，请复制报告正文粘贴。",
                    MAX_INFLATED_BYTES / BYTES_PER_MB
                );
            }
            InputError::Doctype => {
                "文件中含有不应有的文档类型声明，为安全起见不予读取，请用 Word 或 WPS 重新保存后再试。"
            }
            InputError::XmlEncoding => "文件内部不是 UTF-8 编码，请用 Word 或 WPS 打开并重新保存后再试。",
        };
        formatter.write_str(sentence)
    }
}

/// How many names of files a sentence holds.
const NAMED_FILES: usize = 5;

fn several(formatter: &mut fmt::Formatter<'_>, names: &[String]) -> fmt::Result {
    let named: Vec<String> = names.iter().take(NAMED_FILES).map(|name| format!("“{name}”")).collect();
    let rest = if names.len() > NAMED_FILES { "等" } else { "" };
    write!(
        formatter,
        "压缩包里有 {} 份文件：{}{rest}，每次只能检查一份，请解压后选择要检查的那一份。",
        names.len(),
        named.join("、")
    )
}

impl std::error::Error for InputError {}
