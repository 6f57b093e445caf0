//! The JSON Schema of the language before a validator: it takes whatever compiles, and refuses wrong structure.
//! `BLESS=1 cargo test -p lonelypsp-schema --test language` writes it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

use jsonschema::Validator;
use lonelypsp_schema::language::{JSON_SCHEMA, MAPPINGS};
use lonelypsp_schema::{compile, files::read_schema_file};
use serde_json::Value as Json;

use crate::around::around;
use crate::json_schema;

/// Codes about what no JSON Schema of single files can see, with the reason.
const UNSEEN: &[(&[&str], &str)] = &[
    (&["LS002", "LS032"], "other files are not read"),
    (&["LS007", "LS015", "LS029"], "what stands elsewhere is not compared"),
    (&["LS008", "LS009", "LS010", "LS011"], "how names are spelled in all languages is the compiler's"),
    (&["LS013", "LS014", "LS019", "LS020", "LS021", "LS022", "LS028", "LS038"], "names are not looked up"),
    (&["LS045", "LS048", "LS051"], "names of messages, and versions, are not looked up"),
    (&["LS017", "LS018", "LS043"], "types and protocols are known by name alone, limits are not compared"),
    (&["LS023", "LS024", "LS025", "LS026", "LS027", "LS039", "LS041"], "what a message means as a whole"),
    (&["LS030", "LS044"], "all flags, or messages, are counted together"),
    (
        &["LS034", "LS035", "LS036"],
        "which keys go together, and how many entries there are, is not in the table",
    ),
    (&["LS037"], "digits are not counted"),
    (&["LS042"], "what becomes of a schema is not counted"),
    (&["LS047"], "comments are gone before anything is validated"),
    (&["LS049", "LS050"], "versions are not ordered"),
];

/// Cases of codes that are seen otherwise.
const UNSEEN_CASES: &[(&str, &str)] = &[
    ("ls003-empty-file", "an included file may be empty"),
    ("ls003-only-comments", "an included file may be empty"),
];

fn validator() -> Validator {
    let schema: Json = serde_json::from_str(JSON_SCHEMA).unwrap();
    jsonschema::draft202012::meta::validate(&schema).expect("a JSON Schema");
    jsonschema::draft202012::new(&schema).unwrap()
}

/// A file as validators see it; nothing if it is no YAML.
fn read(text: &str) -> Option<Json> {
    // As in YAML 1.2, `y` is a name.
    let options = serde_yaml::options! { strict_booleans: true };
    serde_yaml::from_str_with_options(text.trim_start_matches('\u{feff}'), options).ok()
}

/// What is wrong with a file, in words.
fn problems(validator: &Validator, text: &str) -> Vec<String> {
    let Some(value) = read(text) else { return vec!["it is no YAML".to_owned()] };
    validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// All YAML files below a folder, but those of tools.
fn yaml_files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let (path, name) = (entry.path(), entry.file_name());
        let is_of_tools =
            name == "target" || name == "node_modules" || name.to_string_lossy().starts_with('.');
        if entry.file_type().unwrap().is_dir() && !is_of_tools {
            yaml_files(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            into.push(path);
        }
    }
}

#[test]
fn the_json_schema_that_is_kept_is_that_of_the_table() {
    let text = json_schema::text();
    if env::var_os("BLESS").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("lonelypsp.schema.json");
        fs::write(path, text).unwrap();
        return;
    }
    assert!(
        text == JSON_SCHEMA.replace("\r\n", "\n"),
        "lonelypsp.schema.json is not up to date; BLESS=1 writes it"
    );
}

#[test]
fn every_schema_of_the_repository_that_compiles_is_accepted() {
    let (validator, mut files) = (validator(), Vec::new());
    yaml_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."), &mut files);
    let mut seen = 0;
    for root in files {
        let is_root =
            fs::read_to_string(&root).is_ok_and(|text| text.lines().any(|line| line.starts_with("lonely:")));
        if !is_root {
            continue;
        }
        let Ok(schema) = compile(root.to_str().unwrap(), |path| read_schema_file(path)) else { continue };
        for file in schema.sources.files() {
            let problems = problems(&validator, &file.text);
            assert!(problems.is_empty(), "{}: {problems:?}", file.path);
            seen += 1;
        }
    }
    // Those of the built-in schema alone are 20.
    assert!(seen > 20, "{seen} files");
}

#[test]
fn every_example_of_the_table_is_accepted() {
    let validator = validator();
    for mapping in MAPPINGS {
        for key in mapping.keys {
            for (name, text) in around(mapping, key, key.example) {
                let problems = problems(&validator, &text);
                assert!(problems.is_empty(), "{}, {name}: {problems:?}\n{text}", key.example);
            }
        }
    }
}

/// The cases of `tests/invalid` by their code, each with whether one of its files is refused.
fn invalid_cases(validator: &Validator) -> BTreeMap<String, Vec<(String, bool)>> {
    let mut cases: BTreeMap<String, Vec<(String, bool)>> = BTreeMap::new();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/invalid")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let Some(code) = name.strip_prefix("ls").and_then(|rest| rest.get(..3)) else { continue };
        let mut files = Vec::new();
        if path.is_dir() {
            yaml_files(&path, &mut files);
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            files.push(path);
        } else {
            continue;
        }
        let texts = files.iter().map(|file| fs::read_to_string(file).unwrap());
        let is_refused = texts.map(|text| problems(validator, &text)).any(|problems| !problems.is_empty());
        cases.entry(format!("LS{code}")).or_default().push((name, is_refused));
    }
    cases
}

#[test]
fn wrong_structure_is_refused_and_what_cannot_be_seen_is_listed() {
    let mut wrong = Vec::new();
    for (code, cases) in invalid_cases(&validator()) {
        let unseen = UNSEEN.iter().any(|(listed, _)| listed.contains(&code.as_str()));
        if unseen && cases.iter().all(|(_, is_refused)| *is_refused) {
            wrong.push(format!("{code} is refused always; take it out of UNSEEN"));
        }
        for (name, is_refused) in cases.iter().filter(|_| !unseen) {
            let is_listed = UNSEEN_CASES.iter().any(|(listed, _)| listed == name);
            if *is_refused == is_listed {
                wrong.push(format!("{name}: refused: {is_refused}, listed: {is_listed}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
