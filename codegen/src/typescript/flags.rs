//! The flags of the prefix: which of them a message has, how they are read and how they are written.

use lonelypsp_schema::{FlagSource, Shape, Step, Subject};

use super::layout::Call;
use super::names::given;
use super::program::Member;
use super::runtime::Module;
use super::scope::Scope;
use crate::spelling::camel;

/// The local that holds all of them.
pub(super) const FLAGS: &str = "flags";

/// `const flags = flagsOf(f.bytes);`, if the message depends on them.
pub(super) fn flags_line(scope: &Scope<'_>, reader: &str) -> Option<String> {
    let program = scope.layout.plan.checks();
    let is_looked_at = scope.layout.shapes.iter().any(has_fields)
        || program.any(&mut |step| matches!(step, Step::OnlyFlags(_)))
        || program.decides(&mut |on| matches!(on, Subject::Flag(_)));
    let call = Call::of(Module::Flags, "flagsOf", [format!("{reader}.bytes")]);
    is_looked_at.then(|| scope.bind(2, FLAGS, &call))
}

fn has_fields(shape: &Shape) -> bool {
    shape.flag_fields().next().is_some() || shape.unknown_flags.is_some()
}

/// A number of 16 bits.
pub(super) fn hex(mask: u16) -> String {
    format!("0x{mask:04x}")
}

/// The value of a flag.
pub(super) fn mask(scope: &Scope<'_>, flag: usize) -> String {
    hex(scope.protocol.flags[flag].mask())
}

/// The bits that no flag names.
fn others(scope: &Scope<'_>) -> String {
    hex(!scope.protocol.known_flags())
}

/// That a flag that was read is set, or is not.
pub(super) fn is_set(scope: &Scope<'_>, flag: usize, is: bool) -> String {
    format!("({FLAGS} & {}) {} 0", mask(scope, flag), if is { "!==" } else { "===" })
}

/// The members that hold what was read.
pub(super) fn members(scope: &Scope<'_>, shape: &Shape) -> Vec<Member> {
    let flags = shape.flag_fields();
    let flags = flags.map(|(flag, name)| Member::new(camel(name), is_set(scope, flag, true)));
    let unknown = shape.unknown_flags.iter();
    let unknown = unknown.map(|name| Member::new(camel(name), format!("{FLAGS} & {}", others(scope))));
    flags.chain(unknown).collect()
}

/// What puts them into the prefix.
pub(super) fn put_calls(scope: &Scope<'_>, shape: &Shape) -> Vec<Call> {
    let of = |function: &str, more: Vec<String>| {
        Call::of(Module::Flags, function, std::iter::once("w".to_owned()).chain(more))
    };
    let flags = shape.flags.iter().filter_map(|flag| match &flag.source {
        FlagSource::Field(name) => {
            let place = format!("\"{}\"", name.snake());
            Some(of("putFlag", vec![given(name), place, mask(scope, flag.flag)]))
        }
        FlagSource::Constant(true) => Some(of("setFlags", vec![mask(scope, flag.flag)])),
        FlagSource::Constant(false) => None,
    });
    let unknown = shape.unknown_flags.iter().map(|name| {
        let place = format!("\"{}\"", name.snake());
        of("putOtherFlags", vec![given(name), place, others(scope)])
    });
    flags.chain(unknown).collect()
}
