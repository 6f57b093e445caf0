//! Who bears a name: what reports call it, and how it gets another name.

use crate::ir::{Body, Layout, Name, Slot};

/// The bearer of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bearer {
    Type,
    Protocol,
    Message,
    Variant,
    /// The type of a variant, or of the entries of a group, whose name is made of the message's and its own.
    Part,
    /// A flag of a protocol, of which messages may have a field.
    Flag,
    /// The field for the flags without a name.
    UnknownFlags,
    /// The field of a header or a body that is called in code as it is on the wire.
    OnWire,
    /// A field whose name stands behind `field`.
    Field,
    Group,
    Rest,
}

impl Bearer {
    /// The bearer of a value's own name.
    pub(super) fn of_slot(layout: &Layout, slot: &Slot) -> Self {
        match slot.kind.as_group() {
            Some(_) => Self::Group,
            None if layout.is_block() => Self::OnWire,
            None => Self::Field,
        }
    }

    /// The bearer of a value's name in a shape.
    pub(super) fn of_value(layout: &Layout, slot: usize, name: &Name) -> Self {
        let slot = &layout.slots[slot];
        if name.span == slot.span { Self::of_slot(layout, slot) } else { Self::Field }
    }

    /// The bearer of a body's name in a shape, or of that of the rest.
    pub(super) fn of_body(layout: &Layout, name: &Name) -> Self {
        let is_own = |body: &Body| body.at == name.snake();
        match (layout.body.as_ref().is_some_and(is_own), layout.is_block()) {
            (true, true) => Self::OnWire,
            (true, false) => Self::Rest,
            (false, _) => Self::Field,
        }
    }

    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Type | Self::Part => "type",
            Self::Protocol => "protocol",
            Self::Message => "message",
            Self::Variant => "variant",
            Self::Flag => "flag",
            Self::UnknownFlags | Self::OnWire | Self::Field => "field",
            Self::Group => "group",
            Self::Rest => "rest",
        }
    }

    /// Any such bearer, as a phrase.
    pub(super) const fn phrase(self) -> &'static str {
        match self {
            Self::Type => "a type",
            Self::Protocol => "a protocol",
            Self::Message => "a message",
            Self::Variant => "a variant",
            Self::Part => "the type of a variant or an entry",
            Self::Flag => "a flag",
            Self::UnknownFlags => "the field for flags without a name",
            Self::OnWire | Self::Field => "a field",
            Self::Group => "a group",
            Self::Rest => "the rest",
        }
    }

    /// How it gets another name.
    pub(super) const fn rename(self) -> &'static str {
        match self {
            Self::Type | Self::Protocol | Self::Message | Self::Variant | Self::Flag => "choose another name",
            Self::Part => "choose another name for the message, or for the variant or the group",
            Self::UnknownFlags => "leave out `unknown_flags: keep`",
            Self::OnWire => "give it another name with `field`",
            Self::Field => "give it another `field`",
            Self::Group => "choose another name; the group's stands behind `group`",
            Self::Rest => "choose another name; that of the rest stands behind `rest`",
        }
    }

    /// How it gets another name than another bearer has.
    pub(super) const fn rename_one(self, other: Self) -> &'static str {
        match (self, other) {
            // That field is called so in every schema.
            (Self::UnknownFlags, bearer) | (bearer, Self::UnknownFlags) => bearer.rename(),
            (Self::Field, Self::Field) => "give one of them another `field`",
            (Self::OnWire | Self::Field, Self::OnWire | Self::Field) => {
                "give one of them another name with `field`"
            }
            (_, _) => "give one of them another name",
        }
    }

    /// Whether every language capitalises the name, which is no keyword then.
    pub(super) const fn is_capitalised(self) -> bool {
        matches!(self, Self::Message | Self::Variant | Self::Part)
    }

    /// Whether there are files of that name.
    pub(super) const fn has_files(self) -> bool {
        matches!(self, Self::Message | Self::Protocol)
    }
}
