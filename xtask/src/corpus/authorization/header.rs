//! The rules of the header, each broken alone; what the reference takes all the same is marked.

use serde_json::{Value, json};

use crate::corpus::case::Topic;
use crate::wire::body::{Layout, typical};
use crate::wire::signature::{base64, digit_after};

use super::lifetime::differ;
use super::verify::judge;
use super::{Signed, TIME, verify};

pub(super) fn add(topic: &mut Topic, layout: &Layout) {
    schemes(topic, layout);
    times(topic, layout);
    nonces(topic, layout);
    codes(topic, layout);
    lengths_of_codes(topic, layout);
}

/// The header's parts, all of them right.
struct Parts<'l> {
    signed: Signed<'l>,
    code: String,
}

impl<'l> Parts<'l> {
    fn of(layout: &'l Layout) -> Self {
        let signed = Signed::typical(layout);
        Self { code: base64(&signed.code()), signed }
    }

    fn request(&self, header: &str) -> Value {
        verify(&self.signed.draft, &json!(header))
    }
}

fn schemes(topic: &mut Topic, layout: &Layout) {
    let parts = Parts::of(layout);
    let rest = format!("{TIME}:abcDEF:{}==", parts.code);
    for (label, header) in [
        ("empty", String::new()),
        ("bearer", "Bearer x".to_owned()),
        ("alone", "X-HMAC".to_owned()),
        ("alone-with-blank", "X-HMAC ".to_owned()),
        ("lower-case", format!("x-hmac {rest}")),
        ("other-case", format!("X-Hmac {rest}")),
        ("without-x", format!("HMAC {rest}")),
        ("without-blank", format!("X-HMAC{rest}")),
        ("with-tab", format!("X-HMAC\t{rest}")),
        ("with-colon", format!("X-HMAC:{rest}")),
        ("behind-blank", format!(" X-HMAC {rest}")),
        ("missing", rest),
    ] {
        judge(topic, layout, &format!("scheme/{label}"), parts.request(&header), "forbidden");
    }
}

fn times(topic: &mut Topic, layout: &Layout) {
    let parts = Parts::of(layout);
    let with = |time: &str| parts.request(&format!("X-HMAC {time}:abcDEF:{}==", parts.code));
    for time in ["01700000000", "00000000001700000000"] {
        judge(topic, layout, &format!("time/{time}"), with(time), "ok");
    }
    for time in [
        "",
        "seven",
        "0x6553f100",
        "1700000000.0",
        "1.7e9",
        "1,700,000,000",
        "1__700000000",
        "_1700000000",
        "1700000000_",
        "1700000001",
        "1699999999",
        "99999999999999999999",
        "18446744073709551616",
        "²",
        "１７０００００００１",
    ] {
        judge(topic, layout, &format!("time/{time}"), with(time), "forbidden");
    }
    for time in [
        "+1700000000",
        " 1700000000",
        "1700000000 ",
        "\t1700000000",
        "1700000000\n",
        "1_700_000_000",
        "١٧٠٠٠٠٠٠٠٠",
        "１７００００００００",
        "000000000001700000000",
    ] {
        differ(topic, layout, &format!("time/{}", time.escape_debug()), with(time), "forbidden");
    }
    judge(topic, layout, "time/without-colon", parts.request(&format!("X-HMAC {TIME}")), "forbidden");
    // Within the lifetime, were it a time.
    for (time, now) in [("-1", "0"), ("18446744073709551616", "18446744073709551616")] {
        let mut request = with(time);
        request["now"] = json!(now);
        differ(topic, layout, &format!("time/{time}-at-{now}"), request, "forbidden");
    }
    let mut request = with("-0");
    let signed = Signed::of(typical(layout), 0, "abcDEF");
    request["now"] = json!("0");
    request["authorization"] = json!(signed.header.replacen(" 0:", " -0:", 1));
    differ(topic, layout, "time/-0", request, "forbidden");
}

fn nonces(topic: &mut Topic, layout: &Layout) {
    let long = "n".repeat(255);
    let wide = "€".repeat(85);
    for (label, nonce) in [
        ("empty", ""),
        ("one", "n"),
        ("blanks", " a b "),
        ("line-ends", "a\r\nb"),
        ("nul", "\0"),
        ("every-width", "\u{7f}\u{80}\u{7ff}\u{800}\u{ffff}\u{10000}\u{10ffff}"),
        ("like-base64", "AAAA=="),
        ("255", &long),
        ("85-wide", &wide),
    ] {
        let signed = Signed::of(typical(layout), TIME, nonce);
        judge(topic, layout, &format!("nonce/{label}"), verify(&signed.draft, &json!(signed.header)), "ok");
    }
    let parts = Parts::of(layout);
    let with = |nonce: &str| parts.request(&format!("X-HMAC {TIME}:{nonce}{}==", parts.code));
    for (label, nonce) in [("another", "abcDEG:"), ("other-case", "abcdef:"), ("without-colon", "abcDEF")] {
        judge(topic, layout, &format!("nonce/{label}"), with(nonce), "forbidden");
    }
    for (label, nonce) in
        [("256", "n".repeat(256)), ("128-wide", "é".repeat(128)), ("86-wide", "€".repeat(86))]
    {
        differ(topic, layout, &format!("nonce/{label}"), with(&format!("{nonce}:")), "forbidden");
    }
}

