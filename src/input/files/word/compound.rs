//! OLE compound files: a file system of sectors in one file, of which only the root folder's streams are read.

use super::InputError;

const HEADER_BYTES: usize = 512;
const ENTRY_BYTES: usize = 128;
const SMALL_SECTOR_BYTES: usize = 64;
/// Sectors of the allocation table that the header itself names.
const TABLE_SECTORS_IN_HEADER: usize = 109;
/// Sector numbers from here on stand for something else: the end of a chain, a free sector.
const LAST_SECTOR: u32 = 0xffff_fffa;
/// The number of no directory entry.
const NO_ENTRY: u32 = 0xffff_ffff;
const STREAM: u8 = 2;
const ROOT: u8 = 5;

/// An opened compound file.
pub(in crate::input::files) struct Compound<'a> {
    /// What follows the header.
    sectors: &'a [u8],
    sector_bytes: usize,
    /// For each sector the next one of its chain.
    table: Vec<u32>,
    /// The same for the small sectors, which make up the root's stream.
    small_table: Vec<u32>,
    small_sectors: Vec<u8>,
    /// Streams shorter than this consist of small sectors.
    large_from: usize,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    kind: u8,
    left: u32,
    right: u32,
    child: u32,
    first: u32,
    bytes: usize,
}

impl<'a> Compound<'a> {
    /// Reads the allocation tables and the directory.
    pub(in crate::input::files) fn open(bytes: &'a [u8]) -> Result<Compound<'a>, InputError> {
        let header = bytes.get(..HEADER_BYTES).ok_or(InputError::Truncated)?;
        // Version 3 has sectors of 512 bytes, version 4 of 4096, of which the header fills one.
        let sector_bytes = match u16_at(header, 30) {
            Some(9) => 512,
            Some(12) => 4096,
            _ => return Err(InputError::Damaged),
        };
        let number = |at| u32_at(header, at).unwrap_or(0);
        let mut file = Compound {
            sectors: bytes.get(sector_bytes..).ok_or(InputError::Truncated)?,
            sector_bytes,
            table: Vec::new(),
            small_table: Vec::new(),
            small_sectors: Vec::new(),
            large_from: number(56) as usize,
            entries: Vec::new(),
        };
        file.read_table(header)?;
        file.small_table = numbers(&file.chain(number(60))?);
        let directory = file.chain(number(48))?;
        file.entries = directory.chunks_exact(ENTRY_BYTES).filter_map(Entry::read).collect();
        let root = file.entries.first().filter(|entry| entry.kind == ROOT).ok_or(InputError::Damaged)?;
        file.small_sectors = file.chain(root.first)?;
        Ok(file)
    }

    /// The allocation table stands in sectors that the header names, and after those in a chain of further lists.
    fn read_table(&mut self, header: &[u8]) -> Result<(), InputError> {
        let mut places = numbers(header.get(76..).unwrap_or(&[]));
        places.truncate(TABLE_SECTORS_IN_HEADER);
        let mut next = u32_at(header, 68).unwrap_or(NO_ENTRY);
        let most = self.sectors.len() / self.sector_bytes + 1;
        for _ in 0..most {
            if next >= LAST_SECTOR {
                break;
            }
            let mut list = numbers(self.sector(next)?);
            next = list.pop().unwrap_or(NO_ENTRY);
            places.extend(list);
        }
        for place in places.into_iter().filter(|place| *place < LAST_SECTOR) {
            if self.table.len() >= most {
                break;
            }
            let sector = self.sector(place)?;
            self.table.extend(numbers(sector));
        }
        Ok(())
    }

    /// The bytes of a sector; only the file's last one may be short.
    fn sector(&self, number: u32) -> Result<&'a [u8], InputError> {
        let start = (number as usize).checked_mul(self.sector_bytes).ok_or(InputError::Damaged)?;
        let rest = self.sectors.get(start..).filter(|rest| !rest.is_empty()).ok_or(InputError::Truncated)?;
        Ok(rest.get(..self.sector_bytes).unwrap_or(rest))
    }

    /// The bytes of a chain of sectors.
    fn chain(&self, first: u32) -> Result<Vec<u8>, InputError> {
        let mut bytes = Vec::new();
        let mut next = first;
        while next < LAST_SECTOR {
            bytes.extend_from_slice(self.sector(next)?);
            // A chain that is longer than the file goes in a circle.
            if bytes.len() > self.sectors.len() {
                return Err(InputError::Damaged);
            }
            next = self.table.get(next as usize).copied().ok_or(InputError::Truncated)?;
        }
        Ok(bytes)
    }

    fn small_chain(&self, first: u32) -> Result<Vec<u8>, InputError> {
        let mut bytes = Vec::new();
        let mut next = first;
        while next < LAST_SECTOR {
            let start = (next as usize).checked_mul(SMALL_SECTOR_BYTES).ok_or(InputError::Damaged)?;
            let end = start.saturating_add(SMALL_SECTOR_BYTES).min(self.small_sectors.len());
            bytes.extend_from_slice(self.small_sectors.get(start..end).ok_or(InputError::Damaged)?);
            if bytes.len() > self.small_sectors.len() || start == end {
                return Err(InputError::Damaged);
            }
            next = self.small_table.get(next as usize).copied().ok_or(InputError::Damaged)?;
        }
        Ok(bytes)
    }

    /// The content of a stream of the root folder; the folders inside hold embedded files with streams of the same names.
    pub(in crate::input::files) fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, InputError> {
        let mut open: Vec<u32> = self.entries.first().map(|root| root.child).into_iter().collect();
        for _ in 0..self.entries.len() {
            let Some(entry) = open.pop().and_then(|number| self.entries.get(number as usize)) else { continue };
            if entry.kind == STREAM && entry.name.eq_ignore_ascii_case(name) {
                return self.content(entry).map(Some);
            }
            open.extend([entry.left, entry.right].iter().filter(|number| **number != NO_ENTRY));
        }
        Ok(None)
    }

    fn content(&self, entry: &Entry) -> Result<Vec<u8>, InputError> {
        let is_large = entry.bytes >= self.large_from;
        let mut bytes = if is_large { self.chain(entry.first) } else { self.small_chain(entry.first) }?;
        if bytes.len() < entry.bytes {
            return Err(InputError::Truncated);
        }
        bytes.truncate(entry.bytes);
        Ok(bytes)
    }
}

impl Entry {
    fn read(bytes: &[u8]) -> Option<Entry> {
        let name_bytes = usize::from(u16_at(bytes, 64)?).saturating_sub(2).min(64);
        let (units, _) = bytes.get(..name_bytes)?.as_chunks();
        let name: Vec<u16> = units.iter().map(|unit| u16::from_le_bytes(*unit)).collect();
        Some(Entry {
            name: String::from_utf16_lossy(&name),
            kind: *bytes.get(66)?,
            left: u32_at(bytes, 68)?,
            right: u32_at(bytes, 72)?,
            child: u32_at(bytes, 76)?,
            first: u32_at(bytes, 116)?,
            bytes: u32_at(bytes, 120)? as usize,
        })
    }
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.as_chunks().0.iter().map(|number| u32::from_le_bytes(*number)).collect()
}

/// A number of two bytes at a place, the lower first.
pub(in crate::input::files) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|number| u16::from_le_bytes(*number))
}

/// A number of four bytes at a place, the lowest first.
pub(in crate::input::files) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|number| u32::from_le_bytes(*number))
}
