//! From syntax trees to the model of the version that is wanted, and to the problems of all.

use crate::ast::{Root, Unit};
use crate::check::check_model;
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::ir::Schema;
use crate::lower::lower;
use crate::report::Report;
use crate::source::SourceMap;
use crate::versions::{Versions, check_availability, merge, project};

/// What is to be made of a schema.
pub(crate) struct Wanted<'a> {
    /// The version; without one it is the newest.
    pub(crate) version: Option<&'a str>,
    /// Whether all other versions are checked as well.
    pub(crate) others: bool,
}

/// The model of one version; the problems of all.
pub(super) fn model(
    head: Root,
    units: &[Unit],
    wanted: &Wanted<'_>,
    sources: SourceMap,
    report: &mut Report,
) -> Schema {
    let problems_before = report.len();
    let versions = Versions::of(&head, report);
    let changes = check_availability(head.version.as_ref(), versions.as_ref(), units, report);
    let has_sound_versions = report.len() == problems_before;
    report_unknown(&head, versions.as_ref(), wanted, report);
    let one = |head: Root, units: &[Unit], sources: SourceMap, report: &mut Report| {
        let (schema, types) = lower(head, units, sources, report);
        check_model(&schema, &types, units, report);
        schema
    };
    let Some(versions) = versions else { return one(head, units, sources, report) };
    let at = wanted.version.and_then(|wanted| versions.position(wanted)).unwrap_or(versions.newest());
    let in_version = |at: usize, sources: SourceMap, report: &mut Report| {
        let mut head = head.clone();
        if let Some(version) = &mut head.version {
            versions.name(at).clone_into(&mut version.value);
        }
        one(head, &project(&versions, at, units), sources, report)
    };
    // What follows from a version that is not understood is not worth reporting.
    if !has_sound_versions || !wanted.others {
        let schema = in_version(at, sources, report);
        report.keep_first_of(Code::Outlived);
        return schema;
    }
    // Versions that do not differ from the one before have the same problems.
    let same = changes.range(..=at).next_back().copied().unwrap_or_default();
    let (mut found, mut schema, mut sources) = (Vec::new(), None, Some(sources));
    for change in &changes {
        let mut of_version = Report::default();
        if *change == same {
            schema = Some(in_version(at, sources.take().unwrap_or_default(), &mut of_version));
        } else {
            in_version(*change, SourceMap::default(), &mut of_version);
        }
        found.push((*change, of_version));
    }
    merge(&versions, &changes, found, report);
    schema.unwrap_or_else(|| in_version(at, sources.take().unwrap_or_default(), &mut Report::quiet()))
}

/// Reports that a version is wanted that there is not.
fn report_unknown(head: &Root, versions: Option<&Versions>, wanted: &Wanted<'_>, report: &mut Report) {
    let Some(version) = wanted.version else { return };
    let only = head.version.iter().map(|version| version.as_str());
    let is_known = match versions {
        Some(versions) => versions.position(version).is_some(),
        None => only.clone().any(|only| only == version),
    };
    if !is_known {
        let help = versions.map_or_else(
            || format!("it has {}, and no other", only.collect::<String>()),
            |versions| versions.listed("it has"),
        );
        let place = head.versions.as_ref().map(|versions| versions.span);
        let place = place.or(head.version.as_ref().map(|version| version.span)).unwrap_or(head.span);
        let message = format!("version `{version}` is wanted, which this schema does not have");
        report.push(Diagnostic::new(Code::UnknownVersion, place, message).help(help));
    }
}
