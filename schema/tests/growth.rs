//! What a schema costs grows with its text and not faster, whatever stands in it, right or wrong.

use std::fmt::Write as _;
use std::io;

use allocation_counter::measure;
use lonelypsp_schema::{Code, Diagnostics, Schema, WriteStep, compile};

const HEAD: &str = "lonely: 1\nname: many\nversion: 1.0.0\ndoc: D.\n";
const PROTOCOL: &str = "types:\n  blob: { kind: bytes, doc: B. }\n  n: { kind: uint, max_bytes: 4, doc: N. }\n\
                        protocols:\n  chat:\n    doc: D.\n    flags:\n      short: { bit: 0, selects: minimal, doc: S. }\n\
                        protocol: chat\nmessages:\n";

fn compile_text(text: &str) -> Result<Schema, Diagnostics> {
    compile("growth.yaml", |path| match path {
        "growth.yaml" => Ok(text.to_owned()),
        _ => Err(io::ErrorKind::NotFound.into()),
    })
}

/// Compiles a text that is wrong, and says what is wrong with it in all ways.
fn report(text: &str) -> Diagnostics {
    let problems = compile_text(text).expect_err("something is wrong with it");
    let said = [problems.to_string(), problems.to_lines().collect::<Vec<_>>().join("\n")];
    assert!(said.iter().all(|said| said.len() < 200_000), "{} bytes are said", said[0].len());
    for problem in &problems.list {
        assert!(problems.sources.excerpt(problem.span).text.chars().count() <= 120);
    }
    problems
}

/// A text of so many lines, each made of its number.
fn lines(head: &str, count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).fold(head.to_owned(), |text, index| text + &line(index))
}

/// Wrong schemas, each of so many parts; with what is wrong with every part.
fn wrong(count: usize) -> Vec<(Code, String)> {
    let messages = format!("{HEAD}{PROTOCOL}");
    let message = format!("{messages}  m:\n    from: subscriber\n    code: 1\n    doc: D.\n");
    let flow = lines("{lonely: 1, ", count, |index| format!("k{index}: 1, ")) + "}";
    let flags = format!("{HEAD}protocols:\n  chat:\n    doc: D.\n    flags:\n");
    vec![
        (Code::DuplicateKey, lines(HEAD, count, |_| "name: x\n".to_owned())),
        (Code::UnknownKey, lines(HEAD, count, |index| format!("key{index}: x\n"))),
        (Code::UnknownKey, lines(HEAD, count, |index| format!("versionn{index}: x\n"))),
        (Code::UnknownKey, flow),
        (Code::UnknownKey, lines("{lonely: 1, ", count, |index| format!("k{index}, ")) + "}"),
        (
            Code::CutText,
            lines(&format!("{HEAD}types:\n"), count, |index| {
                format!("  t{index}:\n    kind: text\n    doc: See #{index}\n")
            }),
        ),
        (
            Code::UnknownType,
            lines(&format!("{HEAD}types:\n"), count, |index| {
                format!("  t{index}: {{ kind: enum, doc: D. }}\n")
            }),
        ),
        (
            Code::Unreadable,
            lines(&format!("{HEAD}include:\n"), count, |index| format!("  - f{index}.yaml\n")),
        ),
        (Code::IncludedTwice, lines(&format!("{HEAD}include:\n"), count, |_| "  - growth.yaml\n".to_owned())),
        (
            Code::MissingDoc,
            lines(&messages, count, |index| {
                format!("  m{index}: {{ from: subscriber, code: {}, headers: {{}} }}\n", index % 65536)
            }),
        ),
        (
            Code::DuplicateCode,
            lines(&messages, count, |index| {
                format!("  m{index}: {{ from: subscriber, code: 7, doc: D., headers: {{}} }}\n")
            }),
        ),
        (
            Code::UnknownType,
            lines(&messages, count, |index| {
                format!(
                    "  m{index}: {{ from: subscriber, code: {}, doc: D., headers: {{ x-a: bloob{index} }} }}\n",
                    index % 65536
                )
            }),
        ),
        (
            Code::TooLarge,
            lines(&format!("{message}    headers:\n"), count, |index| format!("      x-{index}: n\n")),
        ),
        (
            Code::TooLarge,
            lines(&format!("{message}    headers: {{ x-a: n }}\n    variants:\n"), count, |index| {
                format!("      v{index}: {{ doc: D., when: {{ x-a: {index} }} }}\n")
            }),
        ),
        (
            Code::DuplicateBit,
            lines(&flags, count, |index| {
                format!("      f{index}: {{ bit: {}, doc: D. }}\n", 2 * index / count)
            }),
        ),
        (
            Code::HeaderModeFlag,
            lines(&format!("{HEAD}protocols:\n"), count, |index| {
                format!(
                    "  p{index}: {{ doc: D., flags: {{ s: {{ bit: 0, doc: D., selects: minimal }}, t: {{ bit: 1, doc: D., selects: minimal }} }} }}\n"
                )
            }),
        ),
    ]
}

