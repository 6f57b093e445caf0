//! Findings as a log of SARIF 2.1.0 (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>), with one run.

use std::collections::BTreeMap;
use std::io::{self, Write};

use lonelypsp_findings::{Finding, Findings, Fix, Place, Rule, Severity};
use serde_json::{Value as Json, json};

use crate::printable::JsonWriter;

use super::place::{Region, locate, region};

pub(super) fn write(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    // Rules by code, so that a log depends on nothing but what was found.
    let rules: BTreeMap<&str, &Rule> =
        findings.list.iter().map(|finding| (finding.rule.code, finding.rule)).collect();
    let index: BTreeMap<&str, usize> = rules.keys().enumerate().map(|(index, code)| (*code, index)).collect();
    let results = findings.list.iter().map(|finding| {
        let mut result = result(finding, findings);
        result["ruleIndex"] = json!(index.get(finding.rule.code));
        result
    });
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "lonely",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": rules.values().map(|rule| descriptor(rule)).collect::<Json>(),
            } },
            // What `locate` counts columns in.
            "columnKind": "unicodeCodePoints",
            "results": results.collect::<Json>(),
        }],
    });
    serde_json::to_writer_pretty(JsonWriter(&mut *out), &log)?;
    writeln!(out)
}

fn descriptor(rule: &Rule) -> Json {
    json!({
        "id": rule.code,
        "name": rule.name,
        "shortDescription": { "text": sentence(rule.title) },
        "fullDescription": { "text": rule.reason },
        "help": { "text": format!("{}\n\nlonely explain {}", rule.explanation(), rule.code) },
        "defaultConfiguration": { "level": level(rule.severity) },
        "properties": { "tags": [rule.category] },
    })
}

fn result(finding: &Finding, findings: &Findings) -> Json {
    let mut text = sentence(&finding.message);
    if let Some(help) = &finding.help {
        text.push(' ');
        text.push_str(&sentence(help));
    }
    if let Some(evidence) = &finding.evidence {
        text.push_str("\n\n");
        text.push_str(evidence);
    }
    let mut result = json!({
        "ruleId": finding.rule.code,
        "level": level(finding.severity),
        "message": { "text": text },
        "locations": [location(&finding.place, findings)],
    });
    if !finding.related.is_empty() {
        let related = finding.related.iter().enumerate().map(|(index, related)| {
            let mut location = location(&related.place, findings);
            location["id"] = json!(index);
            let version = locate(findings, &related.place).version;
            let version = version.map(|version| format!(" (in {version})")).unwrap_or_default();
            location["message"] = json!({ "text": format!("{}{version}", related.remark) });
            location
        });
        result["relatedLocations"] = related.collect();
    }
    if let Some(fix) = &finding.fix {
        result["fixes"] = json!([fix_to_json(fix, findings)]);
    }
    result
}

fn location(place: &Place, findings: &Findings) -> Json {
    let located = locate(findings, place);
    let mut physical = json!({ "artifactLocation": artifact(located.path) });
    if let Some(region) = located.region {
        physical["region"] = region_to_json(&region);
    }
    json!({ "physicalLocation": physical })
}

fn region_to_json(region: &Region) -> Json {
    json!({
        "startLine": region.start.line,
        "startColumn": region.start.column,
        "endLine": region.end.line,
        "endColumn": region.end.column,
    })
}

/// A fix with the edits of each file together.
fn fix_to_json(fix: &Fix, findings: &Findings) -> Json {
    let mut by_file: BTreeMap<_, Vec<Json>> = BTreeMap::new();
    for edit in &fix.edits {
        let deleted = region_to_json(&region(&findings.sources, edit.span));
        by_file.entry(edit.span.file).or_default().push(json!({
            "deletedRegion": deleted,
            "insertedContent": { "text": edit.text },
        }));
    }
    let changes = by_file.into_iter().map(|(file, replacements)| {
        json!({
            "artifactLocation": artifact(&findings.sources.file(file).path),
            "replacements": replacements,
        })
    });
    json!({ "description": { "text": sentence(&fix.what) }, "artifactChanges": changes.collect::<Json>() })
}

/// A file. What is relative is so to where the command runs, which for code scanning is the root of the repository.
fn artifact(path: &str) -> Json {
    let (uri, is_relative) = uri(path);
    if is_relative { json!({ "uri": uri, "uriBaseId": "%SRCROOT%" }) } else { json!({ "uri": uri }) }
}

/// A path as a URI reference (RFC 3986), and whether it is relative. Everything but unreserved characters and the `/` is
/// escaped, so that no first part looks like a scheme.
fn uri(path: &str) -> (String, bool) {
    let path = if std::path::MAIN_SEPARATOR == '\\' { path.replace('\\', "/") } else { path.to_owned() };
    let has_drive = std::path::MAIN_SEPARATOR == '\\' && path.get(1..2) == Some(":");
    let escaped: String = path.bytes().map(escape).collect();
    match (path.starts_with('/'), has_drive) {
        (true, _) => (format!("file://{escaped}"), false),
        (false, true) => (format!("file:///{escaped}"), false),
        (false, false) => (escaped, true),
    }
}

fn escape(byte: u8) -> String {
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    }
}

fn level(severity: Severity) -> &'static str {
    severity.as_str()
}

/// What is said without a full stop, as a sentence of its own, as SARIF wants its messages.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first: String = chars.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    let end = if text.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("{first}{}{end}", chars.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_escaped_as_uris() {
        assert_eq!(uri("a b/ü#?%.yaml"), ("a%20b/%C3%BC%23%3F%25.yaml".to_owned(), true));
        assert_eq!(uri("main:a.yaml"), ("main%3Aa.yaml".to_owned(), true));
        assert_eq!(uri("/a/b"), ("file:///a/b".to_owned(), false));
    }
}
