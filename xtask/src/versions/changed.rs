//! What has changed since the older version, and what that makes of a case: worked out from the bytes and from the description
//! of the wire format, not by any codec.
//!
//! - `CONFIRM_RECEIVE` has got a fourth header, `x-num-subscribers`, behind the three that it had. A reader of today finds that
//!   it is missing, or takes for it what stands behind the old message; an older reader overlooks it.
//! - Four documents have got the next number, so nobody has signed what the other checks.
//! - Two documents are new.

use std::collections::{BTreeSet, HashMap};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use crate::corpus::KEY;
use crate::hex::hex;
use crate::wire::Expected;
use crate::wire::signature::{header, hmac};

use super::Case;

/// The message that has got a header, and the header.
const CONFIRM: &str = "stateful.confirm_receive";
const HEADER: &str = "x-num-subscribers";
const FIELD: &str = "num_subscribers";
/// The most bytes that its value can have.
const WIDTH: usize = 4;

/// The documents that have got the next number.
const RENUMBERED: [&str; 4] = [
    "signing.stateful_confirm_configure",
    "signing.stateful_enable_zstd_preset",
    "signing.stateful_enable_zstd_custom",
    "signing.stateful_disable_zstd_custom",
];
/// The documents that are new.
const NEW: [&str; 2] = ["signing.set_subscriptions_response", "signing.stateful_continue_notify"];

/// Cases, and what is expected of each in the other version.
pub(super) struct Changed {
    pub(super) cases: Vec<Case>,
    pub(super) expected: Vec<Value>,
}

/// What new code has to answer to each old case.
pub(super) fn to_new(cases: &[Case]) -> Result<Vec<Value>> {
    let documents = documents(cases);
    let answer = |case: &Case| match case.message.as_str() {
        CONFIRM => confirm_in_new(case),
        message if RENUMBERED.contains(&message) => renumbered(case, &documents, 1),
        _ => Ok(case.expect.clone()),
    };
    cases.iter().map(answer).collect()
}

/// Of the new cases those that are right and about these messages, and what old code has to answer.
pub(super) fn to_old(cases: Vec<Case>, names: &BTreeSet<String>) -> Result<Changed> {
    let documents = documents(&cases);
    // Somebody who is not told which document it is takes it for the one that has the number here: that is about the other.
    let is_told = |case: &Case| case.message == CONFIRM || case.request.get("message").is_some();
    let is_right = |case: &Case| case.expect.get("ok").is_some() && !case.request["hex"].is_array();
    let cases = cases.into_iter();
    let cases = cases.filter(|case| names.contains(&case.message) && is_right(case) && is_told(case));
    let cases: Vec<Case> = cases.collect();
    let answer = |case: &Case| match case.message.as_str() {
        CONFIRM => Ok(confirm_in_old(case)),
        message if RENUMBERED.contains(&message) => renumbered(case, &documents, -1),
        message if NEW.contains(&message) => Ok(bad_value()),
        message => bail!("nothing is known of a change of {message}"),
    };
    let expected = cases.iter().map(answer).collect::<Result<_>>()?;
    let seen: BTreeSet<String> = cases.iter().map(|case| case.message.clone()).collect();
    ensure!(seen == *names, "`lonely breaking` names {names:?}, and there are cases about {seen:?}");
    Ok(Changed { cases, expected })
}

fn error(kind: &'static str, at: Option<&str>, offset: Option<usize>) -> Value {
    json!({ "error": Expected { kind, at: at.map(str::to_owned), offset }.to_json() })
}

/// A request that names what is not there, or lacks what is.
fn bad_value() -> Value {
    error("bad_value", None, None)
}

/// An old message to a new reader; the header comes last, so whatever else is wrong is found before it.
fn confirm_in_new(case: &Case) -> Result<Value> {
    if case.request["op"] == "encode" {
        return Ok(bad_value());
    }
    let bytes = unhex(&case.request["hex"])?;
    if case.expect["error"]["kind"] == "truncated" {
        return Ok(case.expect.clone());
    }
    let is_minimal = bytes.get(1).is_some_and(|flags| flags & 1 == 1);
    if !is_minimal {
        let is_right = case.expect.get("ok").is_some();
        let end = if is_right { Some(expanded_end(&bytes).context("it has no block")?) } else { None };
        return Ok(
            end.map_or_else(|| case.expect.clone(), |end| error("missing_header", Some(HEADER), Some(end)))
        );
    }
    let end = skip(&bytes, 4, 3).context("it has no block")?;
    let truncated = |offset| Ok(error("truncated", Some(HEADER), Some(offset)));
    let Some(length) = number(&bytes, end) else { return truncated(end) };
    let Some(value) = bytes.get(end + 2..end + 2 + length) else { return truncated(end + 2) };
    if case.expect.get("error").is_some() {
        return Ok(case.expect.clone());
    }
    if length > WIDTH {
        return Ok(error("too_long", Some(HEADER), Some(end + 2)));
    }
    let count = value.iter().fold(0_u64, |count, byte| count << 8 | u64::from(*byte));
    let mut expect = case.expect.clone();
    expect["ok"]["fields"][FIELD] = json!(count.to_string());
    Ok(expect)
}

