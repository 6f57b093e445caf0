//! The lines of a text, so that a place in it is found without reading all that stands before.

/// How far apart the places are where the characters before them are counted.
const STRIDE: usize = 256;

/// Where lines begin, and how many characters stand before every so many bytes.
#[derive(Clone, Debug)]
pub(crate) struct Lines {
    /// The byte at which each line begins.
    starts: Vec<u32>,
    /// How many characters begin before each multiple of [`STRIDE`].
    chars: Vec<u32>,
}

impl Lines {
    pub(crate) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let after_breaks = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(after_breaks).map(as_u32).collect();
        let mut count = 0;
        let mut chars = vec![0];
        for stride in bytes.chunks(STRIDE) {
            count += count_chars(stride);
            chars.push(as_u32(count));
        }
        Self { starts, chars }
    }

    /// The index of the line that a byte stands in; a line break belongs to the line that it ends.
    pub(crate) fn index(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start as usize <= at).saturating_sub(1)
    }

    /// The bytes of a line, without its end.
    pub(crate) fn range(&self, index: usize, text: &str) -> std::ops::Range<usize> {
        let start = self.starts.get(index).map_or(text.len(), |start| *start as usize);
        let Some(next) = self.starts.get(index + 1) else { return start..text.len() };
        let line = &text.as_bytes()[start..*next as usize];
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        start..start + line.strip_suffix(b"\r").unwrap_or(line).len()
    }

    /// How many characters there are between two places.
    pub(crate) fn chars_between(&self, start: usize, end: usize, text: &str) -> usize {
        self.chars_before(end, text).saturating_sub(self.chars_before(start, text))
    }

    fn chars_before(&self, at: usize, text: &str) -> usize {
        let stride = at / STRIDE;
        let before = self.chars.get(stride).map_or(0, |count| *count as usize);
        before + text.as_bytes().get(stride * STRIDE..at).map_or(0, count_chars)
    }
}

/// How many characters begin among these bytes of UTF-8.
fn count_chars(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

/// A text is at most as long as a file may be, which is far less.
fn as_u32(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Lines, STRIDE};

    #[test]
    fn places_are_those_that_counting_from_the_start_gives() {
        let text = format!("ä\n\nb\r\n{}\n{}c", "ü€😀a".repeat(STRIDE), "x".repeat(3 * STRIDE));
        let lines = Lines::of(&text);
        for at in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
            let before = &text[..at];
            let start = before.rfind('\n').map_or(0, |at| at + 1);
            let index = lines.index(at);
            assert_eq!(index, before.matches('\n').count(), "at {at}");
            assert_eq!(text[lines.range(index, &text)], *text.lines().nth(index).unwrap_or(""), "at {at}");
            assert_eq!(lines.chars_between(start, at, &text), before[start..].chars().count(), "at {at}");
        }
    }
}
