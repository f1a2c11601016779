//! The data of a PDF file's streams, unpacked within limits.

use hayro_syntax::Filter;
use hayro_syntax::object::Stream;
use miniz_oxide::inflate::{
    DecompressError, TINFLStatus, decompress_to_vec_with_limit, decompress_to_vec_zlib_with_limit,
};

use crate::input::InputError;
use crate::limits::MAX_INFLATED_BYTES;

/// How much work a whole file may be, in bytes: of contents, of character maps, and what looking up an object amounts to.
pub(super) struct Allowance {
    left: usize,
}

impl Allowance {
    pub(super) fn new() -> Allowance {
        const BYTES: usize = 60_000_000;
        Allowance { left: BYTES }
    }

    /// Takes some of it.
    pub(super) fn spend(&mut self, bytes: usize) -> Result<(), InputError> {
        self.left = self.left.checked_sub(bytes).ok_or(InputError::InflatesTooFar)?;
        Ok(())
    }

    /// Unpacks a stream that holds no picture.
    pub(super) fn unpack(&mut self, stream: &Stream<'_>) -> Result<Vec<u8>, InputError> {
        /// What a stream costs however short it is.
        const LOOK_UP: usize = 1_000;
        let data = unpack(stream)?;
        self.spend(data.len() + LOOK_UP)?;
        Ok(data)
    }
}

fn unpack(stream: &Stream<'_>) -> Result<Vec<u8>, InputError> {
    /// The crate's own decoder has no limit, but the method cannot unpack further than this many times.
    const LZW_RATIO: usize = 3000;
    let mut data = stream.raw_data().into_owned();
    let filters = stream.filters();
    if filters.as_slice() == [Filter::LzwDecode] && data.len() < MAX_INFLATED_BYTES / LZW_RATIO {
        return stream.decoded_data().map(std::borrow::Cow::into_owned).map_err(|_| InputError::Damaged);
    }
    for filter in filters {
        data = match filter {
            Filter::FlateDecode => inflate(&data)?,
            Filter::AsciiHexDecode => hexadecimal(&data),
            Filter::Ascii85Decode => base_85(&data),
            Filter::RunLengthDecode => run_lengths(&data)?,
            Filter::Crypt => data,
            _ => return Err(InputError::Damaged),
        };
    }
    Ok(data)
}

fn inflate(data: &[u8]) -> Result<Vec<u8>, InputError> {
    inflate_partly(data).or_else(|DecompressError { status, output }| match status {
        TINFLStatus::HasMoreOutput => Err(InputError::InflatesTooFar),
        // Some programs leave the checksum out, and an empty stream may have no data at all.
        TINFLStatus::FailedCannotMakeProgress | TINFLStatus::NeedsMoreInput
            if !output.is_empty() || data.is_empty() =>
        {
            Ok(output)
        }
        _ => Err(InputError::Damaged),
    })
}

fn inflate_partly(data: &[u8]) -> Result<Vec<u8>, DecompressError> {
    let has_header = matches!(data, [method, flags, ..]
        if method & 0x0f == 8 && u16::from_be_bytes([*method, *flags]).is_multiple_of(31));
    if has_header {
        decompress_to_vec_zlib_with_limit(data, MAX_INFLATED_BYTES)
    } else {
        decompress_to_vec_with_limit(data, MAX_INFLATED_BYTES)
    }
}

fn hexadecimal(data: &[u8]) -> Vec<u8> {
    let digits = data.iter().take_while(|byte| **byte != b'>').filter_map(|byte| char::from(*byte).to_digit(16));
    let digits: Vec<u8> = digits.filter_map(|digit| digit.try_into().ok()).collect();
    digits.chunks(2).map(|pair| (pair.first().unwrap_or(&0) << 4) | pair.get(1).unwrap_or(&0)).collect()
}

fn base_85(data: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut group: Vec<u8> = Vec::new();
    let flush = |group: &mut Vec<u8>, bytes: &mut Vec<u8>| {
        let length = group.len();
        if length > 1 {
            group.resize(5, 84);
            let value = group.iter().fold(0u32, |value, digit| value.wrapping_mul(85).wrapping_add(u32::from(*digit)));
            bytes.extend(value.to_be_bytes().iter().take(length - 1));
        }
        group.clear();
    };
    for byte in data {
        match byte {
            b'z' if group.is_empty() => bytes.extend([0; 4]),
            b'!'..=b'u' => group.push(byte - b'!'),
            b'~' => break,
            _ => {}
        }
        if group.len() == 5 {
            flush(&mut group, &mut bytes);
        }
    }
    flush(&mut group, &mut bytes);
    bytes
}

