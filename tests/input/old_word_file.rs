//! Makes Word files as Word 97 to 2003 write them, for the tests.

const SECTOR: usize = 512;
const SMALL_SECTOR: usize = 64;
const SMALL_BELOW: usize = 4096;
const END: u32 = 0xffff_fffe;
const NONE: u32 = 0xffff_ffff;

/// A cell's right edge, and 1 for a cell that begins a merge with those below, 2 for one that goes on.
pub type Edge = (i16, u8);

/// A Word file under construction: its paragraphs, each with its mark and properties.
#[derive(Clone, Default)]
pub struct OldWordFile {
    units: Vec<u16>,
    /// For each paragraph the number of units up to its end, and its properties.
    paragraphs: Vec<(usize, Vec<u8>)>,
    /// Runs that have properties of their own.
    runs: Vec<(usize, usize, Vec<u8>)>,
    /// Units of the beginning that are stored a byte each.
    pub narrow: usize,
    data: Vec<u8>,
    /// The list part: schemes with their levels, and lists.
    lists: Option<(Vec<u8>, Vec<u8>)>,
    pub identity: u16,
    pub flags: u16,
}

impl OldWordFile {
    pub fn new() -> OldWordFile {
        OldWordFile { identity: 0xa5ec, flags: 0x0200, ..OldWordFile::default() }
    }

    /// Appends text with the mark of its paragraph, the number of its style and the changes of single properties.
    pub fn paragraph(mut self, text: &str, mark: u16, style: u16, changes: &[u8]) -> OldWordFile {
        self.units.extend(text.encode_utf16().chain([mark]));
        let properties = [&style.to_le_bytes(), changes].concat();
        self.paragraphs.push((self.units.len(), properties));
        self
    }

    /// Appends a paragraph outside tables.
    pub fn line(self, text: &str) -> OldWordFile {
        self.paragraph(text, 0x0d, 0, &[])
    }

    /// Appends a row of cells with its definition.
    pub fn row(self, cells: &[&str], edges: &[Edge]) -> OldWordFile {
        let definition = row_definition(edges);
        cells.iter().fold(self, |file, text| file.paragraph(text, 0x07, 0, IN_TABLE)).paragraph(
            "",
            0x07,
            0,
            &[IN_TABLE, ENDS_ROW, &definition].concat(),
        )
    }

    /// Appends a row whose definition stands in the stream of long properties.
    pub fn long_row(mut self, cells: &[&str], edges: &[Edge]) -> OldWordFile {
        let definition = row_definition(edges);
        let place = self.data.len() as u32;
        self.data.extend((definition.len() as u16).to_le_bytes());
        self.data.extend(definition);
        let changes = [IN_TABLE, ENDS_ROW, &change(0x6646, &place.to_le_bytes())].concat();
        cells.iter().fold(self, |file, text| file.paragraph(text, 0x07, 0, IN_TABLE)).paragraph("", 0x07, 0, &changes)
    }

    /// Gives the text between two strings a property: the place is found by the text itself.
    pub fn run(mut self, text: &str, changes: &[u8]) -> OldWordFile {
        let wanted: Vec<u16> = text.encode_utf16().collect();
        let start = self.units.windows(wanted.len()).position(|units| units == wanted).expect("no such text");
        self.runs.push((start, start + wanted.len(), changes.to_vec()));
        self
    }

    /// Adds a list, number 1, of one level in a format with a wording.
    pub fn list(mut self, format: u8, wording: &[u16]) -> OldWordFile {
        let mut schemes = [&1u16.to_le_bytes()[..], &7u32.to_le_bytes(), &[0; 22], &[1, 0]].concat();
        let mut level = [0; 28];
        level[0] = 1;
        level[4] = format;
        schemes.extend(level);
        schemes.extend((wording.len() as u16).to_le_bytes());
        schemes.extend(wording.iter().flat_map(|unit| unit.to_le_bytes()));
        let lists = [&1u32.to_le_bytes()[..], &7u32.to_le_bytes(), &[0; 12], &[0xff; 4]].concat();
        self.lists = Some((schemes, lists));
        self
    }

