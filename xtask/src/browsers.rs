//! What the oldest browsers that are promised (Chrome 109, Firefox 115, Safari 16.4) can run.

use wasmparser::{Validator, WasmFeatures};

/// What rustc uses by itself. All of it has been in Chrome since 96, Firefox since 79, Safari since 15.
const FEATURES: WasmFeatures = WasmFeatures::MVP
    .union(WasmFeatures::BULK_MEMORY)
    .union(WasmFeatures::MULTI_VALUE)
    .union(WasmFeatures::MUTABLE_GLOBAL)
    .union(WasmFeatures::REFERENCE_TYPES)
    .union(WasmFeatures::SATURATING_FLOAT_TO_INT)
    .union(WasmFeatures::SIGN_EXTENSION);

/// Fails when a module needs more than those browsers know. wasm-opt does not tell: it believes what the module says it needs.
pub fn validate(module: &[u8]) -> Result<(), wasmparser::BinaryReaderError> {
    Validator::new_with_features(FEATURES).validate_all(module).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: [u8; 8] = *b"\0asm\x01\0\0\0";

    /// A module with one type, one function and the given instructions as its body.
    fn module(type_section: &[u8], body: &[u8]) -> Vec<u8> {
        let mut module = HEADER.to_vec();
        module.extend(type_section);
        module.extend([0x03, 0x02, 0x01, 0x00]);
        let size = u8::try_from(body.len()).unwrap();
        module.extend([0x0a, size + 4, 0x01, size + 2, 0x00]);
        module.extend(body);
        module.push(0x0b);
        module
    }

    #[test]
    fn accepts_what_rustc_uses() {
        // () -> i32: i32.const 0, i32.extend8_s
        let module = module(&[0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7f], &[0x41, 0x00, 0xc0]);
        assert!(validate(&module).is_ok(), "{:?}", validate(&module));
    }

    #[test]
    fn refuses_tail_calls() {
        // () -> (): return_call 0
        let module = module(&[0x01, 0x04, 0x01, 0x60, 0x00, 0x00], &[0x12, 0x00]);
        let refusal = validate(&module).unwrap_err().to_string();
        assert!(refusal.contains("tail calls"), "{refusal}");
    }
}
