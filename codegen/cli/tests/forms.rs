//! What `inspect` takes, and the pages that it writes.

mod common;

use common::{lonely, lonely_with};

/// A `SUBSCRIBE_EXACT` for `foo/bar`, as `schema/lonelypsp/stateful/protocol.yaml` has it.
const HEX: &str = "00010002000000000007666f6f2f626172";
const BASE64: &str = "AAEAAgAAAAAAB2Zvby9iYXI=";
const XXD: &str = "\
00000000: 0001 0002 0000 0000 0007 666f 6f2f 6261  ..........foo/ba
00000010: 72                                       r
";

const INSPECT: [&str; 3] = ["inspect", "--from", "subscriber"];

#[test]
fn a_message_is_the_same_however_it_is_given() {
    let by_digits = lonely_with(&INSPECT, HEX.as_bytes()).exits(0).stdout;
    assert!(by_digits.contains("stateful.subscribe_exact, from subscriber to broadcaster, 17 bytes"));
    for given in [BASE64, XXD] {
        assert_eq!(lonely_with(&INSPECT, given.as_bytes()).exits(0).stdout, by_digits, "{given}");
    }
    let bytes = b"\0\x01\0\x02\0\0\0\0\0\x07foo/bar";
    assert_eq!(lonely_with(&[&INSPECT[..], &["--as", "raw"]].concat(), bytes).exits(0).stdout, by_digits);
}

#[test]
fn several_messages_are_shown_each_with_its_place() {
    let input = format!("{HEX}\n\n{}\n", &HEX[..30]);
    let ran = lonely_with(&INSPECT, input.as_bytes()).exits(100);
    let titles: Vec<_> = ran.stdout.lines().filter(|line| line.starts_with("line ")).collect();
    assert_eq!(titles.len(), 2, "{}", ran.stdout);
    assert!(titles[1].starts_with("line 3: stateful.subscribe_exact"), "{}", titles[1]);
    let json =
        lonely_with(&[&INSPECT[..], &["--format", "json"]].concat(), input.as_bytes()).exits(100).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!([&json[0]["place"], &json[1]["place"]], ["line 1", "line 3"]);
    assert_eq!(json[1]["error"]["kind"], "truncated");
}

#[test]
fn frames_are_taken_apart() {
    let message = b"\0\x01\0\x02\0\0\0\0\0\x07foo/bar";
    let stream = [&[0, 0, 0, 17][..], message, &[0, 0, 0, 17], message].concat();
    let shown = lonely_with(&[&INSPECT[..], &["--as", "frames"]].concat(), &stream).exits(0).stdout;
    assert!(shown.contains("frame 2, at byte 21: stateful.subscribe_exact"), "{shown}");
    let cut = lonely_with(&[&INSPECT[..], &["--as", "frames"]].concat(), &stream[..30]).exits(1).stderr;
    assert!(
        cut.contains("frame 2, at byte 21: it says that its message has 17 bytes, and 5 are left"),
        "{cut}"
    );
}

#[test]
fn a_stream_is_followed_message_by_message() {
    let input = format!("{HEX}\n\n{BASE64}\n");
    let follow = [&INSPECT[..], &["--follow", "--format", "json"]].concat();
    let shown = lonely_with(&follow, input.as_bytes()).exits(0).stdout;
    assert_eq!(shown.lines().filter(|line| line.contains("\"subscribe_exact\"")).count(), 2, "{shown}");
    let wrong = lonely_with(&follow, format!("{HEX}\n0!\n").as_bytes()).exits(1);
    assert_eq!(wrong.stdout.lines().count(), 1, "what was right is shown");
    assert!(wrong.stderr.contains("line 2 of standard input"), "{}", wrong.stderr);
}

#[test]
fn a_page_needs_nothing_else_and_has_nobodys_markup() {
    // The topic is `<script>`.
    let hex = "00010002000000000008 3c7363726970743e";
    let page = lonely(&[&INSPECT[..], &["--format", "html", "--hex", hex]].concat()).exits(0).stdout;
    assert!(page.starts_with("<!DOCTYPE html>\n") && page.trim_end().ends_with("</html>"), "{page}");
    assert!(page.contains("&lt;script&gt;"), "{page}");
    for outside in ["<script", "http:", "https:", "src=", "href="] {
        assert!(!page.contains(outside), "{outside}: {page}");
    }
    assert!(page.contains("prefers-color-scheme:dark") && page.contains("@media print"));
    let bad = lonely(&[&INSPECT[..], &["--format", "html", "--hex", &HEX[..30]]].concat()).exits(100).stdout;
    assert!(bad.contains("<tr class=\"bad\">"), "{bad}");
    assert!(bad.contains("<p class=\"error\"><code>truncated</code>: "), "{bad}");
    assert!(bad.contains("from the schema lonelypsp 0.0.47."), "{bad}");
}

