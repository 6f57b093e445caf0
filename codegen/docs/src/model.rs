//! The programs by which the pages decode what is pasted into them: what `lonely export` prints, without what reading does not
//! need. A script that assigns it, since a page that is opened from a file may not fetch.

use lonelypsp_export::export;
use lonelypsp_schema::{Direction, Protocol, Schema};
use serde_json::{Map, Value as Json, json};

/// What reading needs nothing of.
const LEFT_OUT: [&str; 8] =
    ["doc", "availability", "write", "fast", "scan", "signatures", "http", "answered_by"];

/// The scripts of all protocols and directions, by their file names.
pub(crate) fn scripts(schema: &Schema) -> Vec<(String, String)> {
    let exported = serde_json::to_value(export(schema)).unwrap_or_default();
    let protocols = exported.get("protocols").and_then(Json::as_array).cloned().unwrap_or_default();
    let mut scripts = Vec::new();
    for mut protocol in protocols {
        strip(&mut protocol);
        let messages = protocol.as_object_mut().and_then(|members| members.remove("messages"));
        let messages = messages.and_then(|list| list.as_array().cloned()).unwrap_or_default();
        for direction in Direction::BOTH {
            let is_own = |message: &&Json| message.get("direction") == Some(&json!(direction.as_str()));
            let own: Vec<Json> = messages.iter().filter(is_own).cloned().collect();
            if own.is_empty() {
                continue;
            }
            let name = protocol.get("name").and_then(Json::as_str).unwrap_or_default();
            let model = json!({ "protocol": protocol, "messages": own });
            let text = format!("(globalThis.lonely = globalThis.lonely || {{}}).model = {model};\n");
            scripts.push((format!("{name}.{}.js", direction.as_str()), text));
        }
    }
    scripts
}

/// What the script of a protocol and direction is called.
pub(crate) fn file(protocol: &Protocol, direction: Direction) -> String {
    format!("{}.{}.js", protocol.name, direction.as_str())
}

fn strip(value: &mut Json) {
    match value {
        Json::Object(members) => {
            let all = std::mem::take(members);
            let kept = all.into_iter().filter(|(key, _)| !LEFT_OUT.contains(&key.as_str()));
            *members = kept
                .map(|(key, mut value)| {
                    strip(&mut value);
                    (key, value)
                })
                .collect::<Map<String, Json>>();
        }
        Json::Array(items) => items.iter_mut().for_each(strip),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
}
