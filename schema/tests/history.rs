//! The schemas of earlier releases are sound, and say what was otherwise then: no more and no less.

use std::collections::BTreeMap;
use std::path::Path;

use lonelypsp_schema::files::read_schema_file;
use lonelypsp_schema::{Availability, Direction, Schema, builtin, builtin_version, compile, print_plan};

fn release_33() -> Schema {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("history/0.0.33/lonelypsp.yaml");
    compile(root.to_str().unwrap(), |path| read_schema_file(path))
        .unwrap_or_else(|problems| panic!("{problems}"))
}

fn codes(schema: &Schema) -> BTreeMap<String, u16> {
    let documents = schema.protocol("signing").unwrap().messages_of(Direction::B2s);
    documents.iter().map(|message| (message.name.to_string(), message.code)).collect()
}

/// How each message is read and written, and what signs it, by its name and sender.
fn plans(schema: &Schema) -> BTreeMap<String, String> {
    let (mut plans, text) = (BTreeMap::<String, String>::new(), print_plan(schema));
    let mut current = "";
    for line in text.lines() {
        if line.starts_with(' ') {
            plans.entry(current.to_owned()).or_default().push_str(line);
        } else {
            current = line.split([',', ')']).next().unwrap_or_default();
        }
    }
    plans
}

#[test]
fn the_schema_of_release_33_is_sound_and_says_so_of_itself() {
    let schema = release_33();
    assert_eq!((schema.name.as_str(), schema.version.as_str()), ("lonelypsp", "0.0.33"));
    assert!(schema.doc.contains("release 0.0.33"));
}

#[test]
fn confirm_receive_had_three_headers() {
    let schema = release_33();
    let message = schema.protocol("stateful").unwrap().by_name(Direction::S2b, "confirm_receive").unwrap();
    let names: Vec<_> = message.layout.slots.iter().map(|slot| slot.at.as_str()).collect();
    assert_eq!((message.code, names), (9, vec!["x-identifier", "authorization", "x-tracing"]));
}

#[test]
fn the_last_documents_had_other_numbers_and_two_were_not_there() {
    let (then, now) = (codes(&release_33()), codes(&builtin().unwrap()));
    let moved = [
        ("stateful_confirm_configure", 16, 17),
        ("stateful_enable_zstd_preset", 17, 18),
        ("stateful_enable_zstd_custom", 18, 19),
        ("stateful_disable_zstd_custom", 19, 20),
    ];
    for (name, old, new) in moved {
        assert_eq!((then.get(name), now.get(name)), (Some(&old), Some(&new)), "{name}");
    }
    for (name, code) in [("set_subscriptions_response", 16), ("stateful_continue_notify", 21)] {
        assert_eq!((then.get(name), now.get(name)), (None, Some(&code)), "{name}");
    }
    for (name, code) in then.iter().filter(|(_, code)| **code < 16) {
        assert_eq!(now.get(name), Some(code), "{name}");
    }
    assert_eq!((then.len(), now.len()), (10, 12));
}

#[test]
fn all_others_are_read_written_and_signed_as_today() {
    let (then, now) = (plans(&release_33()), plans(&builtin().unwrap()));
    let differ: Vec<_> = now.iter().filter(|(name, plan)| then.get(*name) != Some(*plan)).collect();
    let names: Vec<_> = differ.iter().map(|(name, _)| name.as_str()).collect();
    let expected = [
        "signing.set_subscriptions_response (broadcaster",
        "signing.stateful_confirm_configure (broadcaster",
        "signing.stateful_continue_notify (broadcaster",
        "signing.stateful_disable_zstd_custom (broadcaster",
        "signing.stateful_enable_zstd_custom (broadcaster",
        "signing.stateful_enable_zstd_preset (broadcaster",
        "stateful.confirm_receive (subscriber",
        "stateful.continue_notify (broadcaster",
        "stateless.response_generic (broadcaster",
    ];
    assert_eq!(names, expected);
    assert!(then.keys().all(|name| now.contains_key(name)));
}

/// A model without what is said of it, and without what is only about versions.
fn bare(mut schema: Schema) -> Schema {
    let nothing = Availability::default;
    (schema.doc, schema.versions) = (String::new(), Vec::new());
    // Values say how they are spelled; the one schema has types that only later messages use.
    schema.types.clear();
    for protocol in &mut schema.protocols {
        (protocol.doc, protocol.availability) = (String::new(), nothing());
        for flag in &mut protocol.flags {
            (flag.doc, flag.availability) = (String::new(), nothing());
        }
        for message in &mut protocol.messages {
            (message.doc, message.availability) = (String::new(), nothing());
            let layout = &mut message.layout;
            let of_groups = layout.groups.iter_mut().flat_map(|group| &mut group.slots);
            for slot in layout.slots.iter_mut().chain(of_groups) {
                (slot.doc, slot.availability) = (String::new(), nothing());
            }
            for group in &mut layout.groups {
                group.doc = String::new();
            }
            if let Some(body) = &mut layout.body {
                body.availability = nothing();
            }
            for shape in &mut layout.shapes {
                (shape.doc, shape.availability) = (String::new(), nothing());
                shape.slots.iter_mut().for_each(|slot| slot.doc = String::new());
                if let Some(body) = &mut shape.body {
                    body.doc = String::new();
                }
            }
        }
    }
    schema
}

#[test]
fn the_one_schema_says_of_release_33_what_its_own_schema_says() {
    let (alone, projected) = (release_33(), builtin_version("0.0.33").unwrap());
    assert_eq!(print_plan(&alone), print_plan(&projected));
    assert_eq!(bare(alone).fingerprint(), bare(projected).fingerprint());
}
