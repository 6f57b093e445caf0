//! In which versions something is there.

use super::{Layout, Message, Protocol};

/// In which versions of the schema something is there, and whether it still should be used.
///
/// The model is that of one version, which has whatever is in it. So this is for those who read about it, and nothing else
/// depends on it. What `since` and `until` say is also the last paragraph of the documentation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Availability {
    /// The first version that has it, if that is said; otherwise it is the oldest.
    pub since: Option<String>,
    /// The last version that has it, if that is said; otherwise it is the newest.
    pub until: Option<String>,
    /// That it should not be used any more.
    pub deprecated: Option<Deprecation>,
}

/// That something should not be used any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deprecation {
    /// The first version in which that holds, if it is said.
    pub since: Option<String>,
    /// Why, and what is to be used instead. Markdown, perhaps of several lines.
    pub note: String,
}

impl Availability {
    /// A documentation with what is to be said of versions.
    pub(crate) fn told(&self, doc: String) -> String {
        let text = match (&self.since, &self.until) {
            (None, None) => return doc,
            (Some(since), None) => format!("Since version {since}."),
            (None, Some(until)) => format!("Up to version {until}."),
            (Some(since), Some(until)) if since == until => format!("In version {since} alone."),
            (Some(since), Some(until)) => format!("From version {since} up to version {until}."),
        };
        if doc.is_empty() { text } else { format!("{doc}\n\n{text}") }
    }
}

impl Deprecation {
    /// Its note in one line, as attributes and decorators take it.
    ///
    /// ```
    /// let deprecation = lonelypsp_schema::Deprecation { since: None, note: "Nobody reads it;\nuse `b`.".to_owned() };
    /// assert_eq!(deprecation.line(), "Nobody reads it; use `b`.");
    /// ```
    pub fn line(&self) -> String {
        self.note.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

impl Protocol {
    /// Whether anything of it is deprecated, so that generated code must not be told so by itself.
    pub fn has_deprecated(&self) -> bool {
        self.flags.iter().any(|flag| flag.availability.deprecated.is_some())
            || self.messages.iter().any(Message::has_deprecated)
    }
}

impl Message {
    /// Whether it is deprecated, or anything in it but the flags of its protocol.
    pub fn has_deprecated(&self) -> bool {
        let Layout { slots, groups, shapes, body, .. } = &self.layout;
        let of_slots = slots.iter().chain(groups.iter().flat_map(|group| &group.slots));
        let of_slots = of_slots.map(|slot| &slot.availability);
        let of_shapes = shapes.iter().map(|shape| &shape.availability);
        let of_body = body.iter().map(|body| &body.availability);
        let mut all = of_slots.chain(of_shapes).chain(of_body).chain([&self.availability]);
        all.any(|availability| availability.deprecated.is_some())
    }
}