    /// The bytes of the file.
    pub fn bytes(&self) -> Vec<u8> {
        const TEXT_AT: usize = 1024;
        let wide_at = TEXT_AT + self.narrow.next_multiple_of(2);
        let place = |unit: usize| match unit.checked_sub(self.narrow) {
            Some(wide) => wide_at + 2 * wide,
            None => TEXT_AT + unit,
        };
        let mut main = vec![0; TEXT_AT];
        main.extend(self.units.iter().take(self.narrow).map(|unit| *unit as u8));
        main.resize(wide_at, 0);
        main.extend(self.units.iter().skip(self.narrow).flat_map(|unit| unit.to_le_bytes()));

        let mut table = Vec::new();
        let mut parts = vec![0; 8 * 93];
        let mut add = |number: usize, part: &[u8], length: usize| {
            parts[8 * number..8 * number + 4].copy_from_slice(&(table.len() as u32).to_le_bytes());
            parts[8 * number + 4..8 * number + 8].copy_from_slice(&(length as u32).to_le_bytes());
            table.extend(part);
        };
        // A paragraph to a page keeps the pages simple.
        let mut start = 0;
        let paragraphs = self.paragraphs.iter().map(|(end, properties)| {
            let from = std::mem::replace(&mut start, *end);
            (place(from), place(*end), properties.clone())
        });
        let pages = pages(&mut main, paragraphs.collect(), 13);
        add(13, &pages, pages.len());
        let mut start = 0;
        let mut stretches = Vec::new();
        for (from, to, changes) in &self.runs {
            stretches.push((place(start), place(*from), Vec::new()));
            stretches.push((place(*from), place(*to), changes.clone()));
            start = *to;
        }
        stretches.push((place(start), place(self.units.len()), Vec::new()));
        let pages = self::pages(&mut main, stretches, 1);
        add(12, &pages, pages.len());
        let mut pieces = Vec::new();
        for unit in [0, self.narrow, self.units.len()] {
            pieces.extend((unit as u32).to_le_bytes());
        }
        for start in [0x4000_0000 | (2 * TEXT_AT as u32), wide_at as u32] {
            pieces.extend([&[0; 2][..], &start.to_le_bytes(), &[0; 2]].concat());
        }
        let clx = [&[2][..], &(pieces.len() as u32).to_le_bytes(), &pieces].concat();
        add(33, &clx, clx.len());
        if let Some((schemes, lists)) = &self.lists {
            // The levels stand after what counts as the part.
            add(73, schemes, 2 + 28);
            add(74, lists, lists.len());
        }

        let mut header = [&self.identity.to_le_bytes()[..], &0xc1u16.to_le_bytes(), &[0; 6]].concat();
        header.extend(self.flags.to_le_bytes());
        header.resize(32, 0);
        header.extend(14u16.to_le_bytes());
        header.resize(62, 0);
        header.extend(22u16.to_le_bytes());
        header.resize(64 + 12, 0);
        header.extend((self.units.len() as u32).to_le_bytes());
        header.resize(152, 0);
        header.extend(93u16.to_le_bytes());
        header.extend(parts);
        main[..header.len()].copy_from_slice(&header);
        compound_file(&[("WordDocument", &main), ("1Table", &table), ("Data", &self.data)])
    }
}

pub const IN_TABLE: &[u8] = &[0x16, 0x24, 1];
pub const ENDS_ROW: &[u8] = &[0x17, 0x24, 1];

/// A change of a single property.
pub fn change(code: u16, operand: &[u8]) -> Vec<u8> {
    [&code.to_le_bytes(), operand].concat()
}

fn row_definition(edges: &[Edge]) -> Vec<u8> {
    let mut body = vec![edges.len() as u8, 0, 0];
    body.extend(edges.iter().flat_map(|(edge, _)| edge.to_le_bytes()));
    for (_, down) in edges {
        body.push([0, 0x60, 0x20][usize::from(*down)]);
        body.extend([0; 19]);
    }
    change(0xd608, &[&(body.len() as u16 + 1).to_le_bytes()[..], &body].concat())
}

