//! How much a draft may hold. A real report has some 14 KB of text and 300 cells; each limit leaves room for a hundred
//! times that and still keeps every check quick. The messages print these numbers.

/// Bytes of the file or paste as given, pictures and mark-up included: a Word file with photographs stays below.
pub const MAX_INPUT_BYTES: usize = 20_000_000;

/// Bytes of visible text, three to a Chinese character: the longest reports known, those of provinces, have 0.2 MB.
pub const MAX_TEXT_BYTES: usize = 1_200_000;

/// Cells of all tables together: the largest form has about 300.
pub const MAX_TABLE_CELLS: usize = 20_000;

/// Columns of one table, and so the largest span of a cell: HTML too stops at 1000.
pub const MAX_TABLE_COLUMNS: usize = 1_000;

/// Tables inside tables: old content systems lay out a page with five or six.
pub const MAX_TABLE_DEPTH: usize = 30;

/// Elements inside elements of HTML or XML: browsers stop at 512.
pub const MAX_ELEMENT_DEPTH: usize = 500;

/// Bytes of one part of a Word file after inflating, counted while inflating: mark-up is some 20 times the text.
pub const MAX_INFLATED_BYTES: usize = 30_000_000;

/// Files inside a Word file: pictures make up most of them.
pub const MAX_ARCHIVE_ENTRIES: usize = 10_000;

/// Files of an archive that holds reports: a county has some fifty units.
pub const MAX_PACKED_FILES: usize = 1_000;

/// Bytes of all files of an archive that holds reports together, after inflating: all are held at once.
pub const MAX_PACKED_BYTES: usize = 60_000_000;

/// Pages of a PDF or OFD file: the longest reports known, those of provinces, have some fifty.
pub const MAX_PAGES: usize = 1_000;

/// Cells that one repair of relations that hang together may change: more are no slip but another report.
pub const MAX_REPAIR_CELLS: usize = 4;

/// Repairs that are offered: where there are more ways, none is likelier than the others.
pub const MAX_REPAIRS: usize = 3;

/// Cells tried in the search for repairs before it is given up: no more work than the rest of the check.
pub const MAX_REPAIR_STEPS: usize = 5_000;
