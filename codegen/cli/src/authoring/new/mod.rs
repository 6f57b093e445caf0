//! `lonely new message NAME`: a message that is well-formed, with the next free code, in the file where its like are.

mod place;
mod text;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use lonelypsp_fmt::format;
use lonelypsp_schema::files::read_schema_file;
use lonelypsp_schema::{Direction, Protocol, Schema, compile};

use crate::args::{Global, Sender, Side};
use crate::exit::{Failure, Found, Outcome};
use crate::input::shown;
use crate::inputs::Inputs;
use crate::replace::replace;
use crate::schema::{self, compile_from, load_from, protocol};
use crate::terminal::{Colors, say};

#[derive(Debug, Subcommand)]
pub(crate) enum New {
    /// Adds a message to the schema.
    Message(NewMessageArgs),
}

#[derive(Args, Debug)]
pub(crate) struct NewMessageArgs {
    /// What it is called, in `snake_case`.
    #[arg(value_name = "NAME")]
    name: String,
    /// Who sends it.
    #[arg(long, value_name = "SENDER", default_value = "subscriber")]
    from: Sender,
    /// The protocol that it belongs to [default: stateful, or the only one that the schema has].
    #[arg(long, value_name = "NAME")]
    protocol: Option<String>,
}

pub(crate) fn run(global: &Global, new: &New, colors: Colors) -> Outcome {
    let New::Message(args) = new;
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if args.name.is_empty() || !args.name.chars().all(is_word) {
        return Err(Failure::Usage(format!(
            "{:?} cannot be the name of a message: lower-case ASCII letters and digits, words joined by `_`, a letter first",
            args.name
        )));
    }
    let root = root(global)?;
    let schema = load_from(Some(&root), global.protocol_version.as_deref(), colors)?;
    let side = Side { from: Some(args.from), protocol: args.protocol.clone() };
    let protocol = protocol(&schema, &side)?;
    let direction = args.from.direction();
    let (name, sender) = (&args.name, direction.sender());
    if protocol.by_name(direction, name).is_some() {
        let protocol = &protocol.name;
        return Err(Failure::new(format!(
            "the {sender} of `{protocol}` has a message `{name}` already; choose another name"
        )));
    }
    let code = free_code(&taken(&schema, &root, protocol, direction)?).ok_or_else(|| {
        Failure::new(format!("all 65536 codes of the {sender} are taken; take one of another direction"))
    })?;
    let entry = text::entry(&schema, protocol, direction, name, code);
    let place = place::find(&schema, protocol, direction, name).map_err(|why| {
        let protocol = &protocol.name;
        Failure::new(format!(
            "{why}; add it yourself, below `messages:` in a file with `protocol: {protocol}` that the schema includes:\n{entry}"
        ))
    })?;
    let added = with_entry(&schema, &place, &entry);
    check(&root, &place.path, &added, name)?;
    replace(Path::new(&place.path), &added)?;
    let path = shown(Path::new(&place.path));
    let root = shown(&root);
    // What the configuration names needs no argument.
    let next = match &global.schema {
        Some(_) => format!(
            "  lonely check --schema {root}\n  lonely generate             if there is a lonely.gen.yaml"
        ),
        None => "  lonely check\n  lonely generate".to_owned(),
    };
    say(&format!(
        "added `{name}`, message {code} of the {sender}, to {path}\n\nnext:\n  write its `doc` and what it holds, in {path}\n{}{next}",
        text::remarks(&schema, protocol, direction, name)
    ));
    Ok(Found::Nothing)
}

/// The root file that the arguments name, or the configuration.
fn root(global: &Global) -> Result<PathBuf, Failure> {
    schema::root(global, &Inputs::default())?.ok_or_else(|| {
        let text = "which schema? say it with --schema; the built-in one cannot be changed";
        Failure::Usage(text.to_owned())
    })
}

/// The codes that messages of a direction have in any version: one that was given up may still be sent by somebody.
fn taken(
    schema: &Schema,
    root: &Path,
    protocol: &Protocol,
    direction: Direction,
) -> Result<BTreeSet<u16>, Failure> {
    let codes = |protocol: &Protocol| -> Vec<u16> {
        protocol.messages_of(direction).iter().map(|message| message.code).collect()
    };
    let mut taken = BTreeSet::from_iter(codes(protocol));
    for version in schema.versions.iter().filter(|version| **version != schema.version) {
        let other = compile_from(Some(root), Some(version))?
            .map_err(|problems| Failure::new(format!("version {version} has {}", problems.count())))?;
        taken.extend(other.protocol(protocol.name.snake()).map(codes).unwrap_or_default());
    }
    Ok(taken)
}

/// The number behind the highest, or the first that is free.
fn free_code(taken: &BTreeSet<u16>) -> Option<u16> {
    match taken.last() {
        None => Some(1),
        Some(last) => last.checked_add(1).or_else(|| (0..=u16::MAX).find(|code| !taken.contains(code))),
    }
}

/// The file with the message in it, in the one style if it was in that before.
fn with_entry(schema: &Schema, place: &place::Place, entry: &str) -> String {
    let before = schema.sources.file(place.file).text.as_str();
    let (head, tail) = before.split_at_checked(place.at).unwrap_or((before, ""));
    let indented = entry.lines().map(|line| format!("{}{line}\n", place.indent)).collect::<Vec<_>>().concat();
    let indented = format!("{}{indented}", place.head);
    let gap = if head.ends_with('\n') || head.is_empty() { "" } else { "\n" };
    let added = format!("{head}{gap}{indented}{tail}");
    let is_formatted = |text: &str| format(&place.path, text).is_ok_and(|formatted| formatted == text);
    match format(&place.path, &added) {
        Ok(formatted) if is_formatted(before) => formatted,
        _ => added,
    }
}

/// That the schema is sound with it.
fn check(root: &Path, path: &str, text: &str, name: &str) -> Result<(), Failure> {
    let root = root.to_str().unwrap_or_default();
    let load = |wanted: &str| if wanted == path { Ok(text.to_owned()) } else { read_schema_file(wanted) };
    compile(root, load).map(|_| ()).map_err(|problems| {
        let first = problems.list.first();
        let why = first.map_or_else(|| problems.count(), |first| first.message.clone());
        let help =
            first.and_then(|first| first.help.as_deref()).map(|help| format!(": {help}")).unwrap_or_default();
        Failure::new(format!(
            "with a message `{name}` the schema would not be sound, and nothing was written: {why}{help}"
        ))
    })
}