/// So many that anything quadratic would not come to an end.
#[test]
fn tens_of_thousands_of_problems_are_reported() {
    const COUNT: usize = 20_000;
    for (code, text) in wrong(COUNT) {
        let problems = report(&text);
        let found = problems.list.iter().filter(|problem| problem.code == code).count();
        let wanted = if code == Code::TooLarge { 1 } else { COUNT - 2 };
        assert!(found >= wanted, "{found} of {code}: {}", &problems.to_string()[..1000]);
    }
}

#[test]
fn what_problems_take_grows_with_their_number() {
    for ((code, small), (_, large)) in wrong(1000).into_iter().zip(wrong(4000)) {
        let [small, large] = [small, large].map(|text| measure(|| drop(report(&text))));
        assert!(large.bytes_total < 6 * small.bytes_total, "{code}: {small:?} {large:?}");
        assert!(large.count_total < 6 * small.count_total, "{code}: {small:?} {large:?}");
    }
}

#[test]
fn seventy_thousand_sound_messages_are_compiled() {
    let text = lines(&format!("{HEAD}{PROTOCOL}"), 70_000, |index| {
        let from = if index < 65536 { "subscriber" } else { "broadcaster" };
        format!("  m{index}: {{ from: {from}, code: {}, doc: D., headers: {{ x-a: n }} }}\n", index % 65536)
    });
    assert_eq!(compile_text(&text).expect("it is sound").protocols[0].messages.len(), 70_000);
}

/// The first thousand of all variants, and as deep as the tree of decisions can be; with no more stack than the first thread
/// of a program has anywhere.
#[test]
fn a_thousand_variants_are_compiled() {
    let head = format!(
        "{HEAD}{PROTOCOL}  m:\n    from: subscriber\n    code: 1\n    doc: D.\n    headers: {{ x-a: n, x-b: n }}\n    variants:\n"
    );
    let text =
        lines(&head, 999, |index| format!("      v{index}: {{ doc: D., when: {{ x-a: {index} }} }}\n"));
    let compile = move || compile_text(&format!("{text}      other: {{ doc: D. }}\n"));
    let small = std::thread::Builder::new().stack_size(1 << 20).spawn(compile).expect("there is a thread");
    let schema = small.join().expect("its stack is large enough").expect("it is sound");
    let WriteStep::Field { not, .. } = &schema.protocols[0].messages[0].layout.plan.write[999][0] else {
        panic!("the first header of the last variant has a field")
    };
    assert_eq!(not.len(), 999, "it is none of the others");
}

#[test]
fn aliases_repeat_a_bounded_text() {
    let mut text = format!("x: &a \"{}\"\ny: [*a", "A".repeat(400_000));
    (1..9990).for_each(|_| text.push_str(", *a"));
    text.push_str("]\n");
    let used = measure(|| {
        let problems = report(&text);
        assert_eq!(problems.list[0].code, Code::Syntax);
        assert!(problems.list[0].message.contains("aliases repeat more than"), "{problems}");
    });
    assert!(used.bytes_max < 10_000_000, "{used:?}");
    let key = format!("x: &a {}\ny:\n{}", "k".repeat(1000), "  - { *a : 1 }\n".repeat(9000));
    let used = measure(|| assert_eq!(report(&key).list[0].code, Code::Syntax));
    assert!(used.bytes_max < 10_000_000, "{used:?}");
    // What people repeat with aliases stays far below that.
    let sound = format!(
        "{HEAD}{PROTOCOL}  m: {{ from: subscriber, code: 1, doc: &d {}, headers: {{ x-a: {{ type: blob, doc: *d }} }} }}\n",
        "D".repeat(9000)
    );
    assert!(compile_text(&sound).is_ok());
}

