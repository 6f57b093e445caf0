//! What a new message looks like.

use lonelypsp_schema::{Direction, Protocol};

/// The entry, from the first column: headers where the protocol has a flag for them, else a sequence.
pub(super) fn entry(protocol: &Protocol, direction: Direction, name: &str, code: u16) -> String {
    let sender = direction.sender();
    let head = format!(
        "{name}:\n  from: {sender}\n  code: {code}\n  doc: \"TODO: say what it is for, and what answers it.\"\n"
    );
    if protocol.minimal_flag() != 0 {
        return head
            + "  headers: {}\n  body: { field: content, doc: \"TODO: say what it holds, or remove it.\" }\n";
    }
    let code = protocol.leading_code(direction);
    let code = code.map(|width| format!("    - code: {}\n", width.as_str())).unwrap_or_default();
    format!("{head}  sequence:\n{code}    - {{ rest: content, doc: \"TODO: say what it holds.\" }}\n")
}
