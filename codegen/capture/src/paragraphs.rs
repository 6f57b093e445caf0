//! Text in parts that an empty line is between.

/// Lines without an empty one between them.
pub(crate) struct Paragraph<'t> {
    /// The number of the first line, from 1.
    pub(crate) first: usize,
    pub(crate) lines: Vec<&'t str>,
}

impl Paragraph<'_> {
    pub(crate) fn place(&self) -> String {
        format!("line {}", self.first)
    }

    /// The lines with their numbers.
    pub(crate) fn numbered(&self) -> impl Iterator<Item = (usize, &str)> {
        self.lines.iter().enumerate().map(|(index, line)| (self.first + index, *line))
    }
}

/// All that there are; one of no line if there is nothing.
pub(crate) fn of(text: &str) -> Vec<Paragraph<'_>> {
    let mut all: Vec<Paragraph<'_>> = Vec::new();
    let mut is_open = false;
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            is_open = false;
            continue;
        }
        match all.last_mut().filter(|_| is_open) {
            Some(paragraph) => paragraph.lines.push(line),
            None => all.push(Paragraph { first: index + 1, lines: vec![line] }),
        }
        is_open = true;
    }
    if all.is_empty() {
        all.push(Paragraph { first: 1, lines: Vec::new() });
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_lines_are_between_paragraphs() {
        let found = of("\n a\nb\n \n\nc\n");
        let found: Vec<_> = found.iter().map(|one| (one.first, one.lines.clone())).collect();
        assert_eq!(found, [(2, vec![" a", "b"]), (6, vec!["c"])]);
        assert!(of(" \n")[0].lines.is_empty());
    }
}
