//! What is shown of the place of a problem.

use std::fmt::Write as _;

use lonelypsp_schema::{Diagnostics, compile};

fn problems(text: &str) -> Diagnostics {
    compile("place.yaml", |_| Ok(text.to_owned())).expect_err("something is wrong with it")
}

/// The line shown for the problem that has this in its message, and what stands above the marks below it.
fn shown(text: &str, message: &str) -> (String, String, String) {
    let said = problems(text).to_string();
    let mut lines = said.lines().skip_while(|line| !line.contains(message)).skip(1);
    let place = lines.next().unwrap().trim().to_owned();
    let line = lines.next().unwrap().split_once(" | ").unwrap().1.to_owned();
    let below = lines.next().unwrap().split_once(" | ").unwrap().1;
    let start = below.find('^').unwrap();
    let marked: String = line
        .chars()
        .zip(below.chars().chain(std::iter::repeat(' ')))
        .filter(|(_, mark)| *mark == '^')
        .map(|(c, _)| c)
        .collect();
    assert!(below[start..].chars().all(|c| c == '^'), "{below}");
    (place, line, marked)
}

#[test]
fn of_a_long_line_the_part_around_the_mark_is_shown() {
    let mut text = "{lonely: 1, ".to_owned();
    (0..8001).for_each(|index| write!(text, "k{index}: 1, ").unwrap());
    text.push_str("}\n");
    let all = problems(&text);
    assert_eq!(all.count(), "8004 problems");
    assert_eq!(all.to_string().matches("error[LS").count(), 100);
    assert!(all.to_string().ends_with("\nand 7904 more problems\n"), "{all}");
    let (place, line, marked) = shown(&text, "no key `k50`");
    assert_eq!(place, format!("--> place.yaml:1:{}", text.find("k50:").unwrap() + 1));
    assert_eq!(marked, "k50");
    assert!(line.starts_with('…') && line.ends_with('…') && line.chars().count() == 102, "{line}");
    let (_, line, marked) = shown(&text, "no key `k0`");
    assert_eq!(marked, "k0");
    assert!(line.starts_with("{lonely: 1, k0: 1,") && line.ends_with('…'), "{line}");
    let last = all.list.iter().find(|one| one.message.contains("`k8000`")).unwrap();
    let excerpt = all.sources.excerpt(last.span);
    assert_eq!(&excerpt.text[excerpt.mark.clone()], "k8000");
    assert!(excerpt.is_part && excerpt.text.starts_with('…') && excerpt.text.ends_with("k8000: 1, }"));
}

#[test]
fn a_line_of_usual_length_is_shown_whole() {
    let line = format!("key: {}", "x".repeat(115));
    let (_, shown, marked) = shown(&format!("lonely: 1\n{line}\n"), "no key `key`");
    assert_eq!((shown, marked.as_str()), (line, "key"));
}

#[test]
fn columns_count_characters_and_marks_stand_under_them() {
    let indent = |text: &str| {
        let said = problems(text).to_string();
        let below = said.lines().skip_while(|line| !line.contains("no key `kee`")).nth(3).unwrap().to_owned();
        (said, below.split_once(" | ").unwrap().1.to_owned())
    };
    // Two characters that take two columns each, and two that take one.
    let (said, below) = indent("{lonely: 1, \"中文äö\": 1, kee: 1}\n");
    assert!(said.contains("--> place.yaml:1:24"), "{said}");
    assert_eq!(below, format!("{}^^^", " ".repeat(25)));
    let (_, below) = indent("{lonely: 1,\tkee: 1}\n");
    assert_eq!(below, format!("{}\t^^^", " ".repeat(11)));
}

#[test]
fn nothing_that_a_schema_says_reaches_a_terminal_as_a_command() {
    let text = "lonely: 1\nname: \"\\e[31mred\"\n\"\\u202e\\u0007\": 1\n\u{202e}: 1\n";
    let problems = problems(text);
    let said = [problems.to_string(), problems.to_lines().collect::<Vec<_>>().join("\n")].concat();
    assert!(said.contains("the schema's name has a line end or another control character"), "{said}");
    assert!(!said.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{said:?}");
}
