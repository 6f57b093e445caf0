//! The JSON Schema of the language, made of the table that the parser reads by.

use lonelypsp_schema::language::{
    ITEM, KINDS, Key, MAPPINGS, MESSAGE, Mapping, ROOT, TYPE, Takes, UNIT, VARIANT, VARIANT_OF_SEQUENCE,
};
use serde_json::{Map, Value as Json, json};

use crate::tables;

/// What one key of an item stands for, if it is not the one that says what the item is.
const ANOTHER_ITEM: &str = "it is another item";

/// All of it, as text. A file without the keys that only a root has is taken for an included one.
pub(crate) fn text() -> String {
    let definitions: Map<String, Json> =
        MAPPINGS.iter().map(|mapping| (name(mapping), of_mapping(mapping))).collect();
    let of_root = ROOT.names().filter(|name| UNIT.key(name).is_none());
    let of_root: Vec<_> = of_root.map(|name| json!({ "required": [name] })).collect();
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A file of a lonelypsp schema",
        "description": "The root file of a schema, or a file that it includes.",
        "if": { "type": "object", "anyOf": of_root },
        "then": reference(&ROOT),
        "else": reference(&UNIT),
        "$defs": definitions,
    });
    serde_json::to_string_pretty(&schema).unwrap() + "\n"
}

/// How a mapping is called among the definitions.
fn name(mapping: &'static Mapping) -> String {
    if std::ptr::eq(mapping, &raw const VARIANT_OF_SEQUENCE) {
        return "variant_of_a_sequence".to_owned();
    }
    let words = ["a ", "an ", "the "].iter().find_map(|article| mapping.name.strip_prefix(article));
    words.unwrap_or(mapping.name).replace(' ', "_")
}

fn reference(mapping: &'static Mapping) -> Json {
    json!({ "$ref": format!("#/$defs/{}", name(mapping)) })
}

fn of_mapping(mapping: &'static Mapping) -> Json {
    let keys = mapping.keys.iter().map(|key| (key.name.to_owned(), of_key(mapping, key)));
    let needed = mapping.keys.iter().filter(|key| key.default.is_none()).map(|key| key.name);
    let mut schema = json!({
        "description": mapping.about,
        "type": "object",
        "properties": Json::Object(keys.collect()),
        "required": needed.collect::<Vec<_>>(),
        "additionalProperties": false,
    });
    if std::ptr::eq(mapping, &raw const UNIT) {
        schema["type"] = json!(["object", "null"]);
    }
    if mapping.key("messages").is_some() {
        schema["dependentRequired"] = json!({ "messages": ["protocol"] });
    }
    if std::ptr::eq(mapping, &raw const TYPE) {
        schema["allOf"] = KINDS.iter().map(of_kind).collect();
    }
    if std::ptr::eq(mapping, &raw const ITEM) {
        let kinds = mapping.keys.iter().filter(|key| key.default == Some(ANOTHER_ITEM));
        schema["oneOf"] = kinds.map(|key| json!({ "required": [key.name] })).collect();
    }
    if std::ptr::eq(mapping, &raw const MESSAGE) {
        let variants =
            |of| json!({ "properties": { "variants": { "additionalProperties": reference(of) } } });
        schema["if"] = json!({ "required": ["sequence"] });
        schema["then"] = variants(&VARIANT_OF_SEQUENCE);
        schema["else"] = variants(&VARIANT);
    }
    schema
}

/// That a type of this kind has none of the keys of other kinds.
fn of_kind(kind: &lonelypsp_schema::language::KindOf) -> Json {
    let others = KINDS.iter().flat_map(|other| other.keys).filter(|key| !kind.keys.contains(key));
    let others: Map<String, Json> = others.map(|key| ((*key).to_owned(), json!(false))).collect();
    json!({
        "if": { "properties": { "kind": { "const": kind.name } }, "required": ["kind"] },
        "then": { "properties": others },
    })
}

fn of_key(mapping: &'static Mapping, key: &Key) -> Json {
    let mut schema = match key.name {
        "kind" if std::ptr::eq(mapping, &raw const TYPE) => {
            let kinds = KINDS.iter().map(|kind| {
                let about = format!("A reader takes {}; a writer gives {}.", kind.read, kind.written);
                json!({ "const": kind.name, "description": about })
            });
            json!({ "oneOf": kinds.collect::<Vec<_>>() })
        }
        // Which variants those are, the message says.
        "variants" if std::ptr::eq(mapping, &raw const MESSAGE) => json!({ "type": "object" }),
        _ => taken(&key.takes),
    };
    let without = match key.default {
        Some(default) => format!("Without it: {default}."),
        None => "It must be there.".to_owned(),
    };
    let about = format!("{}.\n\nIt takes {}.\n\n{without}", key.about, tables::takes(&key.takes));
    schema["description"] = about.into();
    let mut example: Map<String, Json> = serde_yaml::from_str(key.example).expect("an example that is YAML");
    schema["examples"] = json!([example.remove(key.name).expect("an example of its key")]);
    schema
}

/// What may stand behind a key.
fn taken(takes: &Takes) -> Json {
    match takes {
        Takes::Prose | Takes::Text(_) => json!({ "type": "string" }),
        Takes::Word(words) => {
            let words = words.iter().map(|(word, meaning)| match *meaning {
                "" => json!({ "const": word }),
                meaning => json!({ "const": word, "description": meaning }),
            });
            json!({ "oneOf": words.collect::<Vec<_>>() })
        }
        Takes::Integer(from, to) => integer(*from, *to),
        Takes::Changing(from, to) => {
            let by_version =
                json!({ "type": "object", "additionalProperties": integer(*from, *to), "minProperties": 1 });
            json!({ "anyOf": [integer(*from, *to), by_version] })
        }
        Takes::Boolean => json!({ "type": "boolean" }),
        Takes::Condition => {
            json!({ "type": "object", "additionalProperties": { "type": ["integer", "boolean"] } })
        }
        Takes::List(of) => json!({ "type": "array", "items": taken(of) }),
        Takes::One(mapping) => reference(mapping),
        Takes::OneOrMore(mapping) => {
            let list = json!({ "type": "array", "items": reference(mapping) });
            json!({ "anyOf": [reference(mapping), list] })
        }
        Takes::TextOr(what, mapping) => {
            // What begins with a word takes that word.
            let word = what.strip_prefix('`').and_then(|rest| rest.split_once("`:"));
            let text = match word {
                Some((word, _)) => json!({ "const": word, "description": what }),
                None => json!({ "type": "string", "description": what }),
            };
            json!({ "anyOf": [text, reference(mapping)] })
        }
        Takes::Named(_, of) => json!({ "type": "object", "additionalProperties": taken(of) }),
    }
}

fn integer(from: i128, to: i128) -> Json {
    let bound = |number: i128| match u64::try_from(number) {
        Ok(number) => Json::from(number),
        Err(_) => Json::from(i64::try_from(number).expect("a bound that JSON numbers have")),
    };
    json!({ "type": "integer", "minimum": bound(from), "maximum": bound(to) })
}
