//! Places as formats for programs have them.

use lonelypsp_findings::{Findings, Place};
use lonelypsp_schema::{Position, SourceMap, Span};

/// A place in words and numbers.
pub(super) struct Located<'f> {
    /// The path of the file.
    pub(super) path: &'f str,
    /// What the version is called that the file belongs to, if it is not the one that is looked at.
    pub(super) version: Option<&'f str>,
    /// From where to where; none for a file as a whole.
    pub(super) region: Option<Region>,
}

/// Lines and columns count from 1, columns in characters (Unicode code points).
pub(super) struct Region {
    pub(super) start: Position,
    /// Behind the last character.
    pub(super) end: Position,
}

pub(super) fn locate<'f>(findings: &'f Findings, place: &'f Place) -> Located<'f> {
    match (place, findings.look_up(place)) {
        (Place::File(path), _) => Located { path, version: None, region: None },
        (Place::Line(path, line), _) => {
            let at = Position { line: *line, column: 1 };
            Located { path, version: None, region: Some(Region { start: at, end: at }) }
        }
        (place, Some((sources, span))) => {
            let version = findings.before.as_ref().map(|before| before.label.as_str());
            let version = version.filter(|_| matches!(place, Place::Before(_)));
            Located { path: &sources.file(span.file).path, version, region: Some(region(sources, span)) }
        }
        (Place::Here(_) | Place::Before(_), None) => Located { path: "", version: None, region: None },
    }
}

pub(super) fn region(sources: &SourceMap, span: Span) -> Region {
    let behind = Span { start: span.end.max(span.start), ..span };
    Region { start: sources.position(span), end: sources.position(behind) }
}