/// A new message to an old reader.
fn confirm_in_old(case: &Case) -> Value {
    if case.request["op"] == "encode" {
        return bad_value();
    }
    let mut expect = case.expect.clone();
    expect["ok"]["fields"].as_object_mut().map(|fields| fields.shift_remove(FIELD));
    expect
}

/// The bytes of all documents that are written, by message and fields.
type Documents = HashMap<String, Vec<u8>>;

fn documents(cases: &[Case]) -> Documents {
    let written = cases.iter().filter(|case| case.request["op"] == "encode");
    let document = |case: &Case| Some((key(case), unhex(&case.expect["ok"]["hex"]).ok()?));
    written.filter_map(document).collect()
}

fn key(case: &Case) -> String {
    format!("{} {}", case.message, case.request["fields"])
}

/// A document whose number is greater by this in the other version.
fn renumbered(case: &Case, documents: &Documents, step: i8) -> Result<Value> {
    if case.expect.get("ok").is_none() {
        return Ok(case.expect.clone());
    }
    let with_number = |mut bytes: Vec<u8>| {
        bytes.iter_mut().take(1).for_each(|number| *number = number.wrapping_add_signed(step));
        bytes
    };
    match case.request["op"].as_str() {
        Some("decode") => Ok(error("unexpected_type", None, Some(0))),
        Some("encode") => {
            let bytes = with_number(unhex(&case.expect["ok"]["hex"])?);
            Ok(json!({ "ok": { "hex": hex(&bytes) } }))
        }
        Some("sign") => {
            let document = documents.get(&key(case)).cloned();
            let document = document.with_context(|| format!("no case has the bytes of {}", case.name))?;
            let fields = &case.request["fields"];
            let time = fields["timestamp"].as_str().context("it has no time")?.parse()?;
            let nonce = fields["nonce"].as_str().context("it has no nonce")?;
            let authorization = header(time, nonce, &hmac(&KEY, &with_number(document)));
            Ok(json!({ "ok": { "authorization": authorization } }))
        }
        Some("verify") if case.expect["ok"]["result"] == "ok" => {
            Ok(json!({ "ok": { "result": "forbidden" } }))
        }
        Some("verify") => Ok(case.expect.clone()),
        op => bail!("nothing is known of the operation {op:?}"),
    }
}

/// Where an expanded block ends.
fn expanded_end(bytes: &[u8]) -> Option<usize> {
    skip(bytes, 6, 2 * number(bytes, 4)?)
}

/// What is behind so many pieces, each behind its length.
fn skip(bytes: &[u8], start: usize, pieces: usize) -> Option<usize> {
    (0..pieces).try_fold(start, |at, _| {
        let end = at + 2 + number(bytes, at)?;
        (end <= bytes.len()).then_some(end)
    })
}

/// A length or a count.
fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let two = bytes.get(at..at + 2)?;
    Some(usize::from(two[0]) << 8 | usize::from(two[1]))
}

fn unhex(text: &Value) -> Result<Vec<u8>> {
    let text = text.as_str().context("there is no hex")?;
    let byte = |at| Ok(u8::from_str_radix(text.get(at..at + 2).context("half a byte")?, 16)?);
    (0..text.len()).step_by(2).map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three empty headers as release 0.0.33 writes them, and what stands behind them.
    fn answer(hex: &str) -> Value {
        let case = Case {
            name: String::new(),
            message: CONFIRM.to_owned(),
            request: json!({ "op": "decode", "hex": hex }),
            expect: json!({ "ok": { "fields": { "identifier": "" } } }),
        };
        confirm_in_new(&case).unwrap()
    }

    #[test]
    fn a_fourth_header_is_missed_or_found_in_what_is_behind() {
        let error =
            |kind, offset| json!({ "error": { "kind": kind, "at": "x-num-subscribers", "offset": offset } });
        assert_eq!(answer("00010009000000000000"), error("truncated", 10));
        assert_eq!(answer("000100090000000000000001"), error("truncated", 12));
        assert_eq!(answer("0001000900000000000000050000000000"), error("too_long", 12));
        let found = json!({ "ok": { "fields": { "identifier": "", "num_subscribers": "7" } } });
        assert_eq!(answer("00010009000000000000000107"), found);
        // One header, which is enough to see where the block ends.
        assert_eq!(answer("0000000900010001610000ff"), error("missing_header", 11));
    }
}
