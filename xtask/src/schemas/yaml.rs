//! YAML text of a tree. Scalars are written as JSON has them, which YAML takes too.

use serde_json::Value;

/// A file of a schema.
pub(super) fn write(tree: &Value) -> String {
    let mut text = String::new();
    write_entries(&mut text, tree, 0);
    text
}

fn write_entries(text: &mut String, tree: &Value, depth: usize) {
    for (key, value) in tree.as_object().into_iter().flatten() {
        text.push_str(&"  ".repeat(depth));
        let key = scalar(&Value::from(key.as_str()));
        // A key of more than 1024 characters has to be announced.
        if key.len() > 1000 {
            text.push_str(&["? ", &key, "\n", &"  ".repeat(depth)].concat());
        } else {
            text.push_str(&key);
        }
        text.push(':');
        match value {
            Value::Object(entries) if !entries.is_empty() => {
                text.push('\n');
                write_entries(text, value, depth + 1);
            }
            other => {
                text.push(' ');
                text.push_str(&scalar(other));
                text.push('\n');
            }
        }
    }
}

/// As JSON, with those characters escaped that YAML does not take as they are.
fn scalar(value: &Value) -> String {
    let json = value.to_string();
    let escaped = json.chars().map(|c| match c {
        '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' => format!("\\u{:04x}", u32::from(c)),
        c => c.to_string(),
    });
    escaped.collect()
}
