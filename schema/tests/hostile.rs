//! No schema can hurt the compiler: not a mutated one, not a hostile one.

use std::fmt::Write;
use std::io;

use lonelypsp_schema::{BUILTIN_ROOT, Code, Diagnostics, Schema, builtin_files, compile};

fn compile_text(text: &str) -> Result<Schema, Diagnostics> {
    compile("hostile.yaml", |_| Ok(text.to_owned()))
}

/// The one problem of a text; its rendering must be printable and of bearable length.
fn problem(text: &str) -> (Code, String) {
    let problems = compile_text(text).expect_err("something is wrong with it");
    let rendered = problems.to_string();
    assert!(rendered.len() < 100_000, "{} bytes are said about it", rendered.len());
    let fine = |c: char| !c.is_control() || c == '\n' || c == '\t';
    assert!(rendered.chars().all(fine), "{rendered:?}");
    (problems.list[0].code, rendered)
}

fn small(doc: &str) -> String {
    format!(
        "lonely: 1\nname: small\nversion: 1.0.0\ndoc: {doc}\ntypes:\n  blob: {{ kind: bytes, doc: Bytes. }}\n\
         protocols:\n  chat:\n    doc: A protocol.\n    flags:\n      short: {{ bit: 0, selects: minimal, doc: Short. }}\n\
         protocol: chat\nmessages:\n  ping:\n    from: subscriber\n    code: 1\n    doc: A message.\n    headers:\n      \
         x-topic: blob\n"
    )
}

/// A generator that needs no crate (xorshift64*); the seed makes the run repeatable.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let value = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(value).unwrap() % bound.max(1)
    }
}

/// Deletes, doubles, swaps or replaces pieces of a text.
fn mutate(pieces: &mut Vec<String>, random: &mut Random) {
    const STRANGE: &[&str] =
        &["{", "]", ":", "-1", "99999999999999999999", "\t", "&a", "*a", "|", "null", "ü", "\u{0}", "#", "'"];
    let (at, other) = (random.below(pieces.len()), random.below(pieces.len()));
    match random.below(4) {
        0 => drop(pieces.remove(at)),
        1 => pieces.insert(other, pieces[at].clone()),
        2 => pieces.swap(at, other),
        _ => STRANGE[random.below(STRANGE.len())].clone_into(&mut pieces[at]),
    }
}

fn compile_mutant(file: &str, mutant: &str) {
    let load = |path: &str| {
        let found = builtin_files().iter().find(|(name, _)| *name == path);
        let (_, text) = found.ok_or(io::ErrorKind::NotFound)?;
        Ok(if path == file { mutant.to_owned() } else { (*text).to_owned() })
    };
    match compile(BUILTIN_ROOT, load) {
        Ok(schema) => assert!(!lonelypsp_schema::print_plan(&schema).is_empty()),
        Err(problems) => {
            assert!(!problems.list.is_empty());
            assert!(problems.to_string().contains("error[LS"));
        }
    }
}

#[test]
fn mutants_of_the_built_in_schema_do_no_harm() {
    let mut random = Random(0x5eed_1e55_0b5e_55ed);
    for round in 0..40 {
        let (file, text) = builtin_files()[random.below(builtin_files().len())];
        let separator = if round % 2 == 0 { '\n' } else { ' ' };
        let mut pieces: Vec<String> = text.split_inclusive(separator).map(str::to_owned).collect();
        for _ in 0..=random.below(3) {
            mutate(&mut pieces, &mut random);
        }
        compile_mutant(file, &pieces.concat());
    }
}

#[test]
fn mutants_of_a_small_schema_do_no_harm() {
    let mut random = Random(0x0dd_ba11);
    let text = small("Small.");
    for _ in 0..3000 {
        let mut pieces: Vec<String> = text.split_inclusive([' ', '\n', ':']).map(str::to_owned).collect();
        for _ in 0..=random.below(4) {
            mutate(&mut pieces, &mut random);
        }
        if let Err(problems) = compile_text(&pieces.concat()) {
            assert!(problems.to_string().contains("error[LS"));
        }
    }
}

#[test]
fn texts_cut_off_anywhere_do_no_harm() {
    let text = small("\"ü «»\"");
    for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
        assert!(!compile_text(&text[..end]).err().is_some_and(|problems| problems.list.is_empty()));
    }
}

