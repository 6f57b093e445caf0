//! Random schemas in random layouts say the same when `lonely fmt` has formatted them, and have all their comments.

use std::fmt::Write as _;
use std::io;

use fastrand::Rng;
use lonelypsp_findings::comments;
use lonelypsp_fmt::format;
use lonelypsp_schema::{Schema, compile};

use super::generate::{Files, ROOT};
use super::settle::settle;

/// How many schemas, and how many layouts of each.
const SCHEMAS: u64 = 40;
const LAYOUTS: u64 = 3;

/// The files with comments and blank lines wherever there can be some.
fn sprinkle(files: &Files, rng: &mut Rng) -> Files {
    files.iter().map(|(path, text)| (path.clone(), sprinkle_text(text, rng))).collect()
}

/// Every scalar of a random schema is in quotes, so that a comment ends none.
fn sprinkle_text(text: &str, rng: &mut Rng) -> String {
    let mut sprinkled = String::new();
    for line in text.lines() {
        if rng.u8(..8) == 0 {
            let indent = " ".repeat(rng.usize(..10));
            let _ = writeln!(sprinkled, "{}{indent}# {}", "\n".repeat(rng.usize(..3)), rng.u16(..));
        }
        sprinkle_line(line, rng, &mut sprinkled);
        if rng.u8(..8) == 0 {
            let _ = write!(sprinkled, "{}# {}", " ".repeat(rng.usize(1..4)), rng.u16(..));
        }
        sprinkled.push_str(if rng.u8(..20) == 0 { "\r\n\n" } else { "\n" });
    }
    sprinkled
}

/// A line, broken behind some of the commas that are in no text.
fn sprinkle_line(line: &str, rng: &mut Rng, out: &mut String) {
    let (mut is_text, mut is_escaped) = (false, false);
    for c in line.chars() {
        out.push(c);
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' if is_text => is_escaped = true,
            '"' => is_text = !is_text,
            ',' if !is_text && rng.u8(..8) == 0 => {
                let _ = write!(out, " # {}\n{}", rng.u16(..), " ".repeat(40));
            }
            _ => {}
        }
    }
}

fn fingerprint(files: &Files) -> u64 {
    let load = |path: &str| files.get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into());
    compile(ROOT, load).unwrap_or_else(|problems| panic!("{problems}")).fingerprint()
}

fn said(text: &str) -> Vec<&str> {
    let mut said: Vec<_> = comments(text).into_iter().map(|range| &text[range]).collect();
    said.sort_unstable();
    said
}

/// Formats the files, and gives the number of their comments.
fn assert_kept(ragged: &Files, schema: &Schema, seed: u64) -> usize {
    assert_eq!(fingerprint(ragged), schema.fingerprint(), "seed {seed}");
    let mut neat = Files::new();
    for (path, text) in ragged {
        let formatted = |text: &str| {
            format(path, text).unwrap_or_else(|problem| panic!("seed {seed}, {path}: {problem}:\n{text}"))
        };
        let once = formatted(text);
        assert_eq!(said(&once), said(text), "seed {seed}, {path}");
        assert_eq!(formatted(&once), once, "seed {seed}, {path}: formatted twice");
        neat.insert(path.clone(), once);
    }
    assert_eq!(fingerprint(&neat), schema.fingerprint(), "seed {seed}");
    ragged.values().map(|text| said(text).len()).sum()
}

#[test]
fn formatted_schemas_say_the_same_and_keep_their_comments() {
    let mut kept = 0;
    for seed in 1..=SCHEMAS {
        let (files, schema) = settle(seed).unwrap();
        for layout in 0..LAYOUTS {
            let ragged = sprinkle(&files, &mut Rng::with_seed(seed * LAYOUTS + layout));
            kept += assert_kept(&ragged, &schema, seed);
        }
    }
    assert!(kept > 1000, "{kept} comments");
}
