//! In which versions something is there.

use lonelypsp_schema as model;
use serde::Serialize;

/// In which versions something is there, and whether it still should be used. An export is that of one version, which has whatever
/// is in it: this is for those who read about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Availability<'s> {
    /// The first version that has it; otherwise it is the oldest.
    pub since: Option<&'s str>,
    /// The last version that has it; otherwise it is the newest.
    pub until: Option<&'s str>,
    /// That it should not be used any more.
    pub deprecated: Option<Deprecation<'s>>,
}

/// That something should not be used any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Deprecation<'s> {
    /// The first version in which that holds, if it is said.
    pub since: Option<&'s str>,
    /// Why, and what is to be used instead, as Markdown.
    pub note: &'s str,
}

impl<'s> Availability<'s> {
    pub(crate) fn of(availability: &'s model::Availability) -> Self {
        let model::Availability { since, until, deprecated } = availability;
        let deprecated = deprecated.as_ref().map(|deprecated| {
            let model::Deprecation { since, note } = deprecated;
            Deprecation { since: since.as_deref(), note }
        });
        Self { since: since.as_deref(), until: until.as_deref(), deprecated }
    }
}
