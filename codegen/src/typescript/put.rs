//! What checks a value and puts it, in a block of headers or in a sequence.

use super::encode::INDENT;
use super::forms::module;
use super::layout::Call;
use super::scope::Scope;
use super::value::{
    Put, add, add_fixed, add_number, fits_call, number, put, put_fixed, put_number, quoted_place,
};

/// How values are put.
pub(super) struct Putting<'a, 's> {
    pub(super) scope: &'a Scope<'s>,
    pub(super) is_block: bool,
}

impl Putting<'_, '_> {
    /// The field of a value. A number goes by way of a local.
    pub(super) fn field(&self, slot: usize, value: &str, not: &[u64]) -> Vec<String> {
        let scope = self.scope;
        let (of, local) = (scope.slot(slot), scope.local(slot));
        match if self.is_block { put(of, value, local) } else { add(of, value, local) } {
            Put::Whole(call) => vec![scope.run(INDENT, &call)],
            Put::Number(check, put) => {
                let mut lines = vec![scope.bind(INDENT, local, &check)];
                lines.extend(not.iter().map(|not| {
                    let arguments = [local.to_owned(), quoted_place(of), number(*not)];
                    scope.run(INDENT, &Call::of(module(of.kind), "checkNot", arguments))
                }));
                lines.push(scope.run(INDENT, &put));
                lines
            }
        }
    }

    /// A number that comes from something else.
    pub(super) fn derived(&self, slot: usize, value: &str) -> [String; 2] {
        let scope = self.scope;
        let (of, local) = (scope.slot(slot), scope.local(slot));
        let put = if self.is_block { put_number(of.kind, local) } else { add_number(of, local) };
        [scope.bind(INDENT, local, &fits_call(of, value)), scope.run(INDENT, &put)]
    }

    /// A number in so many bytes.
    pub(super) fn fixed(&self, slot: usize, value: String, width: usize) -> Call {
        if self.is_block {
            put_fixed(self.scope.slot(slot).kind, value, width)
        } else {
            add_fixed(self.scope.slot(slot), value, width)
        }
    }
}
