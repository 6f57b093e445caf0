//! A sequence with every kind of item becomes the model that it describes.

use crate::ir::{GroupEnd, Kind, Length, Reading, Step, Width};

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
fn a_sequence_becomes_its_values_and_steps() {
    let schema = crate::compile("example.yaml", |_| Ok(SCHEMA.to_owned())).expect("a valid schema");
    let layout = &schema.protocols[0].messages[0].layout;
    let [nonce, url, topics, globs] = &layout.slots[..] else { panic!("{} values", layout.slots.len()) };
    assert_eq!((nonce.at.as_str(), nonce.doc.as_str(), nonce.prefix), ("nonce", "A nonce.", None));
    assert_eq!(nonce.kind, Kind::bytes(Length::Exactly(32)));
    assert_eq!((url.at.as_str(), url.doc.as_str(), url.prefix), ("url", "Where to.", Some(Width::U16)));
    assert_eq!(url.kind, Kind::text(Length::AtMost(300)));
    assert_eq!((topics.kind, globs.kind), (Kind::group(0), Kind::group(1)));

    let [topics, globs] = &layout.groups[..] else { panic!("{} groups", layout.groups.len()) };
    assert_eq!((&topics.end, topics.sorted, topics.least), (&GroupEnd::Count(Width::U32), Some(0), 8));
    assert_eq!((&globs.end, globs.sorted, globs.least), (&GroupEnd::Literal(vec![0]), None, 1));
    assert_eq!(
        topics.read,
        [Step::Read { slot: 0, is_used: true }, Step::Ascending { slot: 0 }],
        "the order is checked as soon as the value is there"
    );

    let Reading::Sequence(program) = &layout.plan.read else { panic!("a block") };
    let expected = [
        Step::Literal { bytes: b"LP".to_vec(), is_code: false },
        Step::Literal { bytes: vec![6], is_code: true },
        Step::Read { slot: 0, is_used: true },
        Step::Read { slot: 1, is_used: true },
        Step::Group { slot: 2, group: 0, is_used: true },
        Step::Group { slot: 3, group: 1, is_used: true },
        Step::Literal { bytes: vec![0], is_code: false },
        Step::Body(Some(Width::U64)),
    ];
    assert_eq!(program.steps, expected);
    assert_eq!(layout.body.as_ref().map(|body| body.at.as_str()), Some("payload"));
    assert_eq!(
        layout.shapes[0].field_names().map(crate::ir::Name::snake).collect::<Vec<_>>(),
        ["nonce", "url", "topics", "globs", "payload"]
    );
}
