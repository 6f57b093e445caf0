//! Where in a file of YAML an offset is, by indentation and brackets alone: while somebody types, there is no tree.
//!
//! One pass over the text before the offset. Whatever is odd is passed over; no text makes it fail.

/// A step from the root of a file inwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Behind a key. The mapping has these keys up to it, itself included.
    Key(String, Vec<String>),
    /// In an item of a list.
    Item,
}

/// Where an offset is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) steps: Vec<Step>,
    /// Whether a key is wanted there, as far as can be seen: the keys that its mapping has before it.
    pub(crate) key: Option<Vec<String>>,
}

#[derive(Debug)]
enum Frame {
    Map { indent: usize, key: Option<String>, keys: Vec<String> },
    List { indent: usize },
    Braces { key: Option<String>, keys: Vec<String> },
    Brackets,
}

/// The place of an offset; none in comments and in texts that stand on lines of their own.
pub(crate) fn place(text: &str, at: usize) -> Option<Place> {
    let text = text.get(..at)?;
    let mut scan = Scan { frames: Vec::new(), quote: None, block: None, column: 0 };
    let mut lines = text.split_inclusive('\n').peekable();
    let mut is_key = true;
    let mut is_somewhere = true;
    while let Some(line) = lines.next() {
        let is_last = lines.peek().is_none() && !line.ends_with('\n');
        let seen = scan.line(line.trim_end_matches(['\n', '\r']), is_last);
        if is_last {
            (is_key, is_somewhere) = (seen == Seen::Key, seen != Seen::Nothing);
        }
    }
    // An empty line at the end is a place as well.
    if text.is_empty() || text.ends_with('\n') {
        let seen = scan.line("", true);
        (is_key, is_somewhere) = (seen == Seen::Key, seen != Seen::Nothing);
    }
    is_somewhere.then(|| scan.finish(is_key))
}

/// What the end of a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seen {
    Key,
    Value,
    Nothing,
}

struct Scan {
    frames: Vec<Frame>,
    /// The quote of a text that goes on.
    quote: Option<char>,
    /// The indentation of what a text on lines of its own belongs to, while that goes on.
    block: Option<usize>,
    /// The column of what could be a key on the last line.
    column: usize,
}

impl Scan {
    fn line(&mut self, line: &str, is_last: bool) -> Seen {
        let content = line.trim_start_matches(' ');
        let indent = line.len() - content.len();
        if let Some(outer) = self.block {
            if indent > outer || (content.is_empty() && !is_last) {
                return Seen::Nothing;
            }
            self.block = None;
        }
        if let Some(quote) = self.quote {
            return match after_quote(content, quote) {
                Some(rest) => {
                    self.quote = None;
                    self.flow(rest)
                }
                None => Seen::Nothing,
            };
        }
        if self.is_in_flow() {
            return self.flow(content);
        }
        if content.is_empty() && !is_last {
            return Seen::Nothing;
        }
        self.block_line(content, indent)
    }

    fn is_in_flow(&self) -> bool {
        matches!(self.frames.last(), Some(Frame::Braces { .. } | Frame::Brackets))
    }

    /// A line that begins outside of brackets.
    fn block_line(&mut self, mut content: &str, mut indent: usize) -> Seen {
        if content.starts_with('#') || content.starts_with("---") {
            return Seen::Nothing;
        }
        while content == "-" || content.starts_with("- ") {
            self.leave(indent, false);
            if !matches!(self.frames.last(), Some(Frame::List { indent: same }) if *same == indent) {
                self.frames.push(Frame::List { indent });
            }
            let rest = content.get(1..).unwrap_or_default();
            content = rest.trim_start_matches(' ');
            indent += 1 + rest.len() - content.len();
        }
        let Some((key, value)) = key_of(content) else {
            // What begins like a value is one.
            return match content.chars().next() {
                Some('{' | '[' | '"' | '\'' | '|' | '>') => self.value(content, indent),
                _ => {
                    self.leave(indent, true);
                    self.column = indent;
                    Seen::Key
                }
            };
        };
        self.leave(indent, true);
        match self.frames.last_mut() {
            Some(Frame::Map { indent: same, key: current, keys }) if *same == indent => {
                keys.push(key.clone());
                *current = Some(key);
            }
            _ => self.frames.push(Frame::Map { indent, keys: vec![key.clone()], key: Some(key) }),
        }
        self.value(value, indent)
    }

    /// What stands behind a key, or an item.
    fn value(&mut self, value: &str, indent: usize) -> Seen {
        let mut value = value.trim_start_matches(' ');
        if let Some(anchored) = value.strip_prefix('&') {
            value = anchored.trim_start_matches(|letter: char| !letter.is_whitespace()).trim_start();
        }
        match value.chars().next() {
            Some('{' | '[') => self.flow(value),
            Some('|' | '>') => {
                self.block = Some(indent);
                Seen::Nothing
            }
            Some(quote @ ('"' | '\'')) => {
                match after_quote(value.get(1..).unwrap_or_default(), quote) {
                    Some(_) => {}
                    None => self.quote = Some(quote),
                }
                Seen::Value
            }
            Some('#') => Seen::Nothing,
            _ if value.contains(" #") => Seen::Nothing,
            _ => Seen::Value,
        }
    }