fn codes(topic: &mut Topic, layout: &Layout) {
    let parts = Parts::of(layout);
    let code = &parts.code;
    let with = |code: &str| parts.request(&format!("X-HMAC {TIME}:abcDEF:{code}"));
    judge(topic, layout, "code/unpadded", with(code), "ok");
    judge(topic, layout, "code/padded", with(&format!("{code}==")), "ok");
    for (label, text) in [
        ("one-pad", format!("{code}=")),
        ("three-pads", format!("{code}===")),
        ("four-pads", format!("{code}====")),
        ("text-behind-pads", format!("{code}==AA")),
        ("blank-behind", format!("{code}== ")),
        ("blank-behind-unpadded", format!("{code} ")),
        ("line-end-behind", format!("{code}==\n")),
        ("blank-in-front", format!(" {code}==")),
        ("blank-amid", format!("{} {}==", &code[..43], &code[43..])),
        ("line-end-amid", format!("{}\r\n{}==", &code[..43], &code[43..])),
        ("colon-in-front", format!(":{code}==")),
        ("colon-behind", format!("{code}==:")),
        ("quoted", format!("\"{code}==\"")),
        ("comma-behind", format!("{code}==,")),
        ("twice", format!("{code}==, {}", parts.signed.header)),
        ("nul-amid", format!("{}\0{}", &code[..43], &code[43..])),
        ("minus-in-front", format!("-{code}")),
    ] {
        differ(topic, layout, &format!("code/{label}"), with(&text), "forbidden");
    }
    let (front, last) = code.split_at(85);
    let last = last.chars().next().unwrap_or('A');
    for steps in [1, 2, 7, 8, 15] {
        let text = format!("{front}{}", digit_after(last, steps));
        differ(topic, layout, &format!("code/last-bits-{steps}"), with(&text), "forbidden");
    }
    for steps in [16, 32, 48] {
        let text = format!("{front}{}==", digit_after(last, steps));
        judge(topic, layout, &format!("code/last-byte-{steps}"), with(&text), "forbidden");
    }
    let first = code.chars().next().map_or('A', |first| digit_after(first, 32));
    judge(topic, layout, "code/first-bit", with(&format!("{first}{}==", &code[1..])), "forbidden");
    judge(topic, layout, "code/other-case", with(&code.to_ascii_lowercase()), "forbidden");
    judge(topic, layout, "code/zeros", with(&"A".repeat(86)), "forbidden");
}

fn lengths_of_codes(topic: &mut Topic, layout: &Layout) {
    let parts = Parts::of(layout);
    let code = &parts.code;
    let bytes = parts.signed.code();
    let with = |code: &str| parts.request(&format!("X-HMAC {TIME}:abcDEF:{code}"));
    for (label, text) in [
        ("empty", String::new()),
        ("only-pads", "==".to_owned()),
        ("84-characters", code[..84].to_owned()),
        ("85-characters", code[..85].to_owned()),
        ("87-characters", format!("{code}A")),
        ("88-characters", format!("{code}AA")),
        ("63-bytes", base64(&bytes[..63])),
        ("65-bytes", format!("{}=", base64(&[&bytes[..], &[0]].concat()))),
        ("128-bytes", base64(&[&bytes[..], &bytes].concat())),
        ("hex", crate::hex::hex(&bytes)),
        ("not-ascii", format!("{}é", &code[..85])),
        ("not-ascii-behind", format!("{code}==é")),
        ("pads-amid", format!("{}=={}", &code[..42], &code[42..])),
    ] {
        judge(topic, layout, &format!("code/{label}"), with(&text), "forbidden");
    }
    // A code in which both characters stand that the alphabet for urls lacks.
    let signed = (0..).find_map(|number| {
        let signed = Signed::of(typical(layout), TIME, &format!("n{number}"));
        let code = base64(&signed.code());
        (code.contains('+') && code.contains('/')).then_some(signed)
    });
    if let Some(signed) = signed {
        judge(topic, layout, "code/plus-and-slash", verify(&signed.draft, &json!(signed.header)), "ok");
        let url = signed.header.replace('+', "-").replace('/', "_");
        judge(topic, layout, "code/alphabet-for-urls", verify(&signed.draft, &json!(url)), "forbidden");
    }
}
