//! Findings as a list of objects, one for each.
//!
//! | member | |
//! | --- | --- |
//! | `code`, `name` | of the rule: `LS004`, `unknown-key` |
//! | `severity` | `error`, `warning` or `note` |
//! | `message` | what is wrong, in one sentence |
//! | `file`, `line`, `column` | where; lines and columns count from 1, columns in characters. `line` and `column` are null for a file as a whole |
//! | `end_line`, `end_column` | where that ends, behind the last character |
//! | `help` | what would be right, or null |
//! | `related` | other places, each with `message`, and with `version` if it is in the version compared with |
//! | `evidence` | text that shows it, or null |
//! | `fix` | what would cure it, or null: `description`, and `edits` with `file`, the bytes `start` to `end` and the `text` that takes their place |
//! | `explain` | the command that explains the rule |

use std::io::{self, Write};

use lonelypsp_findings::{Finding, Findings, Fix, Place};
use serde::Serializer as _;
use serde_json::{Value as Json, json};

use crate::printable::JsonWriter;

use super::place::locate;

pub(super) fn write(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    let objects = findings.list.iter().map(|finding| one_to_json(finding, findings));
    serde_json::Serializer::pretty(JsonWriter(&mut *out)).collect_seq(objects)?;
    writeln!(out)
}

fn one_to_json(finding: &Finding, findings: &Findings) -> Json {
    let (mut object, place) = (json!({}), place_to_json(&finding.place, findings));
    object["code"] = json!(finding.rule.code);
    object["message"] = json!(finding.message);
    for key in ["file", "line", "column"] {
        object[key] = place[key].clone();
    }
    object["help"] = json!(finding.help);
    let related = finding.related.iter().map(|related| {
        let mut place = place_to_json(&related.place, findings);
        place["message"] = json!(related.remark);
        place
    });
    object["related"] = related.collect();
    object["name"] = json!(finding.rule.name);
    object["severity"] = json!(finding.severity.as_str());
    for key in ["end_line", "end_column"] {
        object[key] = place[key].clone();
    }
    object["evidence"] = json!(finding.evidence);
    object["fix"] = finding.fix.as_ref().map_or(Json::Null, |fix| fix_to_json(fix, findings));
    object["explain"] = json!(format!("lonely explain {}", finding.rule.code));
    object
}

fn place_to_json(place: &Place, findings: &Findings) -> Json {
    let located = locate(findings, place);
    let (start, end) = (located.region.as_ref().map(|it| it.start), located.region.as_ref().map(|it| it.end));
    let mut object = json!({
        "file": located.path,
        "line": start.map(|start| start.line),
        "column": start.map(|start| start.column),
        "end_line": end.map(|end| end.line),
        "end_column": end.map(|end| end.column),
    });
    if let Some(version) = located.version {
        object["version"] = json!(version);
    }
    object
}

fn fix_to_json(fix: &Fix, findings: &Findings) -> Json {
    let edits = fix.edits.iter().map(|edit| {
        let file = &findings.sources.file(edit.span.file).path;
        json!({ "file": file, "start": edit.span.start, "end": edit.span.end, "text": edit.text })
    });
    json!({ "description": fix.what, "edits": edits.collect::<Json>() })
}
