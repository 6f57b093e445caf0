//! The flags of the prefix, as reading and writing look at them.

use lonelypsp_schema::{FlagSource, Layout, Protocol, ReadStep, Reading, Shape, Subject, UnknownFlags};

/// The name of the flag with this index.
pub(super) fn name(protocol: &Protocol, flag: usize) -> &str {
    protocol.flags[flag].name.snake()
}

/// Bits as a number.
pub(super) fn bits(bits: u16) -> String {
    format!("0x{bits:04x}")
}

/// Whether a flag is set, for code that has all flags in the local `flags`.
pub(super) fn is_set(protocol: &Protocol, flag: usize) -> String {
    format!("flags.anybits?({})", bits(protocol.flags[flag].mask()))
}

/// That a flag has a value: 0 says that it is not set.
pub(super) fn equals(protocol: &Protocol, flag: usize, value: u64) -> String {
    match value {
        0 => format!("flags.nobits?({})", bits(protocol.flags[flag].mask())),
        _ => is_set(protocol, flag),
    }
}

/// What a message of a shape is given of the flags, in the order of its fields.
pub(super) fn values(protocol: &Protocol, shape: &Shape) -> Vec<String> {
    let named = shape.flag_fields().map(|(flag, _)| is_set(protocol, flag));
    let others = shape.unknown_flags.iter().map(|_| format!("flags & {}", bits(!protocol.known_flags())));
    named.chain(others).collect()
}

/// The flags that are always set in a shape, or never, with their indices.
pub(super) fn constants(shape: &Shape) -> impl Iterator<Item = (usize, bool)> {
    shape.flags.iter().filter_map(|flag| match flag.source {
        FlagSource::Constant(is_set) => Some((flag.flag, is_set)),
        FlagSource::Field(_) => None,
    })
}

/// Whether messages of this protocol say anything by their flags but the mode of their headers.
pub(super) fn are_carried(protocol: &Protocol) -> bool {
    let mut messages = protocol.messages.iter();
    messages.any(|message| message.layout.shapes.iter().any(|shape| !shape.flags.is_empty()))
        || protocol.unknown_flags != UnknownFlags::Ignore
}

/// Whether reading a message looks at its flags: to branch, or for a field.
pub(super) fn are_read(layout: &Layout) -> bool {
    let is_field = |shape: &Shape| shape.flag_fields().next().is_some() || shape.unknown_flags.is_some();
    let cuts = match &layout.plan.read {
        Reading::Block(block) => cut_by_flags(&block.minimal),
        Reading::Sequence(_) => false,
    };
    let decide = layout.plan.checks().decides(&mut |on| matches!(on, Subject::Flag(_)));
    cuts || decide || layout.shapes.iter().any(is_field)
}

/// Whether it depends on flags how a block is cut.
pub(super) fn cut_by_flags(steps: &[ReadStep]) -> bool {
    steps.iter().any(|step| match step {
        ReadStep::Values { .. } => false,
        ReadStep::When { on: Subject::Flag(_), .. } => true,
        ReadStep::When { then, .. } => cut_by_flags(then),
    })
}

/// What the field with the other flags is for.
pub(super) const UNKNOWN: &str = "The flags of the prefix that have no name, as bits of a number of 16.";
