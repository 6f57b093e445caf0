//! Keys as text: right ones in every spelling, and what is none.

use serde_json::{Value, json};

use crate::wire::signature::{base64, base64_url};

use super::{KEY, ODD_KEY};

/// Spellings of keys, with the bytes that each stands for.
pub(super) fn right() -> Vec<(&'static str, String, [u8; 64])> {
    let url = base64_url(&ODD_KEY);
    vec![
        ("url-safe", base64_url(&KEY), KEY),
        ("url-safe-padded", format!("{}==", base64_url(&KEY)), KEY),
        ("with-minus-and-underscore", url.clone(), ODD_KEY),
        ("with-minus-and-underscore-padded", format!("{url}=="), ODD_KEY),
        ("with-plus-and-slash", base64(&ODD_KEY), ODD_KEY),
        ("with-plus-and-slash-padded", format!("{}==", base64(&ODD_KEY)), ODD_KEY),
    ]
}

/// What is no key; and whether the reference takes it for one.
pub(super) fn wrong() -> Vec<(&'static str, Value, bool)> {
    let right = base64_url(&KEY);
    let longer = base64_url(&[&KEY[..], &[7]].concat());
    let double = base64_url(&[KEY, KEY].concat());
    vec![
        ("empty", json!(""), false),
        ("63-bytes", json!(base64_url(&KEY[..63])), false),
        ("65-bytes", json!(longer), false),
        ("128-bytes", json!(double), false),
        ("85-characters", json!(right[..85]), false),
        ("only-padding", json!("=="), false),
        ("hex", json!("00".repeat(64)), false),
        ("blank-in-front", json!(format!(" {right}")), true),
        ("blank-behind", json!(format!("{right} ")), true),
        ("line-end-behind", json!(format!("{right}\n")), true),
        ("blank-amid", json!(format!("{} {}", &right[..40], &right[40..])), true),
        ("sign-amid", json!(format!("{}!{}", &right[..40], &right[40..])), true),
        ("not-ascii", json!(format!("{}é", &right[..85])), false),
        ("text-behind-padding", json!(format!("{right}==AA")), true),
        ("null", Value::Null, false),
        ("number", json!(7), false),
        ("list", json!([]), false),
    ]
}
