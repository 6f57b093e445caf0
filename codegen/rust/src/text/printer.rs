//! Tokens as text: one line for each item, statement, field and arm, indented, with documentation as comments.
//!
//! This is for what a build script makes and nobody keeps, but everybody reads who follows a definition. It needs no
//! syntax tree, and so nobody who builds `lonelypsp` has to compile a parser of all of Rust and a formatter.

use std::iter::Peekable;

use proc_macro2::token_stream::IntoIter;
use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};

/// What stands before the next token, as far as that decides whether there is a blank between.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Before {
    /// The beginning of a line, or something that keeps what follows close.
    #[default]
    Nothing,
    /// A name or a literal.
    Word,
    /// A word behind which something begins, or a lifetime.
    Keyword,
    /// The end of a group, or of angle brackets.
    Close,
    /// An operator between two things.
    Operator,
}

/// Prints tokens. Read again they are the same tokens.
#[derive(Default)]
pub(super) struct Printer {
    out: String,
    indent: usize,
    before: Before,
}

/// Words behind which a path, a pattern or an expression begins.
const KEYWORDS: [&str; 18] = [
    "as", "const", "dyn", "else", "enum", "fn", "for", "if", "impl", "in", "let", "match", "mod", "mut",
    "pub", "return", "use", "where",
];

/// Operators of several marks, the longest first.
const OPERATORS: [&str; 14] =
    ["..=", "...", "::", "->", "=>", "==", "!=", "<=", ">=", "&&", "||", "+=", "-=", ".."];

type Tokens = Peekable<IntoIter>;

/// Where a row of tokens stands in itself.
#[derive(Default)]
struct Row {
    /// Whether it stands directly within braces, so that parts of it have lines of their own.
    lines: bool,
    /// The angle brackets that are open, and whether a path goes on behind each.
    angles: Vec<bool>,
    /// Whether the parameters of a closure have begun.
    closure: bool,
}

impl Printer {
    /// A printer that goes on behind some lines.
    pub(super) fn after(lines: String) -> Self {
        Self { out: lines, ..Self::default() }
    }

    pub(super) fn text(self) -> String {
        self.out
    }

    /// Whole items.
    pub(super) fn items(&mut self, items: &TokenStream) {
        self.tokens(items.clone(), true);
    }

    /// The beginning of a module.
    pub(super) fn open(&mut self, head: &TokenStream) {
        self.items(head);
        self.open_brace();
    }

    /// The end of a module.
    pub(super) fn close(&mut self) {
        self.close_brace();
        self.end_line();
    }

    fn open_brace(&mut self) {
        self.blank_unless(&[Before::Nothing]);
        self.put("{", Before::Nothing);
        self.end_line();
        self.indent += 1;
    }

    fn close_brace(&mut self) {
        self.end_line();
        self.indent -= 1;
        self.put("}", Before::Close);
    }

