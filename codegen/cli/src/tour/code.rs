//! The sample message in what was generated: the struct in Rust, the first program of each README in other languages.

use lonelypsp_schema::{Name, Sample};

use crate::generate::Written;

/// A piece of a generated file.
pub(super) struct Piece {
    /// The file that it is from.
    pub(super) title: String,
    /// Its lines.
    pub(super) text: String,
}

/// What the package has to show, if it has anything.
pub(super) fn of(package: &Written, sample: Sample<'_>) -> Option<Piece> {
    let (name, lines) = match package.lang {
        "rust" => {
            let (name, text) = package.files.iter().next()?;
            (name.as_str(), in_rust(text, sample)?)
        }
        _ => ("README.md", first_program(package.files.get("README.md")?)?),
    };
    let indent = lines.iter().filter(|line| !line.trim().is_empty()).map(|line| indent_of(line)).min()?;
    let text = lines.iter().map(|line| format!("     {}", line.get(indent..).unwrap_or_default()));
    let text: Vec<String> = text.map(|line| line.trim_end().to_owned()).collect();
    let folder = if package.lang == "rust" { package.place.parent() } else { Some(package.place.as_path()) };
    let title = folder.map(|folder| folder.join(name)).unwrap_or_default().display().to_string();
    Some(Piece { title, text: text.join("\n") + "\n" })
}

fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// The struct of the message, or of its shape, with its fields. Other protocols may have one of the same name: it is the one
/// in the module of its own and of its direction.
fn in_rust<'t>(text: &'t str, sample: Sample<'_>) -> Option<Vec<&'t str>> {
    let words = sample.message.name.words().chain(sample.shape.variant.iter().flat_map(Name::words));
    let pascal: String = words.map(capitalized).collect();
    let lines: Vec<&str> = text.lines().collect();
    let begins = |line: &&str| {
        let rest = line.trim_start().strip_prefix("pub struct ").and_then(|rest| rest.strip_prefix(&*pascal));
        rest.is_some_and(|rest| rest.starts_with(['<', ' ', '{']))
    };
    let mut first = 0;
    for module in [sample.protocol.name.snake(), sample.message.direction.as_str()] {
        let opens = format!("pub mod {module} {{");
        first += lines.iter().skip(first).position(|line| line.trim_start() == opens)?;
    }
    first += lines.iter().skip(first).position(begins)?;
    let own = indent_of(lines[first]);
    let last = lines.iter().skip(first).position(|line| line.trim() == "}" && indent_of(line) == own)?;
    Some(without_details(&lines[first..=first + last]))
}

/// Of the documentation of each field, what stands before the first empty line.
fn without_details<'t>(lines: &[&'t str]) -> Vec<&'t str> {
    let is_doc = |line: &str| line.trim_start().starts_with("///");
    let mut is_detail = false;
    let mut kept = Vec::new();
    for line in lines {
        is_detail = is_doc(line) && (is_detail || line.trim() == "///");
        if !is_detail {
            kept.push(*line);
        }
    }
    kept
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The first block of code after the heading.
fn first_program(readme: &str) -> Option<Vec<&str>> {
    let (_, rest) = readme.split_once("\n## A first program\n")?;
    let lines = rest.lines().skip_while(|line| !line.starts_with("```")).skip(1);
    Some(lines.take_while(|line| !line.starts_with("```")).collect())
}
