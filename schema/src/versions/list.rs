//! The list `versions` itself.

use std::cmp::Ordering;
use std::collections::HashMap;

use crate::ast::{Root, Text};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::report::Report;
use crate::source::{Span, Spanned};

/// The most versions that a schema describes. Each that differs from the one before is checked as a whole.
pub(crate) const MOST_VERSIONS: usize = 100;

pub(super) fn report_list(root: &Root, versions: &Spanned<Vec<Text>>, report: &mut Report) {
    if versions.len() > MOST_VERSIONS {
        let message = format!("`versions` has {} versions", versions.len());
        let help = format!("a schema describes at most {MOST_VERSIONS}");
        report.push(Diagnostic::new(Code::TooLarge, versions.span, message).help(help));
        return;
    }
    report_order(versions, report);
    let Some(newest) = &root.version else { return };
    match versions.last() {
        Some(last) if last.value == newest.value => {}
        Some(last) => {
            let message =
                format!("the last of the `versions` is `{}`, and `version` another one", last.value);
            report.push(
                Diagnostic::new(Code::VersionOrder, last.span, message)
                    .related(newest.span, "the `version`")
                    .help(format!(
                        "the newest comes last: add `{}` to the list, or correct `version`",
                        newest.value
                    )),
            );
        }
        None => {
            let help = format!("such as `versions: [0.9.0, {}]`; or leave it out", newest.value);
            report.push(Diagnostic::new(Code::VersionOrder, versions.span, "`versions` is empty").help(help));
        }
    }
}

/// Each version stands once, behind those that are older.
fn report_order(versions: &[Text], report: &mut Report) {
    let mut first: HashMap<&str, Span> = HashMap::new();
    for version in versions {
        if let Some(before) = first.insert(version, version.span) {
            report.push(
                Diagnostic::new(
                    Code::VersionOrder,
                    version.span,
                    format!("`{}` is listed twice", version.value),
                )
                .related(before, "first listed here")
                .help("leave out one of the two"),
            );
        }
    }
    for pair in versions.windows(2) {
        let [one, next] = pair else { continue };
        if compare(one, next) == Some(Ordering::Greater) {
            let message = format!("`{}` stands behind `{}`, which is newer", next.value, one.value);
            report.push(
                Diagnostic::new(Code::VersionOrder, next.span, message)
                    .related(one.span, "the newer one")
                    .help("list the oldest version first"),
            );
        }
    }
}

/// Which of two versions is older, if both are numbers with dots between them. Others are taken as they are listed.
fn compare(one: &str, other: &str) -> Option<Ordering> {
    let numbers = |text: &str| text.split('.').map(|part| part.parse().ok()).collect::<Option<Vec<u64>>>();
    Some(numbers(one)?.cmp(&numbers(other)?))
}
