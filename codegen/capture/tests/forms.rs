//! What programs print of the same bytes, as they print it.

use lonelypsp_capture::{Form, read};

/// 40 bytes, among them lines that are alike and text that looks like hex.
const BYTES: &[u8] = b"\0\x01\0\x02\0\0\0\0\0\x07abcdef0123456789 4142 beef\xff\0";

fn one(input: &str) -> Vec<u8> {
    let found = read(input.as_bytes(), None).unwrap_or_else(|problem| panic!("{problem}\n{input}"));
    assert_eq!(found.len(), 1, "{input}");
    found[0].bytes.clone()
}

#[test]
fn dumps_of_every_program_are_read() {
    let xxd = "\
00000000: 0001 0002 0000 0000 0007 6162 6364 6566  ..........abcdef
00000010: 3031 3233 3435 3637 3839 2034 3134 3220  0123456789 4142 
00000020: 6265 6566 ff00                           beef..
";
    let hexdump = "\
00000000  00 01 00 02 00 00 00 00  00 07 61 62 63 64 65 66  |..........abcdef|
00000010  30 31 32 33 34 35 36 37  38 39 20 34 31 34 32 20  |0123456789 4142 |
00000020  62 65 65 66 ff 00                                 |beef..|
00000026
";
    let od = "\
0000000 00 01 00 02 00 00 00 00 00 07 61 62 63 64 65 66
0000020 30 31 32 33 34 35 36 37 38 39 20 34 31 34 32 20
0000040 62 65 65 66 ff 00
0000046
";
    let tcpdump = "\
18:00:00.000000 IP 127.0.0.1.50000 > 127.0.0.1.3003: Flags [P.]
\t0x0000:  0001 0002 0000 0000 0007 6162 6364 6566
\t0x0010:  3031 3233 3435 3637 3839 2034 3134 3220
\t0x0020:  6265 6566 ff00
";
    let wireshark = "\
0000   00 01 00 02 00 00 00 00 00 07 61 62 63 64 65 66   ..........abcdef
0010   30 31 32 33 34 35 36 37 38 39 20 34 31 34 32 20   0123456789 4142
0020   62 65 65 66 ff 00                                 beef..
";
    for dump in [xxd, hexdump, od, tcpdump, wireshark] {
        assert_eq!(one(dump), BYTES, "{dump}");
    }
}

#[test]
fn lines_that_are_left_out_are_as_the_one_before() {
    let dump = "00000000  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|\n*\n00000030  01  |.|\n00000031\n";
    assert_eq!(one(dump), [vec![0; 48], vec![1]].concat());
    let endless = "00000000  00  |.|\n*\nffffffffffff\n";
    assert!(read(endless.as_bytes(), None).unwrap_err().to_string().contains("line 3: `*`"));
}

#[test]
fn each_offset_of_zero_begins_a_message() {
    assert_eq!(one("0000 0102"), [0, 0, 1, 2], "one line of digits is no dump");
    let found = read(b"00000000: 0001  ..\n00000000: 0002  ..\n\n00000000: 03  .\n", None).unwrap();
    let found: Vec<_> = found.iter().map(|one| (one.place.as_str(), &one.bytes[..])).collect();
    assert_eq!(found, [("line 1", &[0, 1][..]), ("line 2", &[0, 2]), ("line 4", &[3])]);
}

#[test]
fn an_offset_that_is_not_right_is_said() {
    let problem = read(b"00000000: 0001 0203  ....\n00000008: 0405  ..\n", None).unwrap_err();
    assert_eq!(problem.to_string(), "line 2: its offset is 00000008, and 4 bytes stand before it");
}

#[test]
fn base64_is_what_is_no_hex() {
    // RFC 4648, 10.
    assert_eq!(one("Zm9vYmFy\n"), b"foobar");
    assert_eq!(one("Zm9vYg"), b"foob");
    assert_eq!(one("Zm9v\nYmE="), b"fooba");
    assert_eq!([one("+/8="), one("-_8")], [[0xfb, 0xff], [0xfb, 0xff]]);
    assert_eq!(one("abcd"), [0xab, 0xcd], "what could be both is hex");
    assert_eq!(read(b"abcd", Some(Form::Base64)).unwrap()[0].bytes, [0x69, 0xb7, 0x1d]);
}

#[test]
fn what_is_nothing_is_told_as_hex() {
    let problem = |input: &[u8]| read(input, None).unwrap_err().to_string();
    assert_eq!(problem(b"00 0!"), "line 1: character 5 is '!', which is not a hex digit");
    assert!(problem(b"0x00!").contains("leave `0x` out"));
    assert!(problem(b"\xff\xfe0\0").contains("UTF-16"));
    assert!(problem(b"\xff").contains("not even text"));
}

#[test]
fn frames_are_messages_behind_their_lengths() {
    let frames = |input: &[u8]| read(input, Some(Form::Frames));
    let found = frames(b"\0\0\0\x02ab\0\0\0\0\0\0\0\x01c").unwrap();
    let found: Vec<_> = found.iter().map(|one| (one.place.as_str(), &one.bytes[..])).collect();
    assert_eq!(
        found,
        [("frame 1, at byte 0", &b"ab"[..]), ("frame 2, at byte 6", b""), ("frame 3, at byte 10", b"c")]
    );
    assert!(
        frames(b"\0\0\0\x02a")
            .unwrap_err()
            .to_string()
            .contains("frame 1, at byte 0: it says that its message has 2 bytes")
    );
    assert!(frames(b"\0\0\0\0\0").unwrap_err().to_string().starts_with("frame 2, at byte 4"));
}

#[test]
fn what_is_long_costs_what_it_is_long() {
    let started = std::time::Instant::now();
    let lines = (0..20_000).map(|line| format!("{:08x}: 0001 0203 0405 0607\n", line * 8));
    let lines = lines.collect::<Vec<_>>().concat();
    assert_eq!(one(&lines).len(), 160_000);
    assert_eq!(one(&"00".repeat(500_000)).len(), 500_000);
    let paragraphs = "00\n\n".repeat(20_000);
    assert_eq!(read(paragraphs.as_bytes(), None).unwrap().len(), 20_000);
    let wide = format!("0000: {}", "00  ".repeat(300_000));
    let problem = read(wide.as_bytes(), Some(Form::Dump)).unwrap_err().to_string();
    assert_eq!(problem, "line 1: it has more than 256 bytes, which no line of a dump has");
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}
