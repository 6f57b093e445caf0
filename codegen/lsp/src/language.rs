//! What the table of the language says of a place.

use lonelypsp_schema::language::{Key, MESSAGE, Mapping, ROOT, Takes, UNIT, VARIANT_OF_SEQUENCE};

use crate::scan::Step;

/// What stands at a place.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Wanted {
    /// A mapping of the language.
    Mapping(&'static Mapping),
    /// What a key takes, or a part of that.
    Takes(&'static Takes),
    /// What a value must be, as a condition asks for.
    Asked,
}

/// A place of the language.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spot {
    pub(crate) wanted: Wanted,
    /// The innermost key of the table around it, and the mapping that has it.
    pub(crate) key: Option<(&'static Mapping, &'static Key)>,
}

/// The variants of a message with a sequence, of which the table says that in words.
static VARIANTS: Takes = Takes::Named("the name of the variant", &Takes::One(&VARIANT_OF_SEQUENCE));

/// The mapping that a file is.
pub(crate) fn of_file(text: &str) -> &'static Mapping {
    let is_root = text.lines().any(|line| {
        let key = line.split(':').next().unwrap_or_default();
        ROOT.key(key).is_some() && UNIT.key(key).is_none()
    });
    if is_root || text.trim().is_empty() { &ROOT } else { &UNIT }
}

/// What the language says of a place in a file; none if it does not have such a place.
pub(crate) fn spot(file: &'static Mapping, steps: &[Step]) -> Option<Spot> {
    let mut spot = Spot { wanted: Wanted::Mapping(file), key: None };
    for step in steps {
        spot = next(spot, step)?;
    }
    Some(spot)
}

fn next(spot: Spot, step: &Step) -> Option<Spot> {
    let Spot { wanted, key } = spot;
    let wanted = match (wanted, step) {
        (Wanted::Mapping(mapping), Step::Key(name, keys)) => return behind(mapping, name, keys),
        (Wanted::Takes(takes), step) => match (takes, step) {
            (
                Takes::One(mapping) | Takes::OneOrMore(mapping) | Takes::TextOr(_, mapping),
                Step::Key(name, keys),
            ) => {
                return behind(mapping, name, keys);
            }
            (Takes::OneOrMore(mapping), Step::Item) => Wanted::Mapping(mapping),
            (Takes::List(of), Step::Item) | (Takes::Named(_, of), Step::Key(..)) => Wanted::Takes(of),
            (Takes::Condition | Takes::Changing(..), Step::Key(..)) => Wanted::Asked,
            _ => return None,
        },
        (Wanted::Mapping(_), Step::Item) | (Wanted::Asked, _) => return None,
    };
    Some(Spot { wanted, key })
}

fn behind(mapping: &'static Mapping, name: &str, keys: &[String]) -> Option<Spot> {
    let key = mapping.key(name)?;
    let is_sequence = keys.iter().any(|key| key == "sequence");
    let takes = match name {
        "variants" if is_sequence && std::ptr::eq(mapping, &raw const MESSAGE) => &VARIANTS,
        _ => &key.takes,
    };
    Some(Spot { wanted: Wanted::Takes(takes), key: Some((mapping, key)) })
}

impl Spot {
    /// The mapping whose keys can stand there.
    pub(crate) fn mapping(&self) -> Option<&'static Mapping> {
        match self.wanted {
            Wanted::Mapping(mapping) => Some(mapping),
            Wanted::Takes(Takes::One(mapping) | Takes::OneOrMore(mapping) | Takes::TextOr(_, mapping)) => {
                Some(mapping)
            }
            Wanted::Takes(_) | Wanted::Asked => None,
        }
    }
}

/// What a key takes, in words.
pub(crate) fn in_words(takes: &Takes) -> String {
    match takes {
        Takes::Prose => "a text for people".to_owned(),
        Takes::Text(what) => (*what).to_owned(),
        Takes::Word(words) => {
            words.iter().map(|(word, _)| format!("`{word}`")).collect::<Vec<_>>().join(", ")
        }
        Takes::Integer(from, to) | Takes::Changing(from, to) => format!("{from} to {to}"),
        Takes::Boolean => "`true` or `false`".to_owned(),
        Takes::Condition => "values and what they must be".to_owned(),
        Takes::List(of) => format!("a list: {}", in_words(of)),
        Takes::One(mapping) => mapping.name.to_owned(),
        Takes::OneOrMore(mapping) => format!("{}, or a list of such", mapping.name),
        Takes::TextOr(what, mapping) => format!("{what}; or {}", mapping.name),
        Takes::Named(name, of) => format!("{name}, and behind it {}", in_words(of)),
    }
}

/// What is to be known of a key, in Markdown.
pub(crate) fn about_key(mapping: &Mapping, key: &Key) -> String {
    let without = match key.default {
        Some(default) => format!("Without it: {default}."),
        None => "It must be there.".to_owned(),
    };
    let Key { name, takes, about, example, .. } = key;
    let takes = in_words(takes);
    format!(
        "**`{name}`** of {}: {about}\n\nTakes {takes}. {without}\n\n```yaml\n{example}\n```",
        mapping.name
    )
}