#[test]
fn deep_nesting_is_refused() {
    for depth in [30, 60, 100, 1000, 100_000] {
        for (open, close) in [("[", "]"), ("{a: ", "}"), ("- ", ""), ("? ", "")] {
            eprintln!("{depth} of {open}");
            for text in [format!("doc: {}{}", open.repeat(depth), close.repeat(depth)), open.repeat(depth)] {
                assert_eq!(problem(&text).0, Code::Syntax, "{open}");
            }
        }
    }
    let items = "{ group: g, count: u8, doc: D., items: [".repeat(30) + &"] }".repeat(30);
    problem(&small("Deep.").replace("headers:\n      x-topic: blob", &format!("sequence: [{items}]")));
}

#[test]
fn aliases_that_multiply_are_refused() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..8 {
        let row = vec![format!("*a{}", level - 1); 10].join(", ");
        writeln!(text, "a{level}: &a{level} [{row}]").unwrap();
    }
    assert_eq!(problem(&text).0, Code::Syntax);
    assert_eq!(problem("a: &a [*a]\n").0, Code::Syntax);
}

#[test]
fn huge_numbers_are_numbers() {
    for number in [
        "99999999999999999999999999999999999999999999999",
        "-99999999999999999999999",
        "1e400",
        &"9".repeat(100_000),
    ] {
        problem(&small("Huge.").replace("code: 1", &format!("code: {number}")));
        problem(&small("Huge.").replace("bit: 0", &format!("bit: {number}")));
        problem(&small("Huge.").replace("lonely: 1", &format!("lonely: {number}")));
    }
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    assert_eq!(problem("lonely: 1\nname: \u{0}\n").0, Code::Syntax);
    problem(&small("Odd.").replace("x-topic", "\"x-\\e[31m\\0\\n\\r\\u0085\""));
    problem(&small("Odd.").replace("subscriber", "\"\\e]0;title\\a\""));
}

#[test]
fn a_byte_order_mark_and_crlf_change_nothing() {
    let text = small("Fine.");
    assert!(compile_text(&text).is_ok());
    assert!(compile_text(&format!("\u{feff}{text}").replace('\n', "\r\n")).is_ok());
    let wrong = text.replace("x-topic: blob", "x-topic: blub");
    let turned = format!("\u{feff}{wrong}").replace('\n', "\r\n");
    assert_eq!(problem(&wrong), problem(&turned));
    let first_line = compile_text("\u{feff}lonely: 2\r\n").unwrap_err();
    assert_eq!(first_line.sources.position(first_line.list[0].span).to_string(), "1:9");
}

#[test]
fn files_without_content_are_one_problem() {
    for text in ["", "\n\n", "# only a comment\n", "\u{feff}", "---\n", "---\n...\n", "\t", "~"] {
        let problems = compile_text(text).unwrap_err();
        assert_eq!(problems.list.len(), 1, "{text:?}: {problems}");
    }
}

#[test]
fn five_megabytes_in_one_place_are_borne() {
    let long = "x".repeat(5_000_000);
    assert!(compile_text(&small(&long)).is_ok(), "documentation can be long");
    problem(&small("Long.").replace("x-topic: blob", &format!("x-topic: {long}")));
    let long = &long[..200_000];
    problem(&small("Long.").replace("x-topic", &format!("\"x-{long}\"")));
    problem(&small("Long.").replace("ping", long));
    problem(&small("Long.").replace("kind:", &format!("{long}: 1, kind:")));
    problem(&format!("{long}: 1\nlonely: 1\n"));
}

#[test]
fn many_things_are_looked_at_in_bearable_time() {
    let mut text = small("Many.");
    for index in 0..1000 {
        writeln!(text, "      x-h{index}: blob").unwrap();
    }
    assert!(compile_text(&text).is_ok());
    let mut text = small("Many.");
    for index in 0..3000 {
        writeln!(text, "  m{index}: {{ from: subscriber, code: 7, doc: D., headers: {{}} }}").unwrap();
    }
    assert_eq!(compile_text(&text).unwrap_err().list.len(), 2999);
}

#[test]
fn more_headers_than_a_message_can_have_are_refused() {
    let mut text = small("Many.");
    for index in 0..1025 {
        writeln!(text, "      x-h{index}: blob").unwrap();
    }
    assert_eq!(problem(&text).0, Code::TooLarge);
}

#[test]
fn endless_includes_come_to_an_end() {
    let mut count = 0;
    let problems = compile("0.yaml", |_| {
        count += 1;
        Ok(format!(
            "lonely: 1\nname: endless\nversion: 1.0.0\ndoc: Endless.\ninclude: [{count}.yaml, a/{count}.yaml]\n"
        ))
    });
    assert!(problems.unwrap_err().list.iter().any(|problem| problem.code == Code::TooLarge));
}