    /// Leaves whatever is further in; with a key, lists at its side as well.
    fn leave(&mut self, indent: usize, is_key: bool) {
        while let Some(frame) = self.frames.last() {
            let is_left = match frame {
                Frame::Map { indent: inner, .. } => *inner > indent,
                Frame::List { indent: inner } => *inner > indent || (is_key && *inner == indent),
                Frame::Braces { .. } | Frame::Brackets => true,
            };
            if !is_left {
                break;
            }
            self.frames.pop();
        }
    }

    /// Text between brackets, up to the end of the line.
    fn flow(&mut self, text: &str) -> Seen {
        let mut rest = text;
        let mut word = String::new();
        while let Some(letter) = rest.chars().next() {
            let next = rest.get(letter.len_utf8()..).unwrap_or_default();
            match letter {
                '{' => self.frames.push(Frame::Braces { key: None, keys: Vec::new() }),
                '[' => self.frames.push(Frame::Brackets),
                '}' | ']' => {
                    self.frames.pop();
                    if !self.is_in_flow() {
                        return Seen::Value;
                    }
                }
                ',' => {
                    if let Some(Frame::Braces { key, .. }) = self.frames.last_mut() {
                        *key = None;
                    }
                }
                '"' | '\'' if word.trim().is_empty() => match after_quote(next, letter) {
                    Some(after) => {
                        let length = next.len() - after.len();
                        word.push_str(next.get(..length.saturating_sub(1)).unwrap_or_default());
                        rest = after;
                        continue;
                    }
                    None => {
                        self.quote = Some(letter);
                        return Seen::Value;
                    }
                },
                '#' if word.is_empty() || word.ends_with(' ') => return Seen::Nothing,
                ':' if next.is_empty() || next.starts_with([' ', '{', '[', ',', '}']) => {
                    if let Some(Frame::Braces { key, keys }) = self.frames.last_mut() {
                        keys.push(word.trim().to_owned());
                        *key = Some(word.trim().to_owned());
                    }
                }
                letter => {
                    word.push(letter);
                    rest = next;
                    continue;
                }
            }
            word.clear();
            rest = next;
        }
        match self.frames.last() {
            Some(Frame::Braces { key: None, .. }) => Seen::Key,
            _ => Seen::Value,
        }
    }

    fn finish(self, is_key: bool) -> Place {
        let (last, column) = (self.frames.len().saturating_sub(1), self.column);
        let mut steps = Vec::new();
        let mut siblings = Vec::new();
        for (nth, frame) in self.frames.into_iter().enumerate() {
            match frame {
                // A key beside the others, not behind one of them.
                Frame::Braces { key: None, keys } if nth == last => siblings = keys,
                Frame::Map { indent, keys, .. } if nth == last && is_key && indent == column => {
                    siblings = keys;
                }
                Frame::Map { key: Some(key), keys, .. } | Frame::Braces { key: Some(key), keys } => {
                    steps.push(Step::Key(key, keys));
                }
                Frame::Map { key: None, .. } | Frame::Braces { key: None, .. } => {}
                Frame::List { .. } | Frame::Brackets => steps.push(Step::Item),
            }
        }
        Place { steps, key: is_key.then_some(siblings) }
    }
}

/// The key that a line begins with, and what stands behind its colon.
fn key_of(content: &str) -> Option<(String, &str)> {
    if let Some(quote) = content.chars().next().filter(|letter| "\"'".contains(*letter)) {
        let inner = content.get(1..)?;
        let after = after_quote(inner, quote)?;
        let key = inner.get(..inner.len() - after.len() - 1)?;
        let value = after.trim_start_matches(' ').strip_prefix(':')?;
        return Some((key.to_owned(), value));
    }
    if content.starts_with(['{', '[', '|', '>', '#']) {
        return None;
    }
    let comment = content.find(" #").unwrap_or(content.len());
    let colons = content.match_indices(':').map(|(at, _)| at);
    let at = colons.take_while(|at| *at < comment).find(|at| {
        let next = content.as_bytes().get(at + 1);
        next.is_none_or(|next| *next == b' ' || *next == b'\t')
    })?;
    Some((content.get(..at)?.trim_end().to_owned(), content.get(at + 1..)?))
}

/// What stands behind the quote that ends a text.
fn after_quote(text: &str, quote: char) -> Option<&str> {
    let mut letters = text.char_indices();
    while let Some((at, letter)) = letters.next() {
        let rest = text.get(at + letter.len_utf8()..)?;
        match letter {
            '\\' if quote == '"' => drop(letters.next()),
            '\'' if quote == '\'' && rest.starts_with('\'') => drop(letters.next()),
            letter if letter == quote => return Some(rest),
            _ => {}
        }
    }
    None
}
