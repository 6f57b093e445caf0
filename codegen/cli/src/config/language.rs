//! The languages that `lonely` generates by itself.

use clap::ValueEnum;
use lonelypsp_codegen::{Form, Output, SingleFile, output};

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    /// A static site that documents the schema.
    Docs,
    /// A dissector for Wireshark, in Lua.
    Dissector,
    /// The same as Markdown.
    #[value(name = "docs-markdown")]
    DocsMarkdown,
    /// A Python package.
    Python,
    /// A Ruby gem.
    Ruby,
    /// One Rust module that needs no other file.
    Rust,
    /// A TypeScript package.
    #[value(name = "typescript")]
    TypeScript,
}

impl Language {
    /// Those that programs are written in.
    pub(crate) const ALL: [Self; 4] = [Self::Rust, Self::TypeScript, Self::Python, Self::Ruby];

    /// Its name on the command line and in configurations.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Docs => "docs",
            Self::Dissector => "dissector",
            Self::DocsMarkdown => "docs-markdown",
            Self::Python => "python",
            Self::Ruby => "ruby",
            Self::Rust => "rust",
            Self::TypeScript => "typescript",
        }
    }

    /// What is generated in it; every one is registered, if the command is built with its features.
    pub(crate) fn output(self) -> Option<&'static dyn Output> {
        let own = output(self.as_str());
        #[cfg(feature = "authoring")]
        let own = own.or_else(|| lonelypsp_docs::output(self.as_str()));
        own
    }

    /// What it is, if it is one file.
    pub(crate) fn single(self) -> Option<SingleFile> {
        match self.output()?.form() {
            Form::File(file) => Some(file),
            Form::Package(_) | Form::Folder => None,
        }
    }
}
