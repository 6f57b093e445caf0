//! Names that are taken: each scope takes those that are spelled as names are, free in every target language, and different.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::ir::Name;
use crate::report::Report;
use crate::source::Span;

use super::bearer::Bearer;
use super::reserved::{DEVICES, KEYWORDS};

/// Names end up in file names and identifiers.
pub(crate) const LONGEST_NAME: usize = 100;

/// A name with who bears it, and the place to blame if it meets another.
pub(super) struct Taken {
    pub(super) bearer: Bearer,
    pub(super) name: String,
    pub(super) span: Span,
}

impl Taken {
    pub(super) fn of(bearer: Bearer, name: &Name) -> Self {
        Self { bearer, name: name.snake().to_owned(), span: name.span }
    }
}

/// Checks all names of one scope, and returns where those are that it does not take.
pub(super) fn check_scope(
    names: impl IntoIterator<Item = Taken>,
    helpers: &[&str],
    report: &mut Report,
) -> Vec<Span> {
    let mut scope = Scope::new(helpers);
    names
        .into_iter()
        .filter_map(|taken| {
            let span = taken.span;
            (!scope.takes(taken, report)).then_some(span)
        })
        .collect()
}

/// Names that have to differ from each other.
pub(super) struct Scope<'h> {
    helpers: &'h [&'h str],
    /// By their letters.
    first: HashMap<String, Taken>,
}

impl<'h> Scope<'h> {
    pub(super) fn new(helpers: &'h [&'h str]) -> Self {
        Self { helpers, first: HashMap::new() }
    }

    /// Checks one more name: spelling, keywords, helpers, collisions. Says whether it is spelled as names are, and different.
    pub(super) fn takes(&mut self, taken: Taken, report: &mut Report) -> bool {
        if !check_text(&taken, report) {
            return false;
        }
        check_reserved(&taken, self.helpers, report);
        match self.first.entry(letters(&taken.name)) {
            Entry::Vacant(free) => {
                free.insert(taken);
                true
            }
            Entry::Occupied(earlier) if earlier.get().span == taken.span => true,
            Entry::Occupied(earlier) => {
                report.push(collision(earlier.get(), &taken));
                false
            }
        }
    }
}

fn collision(earlier: &Taken, taken: &Taken) -> Diagnostic {
    let other = earlier.bearer.rename_one(taken.bearer);
    if earlier.bearer == Bearer::Part || taken.bearer == Bearer::Part {
        let text = format!("a variant or a group makes the name `{}`, which is taken", taken.name);
        return Diagnostic::new(Code::NameCollision, taken.span, text).related(earlier.span, "by this").help(
            format!("{other}; the type of a variant or an entry is called after its message and itself"),
        );
    }
    if earlier.name == taken.name {
        let (word, name) = (taken.bearer.word(), &taken.name);
        let (text, first) = if earlier.bearer.phrase() == taken.bearer.phrase() {
            (format!("the {word} `{name}` is defined twice"), "first defined here")
        } else {
            (format!("the {word} `{name}` has the name of {}", earlier.bearer.phrase()), "which is here")
        };
        return Diagnostic::new(Code::DuplicateName, taken.span, text)
            .related(earlier.span, first)
            .help(other);
    }
    let text = format!("`{}` and `{}` become the same name", earlier.name, taken.name);
    Diagnostic::new(Code::NameCollision, taken.span, text)
        .related(earlier.span, "the other name")
        .help(format!("{other}; names are told apart by their letters and digits alone"))
}

pub(super) fn check_reserved(taken: &Taken, helpers: &[&str], report: &mut Report) {
    let (bearer, name) = (taken.bearer, &taken.name);
    let keyword_of: Vec<&str> = KEYWORDS
        .iter()
        .filter(|(_, words)| words.contains(&name.as_str()))
        .map(|(language, _)| *language)
        .collect();
    let (code, text) = if !bearer.is_capitalised() && !keyword_of.is_empty() {
        (Code::Keyword, format!("`{name}` is a keyword of {}", keyword_of.join(" and of ")))
    } else if helpers.iter().any(|helper| same_letters(helper, name)) {
        let why = match keyword_of[..] {
            [] => "the generated code needs".to_owned(),
            _ => {
                format!("is a keyword of {}, and that the generated code needs", keyword_of.join(" and of "))
            }
        };
        let text = match bearer {
            Bearer::Part => format!("a variant or a group makes the name `{name}`, which {why}"),
            _ => format!("the {} `{name}` has a name that {why}", bearer.word()),
        };
        (Code::HelperName, text)
    } else if bearer.has_files() && DEVICES.contains(&name.as_str()) {
        let word = bearer.word();
        let text = format!("no file can be called `{name}` on Windows, and every {word} has files");
        (Code::HelperName, text)
    } else {
        return;
    };
    report.push(Diagnostic::new(code, taken.span, text).help(bearer.rename()));
}

pub(super) fn is_fine(name: &str) -> bool {
    name.len() <= LONGEST_NAME
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && !name.ends_with('_')
        && !name.contains("__")
}

pub(super) fn check_text(taken: &Taken, report: &mut Report) -> bool {
    let (bearer, name) = (taken.bearer, &taken.name);
    let fine = is_fine(name);
    if !fine {
        let (text, help) = if name.len() > LONGEST_NAME {
            (format!("the name of {} has {} letters", bearer.phrase(), name.len()), "at most 100")
        } else {
            let help = match bearer {
                Bearer::OnWire => {
                    "lower-case ASCII letters and digits, words joined by `_`, a letter first; say it with `field`"
                }
                _ => "lower-case ASCII letters and digits, words joined by `_`, a letter first",
            };
            (format!("`{name}` cannot be the name of {}", bearer.phrase()), help)
        };
        report.push(Diagnostic::new(Code::BadName, taken.span, text).help(help));
    }
    fine
}

/// What is left of a name in every spelling. Only lower-case ones get here.
fn letters(name: &str) -> String {
    name.chars().filter(|c| *c != '_').collect()
}

fn same_letters(one: &str, other: &str) -> bool {
    one.chars().filter(|c| *c != '_').eq(other.chars().filter(|c| *c != '_'))
}
