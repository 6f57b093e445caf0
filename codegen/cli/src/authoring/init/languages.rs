//! What a new project has for each language.

use clap::ValueEnum;

use crate::config::Language;

/// A language that a new project can use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(super) enum InitLanguage {
    /// A crate with a build script.
    Rust,
    /// A package and a test for Node.
    #[value(name = "typescript")]
    TypeScript,
    /// A package and a test.
    Python,
    /// A gem and a test.
    Ruby,
}

impl InitLanguage {
    /// Its files, by path, but for what is generated.
    pub(super) const fn files(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Rust => &[
                ("rust/Cargo.toml", include_str!("../../../scaffold/rust/Cargo.toml.txt")),
                ("rust/build.rs", include_str!("../../../scaffold/rust/build.rs.txt")),
                ("rust/src/lib.rs", include_str!("../../../scaffold/rust/lib.rs.txt")),
                ("rust/tests/chat.rs", include_str!("../../../scaffold/rust/test.rs.txt")),
            ],
            Self::TypeScript => &[
                ("typescript/package.json", include_str!("../../../scaffold/typescript/package.json.txt")),
                ("typescript/chat.test.js", include_str!("../../../scaffold/typescript/chat.test.js.txt")),
            ],
            Self::Python => {
                &[("python/test_chat.py", include_str!("../../../scaffold/python/test_chat.py.txt"))]
            }
            Self::Ruby => &[("ruby/chat_test.rb", include_str!("../../../scaffold/ruby/chat_test.rb.txt"))],
        }
    }

    /// What is generated for it, and where; a build script generates by itself.
    pub(super) const fn generated(self) -> Option<(Language, &'static str)> {
        match self {
            Self::Rust => None,
            Self::TypeScript => Some((Language::TypeScript, "typescript/generated")),
            Self::Python => Some((Language::Python, "python/generated")),
            Self::Ruby => Some((Language::Ruby, "ruby/generated")),
        }
    }

    /// The command that tests it, from the folder of the project.
    pub(super) const fn test(self) -> &'static str {
        match self {
            Self::Rust => "cargo test --manifest-path rust/Cargo.toml",
            Self::TypeScript => "npm run build --prefix typescript && npm test --prefix typescript",
            Self::Python => "python3 python/test_chat.py",
            Self::Ruby => "ruby ruby/chat_test.rb",
        }
    }
}

/// `lonely.gen.yaml`, if something is generated.
pub(super) fn configuration(languages: &[InitLanguage]) -> Option<String> {
    let generated = languages.iter().filter_map(|language| language.generated());
    let entries =
        generated.map(|(language, out)| format!("  - {{ lang: {}, out: {out} }}\n", language.as_str()));
    let entries = entries.collect::<Vec<_>>().concat();
    let head = "# yaml-language-server: $schema=schema/lonely.gen.schema.json\n\
                # What `lonely generate` writes; `lonely generate --help` says what else can stand here.\n\n\
                lonely: 1\nschema: schema/chat.yaml\ngenerate:\n";
    (!entries.is_empty()).then(|| format!("{head}{entries}"))
}

/// The workflow for GitHub.
pub(super) fn workflow(languages: &[InitLanguage]) -> String {
    let mut text = "name: check\non: [push, pull_request]\njobs:\n  check:\n    runs-on: ubuntu-latest\n    steps:\n      \
                    - uses: actions/checkout@v4\n      - run: cargo install --locked lonelypsp-cli\n      \
                    - run: lonely check --schema schema/chat.yaml\n      - run: lonely fmt --check schema\n"
        .to_owned();
    if configuration(languages).is_some() {
        text += "      - run: lonely generate --check\n";
    }
    for language in languages {
        let set_up = match language {
            InitLanguage::Rust => "",
            InitLanguage::TypeScript => {
                "      - uses: actions/setup-node@v4\n        with: { node-version: 22 }\n"
            }
            InitLanguage::Python => {
                "      - uses: actions/setup-python@v5\n        with: { python-version: \"3.13\" }\n"
            }
            InitLanguage::Ruby => {
                "      - uses: ruby/setup-ruby@v1\n        with: { ruby-version: \"3.4\" }\n      - run: gem install minitest\n"
            }
        };
        text = text + set_up + "      - run: " + language.test() + "\n";
    }
    text
}

pub(super) fn readme(languages: &[InitLanguage]) -> String {
    let tests = languages.iter().map(|language| language.test()).collect::<Vec<_>>().join("\n") + "\n";
    let generate = match configuration(languages) {
        Some(_) => {
            " `lonely generate` writes the packages anew, as `lonely.gen.yaml` says; what is in `generated/` is not edited."
        }
        None => " The build script generates code from it.",
    };
    format!(
        "# chat\n\nA protocol in `schema/chat.yaml`.{generate} The tests:\n\n```console\n{tests}```\n\n\
         To add a message and see it:\n\n```console\nlonely new message hello --schema schema/chat.yaml\n\
         lonely check --schema schema/chat.yaml --print summary\n```\n\n\
         `lonely explain language` describes the language of schemas. Most editors complete and explain its keys, by the files \
         `schema/*.schema.json`; after an update of `lonely`, `lonely export --json-schema schema` and `config` print newer ones. A name of its own the protocol has where `chat` stands \
         now, in the schema and in the tests.\n"
    )
}
