//! The largest messages that a schema can have compile, and are read as they should.

mod common;

use std::fmt::Write as _;

use common::UserCrate;

/// The most headers that a message can have.
const MOST_HEADERS: usize = 1024;
/// The headers that each make a variant: more than decisions are nested in each other.
const DECIDING: usize = 12;

const HEAD: &str = "
lonely: 1
name: large
version: 1.0.0
doc: A schema of large messages.
protocols:
  large:
    doc: A protocol.
    flags: { minimal_headers: { bit: 0, selects: minimal, doc: The block is minimal. } }
types:
  blob: { kind: bytes, doc: Any bytes. }
  number: { kind: uint, max_bytes: 8, doc: A number. }
protocol: large
messages:
";

fn schema() -> String {
    let mut text =
        format!("{HEAD}  wide:\n    from: subscriber\n    code: 1\n    doc: Wide.\n    headers:\n");
    (0..MOST_HEADERS).for_each(|at| writeln!(text, "      x-made-{at}: blob").unwrap());
    text += "  many:\n    from: subscriber\n    code: 2\n    doc: Many.\n    headers:\n";
    (0..DECIDING).for_each(|at| writeln!(text, "      x-key-{at}: number").unwrap());
    text += "    variants:\n";
    for at in 0..DECIDING {
        writeln!(text, "      way_{at}: {{ doc: A variant., when: {{ x-key-{at}: 7 }} }}").unwrap();
    }
    text + "      other: { doc: Whatever else. }\n"
}

/// Each variant's bytes are put together here: in order, which the straight line reads, and with the last header first,
/// which only the exact way does.
const PROGRAM: &str = r#"
include!(concat!(env!("OUT_DIR"), "/lonelypsp.rs"));

use large::s2b::*;
use lonelypsp::HeaderMode::{Expanded, Minimal};

fn minimal(chosen: usize) -> Vec<u8> {
    let values = (0..DECIDING).flat_map(|at| [0, 1, if at == chosen { 7 } else { 1 }]);
    [0, 1, 0, 2].into_iter().chain(values).collect()
}

fn reversed(chosen: usize) -> Vec<u8> {
    let mut bytes = vec![0, 0, 0, 2, 0, DECIDING as u8];
    for at in (0..DECIDING).rev() {
        let name = format!("x-key-{at}");
        bytes.extend([0, name.len() as u8]);
        bytes.extend(name.bytes());
        bytes.extend([0, 1, if at == chosen { 7 } else { 1 }]);
    }
    bytes
}

fn refuses<T: core::fmt::Debug>(decoded: Result<T, lonelypsp::DecodeError>, chosen: usize) {
    let error = decoded.unwrap_err();
    assert_eq!(error.kind(), lonelypsp::ErrorKind::UnexpectedType);
    // That which decided, or, for what is left over, the last that was asked for.
    assert_eq!(error.at(), Some(&*format!("x-key-{}", chosen.min(DECIDING - 1))));
}

fn main() {
    let wide = Wide { made_0: b"first", made_1023: b"last", ..Wide::default() };
    for mode in [Minimal, Expanded] {
        let bytes = wide.encode(mode).unwrap();
        assert_eq!(bytes.len(), wide.encoded_len(mode));
        assert_eq!(Wide::decode(&bytes).unwrap(), wide);
    }
    for chosen in 0..=DECIDING {
        for bytes in [minimal(chosen), reversed(chosen)] {
            check(&bytes, chosen);
            assert_eq!(Message::decode(&bytes).unwrap().encode(Minimal).unwrap(), minimal(chosen));
        }
    }
    println!("all read");
}
"#;

/// What each type makes of the bytes of one variant.
fn program() -> String {
    let names = (0..DECIDING).map(|at| format!("Way{at}")).chain(["Other".to_owned()]);
    let mut checks = String::new();
    for (at, name) in names.enumerate() {
        writeln!(
            checks,
            "    assert_eq!(matches!(Many::decode(bytes), Ok(Many::{name}(_))), chosen == {at});"
        )
        .unwrap();
        writeln!(checks, "    let decoded = Many{name}::decode(bytes);").unwrap();
        writeln!(
            checks,
            "    if chosen == {at} {{ decoded.unwrap(); }} else {{ refuses(decoded, chosen); }}"
        )
        .unwrap();
    }
    format!(
        "const DECIDING: usize = {DECIDING};\n{PROGRAM}\nfn check(bytes: &[u8], chosen: usize) {{\n{checks}}}\n"
    )
}

#[test]
fn the_largest_messages_compile_and_are_read() {
    let user = UserCrate::with_manifest("user_of_large_messages", "2024", "lonelypsp", "", "");
    user.write("schema/lonelypsp.yaml", &schema());
    user.write("src/main.rs", &program());
    assert_eq!(user.succeeds("run"), "all read\n");
}
