//! `lonely init`: a protocol to start from, that works at once.

mod languages;

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use lonelypsp_schema::language::JSON_SCHEMA;

use crate::args::NoSchema;
use crate::config;
use crate::exit::{Failure, Found, Outcome};
use crate::generate::{How, Said, obstacle, one};
use crate::input::shown;
use crate::schema::load_from;
use crate::terminal::{Colors, say};

use languages::InitLanguage;

#[derive(Args, Debug)]
pub(crate) struct InitArgs {
    /// The folder to start in; it is made if it is not there.
    #[arg(value_name = "DIR", default_value = ".")]
    dir: PathBuf,
    /// A language to use the protocol in; can be given several times.
    #[arg(long, value_name = "LANGUAGE", default_value = "rust")]
    lang: Vec<InitLanguage>,
    #[command(flatten)]
    no_schema: NoSchema,
}

const SCHEMA: &str = "schema/chat.yaml";

/// What describes a schema, and a configuration, to editors: files beside the schema, as this very command understands them, and
/// not addresses, which would need a network and whoever answers there. The first lines of both name them.
const DESCRIPTIONS: [(&str, &str); 2] =
    [("schema/lonelypsp.schema.json", JSON_SCHEMA), ("schema/lonely.gen.schema.json", config::JSON_SCHEMA)];

pub(crate) fn run(args: &InitArgs, colors: Colors) -> Outcome {
    args.no_schema.expect()?;
    let mut languages = args.lang.clone();
    languages.sort();
    languages.dedup();
    let files = files(&languages);
    refuse(&args.dir, &files, &languages)?;
    for (path, text) in &files {
        write(&args.dir.join(path), text)?;
        say(&format!("wrote {}", shown(&args.dir.join(path))));
    }
    let schema = load_from(Some(&args.dir.join(SCHEMA)), None, colors)?;
    let said = Said { quiet: true, verbose: false };
    for (language, folder) in languages.iter().filter_map(|language| language.generated()) {
        let place = args.dir.join(folder);
        one(&schema, language, &place, How { check: false, force: false, said: &said })?;
        say(&format!("generated {}", shown(&place)));
    }
    say(&next_steps(&args.dir, &languages));
    Ok(Found::Nothing)
}

/// All files that are written, by path.
fn files(languages: &[InitLanguage]) -> Vec<(String, String)> {
    let file = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    let mut files = vec![
        file(SCHEMA, include_str!("../../../scaffold/common/chat.yaml")),
        file(".gitignore", include_str!("../../../scaffold/common/gitignore.txt")),
        file(".pre-commit-config.yaml", include_str!("../../../scaffold/common/pre-commit-config.txt")),
        (".github/workflows/check.yml".to_owned(), languages::workflow(languages)),
        ("README.md".to_owned(), languages::readme(languages)),
    ];
    files.extend(languages::configuration(languages).map(|text| ("lonely.gen.yaml".to_owned(), text)));
    let [schema, configuration] = DESCRIPTIONS.map(|(path, text)| file(path, text));
    files.push(schema);
    if languages::configuration(languages).is_some() {
        files.push(configuration);
    }
    for language in languages {
        files.extend(language.files().iter().map(|(path, text)| file(path, text)));
    }
    files
}

/// That nothing of somebody else's is in the way: what is there already stays.
fn refuse(dir: &Path, files: &[(String, String)], languages: &[InitLanguage]) -> Result<(), Failure> {
    let generated = languages.iter().filter_map(|language| Some(language.generated()?.1));
    for path in files.iter().map(|(path, _)| path.as_str()).chain(generated) {
        let place = dir.join(path);
        if let Some(obstacle) = obstacle(dir, path) {
            let obstacle = shown(&obstacle);
            return Err(Failure::new(format!(
                "{obstacle} is not a folder, which is needed there; choose another place"
            )));
        }
        if fs::symlink_metadata(&place).is_ok() {
            return Err(Failure::new(format!(
                "{} is there already, and nothing was written; choose another folder, as in `lonely init chat`",
                shown(&place)
            )));
        }
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let written = || {
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        OpenOptions::new().write(true).create_new(true).open(path)?.write_all(text.as_bytes())
    };
    written().map_err(|error| Failure::new(format!("{} cannot be written: {error}", shown(path))))
}

fn next_steps(dir: &Path, languages: &[InitLanguage]) -> String {
    let mut steps = "\nnext:\n".to_owned();
    if dir != Path::new(".") {
        steps = steps + "  cd " + &as_word(&shown(dir)) + "\n";
    }
    for language in languages {
        steps = steps + "  " + language.test() + "\n";
    }
    steps
        + "  lonely new message hello    adds a message\n  lonely explain language     describes the language of schemas"
}

/// A path as a shell takes it.
fn as_word(path: &str) -> String {
    let is_plain = |sign: char| sign.is_ascii_alphanumeric() || "/._-+".contains(sign);
    if path.chars().all(is_plain) {
        return path.strip_prefix('-').map_or_else(|| path.to_owned(), |rest| format!("./-{rest}"));
    }
    format!("'{}'", path.replace('\'', "'\\''"))
}