/// Appends pages with a stretch each to the main stream and gives the list of them.
fn pages(main: &mut Vec<u8>, stretches: Vec<(usize, usize, Vec<u8>)>, entry_bytes: usize) -> Vec<u8> {
    const CONTENT_AT: usize = 40;
    main.resize(main.len().next_multiple_of(SECTOR), 0);
    let mut numbers = Vec::new();
    let mut starts: Vec<u8> = Vec::new();
    for (from, to, properties) in &stretches {
        starts.extend((*from as u32).to_le_bytes());
        numbers.extend((main.len() as u32 / SECTOR as u32).to_le_bytes());
        let mut page = [(*from as u32).to_le_bytes(), (*to as u32).to_le_bytes()].concat();
        page.push(if properties.is_empty() { 0 } else { CONTENT_AT as u8 / 2 });
        page.resize(CONTENT_AT, 0);
        if entry_bytes == 1 {
            page.push(properties.len() as u8);
        } else {
            page.extend([0, properties.len().div_ceil(2) as u8]);
        }
        page.extend(properties);
        page.resize(SECTOR - 1, 0);
        page.push(1);
        main.extend(page);
    }
    starts.extend((stretches.last().map_or(0, |(_, to, _)| *to) as u32).to_le_bytes());
    [starts, numbers].concat()
}

/// A compound file with streams in its root folder, the short ones in small sectors.
pub fn compound_file(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut sectors: Vec<u8> = Vec::new();
    let mut table: Vec<u32> = Vec::new();
    let mut small: Vec<u8> = Vec::new();
    let mut small_table: Vec<u32> = Vec::new();
    let store = |bytes: &[u8], size: usize, sectors: &mut Vec<u8>, table: &mut Vec<u32>| {
        let first = table.len() as u32;
        for number in 1..=bytes.len().div_ceil(size) as u32 {
            table.push(if number as usize * size >= bytes.len() { END } else { first + number });
        }
        sectors.extend(bytes);
        sectors.resize(sectors.len().next_multiple_of(size), 0);
        if bytes.is_empty() { END } else { first }
    };
    let mut directory = Vec::new();
    let mut entry = |name: &str, kind: u8, right: u32, child: u32, first: u32, length: usize| {
        let mut bytes: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        let name_bytes = bytes.len() as u16;
        bytes.resize(64, 0);
        bytes.extend(name_bytes.to_le_bytes());
        bytes.extend([kind, 1]);
        bytes.extend([NONE, right, child].iter().flat_map(|number| number.to_le_bytes()));
        bytes.resize(116, 0);
        bytes.extend([first, length as u32, 0].iter().flat_map(|number| number.to_le_bytes()));
        directory.push(bytes);
    };
    for (number, (name, bytes)) in streams.iter().enumerate() {
        let first = if bytes.len() < SMALL_BELOW {
            store(bytes, SMALL_SECTOR, &mut small, &mut small_table)
        } else {
            store(bytes, SECTOR, &mut sectors, &mut table)
        };
        let right = if number + 1 < streams.len() { number as u32 + 2 } else { NONE };
        entry(name, 2, right, NONE, first, bytes.len());
    }
    let first_small = store(&small, SECTOR, &mut sectors, &mut table);
    entry("Root Entry", 5, NONE, 1, first_small, small.len());
    directory.rotate_right(1);
    let small_table: Vec<u8> = small_table.iter().flat_map(|number| number.to_le_bytes()).collect();
    let first_small_table = store(&small_table, SECTOR, &mut sectors, &mut table);
    let first_directory = store(&directory.concat(), SECTOR, &mut sectors, &mut table);
    let table_sectors = (table.len() + 8).div_ceil(SECTOR / 4);
    let table_at = table.len() as u32;
    table.extend(std::iter::repeat_n(0xffff_fffd, table_sectors));
    table.resize(table.len().next_multiple_of(SECTOR / 4), NONE);

    let mut file = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    file.resize(24, 0);
    file.extend([0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0, 6, 0]);
    file.resize(44, 0);
    let small_sectors = small_table.len().div_ceil(SECTOR) as u32;
    for number in
        [table_sectors as u32, first_directory, 0, SMALL_BELOW as u32, first_small_table, small_sectors, END, 0]
    {
        file.extend(number.to_le_bytes());
    }
    for number in 0..109 {
        let sector = if (number as usize) < table_sectors { table_at + number } else { NONE };
        file.extend(sector.to_le_bytes());
    }
    file.extend(sectors);
    file.extend(table.iter().flat_map(|number| number.to_le_bytes()));
    file
}