fn run_lengths(data: &[u8]) -> Result<Vec<u8>, InputError> {
    let mut bytes = Vec::new();
    let mut rest = data;
    while let [length, after @ ..] = rest {
        match usize::from(*length) {
            128 => break,
            length if length < 128 => {
                let (run, left) = after.split_at(after.len().min(length + 1));
                bytes.extend_from_slice(run);
                rest = left;
            }
            length => {
                let [byte, left @ ..] = after else { break };
                bytes.resize(bytes.len() + 257 - length, *byte);
                rest = left;
            }
        }
        if bytes.len() > MAX_INFLATED_BYTES {
            return Err(InputError::InflatesTooFar);
        }
    }
    Ok(bytes)
}

/// Refuses a file whose structure would take the crate that reads it too long or too far. It unpacks streams of objects
/// without a limit, and looks for the end of a stream of wrong length up to the next that has one.
pub(super) fn check(file: &[u8]) -> Result<(), InputError> {
    /// All of a file's streams of objects together.
    const MAX_OBJECT_BYTES: usize = 3 * MAX_INFLATED_BYTES;
    /// How many times the file may be read for the ends of its streams.
    const MAX_PASSES: usize = 20;
    /// Where a stream's dictionary is looked for.
    const DICTIONARY_BYTES: usize = 600;
    const START: &[u8] = b"stream";
    const END: &[u8] = b"endstream";
    let mut end = file.len();
    let [mut read, mut unpacked] = [0usize; 2];
    let mut at = file.len();
    while let Some(found) =
        file.get(..at).and_then(|before| before.windows(START.len()).rposition(|word| word == START))
    {
        at = found;
        let is_end = found >= 3 && file.get(found - 3..).is_some_and(|word| word.starts_with(END));
        if is_end {
            end = found;
            continue;
        }
        read += end - found;
        if read / MAX_PASSES > file.len() {
            return Err(InputError::Damaged);
        }
        let before = file.get(found.saturating_sub(DICTIONARY_BYTES)..found).unwrap_or(&[]);
        let own = before
            .windows(4)
            .rposition(|word| word == b" obj")
            .map_or(before, |start| before.get(start..).unwrap_or(&[]));
        let names = |name: &[u8]| own.windows(name.len()).any(|word| word == name);
        if names(b"ObjStm") || names(b"XRef") {
            let data = file.get(found + START.len()..end).unwrap_or(&[]).trim_ascii_start();
            // Where it is encrypted, or packed in another way, this ends soon.
            let bytes = inflate_partly(data).unwrap_or_else(|error| error.output);
            unpacked += bytes.len();
            if bytes.len() >= MAX_INFLATED_BYTES || unpacked > MAX_OBJECT_BYTES {
                return Err(InputError::InflatesTooFar);
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simple_encodings() {
        assert_eq!(hexadecimal(b"41 4 2 7>zz"), b"AB\x70");
        assert_eq!(base_85(b"87cURD]i,\"Ebo80~>"), b"Hello World!");
        assert_eq!(base_85(b"z!!~>"), [0, 0, 0, 0, 0]);
        assert_eq!(run_lengths(b"\x01ab\xfec\x80x").unwrap(), b"abccc");
        assert_eq!(run_lengths(b"\x05a").unwrap(), b"a");
    }

    #[test]
    fn a_bomb_of_objects_and_streams_without_end_are_refused() {
        let bomb = miniz_oxide::deflate::compress_to_vec_zlib(&vec![b' '; MAX_INFLATED_BYTES + 1], 6);
        let mut file = b"1 0 obj <</Type /ObjStm /N 1 /First 1>> stream\n".to_vec();
        file.extend(bomb);
        file.extend(b"endstream");
        assert_eq!(check(&file), Err(InputError::InflatesTooFar));
        assert_eq!(check(&b"1 0 obj<<>>stream\n".repeat(100)), Err(InputError::Damaged));
        assert_eq!(check(&b"1 0 obj<<>>stream\nx\nendstream\n".repeat(100)), Ok(()));
    }
}
