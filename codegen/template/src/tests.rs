//! What templates make, what is said of those that are wrong, and what they cannot do.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};

use crate::{Made, Problem, render};

/// Two protocols, three messages.
fn export() -> Json {
    let message =
        |name: &str, code: u16| json!({ "name": name, "code": code, "doc": "Says\n*/ it.", "slots": [] });
    json!({
        "options": { "package": "chat" },
        "schema": { "name": "chat", "version": "1.0.0" },
        "protocols": [
            { "name": "talk", "messages": [message("say_all", 1), message("ask", 258)] },
            { "name": "web", "messages": [message("post", 3)] },
        ],
    })
}

fn templates<const N: usize>(templates: [(&str, &str); N]) -> BTreeMap<String, String> {
    templates.map(|(path, text)| (path.to_owned(), text.to_owned())).into()
}

fn rendered<const N: usize>(all: [(&str, &str); N]) -> Result<Vec<Made>, Problem> {
    render(&templates(all), &export(), "Generated.")
}

/// The paths and texts that these templates make.
#[track_caller]
fn made<const N: usize>(all: [(&str, &str); N]) -> Vec<(String, String)> {
    let made = rendered(all).unwrap_or_else(|problem| panic!("{problem}"));
    made.into_iter().map(|made| (made.path, made.text)).collect()
}

#[track_caller]
fn text(template: &str) -> String {
    made([("x.j2", template)]).remove(0).1
}

#[track_caller]
fn problem(template: &str) -> String {
    rendered([("x.j2", template)]).unwrap_err().to_string()
}

#[test]
fn a_path_says_how_often_its_template_is_rendered() {
    let paths = |path: &str| made([(path, "")]).into_iter().map(|(path, _)| path).collect::<Vec<_>>();
    assert_eq!(paths("a/all.txt.j2"), ["a/all.txt"]);
    assert_eq!(paths("{{ schema.name }}.txt.jinja"), ["chat.txt"]);
    assert_eq!(paths("{{ protocol.name }}.txt.j2"), ["talk.txt", "web.txt"]);
    let each = ["talk/SayAll.kt", "talk/Ask.kt", "web/Post.kt"];
    assert_eq!(paths("{{ protocol.name }}/{{ message.name | pascal }}.kt.j2"), each);
    assert_eq!(paths("{{ protocol.name }}/{{ pascal(message.name) }}.kt.j2"), each);
    assert_eq!(paths("{{ message.code | hex(4) }}.j2"), ["0001", "0102", "0003"]);
}

#[test]
fn parts_make_nothing_and_others_are_copied() {
    let all = [
        ("_parts/names.j2", "{% macro name(of) %}<{{ of.name }}>{% endmacro %}"),
        ("LICENSE", "{{ free }}\n"),
        ("x.j2", "{% from '_parts/names.j2' import name %}{% include '_y.j2' %}{{ name(protocols[0]) }}\n"),
        ("_y.j2", "{{ stamp }} {{ options.package }} "),
    ];
    let text = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    assert_eq!(made(all), [text("LICENSE", "{{ free }}\n"), text("x", "Generated. chat <talk>\n")]);
}

#[test]
fn tags_leave_no_lines_behind_and_nothing_is_escaped() {
    let lines =
        "{% for p in protocols %}\n  {% if true %}\n{{ p.name }}: \"<&>\"\n  {% endif %}\n{% endfor %}\n";
    assert_eq!(text(lines), "talk: \"<&>\"\nweb: \"<&>\"\n");
}

#[test]
fn names_are_spelled_as_languages_do() {
    let all = "{% for f in ['snake', 'camel', 'pascal', 'kebab', 'shouty'] %}{{ ['set_subscriptions'] | map(f) | first }} {% endfor %}";
    assert_eq!(
        text(all),
        "set_subscriptions setSubscriptions SetSubscriptions set-subscriptions SET_SUBSCRIPTIONS "
    );
}

#[test]
fn no_documentation_ends_its_comment() {
    assert_eq!(text("{{ 'a\n\nb\r\nc\u{2028}d\re' | comment }}"), "// a\n//\n// b\n// c\n// d\n// e");
    assert_eq!(text("{{ 'a */ b' | comment(' * ') }}"), " * a * / b");
    assert_eq!(text("{{ 'a */ b' | comment(prefix='# ') }}"), "# a */ b");
    assert_eq!(text("{{ '/ b /* c' | comment(' *') }}"), " * / b / * c");
    assert_eq!(text("{{ 'a\u{202e}b\u{0}\tc' | comment('#') }}"), "#a\u{fffd}b\u{fffd}\tc");
    assert_eq!(text("{{ 'C:\\\\\nx ??/' | comment }}"), "// C:\\.\n// x ??/.");
}

