//! Lines of others, of which no more than so much is ever held.

use std::io::{self, BufRead, Read as _};

/// What was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// A line; the last may lack its end.
    Whole,
    /// The beginning of one that is longer than the limit. [`BufRead::skip_until`] passes over the rest.
    TooLong,
    /// There is none.
    End,
}

/// Reads the next line with its end, if it is of so many bytes at most without it.
///
/// # Errors
///
/// Those of the input.
pub fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>, most: usize) -> io::Result<Line> {
    line.clear();
    // As much as a line can be with its end.
    let count = input.take(most as u64 + 1).read_until(b'\n', line)?;
    Ok(match line.last() {
        None => Line::End,
        Some(last) if count > most && *last != b'\n' => Line::TooLong,
        Some(_) => Line::Whole,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_may_be_as_long_as_the_limit_and_no_longer() {
        let mut input: &[u8] = b"abcd\nabcde\n\nabcd";
        let mut line = Vec::new();
        let mut next = |input: &mut &[u8]| (read_line(input, &mut line, 4).unwrap(), line.clone());
        assert_eq!(next(&mut input), (Line::Whole, b"abcd\n".to_vec()));
        assert_eq!(next(&mut input).0, Line::TooLong);
        input.skip_until(b'\n').unwrap();
        assert_eq!(next(&mut input), (Line::Whole, b"\n".to_vec()));
        assert_eq!(next(&mut input), (Line::Whole, b"abcd".to_vec()));
        assert_eq!(next(&mut input).0, Line::End);
    }

    #[test]
    fn of_an_endless_line_no_more_than_the_limit_is_held() {
        let mut line = Vec::new();
        let endless = &mut io::BufReader::new(io::repeat(b'a'));
        assert_eq!(read_line(endless, &mut line, 1000).unwrap(), Line::TooLong);
        assert_eq!(line.len(), 1001);
    }
}
