//! What `lonely.gen.yaml` can say, as serde reads it.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;
use serde_yaml::Spanned;

use crate::input::shown;

use super::generator::Generator;

// What stands before a field here is what editors show.

/// Which packages are generated of a schema, and where to; which rules `lonely lint` looks at.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    /// The form of this file: 1.
    #[cfg_attr(test, schemars(range(min = 1, max = 1), example = 1))]
    pub(super) lonely: u32,
    /// The root file of the schema, relative to this one. Without it, the built-in schema.
    #[cfg_attr(test, schemars(example = &"schema/mine.yaml"))]
    pub(super) schema: Option<PathBuf>,
    /// Which version of the protocol packages are for, of those that the schema describes. Without it, the newest.
    #[cfg_attr(test, schemars(example = &"0.9.0"))]
    pub(super) protocol_version: Option<String>,
    /// What all packages say about themselves.
    #[serde(default)]
    pub(super) package: Metadata,
    /// What is generated: packages, modules, sites.
    #[cfg_attr(test, schemars(length(min = 1, max = 100)))]
    pub(super) generate: Option<Vec<Entry>>,
    /// Which rules `lonely lint` looks at.
    #[serde(default)]
    pub(super) lint: LintSettings,
    /// Exceptions from rules, with their reasons.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Vec<Allowed>"))]
    pub(super) allow: Vec<Spanned<Allowed>>,
}

/// Which rules `lint` looks at if it is not told.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct LintSettings {
    /// Categories and rules; all if there are none.
    #[serde(default)]
    #[cfg_attr(test, schemars(example = ["NAMING", "LL012"]))]
    pub(crate) r#use: Vec<String>,
    /// Categories and rules that are left out.
    #[serde(default)]
    #[cfg_attr(test, schemars(example = ["LL012"]))]
    pub(crate) except: Vec<String>,
}

/// An exception from a rule for files, with its reason.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Allowed {
    /// The rule, by code or name.
    #[cfg_attr(test, schemars(example = &"LL012"))]
    pub(super) rule: String,
    /// The files that it is about, relative to this one; all if there are none.
    #[serde(default)]
    pub(super) files: Vec<PathBuf>,
    /// Why it is right as it is.
    pub(super) because: String,
}

/// What packages say about themselves; an entry's own overrides what is said of all.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct Metadata {
    /// The version of the packages. Without it, that of the schema.
    #[cfg_attr(test, schemars(example = &"1.2.0"))]
    pub(crate) version: Option<String>,
    /// The licence, as SPDX names it.
    #[cfg_attr(test, schemars(example = &"MIT"))]
    pub(crate) license: Option<String>,
    /// Where the sources are kept.
    #[cfg_attr(test, schemars(example = &"https://example.org/mine"))]
    pub(crate) repository: Option<String>,
}

/// One thing that is generated.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(extend("oneOf" = super::tests::one_of(["lang", "plugin"]))))]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    /// What makes it: a language, or templates. Either this or `plugin`.
    pub(super) lang: Option<Generator>,
    /// A program that makes it of what `lonely export` prints; with a `/`, relative to this file. Either this or `lang`.
    #[cfg_attr(test, schemars(example = &"./emit-go"))]
    pub(super) plugin: Option<PathBuf>,
    /// The folder of the package, or the file of the Rust module, relative to this file.
    #[cfg_attr(test, schemars(example = &"bindings/python"))]
    pub(super) out: PathBuf,
    /// What templates or a program want to know.
    #[serde(default)]
    pub(super) options: BTreeMap<String, String>,
    /// Which version of the protocol it is for. Without it, what the whole file says.
    #[cfg_attr(test, schemars(example = &"0.9.0"))]
    pub(super) protocol_version: Option<String>,
    /// What the package is called. Without it, as the schema is.
    #[cfg_attr(test, schemars(example = &"mine"))]
    pub(super) name: Option<String>,
    /// The version of the package. Without it, what the whole file says.
    pub(super) version: Option<String>,
    /// The licence of the package. Without it, what the whole file says.
    pub(super) license: Option<String>,
    /// Where the sources of the package are kept. Without it, what the whole file says.
    pub(super) repository: Option<String>,
}

impl Entry {
    /// What makes the files, if it says just one thing.
    pub(super) fn generator(&self) -> Option<Generator> {
        match (&self.lang, &self.plugin) {
            (Some(lang), None) => Some(lang.clone()),
            (None, Some(program)) => Some(Generator::Plugin(program.clone())),
            _ => None,
        }
    }

    /// What does not go together in it.
    pub(super) fn problem(&self) -> Option<String> {
        let out = shown(&self.out);
        let said = [&self.name, &self.version, &self.license, &self.repository];
        match self.generator() {
            None => Some(format!(
                "the entry with `out: {out}` has `lang`, or else `plugin` with the path of a program"
            )),
            Some(Generator::Language(lang)) if !self.options.is_empty() => {
                let lang = lang.as_str();
                Some(format!(
                    "the entry with `out: {out}` has `options`, which {lang} has none of; take them out"
                ))
            }
            Some(Generator::Template(_) | Generator::Plugin(_)) if said.iter().any(|said| said.is_some()) => {
                Some(format!(
                    "the entry with `out: {out}` says what packages of ours say about themselves; what templates and \
                     programs want to know goes into `options`"
                ))
            }
            Some(_) => None,
        }
    }
}
