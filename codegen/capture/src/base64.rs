//! Base64, of either alphabet.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};

use crate::Problem;
use crate::paragraphs::Paragraph;

/// With or without padding.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The signs may stand on as many lines as there are.
pub(crate) fn read(paragraph: &Paragraph<'_>) -> Result<Vec<u8>, Problem> {
    let mut signs = String::new();
    for (number, line) in paragraph.numbered() {
        for (index, char) in line.chars().enumerate() {
            match char {
                // The alphabet for urls has other signs in two places.
                '-' => signs.push('+'),
                '_' => signs.push('/'),
                'A'..='Z' | 'a'..='z' | '0'..='9' | '+' | '/' | '=' => signs.push(char),
                _ if char.is_whitespace() => {}
                _ => {
                    let what = format!("character {} is {char:?}, which is no sign of base64", index + 1);
                    return Err(Problem::at_line(number, &what));
                }
            }
        }
    }
    BASE64
        .decode(signs)
        .map_err(|error| Problem::at_line(paragraph.first, &format!("it is not base64: {error}")))
}
