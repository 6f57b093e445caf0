//! Hex digits as people give them.

use crate::Problem;
use crate::paragraphs::Paragraph;

/// Digits of either case with white space wherever people put it.
pub(crate) fn read(paragraph: &Paragraph<'_>) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let mut high = None;
    let (mut digits, mut last) = (0_usize, paragraph.first);
    for (number, line) in paragraph.numbered() {
        last = number;
        for (index, char) in line.chars().enumerate() {
            let Some(digit) = char.to_digit(16).and_then(|digit| u8::try_from(digit).ok()) else {
                if char.is_whitespace() {
                    continue;
                }
                let column = index + 1;
                let prefix = if char == 'x' { "; leave `0x` out" } else { "" };
                let what = format!("character {column} is {char:?}, which is not a hex digit{prefix}");
                return Err(Problem::at_line(number, &what));
            };
            digits += 1;
            match high.take() {
                None => high = Some(digit),
                Some(high) => bytes.push(high << 4 | digit),
            }
        }
    }
    if high.is_some() {
        let what =
            format!("it has {digits} digits up to here, and two make a byte; one is missing or too much");
        return Err(Problem::at_line(last, &what));
    }
    Ok(bytes)
}
