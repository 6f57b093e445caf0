//! A sequence with every kind of item becomes the model that it describes.

use crate::code::Code;
use crate::ir::{Kind, Layout, Limit, SequenceItem, Width};
use crate::lower::lower;
use crate::parse::parse_root;
use crate::report::Report;
use crate::source::SourceMap;
use crate::yaml::parse_yaml;

const SCHEMA: &str = r#"
lonely: 1
name: example
version: 1.0.0
doc: An example.
types:
  blob: { kind: bytes, doc: Bytes. }
  nonce: { kind: bytes, length: 32, doc: A nonce. }
  url: { kind: text, max: 300, doc: A url. }
protocols:
  signing: { doc: Documents to sign. }
protocol: signing
messages:
  set_subscriptions:
    from: subscriber
    code: 6
    doc: A document.
    sequence:
      - literal: "4c 50"
      - code: u8
      - { field: nonce, type: nonce }
      - { field: url, type: url, prefix: u16, doc: Where to. }
      - group: topics
        count: u32
        sorted: topic
        doc: The topics.
        items:
          - { field: topic, type: blob, prefix: u64 }
      - group: globs
        doc: The globs.
        items: [{ field: glob, type: blob, prefix: u8 }]
      - literal: "00"
      - { rest: payload, prefix: u64, doc: The rest. }
"#;

#[test]
fn a_sequence_becomes_its_items_and_only_the_lack_of_a_generator_is_reported() {
    let mut sources = SourceMap::default();
    let file = sources.add("example.yaml".to_owned(), SCHEMA.to_owned());
    let node = parse_yaml(file, SCHEMA).expect("valid YAML");
    let mut report = Report::default();
    let (root, unit) = parse_root(&node, &mut report).expect("a root");
    let (schema, _) = lower(root, &[unit], sources, &mut report);
    let codes: Vec<Code> = report.into_sorted().0.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, [Code::NotGeneratedYet]);

    let Layout::Sequence(items) = &schema.protocols[0].messages[0].layout else { panic!("no sequence") };
    let [literal, code, nonce, url, topics, globs, end, rest] = items.as_slice() else {
        panic!("{} items", items.len())
    };
    assert!(matches!(literal, SequenceItem::Literal(bytes) if bytes == b"LP"));
    assert!(matches!(code, SequenceItem::Code(Width::U8)));
    assert!(
        matches!(nonce, SequenceItem::Field { doc, kind: Kind::Bytes(Limit::Exact(32)), prefix: None, .. }
        if doc == "A nonce.")
    );
    assert!(
        matches!(url, SequenceItem::Field { name, doc, kind: Kind::Text { max: Some(300) }, prefix: Some(Width::U16) }
        if name.snake() == "url" && doc == "Where to.")
    );
    assert!(matches!(topics, SequenceItem::Group { count: Some(Width::U32), sorted: Some(field), items, .. }
        if field == "topic" && items.len() == 1));
    assert!(
        matches!(globs, SequenceItem::Group { count: None, sorted: None, items, .. } if items.len() == 1)
    );
    assert!(matches!(end, SequenceItem::Literal(bytes) if bytes == &[0]));
    assert!(
        matches!(rest, SequenceItem::Rest { name, prefix: Some(Width::U64), .. } if name.snake() == "payload")
    );
}

/// The whole compiler says the same, and nothing more.
#[test]
fn a_sequence_is_one_diagnostic() {
    let problems = crate::compile("example.yaml", |_| Ok(SCHEMA.to_owned())).expect_err("not generated yet");
    let codes: Vec<Code> = problems.list.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, [Code::NotGeneratedYet], "{problems}");
}
