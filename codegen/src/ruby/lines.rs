//! Lines of code that nest.

/// Lines, and how deep the next one stands.
#[derive(Debug, Default)]
pub(super) struct Lines {
    lines: Vec<String>,
    depth: usize,
}

/// The widest that a line of generated code is made.
pub(super) const WIDTH: usize = 118;
/// The widest that one may be.
const WIDEST: usize = 120;

impl Lines {
    /// Lines of which the first stands that many columns from the left.
    pub(super) fn at(column: usize) -> Self {
        Self { lines: Vec::new(), depth: column / 2 }
    }

    pub(super) fn line(&mut self, text: impl AsRef<str>) {
        let text = text.as_ref();
        let indent = if text.is_empty() { 0 } else { 2 * self.depth };
        self.lines.push(" ".repeat(indent) + text);
    }

    /// What is added meanwhile stands one level deeper.
    pub(super) fn nested(&mut self, add: impl FnOnce(&mut Self)) {
        self.begin();
        add(self);
        self.depth -= 1;
    }

    /// What is added from here on stands one level deeper, to its [end](Self::end).
    pub(super) fn begin(&mut self) {
        self.depth += 1;
    }

    /// The word that ends it.
    pub(super) fn end(&mut self) {
        self.depth -= 1;
        self.line("end");
    }

    /// A list between its brackets: on one line if there is room, else filled line by line.
    pub(super) fn list(&mut self, open: &str, items: &[String], close: &str) {
        self.list_within(WIDTH, open, items, close);
    }

    /// A call: the same, up to the last column that there is.
    pub(super) fn call(&mut self, open: &str, arguments: &[String], close: &str) {
        self.list_within(WIDEST, open, arguments, close);
    }

    /// A call that depends on a condition, on one line if there is room.
    pub(super) fn call_if(&mut self, open: &str, arguments: &[String], close: &str, condition: &str) {
        let one = format!("{open}{}{close} if {condition}", arguments.join(", "));
        if 2 * self.depth + one.len() <= WIDEST {
            return self.line(one);
        }
        self.line(format!("if {condition}"));
        self.nested(|lines| lines.call(open, arguments, close));
        self.line("end");
    }

    fn list_within(&mut self, width: usize, open: &str, items: &[String], close: &str) {
        let one = format!("{open}{}{close}", items.join(", "));
        if 2 * self.depth + one.len() <= width {
            return self.line(one);
        }
        self.line(open.trim_end());
        self.nested(|lines| lines.filled(items));
        self.line(close.trim_start());
    }

    /// The items of a list, without its brackets.
    pub(super) fn filled(&mut self, items: &[String]) {
        let room = WIDTH.saturating_sub(2 * self.depth + 1);
        let mut line = String::new();
        for (index, item) in items.iter().enumerate() {
            if let Some((open, arguments)) = item.split_once('(').filter(|_| item.len() > room) {
                if !line.is_empty() {
                    self.line(std::mem::take(&mut line) + ",");
                }
                self.line(format!("{open}("));
                let arguments: Vec<String> =
                    arguments.trim_end_matches(')').split(", ").map(str::to_owned).collect();
                self.nested(|lines| lines.filled(&arguments));
                line.push(')');
                continue;
            }
            if !line.is_empty() && line.len() + 2 + item.len() > room {
                self.line(std::mem::take(&mut line) + ",");
            } else if index > 0 {
                line.push_str(", ");
            }
            line.push_str(item);
        }
        self.line(line);
    }

    /// Entries of a list, each on a line of its own.
    pub(super) fn separated(&mut self, items: impl Iterator<Item = String>) {
        let mut items = items.peekable();
        while let Some(item) = items.next() {
            self.line(if items.peek().is_some() { item + "," } else { item });
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The line, if it is one.
    pub(super) fn only(&self) -> Option<&str> {
        match self.lines.as_slice() {
            [line] => Some(line),
            _ => None,
        }
    }

    pub(super) fn text(self) -> String {
        self.lines.join("\n")
    }
}
