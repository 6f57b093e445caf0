//! What is generated, and the memory that it takes, grow as the schema does, in every language.

use std::fmt::Write as _;
use std::hint::black_box;

use allocation_counter::measure;
use lonelypsp_codegen::{Form, Package, outputs};
use lonelypsp_codegen_rust::{Options, emit_text};
use lonelypsp_schema::{Schema, compile};

/// Something that a schema can have many of: its name, a schema with so many, how many are few, and how often as many
/// values and steps there are with twice as many of it.
struct Crowd {
    of: &'static str,
    schema: fn(usize) -> String,
    few: usize,
    doubled: f64,
}

/// What longer numbers in names may add to the text.
const LONGER_NAMES: f64 = 1.05;
/// What one buffer for the whole text may allocate for each byte of it, if it is doubled and was not for half the text.
const WHOLE: f64 = 3.0;
/// What other buffers that grow by leaps may add to the memory.
const LEAPS: f64 = 1.25;

const CROWDS: [Crowd; 6] = [
    Crowd { of: "messages", schema: messages, few: 50, doubled: 2.0 },
    Crowd { of: "headers", schema: headers, few: 100, doubled: 2.0 },
    Crowd { of: "conditional headers", schema: conditional_headers, few: 100, doubled: 2.0 },
    Crowd { of: "lines of documentation", schema: documentation, few: 1000, doubled: 2.0 },
    Crowd { of: "variants by one header", schema: decisions, few: 50, doubled: 2.0 },
    // Each variant has a field for each header.
    Crowd { of: "variants with a header each", schema: deciding_headers, few: 8, doubled: 4.0 },
];

const HEAD: &str = "
lonely: 1
name: crowded
version: 1.0.0
doc: A schema with many of something.
protocols:
  crowd:
    doc: A protocol.
    flags: { minimal_headers: { bit: 0, selects: minimal, doc: The block is minimal. } }
types:
  blob: { kind: bytes, doc: Any bytes. }
  text: { kind: optional_text, secret: true, doc: A text. }
  number: { kind: uint, max_bytes: 8, doc: A number. }
  digest: { kind: bytes, length: 64, doc: A digest. }
protocol: crowd
messages:
";

const TYPES: [&str; 4] = ["blob", "text", "number", "digest"];

fn lines(text: &str, count: usize, line: impl Fn(usize) -> String) -> String {
    let mut text = format!("{HEAD}{text}");
    (0..count).for_each(|at| writeln!(text, "{}", line(at)).unwrap());
    text
}

fn messages(count: usize) -> String {
    lines("", count, |at| {
        let code = at + 1;
        format!("  made_{at}: {{ from: subscriber, code: {code}, doc: One., headers: {{ x-made: blob }} }}")
    })
}

fn headers(count: usize) -> String {
    let head = "  wide:\n    from: subscriber\n    code: 1\n    doc: Wide.\n    body: bytes\n    headers:\n";
    lines(head, count, |at| format!("      x-made-{at}: {{ type: {}, doc: A header. }}", TYPES[at % 4]))
}

fn conditional_headers(count: usize) -> String {
    let head = "  wide:\n    from: subscriber\n    code: 1\n    doc: Wide.\n    body: bytes\n    \
        variants:\n      start: { doc: The start., when: { x-part: 0 } }\n      rest: { doc: The rest. }\n    \
        headers:\n      x-part: { type: number, field: part_id }\n";
    lines(head, count, |at| {
        format!("      x-made-{at}: {{ type: {}, doc: A header., when: {{ x-part: 0 }} }}", TYPES[at % 4])
    })
}

fn documentation(count: usize) -> String {
    let head = "  told:\n    from: subscriber\n    code: 1\n    headers: { x-made: blob }\n    doc: |\n";
    lines(head, count, |_| "      A line with *emphasis*, `code`, [brackets] and <angles>.".to_owned())
}

/// A variant for each number but the last, and one for all else.
fn decisions(count: usize) -> String {
    let head = "  many:\n    from: subscriber\n    code: 1\n    doc: Many.\n    headers: { x-key: number }\n    variants:\n";
    lines(head, count, |at| {
        let when = if at + 1 < count { format!(", when: {{ x-key: {at} }}") } else { String::new() };
        format!("      way_{at}: {{ doc: A variant.{when} }}")
    })
}

/// A variant for each header, and one for all else.
fn deciding_headers(count: usize) -> String {
    let head = (0..count).fold(
        "  many:\n    from: subscriber\n    code: 1\n    doc: Many.\n    headers:\n".to_owned(),
        |head, at| format!("{head}      x-key-{at}: {{ type: number, field: key_{at} }}\n"),
    );
    lines(&(head + "    variants:\n"), count + 1, |at| {
        let when = if at < count { format!(", when: {{ x-key-{at}: 7 }}") } else { String::new() };
        format!("      way_{at}: {{ doc: A variant.{when} }}")
    })
}

/// A way of generating, which gives the bytes of its text.
type Generate = Box<dyn Fn(&Schema) -> usize>;

fn ways() -> Vec<(String, Generate)> {
    let ways = outputs().iter().map(|output| {
        let emit = |schema: &Schema| {
            let about = match output.form() {
                Form::Package(backend) => Package::of(backend, schema),
                Form::File(_) | Form::Folder => Package::unnamed(),
            };
            output.emit(schema, &about).values().map(String::len).sum()
        };
        (output.name().to_owned(), Box::new(emit) as Generate)
    });
    let built = |schema: &Schema| emit_text(schema, &Options::default()).len();
    ways.chain([("rust, as a build script".to_owned(), Box::new(built) as Generate)]).collect()
}

/// Bytes of text, and bytes allocated on the way.
fn taken(generate: &Generate, schema: &Schema) -> [f64; 2] {
    let mut text = 0;
    let allocated = measure(|| text = black_box(generate(schema)));
    [f64::from(u32::try_from(text).unwrap()), f64::from(u32::try_from(allocated.bytes_total).unwrap())]
}

/// From few to twice as many something is added, and from there to four times as many it is to be twice that, or four
/// times. So what is there whatever the schema says does not count.
#[test]
fn text_and_memory_grow_as_the_schema_does() {
    let mut wrong = Vec::new();
    for Crowd { of, schema, few, doubled } in CROWDS {
        let schemas = [few, 2 * few, 4 * few].map(|count| {
            let text = schema(count);
            compile("crowd.yaml", |_| Ok(text.clone())).unwrap_or_else(|problems| panic!("{problems}"))
        });
        for (name, generate) in ways() {
            let [few, twice, often] = schemas.each_ref().map(|schema| taken(&generate, schema));
            let often_text = often[0];
            let [text, memory] = [0, 1].map(|at| (often[at] - twice[at]) / (twice[at] - few[at]));
            // The buffer of the whole text may be doubled just here, and not before.
            let leap = WHOLE * often_text / (twice[1] - few[1]);
            if text > doubled * LONGER_NAMES || memory > doubled * LEAPS + leap {
                wrong.push(format!(
                    "{name}, {of}: {text:.2} times the text, {memory:.2} the memory, not {doubled}"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// One decision behind the other, as many as a message may have, are written with the stack that a thread has. (The text of a
/// module of Rust is that of a build script; to format it takes long.)
#[test]
fn decisions_need_no_large_stack() {
    let text = decisions(1000);
    let schema = compile("crowd.yaml", |_| Ok(text.clone())).unwrap_or_else(|problems| panic!("{problems}"));
    for (_, generate) in ways().into_iter().filter(|(name, _)| name != "rust") {
        assert!(generate(&schema) > 0);
    }
}
