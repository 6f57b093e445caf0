//! The built-in schema is sound, whole, and says of every message what the published tables say.

use std::path::Path;

use lonelypsp_schema::{BUILTIN_ROOT, Direction, builtin, builtin_files, compile};

#[test]
fn the_built_in_schema_compiles_without_a_problem() {
    if let Err(problems) = builtin() {
        panic!("{problems}");
    }
}

#[test]
fn it_has_nine_messages_from_the_subscriber_and_twelve_from_the_broadcaster() {
    let schema = builtin().unwrap();
    let stateful = schema.protocol("stateful").unwrap();
    let codes = |direction| stateful.messages_of(direction).iter().map(|m| m.code).collect::<Vec<_>>();
    assert_eq!(codes(Direction::S2b), (1..=9).collect::<Vec<_>>());
    assert_eq!(codes(Direction::B2s), (1..=12).collect::<Vec<_>>());
}

#[test]
fn bodies_have_the_numbers_of_the_protocol_and_only_responses_begin_with_them() {
    let schema = builtin().unwrap();
    let stateless = schema.protocol("stateless").unwrap();
    let codes = |direction| stateless.messages_of(direction).iter().map(|m| m.code).collect::<Vec<_>>();
    assert_eq!(codes(Direction::S2b), (1..=10).collect::<Vec<_>>());
    assert_eq!(codes(Direction::B2s), (1..=5).collect::<Vec<_>>());
    for message in &stateless.messages {
        assert_eq!(
            message.leading_code().is_some(),
            message.name.snake().starts_with("response_"),
            "{}",
            message.name
        );
    }
}

#[test]
fn there_are_9_documents_of_the_subscriber_and_12_of_the_broadcaster() {
    let schema = builtin().unwrap();
    let signing = schema.protocol("signing").unwrap();
    let codes = |direction| signing.messages_of(direction).iter().map(|m| m.code).collect::<Vec<_>>();
    assert_eq!(codes(Direction::S2b), (1..=9).collect::<Vec<_>>());
    assert_eq!(codes(Direction::B2s), (10..=21).collect::<Vec<_>>());
}

#[test]
fn every_file_of_the_folder_is_built_in() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("lonelypsp");
    let mut found = Vec::new();
    let mut folders = vec![folder.clone()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let relative = path.strip_prefix(&folder).unwrap().to_str().unwrap().replace('\\', "/");
                found.push(format!("schema/lonelypsp/{relative}"));
            }
        }
    }
    found.sort();
    let built_in: Vec<_> = builtin_files().iter().map(|(path, _)| (*path).to_owned()).collect();
    assert_eq!(built_in, found);
}

#[test]
fn the_built_in_schema_is_sound_in_all_of_its_versions() {
    let load = |path: &str| {
        let found = builtin_files().iter().find(|(name, _)| *name == path);
        found.map(|(_, text)| (*text).to_owned()).ok_or_else(|| std::io::ErrorKind::NotFound.into())
    };
    let schema = compile(BUILTIN_ROOT, load).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(schema.versions, ["0.0.33", "0.0.47"]);
    assert_eq!(schema.version, "0.0.47");
}
