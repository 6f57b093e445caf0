//! The values of one message, as its relations and conditions see them.

use std::collections::HashMap;

use crate::ast::{Body, Header, Message, Named, Text};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::ir::{Flag, Kind};
use crate::report::Report;

pub(super) struct Scope<'a> {
    pub(super) ast: &'a Message,
    /// What the schema calls a value of this message: `header`, or `field` of a sequence.
    pub(super) word: &'static str,
    /// The values that have a name, and what is said of each.
    pub(super) values: &'a Named<Header>,
    /// What each value holds; nothing where its type is wrong, which is reported already.
    pub(super) kinds: Vec<Option<Kind>>,
    /// The body, and what relations call it.
    pub(super) body: Option<(&'a Body, &'a str)>,
    /// The flags of the protocol.
    pub(super) flags: &'a [Flag],
    by_name: HashMap<&'a str, usize>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(
        ast: &'a Message,
        word: &'static str,
        values: &'a Named<Header>,
        kinds: Vec<Option<Kind>>,
        body: Option<(&'a Body, &'a str)>,
        flags: &'a [Flag],
    ) -> Self {
        let by_name = values.iter().enumerate().map(|(at, (name, _))| (name.as_str(), at)).collect();
        Self { ast, word, values, kinds, body, flags, by_name }
    }

    /// The name of a value.
    pub(super) fn name(&self, index: usize) -> &'a Text {
        &self.values[index].0
    }

    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    /// The index of a value by its name; an unknown one is reported.
    pub(super) fn find(&self, wanted: &Text, code: Code, report: &mut Report) -> Option<usize> {
        let found = self.position(wanted);
        if found.is_none() {
            let word = self.word;
            let names = self.values.iter().map(|(name, _)| name.as_str());
            let help = report.suggestions.nearest_or_all(wanted, &format!("its {word}s are"), names);
            let message = format!("this message has no {word} `{}`", wanted.value);
            report.push(Diagnostic::new(code, wanted.span, message).maybe_help(help));
        }
        found
    }

    /// Whether a value is known not to be an unsigned integer.
    pub(super) fn is_no_number(&self, index: usize) -> bool {
        self.kinds[index].is_some_and(|kind| kind.uint_max().is_none())
    }
}
