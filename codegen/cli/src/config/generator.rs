//! What makes the files: a language of ours, templates, or somebody else's program.

use std::ffi::OsStr;
use std::fmt;
use std::path::{Path, PathBuf};

use clap::ValueEnum as _;
use clap::builder::{EnumValueParser, PossibleValue, TypedValueParser};
use serde::de::{Deserialize, Deserializer, Error as _};

use crate::input::shown;

use super::Language;

/// What makes files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Generator {
    /// One of our own.
    Language(Language),
    /// The templates in a folder.
    Template(PathBuf),
    /// A program.
    Plugin(PathBuf),
}

/// What stands before the folder of templates, where a language could stand.
const TEMPLATE: &str = "template:";

impl Generator {
    /// As configurations say it: `python`, `template:templates/go`.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        match text.strip_prefix(TEMPLATE) {
            Some("") => Err(format!("`{TEMPLATE}` names no folder; `{TEMPLATE}templates` does")),
            Some(folder) => Ok(Self::Template(folder.into())),
            None => Language::from_str(text, false).map(Self::Language).map_err(|_| {
                let names: Vec<_> = Language::value_variants().iter().map(|lang| lang.as_str()).collect();
                format!("`{text}` is no language; there are {}, and {TEMPLATE}FOLDER", names.join(", "))
            }),
        }
    }

    /// The same with paths from the folder of a configuration. A program without a `/` is looked for as shells do.
    pub(crate) fn below(self, folder: &Path) -> Self {
        match self {
            Self::Language(language) => Self::Language(language),
            Self::Template(templates) => Self::Template(folder.join(templates)),
            Self::Plugin(program) if program.components().nth(1).is_none() && !program.starts_with(".") => {
                Self::Plugin(program)
            }
            Self::Plugin(program) => Self::Plugin(folder.join(program)),
        }
    }

    /// What the list of files calls what they are.
    pub(crate) const fn kind(&self) -> &'static str {
        match self {
            Self::Language(language) => language.as_str(),
            Self::Template(_) => "template",
            Self::Plugin(_) => "plugin",
        }
    }
}

impl<'de> Deserialize<'de> for Generator {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

/// As it is said: `--lang python`.
impl fmt::Display for Generator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Language(language) => f.write_str(language.as_str()),
            Self::Template(folder) => write!(f, "{TEMPLATE}{}", shown(folder)),
            Self::Plugin(program) => f.write_str(&shown(program)),
        }
    }
}

/// Takes what `--lang` can be.
#[derive(Clone)]
pub(crate) struct GeneratorParser;

impl TypedValueParser for GeneratorParser {
    type Value = Generator;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<Generator, clap::Error> {
        match value.to_str().map(Generator::parse) {
            Some(Ok(generator)) => Ok(generator),
            Some(Err(text)) if value.as_encoded_bytes().starts_with(TEMPLATE.as_bytes()) => {
                Err(clap::Error::raw(clap::error::ErrorKind::InvalidValue, text + "\n").with_cmd(command))
            }
            // Its complaint names the languages, and the one that is meant.
            _ => EnumValueParser::<Language>::new()
                .parse_ref(command, argument, value)
                .map(Generator::Language),
        }
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let template = PossibleValue::new("template:DIR").help("Whatever the templates in this folder make");
        let languages = Language::value_variants().iter().filter_map(clap::ValueEnum::to_possible_value);
        Some(Box::new(languages.chain([template])))
    }
}