#[test]
fn anchors_within_anchors_are_not_copied() {
    let nested = |anchored: bool| {
        let open: String =
            (0..20).map(|level| if anchored { format!("&a{level} [") } else { "[".to_owned() }).collect();
        format!("x: {open}{}{}\n", "text, ".repeat(50_000), "]".repeat(20))
    };
    let [plain, anchored] = [false, true].map(|anchored| measure(|| drop(report(&nested(anchored)))));
    assert!(anchored.bytes_total < plain.bytes_total * 5 / 4, "{plain:?} {anchored:?}");
}

#[test]
fn a_small_schema_makes_no_large_model() {
    let message = "    from: subscriber\n    code: 1\n    doc: D.\n";
    let mut many_shapes = format!("{HEAD}{PROTOCOL}  m:\n{message}    headers:\n");
    (0..1000).for_each(|index| writeln!(many_shapes, "      x-{index}: n").unwrap());
    many_shapes.push_str("    variants:\n");
    (0..900).for_each(|index| {
        writeln!(many_shapes, "      v{index}: {{ doc: D., when: {{ x-0: {index} }} }}").unwrap();
    });
    let long_type = format!("types:\n  long: {{ kind: bytes, doc: \"{}\" }}\n", "D".repeat(400_000));
    let one = |index| {
        format!("  m{index}: {{ from: subscriber, code: {index}, doc: D., headers: {{ x-a: long }} }}\n")
    };
    let long_docs = lines(&format!("{HEAD}{}", PROTOCOL.replace("types:\n", &long_type)), 9000, one);
    let mut many_fields =
        format!("{HEAD}{}  m:\n{message}    sequence:\n", PROTOCOL.replace("types:\n", &long_type));
    (0..1000).for_each(|index| {
        writeln!(many_fields, "      - {{ field: f{index}, type: long, prefix: u8 }}").unwrap();
    });
    for text in [many_shapes, long_docs, many_fields] {
        let used = measure(|| assert_eq!(report(&text).list[0].code, Code::TooLarge));
        assert!(used.bytes_max < 60 * text.len() as u64, "{} bytes: {used:?}", text.len());
    }
}

#[test]
fn what_is_said_of_a_long_text_is_short() {
    let long = "y".repeat(300_000);
    let text = format!(
        "{HEAD}protocol: {long}\nmessages:\n  m: {{ from: {long}, code: 1, doc: D., headers: {{ x-a: {long} }} }}\n"
    );
    for problem in report(&text).list {
        assert!(problem.message.chars().count() <= 401 && problem.help.is_none_or(|help| help.len() < 500));
    }
    assert_eq!(report(&format!("? {long}\n: 1\n")).list[0].code, Code::Syntax);
}

#[test]
fn files_have_a_largest_size_alone_and_together() {
    let root = format!("{HEAD}include: [a.yaml, b.yaml, c.yaml, d.yaml, e.yaml, f.yaml, g.yaml]\n");
    let sized = |size: usize| {
        let mut read = Vec::new();
        let problems = compile("root.yaml", |path| {
            read.push(path.to_owned());
            Ok(if path == "root.yaml" { root.clone() } else { format!("#{}", " ".repeat(size)) })
        });
        (problems.unwrap_err().to_string(), read.len())
    };
    let (said, read) = sized((16 << 20) - 1);
    assert!(said.contains("a schema whose files have more than 64 MiB together is refused"), "{said}");
    assert_eq!((read, said.matches("is refused").count()), (5, 1));
    assert!(sized(16 << 20).0.contains("`a.yaml` cannot be read: it is larger than 16 MiB"));
    assert!(!sized(1000).0.contains("LS042"));
}

#[test]
fn a_path_is_on_one_line() {
    let mut read = 0;
    let problems = compile("root.yaml", |_| {
        read += 1;
        Ok(format!("{HEAD}include: [\"a\\ncargo::rustc-env=A=B\", \"\\e[31m.yaml\"]\n"))
    });
    let said = problems.unwrap_err().to_string();
    assert_eq!((read, said.matches("its path has a control character").count()), (1, 2), "{said}");
}
