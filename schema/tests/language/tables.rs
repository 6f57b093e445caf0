//! `LANGUAGE.md` with the tables of the code.

use std::fmt::Write as _;

use lonelypsp_schema::language::{KINDS, Key, LIMITS, MAPPINGS, Mapping, Takes};

/// A mapping by the words of a marker.
fn mapping(words: &str) -> &'static Mapping {
    let (name, nth) = match words {
        "a variant of a sequence" => ("a variant", 1),
        words => (words, 0),
    };
    let mut found = MAPPINGS.iter().filter(|mapping| mapping.name == name);
    found.nth(nth).unwrap_or_else(|| panic!("there is no mapping `{words}`"))
}

/// What may stand behind a key, in words.
pub(crate) fn takes(takes: &Takes) -> String {
    match takes {
        Takes::Prose => "a text for people".to_owned(),
        Takes::Text(what) => (*what).to_owned(),
        Takes::Word(words) => {
            let words = words.iter().map(|(word, meaning)| match *meaning {
                "" => format!("`{word}`"),
                meaning => format!("`{word}`: {meaning}"),
            });
            words.collect::<Vec<_>>().join("; ")
        }
        Takes::Integer(from, to) if from == to => format!("{from}"),
        Takes::Integer(from, to) => format!("{from} to {to}"),
        Takes::Changing(from, to) => {
            format!("{from} to {to}; or versions, and behind each the number from that version on")
        }
        Takes::Boolean => "`true` or `false`".to_owned(),
        Takes::Condition => {
            "values and what they must be: a number, or `true` or `false` for a flag".to_owned()
        }
        Takes::List(of) => format!("a list: {}", self::takes(of)),
        Takes::One(mapping) => format!("a mapping: {}", mapping.name),
        Takes::OneOrMore(mapping) => format!("a mapping, or a list of such: {}", mapping.name),
        Takes::TextOr(what, mapping) => format!("{what}; or a mapping: {}", mapping.name),
        Takes::Named(name, of) => format!("{name}, and behind it {}", self::takes(of)),
    }
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

fn table(mapping: &Mapping) -> String {
    let mut out = format!("{}\n\n| key | takes | without it | |\n| --- | --- | --- | --- |\n", mapping.about);
    for Key { name, takes: takes_what, default, about, example } in mapping.keys {
        let without = default.unwrap_or("*it must be there*");
        let row =
            [format!("`{name}`"), takes(takes_what), without.to_owned(), format!("{about}: `{example}`")];
        writeln!(out, "| {} |", row.map(|text| cell(&text)).join(" | ")).unwrap();
    }
    out
}

fn kinds() -> String {
    let mut out = String::from(
        "| kind | keys | a reader takes | a writer gives | |\n| --- | --- | --- | --- | --- |\n",
    );
    for kind in KINDS {
        let keys = kind.keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
        let row = [
            format!("`{}`", kind.name),
            keys,
            kind.read.into(),
            kind.written.into(),
            format!("`{}`", kind.example),
        ];
        writeln!(out, "| {} |", row.map(|text| cell(&text)).join(" | ")).unwrap();
    }
    out
}

fn limits() -> String {
    let mut out = String::from("| | |\n| ---: | --- |\n");
    for limit in LIMITS {
        writeln!(out, "| {} | {} |", limit.most, limit.of).unwrap();
    }
    out
}

/// The page with its tables as the code has them.
pub(crate) fn renewed(page: &str) -> String {
    let mut out = String::new();
    let mut rest = page;
    while let Some((before, after)) = rest.split_once("<!-- ") {
        let (marker, after) = after.split_once(" -->\n").expect("the end of a marker");
        let (_, after) = after.split_once("<!-- end -->\n").expect("the end of a table");
        let made = match marker {
            "kinds" => kinds(),
            "limits" => limits(),
            marker => table(mapping(marker.strip_prefix("table: ").expect("a marker"))),
        };
        write!(out, "{before}<!-- {marker} -->\n{made}<!-- end -->\n").unwrap();
        rest = after;
    }
    out + rest
}
