//! Bytes of headers that are the same in every message of a shape.

use lonelypsp_schema::{Kind, Slot};

/// A header's name in an expanded block, two bytes of length before it.
pub(crate) fn counted_name(header: &Slot) -> Vec<u8> {
    let length = u16::try_from(header.at.len()).unwrap_or(u16::MAX).to_be_bytes();
    [&length[..], header.at.as_bytes()].concat()
}

/// The bytes of a number that a shape fixes. It is never spelled as an empty value, since that
/// is how a reader may recognise another shape.
pub(crate) fn spell_constant(kind: Kind, value: u64) -> Vec<u8> {
    let all = value.to_be_bytes();
    let least = kind.fixed_length().map_or(1, usize::from);
    let zeros = all.iter().take_while(|byte| **byte == 0).count();
    all[zeros.min(all.len().saturating_sub(least))..].to_vec()
}

#[cfg(test)]
mod tests {
    use lonelypsp_schema::Spelling;

    use super::*;

    #[test]
    fn a_constant_has_a_byte_at_least() {
        let minimal = Kind::uint(8, Spelling::Minimal);
        assert_eq!(spell_constant(minimal, 0), [0]);
        assert_eq!(spell_constant(minimal, 255), [255]);
        assert_eq!(spell_constant(minimal, 256), [1, 0]);
        assert_eq!(spell_constant(minimal, u64::MAX), [0xff; 8]);
        let fixed = Kind::uint(4, Spelling::Fixed);
        assert_eq!(spell_constant(fixed, 0), [0; 4]);
        assert_eq!(spell_constant(fixed, 1), [0, 0, 0, 1]);
    }
}
