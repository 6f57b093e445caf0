//! The JSON Schema of `lonely.gen.yaml` against what is read.

use std::path::Path;

use clap::ValueEnum as _;
use jsonschema::Validator;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value as Json, json};

use super::Generator;
use super::Language;
use super::{File, JSON_SCHEMA};

/// That exactly one of these keys is there.
pub(super) fn one_of(keys: [&str; 2]) -> Json {
    keys.map(|key| json!({ "required": [key] })).to_vec().into()
}

impl JsonSchema for Generator {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Generator".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let languages = Language::value_variants().iter().map(|language| {
            let value = language.to_possible_value().unwrap();
            json!({ "const": language.as_str(), "description": value.get_help().unwrap().to_string() })
        });
        let templates = json!({ "type": "string", "pattern": "^template:.", "description": "Whatever the templates in this folder make." });
        json_schema!({ "anyOf": languages.chain([templates]).collect::<Vec<_>>() })
    }
}

fn validator() -> Validator {
    let schema: Json = serde_json::from_str(JSON_SCHEMA).unwrap();
    jsonschema::draft202012::meta::validate(&schema).expect("a JSON Schema");
    jsonschema::draft202012::new(&schema).unwrap()
}

/// Whether the validator takes a configuration.
fn is_accepted(validator: &Validator, text: &str) -> bool {
    serde_yaml::from_str::<Json>(text).is_ok_and(|value| validator.is_valid(&value))
}

#[test]
fn the_json_schema_that_is_kept_is_that_of_the_structs() {
    let generator = SchemaSettings::draft2020_12().for_deserialize().into_generator();
    let mut schema = generator.into_root_schema_for::<File>();
    schema.insert("title".to_owned(), "lonely.gen.yaml".into());
    let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("lonely.gen.schema.json");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(path, text).unwrap();
    } else {
        assert!(
            text == JSON_SCHEMA.replace("\r\n", "\n"),
            "lonely.gen.schema.json is not up to date; BLESS=1 writes it"
        );
    }
}

#[test]
fn the_validator_takes_what_is_read_and_refuses_what_is_not() {
    let validator = validator();
    let right = [
        "lonely: 1",
        "lonely: 1\nschema: mine.yaml\nprotocol_version: 0.9.0\npackage: { version: 1.2.0, license: MIT, repository: x }",
        "lonely: 1\ngenerate: [{ lang: typescript, out: ts, name: mine }, { lang: docs, out: site, license: MIT }]",
        "lonely: 1\ngenerate: [{ lang: 'template:t', out: x, options: { a: b } }, { plugin: ./emit, out: z }]",
        "lonely: 1\nlint: { use: [names], except: [LL012] }\nallow: [{ rule: LL001, because: It is old. }]",
        "lonely: 1\nallow: [{ rule: LL001, files: [old.yaml], because: It is old. }]",
    ];
    for text in right {
        assert!(serde_yaml::from_str::<File>(text).is_ok(), "{text}");
        assert!(is_accepted(&validator, text), "{text}");
    }
    let wrong = [
        "schema: mine.yaml",
        "lonely: one",
        "lonely: 1\nlanguages: [python]",
        "lonely: 1\npackage: MIT",
        "lonely: 1\npackage: { licence: MIT }",
        "lonely: 1\ngenerate: python",
        "lonely: 1\ngenerate: [{ lang: cobol, out: x }]",
        "lonely: 1\ngenerate: [{ lang: python }]",
        "lonely: 1\ngenerate: [{ lang: 'template:', out: x }]",
        "lonely: 1\ngenerate: [{ plugin: x, out: z, options: [a] }]",
        "lonely: 1\ngenerate: [{ lang: python, out: x, colour: red }]",
        "lonely: 1\nlint: [LL001]",
        "lonely: 1\nlint: { use: [{ LL001: true }] }",
        "lonely: 1\nallow: [{ rule: LL001 }]",
        "[lonely]",
    ];
    for text in wrong {
        assert!(serde_yaml::from_str::<File>(text).is_err(), "{text}");
        assert!(!is_accepted(&validator, text), "{text}");
    }
    // What is looked at only after reading.
    let later = [
        "lonely: 2",
        "lonely: 1\ngenerate: []",
        "lonely: 1\ngenerate: [{ out: x }]",
        "lonely: 1\ngenerate: [{ lang: python, plugin: x, out: x }]",
    ];
    for text in later {
        assert!(!is_accepted(&validator, text), "{text}");
    }
}

#[test]
fn the_configurations_of_the_repository_are_accepted() {
    for path in ["lonely.gen.yaml", "examples/c-header/lonely.gen.yaml"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(is_accepted(&validator(), &text), "{}", path.display());
    }
}