#[test]
fn numbers_and_bytes_are_spelled_in_hex() {
    assert_eq!(
        text("{{ 258 | hex }} {{ '18446744073709551615' | hex }} {{ 0 | hex(2) }}"),
        "102 ffffffffffffffff 00"
    );
    assert_eq!(text("{{ '00ff' | bytes | join(', ') }}"), "0, 255");
    for wrong in [
        "{{ -1 | hex }}",
        "{{ 'x' | hex }}",
        "{{ 1 | hex(1000000000) }}",
        "{{ '0' | bytes }}",
        "{{ '0g' | bytes }}",
    ] {
        assert!(problem(wrong).contains(" takes "), "{wrong}");
    }
}

#[test]
fn a_problem_says_where_it_is_and_what_would_be_right() {
    for (template, said) in [
        (
            "a\n  {{ protocols[0].nmae }}",
            "x.j2:2:6: `protocols[0].nmae` is not defined; did you mean `name`?",
        ),
        ("{{ protocls }}", "x.j2:1:4: `protocls` is not defined; did you mean `protocols`?"),
        (
            "{% if options.licence %}{% endif %}",
            "x.j2:1:7: `options.licence` is not defined; `lonely export` shows",
        ),
        (
            "{{ message }}",
            "x.j2:1:4: `message` is not defined; only a template whose path speaks of `message`",
        ),
        ("{{ 'a' | sanke }}", "x.j2:1:10: filter sanke is unknown; did you mean `snake`?"),
        ("\n\n{% for %}", "x.j2:3:"),
        (
            "{% include '_z.j2' %}",
            "x.j2:1:4: tried to include non-existing template '_z.j2'; paths begin at the folder of the templates; there are x.j2",
        ),
        ("{{ 1 + 'a' }}", "x.j2:1:4: invalid operation"),
    ] {
        let found = problem(template);
        assert!(found.starts_with(said), "{template}\n{found}\n{said}");
    }
    let in_part =
        rendered([("x.j2", "\n{% include '_y.j2' %}"), ("_y.j2", "\n\n{{ nothing }}")]).unwrap_err();
    assert_eq!((in_part.path.as_str(), in_part.place), ("_y.j2", Some((3, Some(4)))));
    let in_path = rendered([("{{ protocol.nmae }}.j2", "")]).unwrap_err();
    assert!(
        in_path.to_string().starts_with("{{ protocol.nmae }}.j2:1:4: `protocol.nmae` is not defined"),
        "{in_path}"
    );
}

#[test]
fn a_template_neither_hangs_nor_fills_the_memory() {
    let begun = Instant::now();
    let double = "{% set s = namespace(x='0123456789') %}{% for i in range(1000) %}{% set s.x = s.x ~ s.x %}{% endfor %}";
    let loops = "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}";
    let recursive = "{% macro m(n) %}{{ m(n) }}{{ m(n) }}{% endmacro %}{{ m(1) }}";
    let capture = "{% set s = namespace(x='0123456789') %}{% for i in range(1000) %}{% set t %}{{ s.x }}{{ s.x }}{% endset %}{% set s.x = t %}{% endfor %}";
    let wide = "{{ 'x' * 100000000 }}{{ 'x' * 100000000 }}{{ 'x' * 100000000 }}";
    let itself = "{% include 'x.j2' %}";
    for template in [double, loops, capture, wide] {
        let said = problem(template);
        assert!(said.contains("does more than it may"), "{template}: {said}");
    }
    for template in [recursive, itself, "{{ 'a' | indent(4000000000) }}"] {
        problem(template);
    }
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
}

#[test]
fn a_template_reads_nothing_but_other_templates() {
    for path in ["/etc/passwd", "../Cargo.toml", "../../Cargo.toml", "./x.j2/../../Cargo.toml", "LICENSE"] {
        let said = problem(&format!("{{% include '{path}' %}}"));
        assert!(said.contains("non-existing template"), "{path}: {said}");
    }
}

#[test]
fn the_same_templates_make_the_same_files() {
    let schema = lonelypsp_schema::builtin().unwrap();
    let export = lonelypsp_export::export(&schema);
    let all = templates([
        (
            "{{ protocol.name }}/{{ message.name }}_{{ message.direction }}.j2",
            "{{ message | tojson }}{{ message | items | list }}",
        ),
        ("all.j2", "{% for p in protocols %}{% for m in p.messages %}{{ m.name }}{% endfor %}{% endfor %}"),
    ]);
    let once = render(&all, &export, "").unwrap();
    assert!(once.len() > 50 && once == render(&all, &export, "").unwrap());
}