/// The head of a capture of IP packets in pcap.
const HEAD: [u8; 24] = [0xa1, 0xb2, 0xc3, 0xd4, 0, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 101];

/// An IP packet in it, from one port to another.
fn packet(ports: [u16; 2], sequence: u32, flags: u8, data: &[u8]) -> Vec<u8> {
    let mut packet = vec![0x45, 0];
    packet.extend(u16::try_from(40 + data.len()).unwrap().to_be_bytes());
    packet.extend([0, 0, 0, 0, 64, 6, 0, 0, 127, 0, 0, 1, 127, 0, 0, 1]);
    packet.extend(ports.map(u16::to_be_bytes).concat());
    packet.extend(sequence.to_be_bytes());
    packet.extend([0, 0, 0, 0, 5 << 4, flags, 0xff, 0xff, 0, 0, 0, 0]);
    packet.extend(data);
    let length = u32::try_from(packet.len()).unwrap().to_be_bytes();
    [&[0; 8], &length[..], &length, &packet].concat()
}

#[test]
fn a_capture_says_who_sent_its_messages() {
    let frame = |message: &[u8]| [&[0, 0, 0, u8::try_from(message.len()).unwrap()], message].concat();
    let subscribe = b"\0\x01\0\x02\0\0\0\0\0\x07foo/bar";
    // CONFIRM_SUBSCRIBE_EXACT has the same code on the other side: topic, authorization, tracing.
    let confirm = b"\0\x01\0\x02\0\x07foo/bar\0\0\0\0";
    let capture = [
        HEAD.to_vec(),
        packet([50_000, 3003], 0, 2, &[]),
        packet([50_000, 3003], 1, 16, &frame(subscribe)),
        packet([3003, 50_000], 1, 16, &frame(confirm)),
    ]
    .concat();
    let shown = lonely_with(&["inspect"], &capture).exits(0).stdout;
    let titles: Vec<_> = shown.lines().filter(|line| line.starts_with("packet ")).collect();
    assert!(titles[0].starts_with("packet 2: stateful.subscribe_exact, from subscriber"), "{titles:?}");
    assert!(
        titles[1].starts_with("packet 3: stateful.confirm_subscribe_exact, from broadcaster"),
        "{titles:?}"
    );
}

#[test]
fn bodies_on_http_are_what_method_and_path_say() {
    // wire.md, 2.3 to 2.5: SUBSCRIBE_EXACT and its answer; MISSED, behind a path of somebody's choice, and its two answers.
    let subscribe = b"\0\x0ahttp://h/r\0\x03foo\0\x0ahttp://h/m\0\x01\xaa";
    let post = |path: &str, body: &[u8]| {
        let head = format!("POST {path} HTTP/1.1\r\nHost: h\r\nContent-Length: {}\r\n\r\n", body.len());
        [head.as_bytes(), body].concat()
    };
    let answer = |body: &[u8]| {
        [format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len()).as_bytes(), body].concat()
    };
    let asked = [
        post("/v1/subscribe/exact", subscribe),
        post("/somewhere/v1/recover?a=b", b"\0\0\0\x03foo"),
        post("/v1/recover", b"\0\0\0\x03foo"),
        post("/health", b"{}"),
    ]
    .concat();
    let answered =
        [answer(b"\0\x03\0\0\0\0"), answer(b"\0\x09\0\0\0\0"), answer(b"\0\x0a"), answer(b"fine")].concat();
    let capture = [
        HEAD.to_vec(),
        packet([50_000, 3003], 0, 2, &[]),
        packet([50_000, 3003], 1, 16, &asked),
        packet([3003, 50_000], 1, 16, &answered),
    ]
    .concat();
    let shown = lonely_with(&["inspect"], &capture).exits(0);
    let titles: Vec<_> = shown
        .stdout
        .lines()
        .filter_map(|line| line.strip_prefix("packet ")?.split_once(": ")?.1.split(',').next())
        .collect();
    assert_eq!(
        titles,
        [
            "stateless.subscribe_exact",
            "stateless.missed",
            "stateless.missed",
            "stateless.response_generic",
            "stateless.response_confirm_missed",
            "stateless.response_unsubscribe_immediate",
        ]
    );
    assert!(shown.stderr.contains("2 bodies on HTTP: no message of the schema"), "{}", shown.stderr);
    let none = lonely_with(&["inspect", "--protocol", "stateful"], &capture).exits(1).stderr;
    assert!(none.contains("8 bodies on HTTP"), "{none}");
}
