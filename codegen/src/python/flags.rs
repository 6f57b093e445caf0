//! The flags of the prefix that messages carry, as code has them.

use lonelypsp_schema::{Condition, Layout, Program, Protocol, Shape, Subject, UnknownFlags};

use super::code::{Code, from};
use super::text::{assign, hex};

/// The local that holds the bits that no flag names, and the field.
pub(super) const UNKNOWN: &str = UnknownFlags::FIELD;

/// Longer names of flags are not repeated in locals.
const LONGEST_NAME: usize = 50;

/// Whether messages look at more of their flags than how their headers are written.
pub(super) fn matter(protocol: &Protocol) -> bool {
    protocol.flags.iter().any(|flag| !flag.selects_minimal) || protocol.unknown_flags != UnknownFlags::Ignore
}

/// The local that holds whether a flag is set: called after the flag, or after its bit where lines would be too long.
pub(super) fn local(protocol: &Protocol, flag: usize) -> String {
    let flag = &protocol.flags[flag];
    if flag.name.snake().len() > LONGEST_NAME {
        format!("flag_{}", flag.bit)
    } else {
        format!("flag_{}", flag.name)
    }
}

/// The expression for the bits that no flag names.
pub(super) fn unknown_mask(protocol: &Protocol) -> String {
    hex((!protocol.known_flags()).into())
}

/// A condition on a number, which is given as an expression, or on a flag.
pub(super) fn condition(
    protocol: &Protocol,
    Condition { on, equals }: Condition,
    number: impl FnOnce(usize) -> String,
) -> String {
    match on {
        Subject::Slot(slot) => format!("{} == {equals}", number(slot)),
        Subject::Flag(flag) if equals == 0 => format!("not {}", local(protocol, flag)),
        Subject::Flag(flag) => local(protocol, flag),
    }
}

/// Takes what a message needs out of the local `flags`.
pub(super) fn take(protocol: &Protocol, layout: &Layout, program: &Program, code: &mut Code) {
    for (index, flag) in protocol.flags.iter().enumerate() {
        let is_field = |shape: &Shape| shape.flag_fields().any(|(field, _)| field == index);
        if layout.shapes.iter().any(is_field) || program.decides(&mut |on| on == Subject::Flag(index)) {
            let head = format!("{} =", local(protocol, index));
            code.lines.extend(assign(4, &head, &format!("flags & {} != 0", hex(flag.mask().into()))));
        }
    }
    if layout.shapes.iter().any(|shape| shape.unknown_flags.is_some()) {
        code.put(4, &format!("{UNKNOWN} = flags & {}", unknown_mask(protocol)));
    }
}

/// The step that refuses all flags but these.
pub(super) fn only(known: u16, code: &mut Code, depth: usize) {
    code.uses(from::FLAGS, "only_flags");
    code.put(depth, &format!("only_flags(flags, {})", hex(known.into())));
}
