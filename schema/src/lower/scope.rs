//! The headers of one message, as its relations and conditions see them.

use std::collections::HashMap;

use crate::ast::{Header, Message, Named, Text};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::ir::Kind;
use crate::report::Report;

pub(super) struct Scope<'a> {
    pub(super) ast: &'a Message,
    pub(super) headers: &'a Named<Header>,
    /// What each header holds; nothing where its type is wrong, which is reported already.
    pub(super) kinds: Vec<Option<Kind>>,
    by_name: HashMap<&'a str, usize>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(ast: &'a Message, headers: &'a Named<Header>, kinds: Vec<Option<Kind>>) -> Self {
        let by_name = headers.iter().enumerate().map(|(at, (name, _))| (name.as_str(), at)).collect();
        Self { ast, headers, kinds, by_name }
    }

    /// The wire name of a header.
    pub(super) fn wire(&self, index: usize) -> &'a Text {
        &self.headers[index].0
    }

    pub(super) fn position(&self, wire: &str) -> Option<usize> {
        self.by_name.get(wire).copied()
    }

    /// The index of a header by its wire name; an unknown one is reported.
    pub(super) fn find(&self, wanted: &Text, code: Code, report: &mut Report) -> Option<usize> {
        let found = self.position(wanted);
        if found.is_none() {
            let names = self.headers.iter().map(|(name, _)| name.as_str());
            let help = report.suggestions.nearest_or_all(wanted, "its headers are", names);
            let message = format!("this message has no header `{}`", wanted.value);
            report.push(Diagnostic::new(code, wanted.span, message).maybe_help(help));
        }
        found
    }

    /// Whether a header is known not to be an unsigned integer.
    pub(super) fn is_no_number(&self, index: usize) -> bool {
        self.kinds[index].is_some_and(|kind| kind.uint_max().is_none())
    }
}
