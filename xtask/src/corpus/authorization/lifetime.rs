//! How old a header may be, or how new: to the nanosecond, both edges included.

use serde_json::{Value, json};

use crate::corpus::case::{Judgement, Topic};
use crate::wire::body::{Layout, typical};

use super::verify::judge;
use super::{Signed, TIME, verify};

pub(super) fn add(topic: &mut Topic, layout: &Layout) {
    let signed = Signed::typical(layout);
    let request = |now: &str, lifetime: &str| {
        let mut request = verify(&signed.draft, &json!(signed.header));
        request["now"] = json!(now);
        request["token_lifetime"] = json!(lifetime);
        request
    };
    for (now, lifetime, is_ok) in [
        ("1700000000", "0", true),
        ("1700000000.0", "0.000000000", true),
        ("1700000000.5", "0", false),
        ("1699999999.5", "0", false),
        ("1700000000.5", "0.5", true),
        ("1699999999.5", "0.5", true),
        ("1700000000.5", "0.25", false),
        ("1699999999.5", "0.25", false),
        ("1700000120", "120", true),
        ("1699999880", "120", true),
        ("1700000121", "120", false),
        ("1699999879", "120", false),
        ("1700000120.25", "120", false),
        ("1699999879.75", "120", false),
        ("1700000120.25", "120.25", true),
        ("1699999879.75", "120.25", true),
        ("0", "1700000000", true),
        ("0", "1699999999", false),
        ("99999999999999999999", "99999999999999999999", true),
        ("1700000000", "99999999999999999999.999999999", true),
    ] {
        let result = if is_ok { "ok" } else { "forbidden" };
        judge(topic, layout, &format!("lifetime/{lifetime}-at-{now}"), request(now, lifetime), result);
    }
    // In a double there is no such difference: the reference is a little more generous, or less.
    for (now, lifetime, is_ok) in [
        ("1700000120.000000001", "120", false),
        ("1699999879.999999999", "120", false),
        ("1700000000.000000001", "0", false),
        ("1699999999.999999999", "0", false),
    ] {
        let what = format!("lifetime/{lifetime}-at-{now}");
        let result = if is_ok { "ok" } else { "forbidden" };
        differ(topic, layout, &what, request(now, lifetime), result);
    }
    edges(topic, layout);
}

/// Times at the edges of what a header can say.
fn edges(topic: &mut Topic, layout: &Layout) {
    for (time, now, result) in [
        (0, "0", "ok"),
        (0, "120", "ok"),
        (0, "120.5", "forbidden"),
        (119, "0", "ok"),
        (121, "0", "forbidden"),
        (TIME + 120, "1700000000", "ok"),
        (TIME + 121, "1700000000", "forbidden"),
        (u64::MAX, "18446744073709551615", "ok"),
        (u64::MAX, "1700000000", "forbidden"),
    ] {
        let signed = Signed::of(typical(layout), time, "n");
        let mut request = verify(&signed.draft, &json!(signed.header));
        request["now"] = json!(now);
        judge(topic, layout, &format!("lifetime/time-{time}-at-{now}"), request, result);
    }
}

/// Answered so here, and otherwise by the reference.
pub(super) fn differ(topic: &mut Topic, layout: &Layout, what: &str, request: Value, result: &str) {
    let judgement = Judgement::Otherwise(json!({ "result": result }));
    topic.push(&format!("{}/{what}", layout.name), request, judgement);
}
