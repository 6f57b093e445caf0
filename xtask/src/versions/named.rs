//! The messages that break, as `lonely breaking` has them.

use std::collections::BTreeSet;

use anyhow::Result;
use lonelypsp_breaking::{Category, Finding, Options, Shown, Way, compare};

use crate::corpus::OLD_VERSION;
use crate::model::{schema, schema_of};

/// Messages with their protocols in front: `signing.receive`.
pub(super) struct Named {
    /// Those whose old bytes a new reader takes otherwise.
    pub(super) old_bytes: BTreeSet<String>,
    /// Those whose new bytes an old reader takes otherwise.
    pub(super) new_bytes: BTreeSet<String>,
}

/// What it names. Which documents sign a message is beside the bytes of the message, and shown by none.
pub(super) fn named() -> Result<Named> {
    let findings = compare(&schema_of(OLD_VERSION)?, &schema()?, Options::default());
    let is_shown = |finding: &Finding| {
        finding.evidence.iter().any(|evidence| matches!(evidence.shown, Shown::Bytes { .. }))
    };
    let wire: Vec<&Finding> = findings
        .iter()
        .filter(|finding| finding.rule.category() == Category::Wire && is_shown(finding))
        .collect();
    let of = |way| {
        let read = wire.iter().filter(|finding| finding.ways().has(way));
        read.map(|finding| finding.subject.clone()).collect()
    };
    Ok(Named { old_bytes: of(Way::NewReader), new_bytes: of(Way::OldReader) })
}