    fn tokens(&mut self, tokens: TokenStream, lines: bool) {
        let mut tokens = tokens.into_iter().peekable();
        let mut row = Row { lines, ..Row::default() };
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Punct(punct) if punct.as_char() == '#' => {
                    if let Some(TokenTree::Group(group)) =
                        tokens.next_if(|token| matches!(token, TokenTree::Group(_)))
                    {
                        self.attribute(&group);
                    } else {
                        self.put("#", Before::Nothing);
                    }
                }
                TokenTree::Punct(punct) => {
                    let marks = run_of(punct.as_char(), punct.spacing(), &mut tokens);
                    self.marks(&marks, &mut row);
                }
                TokenTree::Group(group) => {
                    let goes_on = match tokens.peek() {
                        Some(TokenTree::Punct(next)) => ",;.?=".contains(next.as_char()),
                        Some(TokenTree::Ident(next)) => next == "else",
                        _ => false,
                    };
                    self.group(&group, row.lines && !goes_on);
                }
                TokenTree::Ident(word) => self.word(&word.to_string()),
                TokenTree::Literal(literal) => self.word(&literal.to_string()),
            }
        }
    }

    fn word(&mut self, word: &str) {
        if ["impl", "pub", "fn", "const", "mod"].contains(&word) {
            self.blank_line_after_item();
        }
        let is_lifetime = self.out.ends_with('\'');
        self.blank_unless(&[Before::Nothing]);
        let begins = is_lifetime || KEYWORDS.contains(&word);
        self.put(word, if begins { Before::Keyword } else { Before::Word });
    }

    /// Marks that stand close together, taken apart into operators.
    fn marks(&mut self, marks: &str, row: &mut Row) {
        let mut rest = marks;
        while let Some(first) = rest.chars().next() {
            let known = OPERATORS.iter().find(|operator| rest.starts_with(**operator));
            let length = known.map_or(first.len_utf8(), |operator| operator.len());
            let (operator, others) = rest.split_at(length);
            self.operator(operator, rest.len() < marks.len(), row);
            rest = others;
        }
    }

    fn operator(&mut self, operator: &str, close: bool, row: &mut Row) {
        let between = matches!(self.before, Before::Word | Before::Close);
        match operator {
            ";" | "," => {
                self.put(operator, Before::Operator);
                if row.lines && (operator == ";" || row.angles.is_empty()) {
                    row.angles.clear();
                    self.end_line();
                }
            }
            ":" => self.put(":", Before::Operator),
            "<" => {
                let of_parameters = self.out.ends_with("impl") || self.out.ends_with("for");
                row.angles.push(self.before != Before::Word && !of_parameters);
                self.blank_unless(&[Before::Nothing, Before::Word, Before::Keyword, Before::Close]);
                self.put("<", Before::Nothing);
            }
            ">" => {
                let goes_on = row.angles.pop() == Some(true);
                self.put(">", if goes_on { Before::Word } else { Before::Close });
            }
            "|" if row.closure => {
                row.closure = false;
                self.put("|", Before::Operator);
            }
            "|" if !between => {
                row.closure = true;
                self.blank_unless(&[Before::Nothing]);
                self.put("|", Before::Nothing);
            }
            "::" if close || self.before == Before::Word => self.put("::", Before::Nothing),
            "." | "?" | ".." | "..=" => {
                self.put(operator, if operator == "?" { Before::Close } else { Before::Nothing });
            }
            "!" if self.before == Before::Word => self.put("!", Before::Nothing),
            "&" | "*" | "&&" | "|" | "||" | "-" if between => self.put_between(operator),
            "::" | "&" | "*" | "&&" | "||" | "-" | "!" | "\'" => {
                self.blank_unless(&[Before::Nothing]);
                self.put(operator, Before::Nothing);
            }
            _ => self.put_between(operator),
        }
    }

    fn put_between(&mut self, operator: &str) {
        self.blank_unless(&[Before::Nothing]);
        self.put(operator, Before::Operator);
    }

    fn blank_unless(&mut self, close: &[Before]) {
        self.begin();
        if !close.contains(&self.before) {
            self.out.push(' ');
        }
    }

    fn put(&mut self, text: &str, before: Before) {
        self.begin();
        self.out.push_str(text);
        self.before = before;
    }

    /// Indents a line that has just begun.
    fn begin(&mut self) {
        if self.out.is_empty() || self.out.ends_with('\n') {
            self.out.extend(std::iter::repeat_n("    ", self.indent));
            self.before = Before::Nothing;
        }
    }

    /// Keeps an item apart from the one before it.
    fn blank_line_after_item(&mut self) {
        if self.out.ends_with("}\n") {
            self.out.push('\n');
        }
    }

    fn end_line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
        self.before = Before::Nothing;
    }

    fn group(&mut self, group: &Group, ends_line: bool) {
        let (open, close) = match group.delimiter() {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::None => return self.tokens(group.stream(), false),
            Delimiter::Brace => return self.braces(group, ends_line),
        };
        self.blank_unless(&[Before::Nothing, Before::Word, Before::Close]);
        self.put(open, Before::Nothing);
        self.tokens(group.stream(), false);
        self.put(close, Before::Close);
    }

    fn braces(&mut self, group: &Group, ends_line: bool) {
        if group.stream().is_empty() {
            self.blank_unless(&[Before::Nothing]);
            self.put("{}", Before::Close);
        } else {
            self.open_brace();
            self.tokens(group.stream(), true);
            self.close_brace();
        }
        if ends_line {
            self.end_line();
        }
    }

    /// An attribute has a line of its own; a line of documentation is a comment.
    fn attribute(&mut self, group: &Group) {
        self.end_line();
        self.blank_line_after_item();
        match documentation(group) {
            Some(text) => self.put(&format!("///{text}"), Before::Nothing),
            None => {
                self.put("#[", Before::Nothing);
                self.tokens(group.stream(), false);
                self.put("]", Before::Nothing);
            }
        }
        self.end_line();
    }
}

/// A mark and those that stand close behind it.
fn run_of(first: char, spacing: Spacing, tokens: &mut Tokens) -> String {
    let (mut marks, mut joint) = (String::from(first), spacing == Spacing::Joint);
    while joint && let Some(TokenTree::Punct(next)) = tokens.peek() {
        marks.push(next.as_char());
        joint = next.spacing() == Spacing::Joint;
        tokens.next();
    }
    marks
}

/// What a line of documentation says, if it can stand behind `///`.
fn documentation(attribute: &Group) -> Option<String> {
    let mut tokens = attribute.stream().into_iter();
    let (Some(TokenTree::Ident(name)), Some(TokenTree::Punct(_)), Some(TokenTree::Literal(text)), None) =
        (tokens.next(), tokens.next(), tokens.next(), tokens.next())
    else {
        return None;
    };
    let text = text.to_string();
    let text = match text.strip_prefix('r') {
        Some(raw) => raw.strip_prefix('"')?.strip_suffix('"')?.to_owned(),
        None => {
            let text = text.strip_prefix('"')?.strip_suffix('"')?;
            let text = text.replace("\\\"", "\"").replace("\\'", "'");
            // Anything else that is escaped stays an attribute.
            Some(text).filter(|text| !text.contains('\\'))?
        }
    };
    (name == "doc" && !text.starts_with('/') && !text.contains(['\n', '\r'])).then_some(text)
}
