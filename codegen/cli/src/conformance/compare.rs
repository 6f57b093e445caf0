//! What is a difference between an answer and what was expected.

use serde_json::Value as Json;

use super::corpus::Case;

/// How strictly answers are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strictness {
    /// Results, and the kind, place and offset of errors.
    Full,
    /// Results, and whether there is an error at all: the reference has no kinds.
    Acceptance,
}

impl Strictness {
    /// The reference, which has no kinds, says so in its description.
    pub(super) fn of(description: &Json) -> Self {
        if description["language"] == "python-reference" { Self::Acceptance } else { Self::Full }
    }

    /// What a testee compared like this is expected to answer.
    pub(super) fn expected(self, case: &Case) -> &Json {
        match (self, &case.reference) {
            (Self::Acceptance, Some(reference)) => reference,
            _ => &case.expect,
        }
    }

    pub(super) fn agree(self, expected: &Json, answer: &Json) -> bool {
        match (answer.get("ok"), answer.get("error")) {
            (Some(ok), None) => expected.get("ok") == Some(ok),
            (None, Some(error)) => match expected.get("error") {
                None => false,
                // An exception that the reference's wrapper did not foresee is no refusal.
                Some(_) if self == Self::Acceptance => error["kind"] != "unexpected",
                Some(expected) => ["kind", "at", "offset"].iter().all(|key| expected[key] == error[key]),
            },
            _ => false,
        }
    }
}

/// What kind of answer it is: `ok`, or the kind of error.
pub(super) fn outcome(answer: &Json) -> &str {
    match answer.get("ok") {
        Some(_) => "ok",
        None => answer["error"]["kind"].as_str().unwrap_or("no answer"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn errors_differ_in_kind_place_or_offset() {
        let expected = json!({ "error": { "kind": "too_long", "at": "x", "offset": 3 } });
        let agree = |answer| Strictness::Full.agree(&expected, &answer);
        assert!(agree(
            json!({ "id": 1, "error": { "kind": "too_long", "at": "x", "offset": 3, "detail": "" } })
        ));
        assert!(!agree(json!({ "id": 1, "error": { "kind": "too_long", "at": "x", "offset": 4 } })));
        assert!(!agree(json!({ "id": 1, "error": { "kind": "too_long", "at": null, "offset": 3 } })));
        assert!(!agree(json!({ "id": 1, "error": { "kind": "truncated", "at": "x", "offset": 3 } })));
        assert!(!agree(json!({ "id": 1, "ok": {} })));
        assert!(!agree(json!({ "id": 1 })));
    }

    #[test]
    fn the_reference_only_accepts_or_refuses() {
        let expected = json!({ "error": { "kind": "too_long", "at": "x", "offset": 3 } });
        let agree = |answer| Strictness::Acceptance.agree(&expected, &answer);
        assert!(agree(json!({ "error": { "kind": "refused", "at": null, "offset": null } })));
        assert!(!agree(json!({ "error": { "kind": "unexpected", "at": null, "offset": null } })));
        assert!(!agree(json!({ "ok": {} })));
    }
}
