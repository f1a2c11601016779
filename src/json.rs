//! Writes plain data as compact JSON, for JavaScript to parse in one call: a call into JavaScript for each of a review's
//! thousands of properties took longer than the check itself, and so did to write and parse a place's words two hundred
//! times. `www/glue.js` unfolds what is compact: places are lists of numbers, and words are taken from the text.

use serde::ser::{Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, Serializer};
use std::fmt::Error;

/// The value as compact JSON text; an error for the kinds of data that a review has not: bytes, tuples, enumerations with values.
pub fn json(value: &impl Serialize) -> Result<String, Error> {
    let mut json = Json::default();
    value.serialize(&mut json)?;
    Ok(json.text)
}

#[derive(Default)]
struct Json {
    text: String,
}

impl Json {
    fn open(&mut self, bracket: char) -> Result<&mut Json, Error> {
        self.text.push(bracket);
        Ok(self)
    }

    fn close(&mut self, bracket: char) -> Result<(), Error> {
        self.text.push(bracket);
        Ok(())
    }

    /// Divides a member from the one before it.
    fn divide(&mut self) {
        if !matches!(self.text.as_bytes().last(), Some(b'[' | b'{')) {
            self.text.push(',');
        }
    }

    fn string(&mut self, value: &str) {
        self.text.push('"');
        let mut rest = value;
        let is_reserved = |byte: u8| byte < b' ' || matches!(byte, b'"' | b'\\');
        while let Some((head, tail)) = rest.bytes().position(is_reserved).and_then(|at| rest.split_at_checked(at)) {
            self.text.push_str(head);
            let mut characters = tail.chars();
            let character = characters.next().unwrap_or_default();
            self.escaped(character);
            rest = characters.as_str();
        }
        self.text.push_str(rest);
        self.text.push('"');
    }

    fn escaped(&mut self, character: char) {
        self.text.push('\\');
        if character >= ' ' {
            return self.text.push(character);
        }
        self.text.push_str("u00");
        for digit in [character as u32 / 16, character as u32 % 16] {
            self.text.extend(char::from_digit(digit, 16));
        }
    }

    fn natural(&mut self, value: u64) {
        if value > 9 {
            self.natural(value / 10);
        }
        self.text.push(char::from(b'0' + (value % 10) as u8));
    }
}

/// Methods for kinds of numbers that fit a wider one.
macro_rules! widened {
    ($($method:ident: $kind:ty => $wider:ident),+) => {
        $(fn $method(self, value: $kind) -> Result<(), Error> {
            self.$wider(value.into())
        })+
    };
}

impl<'a> Serializer for &'a mut Json {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = &'a mut Json;
    type SerializeMap = &'a mut Json;
    type SerializeStruct = &'a mut Json;
    type SerializeTuple = Impossible<(), Error>;
    type SerializeTupleStruct = Impossible<(), Error>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeStructVariant = Impossible<(), Error>;

    fn is_human_readable(&self) -> bool {
        false
    }

    widened!(serialize_i8: i8 => serialize_i64, serialize_i16: i16 => serialize_i64, serialize_i32: i32 => serialize_i64);
    widened!(serialize_u8: u8 => serialize_u64, serialize_u16: u16 => serialize_u64, serialize_u32: u32 => serialize_u64);
    widened!(serialize_f32: f32 => serialize_f64);

    fn serialize_bool(self, value: bool) -> Result<(), Error> {
        self.text.push_str(if value { "true" } else { "false" });
        Ok(())
    }

    fn serialize_i64(self, value: i64) -> Result<(), Error> {
        if value < 0 {
            self.text.push('-');
        }
        self.natural(value.unsigned_abs());
        Ok(())
    }

    fn serialize_u64(self, value: u64) -> Result<(), Error> {
        self.natural(value);
        Ok(())
    }

    fn serialize_f64(self, value: f64) -> Result<(), Error> {
        self.text.push_str(&printed(value));
        Ok(())
    }

