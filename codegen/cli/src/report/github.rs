//! Findings as workflow commands of GitHub Actions, which shows them beside the lines they are about
//! (<https://docs.github.com/actions/reference/workflow-commands-for-github-actions>).

use std::io::{self, Write};

use lonelypsp_findings::{Finding, Findings, Severity};

use crate::printable;

use super::place::locate;

pub(super) fn write(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    for finding in &findings.list {
        writeln!(out, "{}", command(finding, findings))?;
    }
    Ok(())
}

fn command(finding: &Finding, findings: &Findings) -> String {
    let name = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let located = locate(findings, &finding.place);
    let mut properties = vec![format!("file={}", property(located.path))];
    if let Some(region) = located.region {
        properties.push(format!("line={},col={}", region.start.line, region.start.column));
        // Columns of an end are refused where it is in another line, and an end that is not behind the beginning.
        if region.start.line == region.end.line && region.end.column > region.start.column {
            properties.push(format!("endColumn={}", region.end.column));
        }
    }
    properties.push(format!("title={}", property(&format!("{} {}", finding.rule.code, finding.rule.name))));
    let mut message = finding.message.clone();
    for more in [&finding.help, &finding.evidence].into_iter().flatten() {
        message.push('\n');
        message.push_str(more);
    }
    format!("::{name} {}::{}", properties.join(","), data(&message))
}

/// Text as a message: GitHub ends a command with the line, and takes line ends as `%0A`.
fn data(text: &str) -> String {
    printable::block(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The same as a property, which commas and colons end.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    // What GitHub's own toolkit does: `packages/core/src/command.ts`, `escapeData` and `escapeProperty`.
    #[test]
    fn what_would_end_a_command_or_a_property_is_escaped() {
        assert_eq!(data("100%: a, b\nc::d"), "100%25: a, b%0Ac::d");
        assert_eq!(property("a,b:c%\n"), "a%2Cb%3Ac%25%0A");
    }
}
