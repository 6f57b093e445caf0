//! What is wrong with a template, where, and what would be right.

use std::collections::BTreeSet;
use std::error::Error as _;
use std::fmt;

use lonelypsp_schema::nearest;
use minijinja::{Error, ErrorKind};

use crate::filters::NAMES as FILTERS;

/// Why a folder of templates could not be rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The template.
    pub path: String,
    /// Its line, from 1, and if it is known the column, from 1, in characters.
    pub place: Option<(usize, Option<usize>)>,
    /// What is wrong.
    pub message: String,
    /// What would be right, if something is known.
    pub help: Option<String>,
}

/// `PATH:LINE:COLUMN: MESSAGE; HELP`.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if let Some((line, column)) = self.place {
            write!(f, ":{line}")?;
            column.map_or(Ok(()), |column| write!(f, ":{column}"))?;
        }
        write!(f, ": {}", self.message)?;
        self.help.as_ref().map_or(Ok(()), |help| write!(f, "; {help}"))
    }
}

impl std::error::Error for Problem {}

impl Problem {
    /// One about a whole template.
    pub(crate) fn of(path: &str, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { path: path.to_owned(), place: None, message: message.into(), help: Some(help.into()) }
    }

    /// One that the engine has found while `path` was rendered; `names` are those that could have been meant.
    pub(crate) fn found(path: &str, error: &Error, names: &Names<'_>) -> Self {
        let error = innermost(error);
        let expression = expression(error);
        let said = error.detail().map(str::to_owned);
        let (message, help) = match error.kind() {
            ErrorKind::UndefinedError => {
                let what = expression.map_or_else(|| "something".to_owned(), |text| format!("`{text}`"));
                (format!("{what} is not defined"), Some(names.instead(expression)))
            }
            ErrorKind::OutOfFuel => {
                let help = "does it loop without end, or make a text ever longer? what is large goes into several files";
                ("the template does more than it may".to_owned(), Some(help.to_owned()))
            }
            ErrorKind::UnknownFilter => {
                let near = expression.and_then(|text| nearest(last_word(text), FILTERS.iter().copied()));
                (
                    said.unwrap_or_else(|| "an unknown filter".to_owned()),
                    near.map(|near| format!("did you mean `{near}`?")),
                )
            }
            ErrorKind::TemplateNotFound => {
                let help = format!(
                    "paths begin at the folder of the templates; there are {}",
                    names.templates.join(", ")
                );
                (said.unwrap_or_else(|| "an unknown template".to_owned()), Some(help))
            }
            kind => (said.map_or_else(|| kind.to_string(), |said| format!("{kind}: {said}")), None),
        };
        let place = error.line().map(|line| (line, column(error)));
        Self {
            path: error.name().filter(|_| place.is_some()).unwrap_or(path).to_owned(),
            place,
            message,
            help,
        }
    }
}

/// The names that a template could have meant.
pub(crate) struct Names<'n> {
    /// Every member of whatever it is rendered over.
    pub(crate) members: BTreeSet<String>,
    /// Every template.
    pub(crate) templates: Vec<&'n str>,
}

impl Names<'_> {
    /// What is said of a name that is not defined.
    fn instead(&self, expression: Option<&str>) -> String {
        if let Some(name @ ("protocol" | "message")) = expression {
            return format!(
                "only a template whose path speaks of `{name}`, as `{{{{ {name}.name }}}}.txt.j2` does, is rendered for each"
            );
        }
        let near =
            expression.and_then(|text| nearest(last_word(text), self.members.iter().map(String::as_str)));
        match near {
            Some(near) if expression.is_none_or(|text| last_word(text) != near) => {
                format!("did you mean `{near}`?")
            }
            _ => "`lonely export` shows what there is, and `is defined` asks".to_owned(),
        }
    }
}

/// The error of an included template rather than that of including it.
fn innermost(error: &Error) -> &Error {
    let mut innermost = error;
    while let Some(source) = innermost.source().and_then(|source| source.downcast_ref::<Error>()) {
        innermost = source;
    }
    innermost
}

/// What the error is about, as the template has it.
fn expression(error: &Error) -> Option<&str> {
    let text = error.template_source()?.get(error.range()?)?.trim();
    Some(text).filter(|text| !text.is_empty() && text.len() < 100 && !text.contains('\n'))
}

/// The last word of an expression: `nmae` of `message.nmae`.
fn last_word(text: &str) -> &str {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    text.trim_end_matches(|c| !is_word(c)).rsplit(|c| !is_word(c)).next().unwrap_or_default()
}

/// The column where it begins, from 1, if that is in the line that the error names.
fn column(error: &Error) -> Option<usize> {
    let before = error.template_source()?.get(..error.range()?.start)?;
    let (line, text) = (before.split('\n').count(), before.rsplit('\n').next()?);
    (error.line() == Some(line)).then(|| text.chars().count() + 1)
}
