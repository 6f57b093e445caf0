//! The families of codes that there are.

use lonelypsp_findings::{Allow, Family, schema_family};

use crate::generate::Stale;

/// The codes of all verbs.
pub(crate) fn families() -> Vec<Family> {
    let mut families = vec![schema_family(), Allow::FAMILY, Stale::FAMILY];
    #[cfg(feature = "authoring")]
    families.extend([
        lonelypsp_lint::Lint::FAMILY,
        lonelypsp_fmt::Style::FAMILY,
        lonelypsp_breaking::Rule::FAMILY,
    ]);
    families
}