    fn serialize_char(self, value: char) -> Result<(), Error> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), Error> {
        self.string(value);
        Ok(())
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Error> {
        Err(Error)
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.text.push_str("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Error> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Error> {
        Err(Error)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<&'a mut Json, Error> {
        self.open('[')
    }

    fn serialize_map(self, _: Option<usize>) -> Result<&'a mut Json, Error> {
        self.open('{')
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<&'a mut Json, Error> {
        self.open('{')
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Error> {
        Err(Error)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, Error> {
        Err(Error)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Error> {
        Err(Error)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Error> {
        Err(Error)
    }
}

impl SerializeSeq for &mut Json {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.divide();
        value.serialize(&mut **self)
    }

    fn end(self) -> Result<(), Error> {
        self.close(']')
    }
}

impl SerializeMap for &mut Json {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.divide();
        key.serialize(&mut **self)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.text.push(':');
        value.serialize(&mut **self)
    }

    fn end(self) -> Result<(), Error> {
        self.close('}')
    }
}

impl SerializeStruct for &mut Json {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
        self.serialize_entry(key, value)
    }

    fn end(self) -> Result<(), Error> {
        self.close('}')
    }
}

// The shortest digits that mean the number. JavaScript has them already; Rust's own tables would add 9 KB to the module.
#[cfg(target_arch = "wasm32")]
use crate::wasm::printed;

#[cfg(not(target_arch = "wasm32"))]
fn printed(value: f64) -> String {
    value.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Draft;
    use serde_json::Value;

    /// Whether compact data says what the plain data says; words are not in it.
    fn same(compact: &Value, plain: &Value) -> bool {
        match (compact, plain) {
            (Value::Array(place), Value::Object(plain)) if plain.contains_key("context") => {
                place.len() == 8
                    && place[..5] == ["cell", "start", "end", "line", "column"].map(|name| plain[name].clone())
            }
            (Value::Array(cells), Value::Object(plain)) => {
                let same = |cell: &Value, plain: &Value| {
                    let start = cell.get(4).unwrap_or(&Value::Null);
                    cell[1] == plain["value"] && cell[2] == plain["state"] && *start == plain["location"]["start"]
                };
                cells.len() == plain.len()
                    && cells.iter().all(|cell| same(cell, &plain[cell[0].as_str().unwrap_or_default()]))
            }
            (Value::Array(list), Value::Array(plain)) => {
                list.len() == plain.len() && list.iter().zip(plain).all(|(one, plain)| same(one, plain))
            }
            (Value::Object(object), Value::Object(plain)) => {
                object.len() == plain.len() && plain.iter().all(|(name, plain)| same(&object[name], plain))
            }
            _ => compact == plain,
        }
    }

    #[test]
    fn a_review_is_what_serde_json_makes_of_it() {
        const CELL: &str = "| 86 | 3 | 0 | 0 | 4 | 1 | 94 |";
        let report =
            include_str!("../benches/report-2021.txt").replace(CELL, "| 86 | 3 | 0.25 | - | -4 | 9876543210 | 94 |");
        let review = crate::check(&Draft::Text(&report), &crate::Options::default()).unwrap();
        assert!(review.findings.iter().any(|finding| !finding.related.is_empty()));
        let written: Value = serde_json::from_str(&json(&review).unwrap()).unwrap();
        let plain = serde_json::to_value(&review).unwrap();
        assert!(same(&written, &plain), "{written:#}\n{plain:#}");
    }

    #[test]
    fn signs_that_json_reserves_are_escaped() {
        let text = "“\"”\\ \n\t\0\u{1f}\u{7f}𠮷";
        assert_eq!(json(&vec![text, ""]).unwrap(), "[\"“\\\"”\\\\ \\u000a\\u0009\\u0000\\u001f\u{7f}𠮷\",\"\"]");
    }

    #[test]
    fn numbers_are_exact() {
        assert_eq!(json(&vec![i64::MIN, -1, 0, 10, i64::MAX]).unwrap(), format!("[{},-1,0,10,{}]", i64::MIN, i64::MAX));
        assert_eq!(json(&vec![0.5, -1.25]).unwrap(), "[0.5,-1.25]");
    }
}
