//! The plan of every message against the published tables of the protocol: written down here by hand from the
//! specification, not copied from what the compiler prints.

use lonelypsp_schema::{
    Direction, End, Form, Layout, Length, Program, Reading, Schema, Slot, Step, builtin, compile, print_plan,
};

/// The "Checks:" lines of the specification. `M` is missing, `L` a wrong length, `U` not UTF-8; `[h = n: … | …]` is a
/// decision. Taking the body cannot fail and is left out.
const CHECKS: &[(Direction, u16, &str, &str)] = &[
    (
        Direction::S2b,
        1,
        "configure",
        "M,L(x-subscriber-nonce) · M(x-enable-zstd) · M(x-enable-training) · L(x-initial-dict) · \
         M,U(authorization) · M(x-tracing)",
    ),
    (Direction::S2b, 2, "subscribe_exact", "M,U(authorization) · M(x-tracing) · M(x-topic)"),
    (Direction::S2b, 3, "subscribe_glob", "M,U(authorization) · M(x-tracing) · M,U(x-glob)"),
    (Direction::S2b, 4, "unsubscribe_exact", "M,U(authorization) · M(x-tracing) · M(x-topic)"),
    (Direction::S2b, 5, "unsubscribe_glob", "M,U(authorization) · M(x-tracing) · M,U(x-glob)"),
    (
        Direction::S2b,
        6,
        "notify",
        "M,U(authorization) · M(x-tracing) · M,L(x-identifier) · M(x-topic) · M,L(x-compressor) · \
         M,L(x-compressed-length) · M,L(x-decompressed-length) · M,L(x-compressed-sha512) · \
         body-length(x-compressed-length) · body-sha512(x-compressed-sha512) · \
         [x-compressor = 0: equal(x-decompressed-length, x-compressed-length) | ]",
    ),
    (
        Direction::S2b,
        7,
        "notify_stream",
        "M,U(authorization) · M(x-tracing) · M,L(x-identifier) · M,L(x-part-id) · \
         [x-part-id = 0: M(x-topic) · M,L(x-compressor) · M,L(x-compressed-length) · \
         M,L(x-decompressed-length) · M,L(x-compressed-sha512) · \
         [x-compressor = 0: equal(x-decompressed-length, x-compressed-length) | ] | ]",
    ),
    (
        Direction::S2b,
        8,
        "continue_receive",
        "M,L(x-identifier) · M,L(x-part-id) · M,U(authorization) · M(x-tracing)",
    ),
    (
        Direction::S2b,
        9,
        "confirm_receive",
        "M,L(x-identifier) · M,U(authorization) · M(x-tracing) · M,L(x-num-subscribers)",
    ),
    (Direction::B2s, 1, "confirm_configure", "M,L(x-broadcaster-nonce) · M,U(authorization) · M(x-tracing)"),
    (Direction::B2s, 2, "confirm_subscribe_exact", "M(x-topic) · M,U(authorization) · M(x-tracing)"),
    (Direction::B2s, 3, "confirm_subscribe_glob", "M,U(x-glob) · M,U(authorization) · M(x-tracing)"),
    (Direction::B2s, 4, "confirm_unsubscribe_exact", "M(x-topic) · M,U(authorization) · M(x-tracing)"),
    (Direction::B2s, 5, "confirm_unsubscribe_glob", "M,U(x-glob) · M,U(authorization) · M(x-tracing)"),
    (
        Direction::B2s,
        6,
        "confirm_notify",
        "M,L(x-identifier) · M,L(x-subscribers) · M,U(authorization) · M(x-tracing)",
    ),
    (
        Direction::B2s,
        7,
        "continue_notify",
        "M,L(x-identifier) · M,L(x-part-id) · M,U(authorization) · M(x-tracing)",
    ),
    (
        Direction::B2s,
        8,
        "receive_stream",
        "M,U(authorization) · M(x-tracing) · M,L(x-identifier) · M,L(x-part-id) · \
         [x-part-id = 0: M(x-topic) · M,L(x-compressor) · M,L(x-compressed-length) · \
         M,L(x-decompressed-length) · M,L(x-compressed-sha512) · \
         [x-compressor = 0: equal(x-decompressed-length, x-compressed-length) | ] | ]",
    ),
    (
        Direction::B2s,
        9,
        "enable_zstd_preset",
        "M,L(x-identifier) · M,L(x-compression-level) · M,L(x-min-size) · M,L(x-max-size) · \
         M,U(authorization) · M(x-tracing)",
    ),
    (
        Direction::B2s,
        10,
        "enable_zstd_custom",
        "M,L(x-identifier) · M,L(x-compression-level) · M,L(x-min-size) · M,L(x-max-size) · \
         M,U(authorization) · M(x-tracing) · M,L(x-sha512)",
    ),
    (Direction::B2s, 11, "disable_zstd_custom", "M,L(x-identifier) · M,U(authorization) · M(x-tracing)"),
    (Direction::B2s, 12, "missed", "M,U(authorization) · M(x-tracing) · M(x-topic)"),
];

fn header_check(header: &Slot) -> String {
    let length = header.kind.length != Length::Any;
    let utf8 = header.kind.form == Form::Text;
    let letters = [(header.default.is_none(), "M"), (length, "L"), (utf8, "U")];
    let letters: Vec<_> = letters.into_iter().filter(|(given, _)| *given).map(|(_, letter)| letter).collect();
    format!("{}({})", letters.join(","), header.at)
}

fn checks(layout: &Layout, program: &Program) -> String {
    let wire = |index: usize| layout.slots[index].at.as_str();
    let mut parts: Vec<String> = Vec::new();
    for step in &program.steps {
        match *step {
            Step::Check { slot: index, .. } => parts.push(header_check(&layout.slots[index])),
            Step::Body(None) => {}
            Step::BodyLength(index) => parts.push(format!("body-length({})", wire(index))),
            Step::BodyDigest(index, digest) => {
                parts.push(format!("body-{}({})", digest.as_str(), wire(index)));
            }
            Step::Same(index, other) => parts.push(format!("equal({}, {})", wire(index), wire(other))),
            ref other => panic!("{other:?} has no place in the exact program of a block without flags"),
        }
    }
    if let End::Branch { on, equals, yes, no } = &program.end {
        let (yes, no) = (checks(layout, yes), checks(layout, no));
        parts.push(format!("[{} = {equals}: {yes} | {no}]", wire(on.slot().unwrap())));
    }
    parts.join(" · ")
}

#[test]
fn each_of_the_21_messages_is_checked_in_the_specified_order() {
    let schema = builtin().unwrap();
    let stateful = schema.protocol("stateful").unwrap();
    assert_eq!(stateful.messages.len(), CHECKS.len());
    for (direction, code, name, expected) in CHECKS {
        let message = stateful.by_code(*direction, *code).unwrap();
        assert_eq!(message.name.snake(), *name);
        let Reading::Block(block) = &message.layout.plan.read else { panic!("{name} has no headers") };
        assert_eq!(checks(&message.layout, &block.exact), *expected, "{name}");
    }
}

fn printed(schema: &Schema, message: &str) -> String {
    let plan = print_plan(schema);
    let found = plan.split("\n\n").find(|part| part.starts_with(message));
    found.unwrap_or_else(|| panic!("no plan of {message}")).trim_end().to_owned()
}

/// Specification 1.5.6: eight values in both modes; all fields, then the body, its length, its digest, and for an
/// uncompressed message the equality of the two lengths. On the fast path the digest waits for all else. Zero compressors are written as one byte.
/// A name stands behind its length, and a digest is 64 bytes (`0040`).
#[test]
fn the_plan_of_notify_is_that_of_the_specification() {
    let expected = "\
stateful.notify (subscriber, code 6)
  answered by confirm_notify
  read minimal, if flag minimal_headers (bit 0) is set
    value authorization
    value x-tracing
    value x-identifier
    value x-topic
    value x-compressor
    value x-compressed-length
    value x-decompressed-length
    value x-compressed-sha512
  read expanded
    count, then as many names and values
  check
    authorization: present, UTF-8 text, none if it is empty
    x-tracing: present, at most 65535 bytes
    x-identifier: present, at most 64 bytes
    x-topic: present, at most 65535 bytes
    x-compressor: present, an unsigned integer of at most 8 bytes
    x-compressed-length: present, an unsigned integer of at most 8 bytes
    x-decompressed-length: present, an unsigned integer of at most 8 bytes
    x-compressed-sha512: present, exactly 64 bytes
    the rest is the body
    x-compressed-length is the body's length
    x-compressed-sha512 is the body's sha512
    when x-compressor = 0
      x-decompressed-length equals x-compressed-length
      it is uncompressed
    otherwise
      it is compressed
  fast path, or else the above
    an expanded block has 8 headers
    authorization: present, UTF-8 text, none if it is empty
    x-tracing: present, at most 65535 bytes
    x-identifier: present, at most 64 bytes
    x-topic: present, at most 65535 bytes
    x-compressor: present, an unsigned integer of at most 8 bytes
    x-compressed-length: present, an unsigned integer of at most 8 bytes
    x-decompressed-length: present, an unsigned integer of at most 8 bytes
    x-compressed-sha512: present, exactly 64 bytes
    the rest is the body
    x-compressed-length is the body's length
    when x-compressor = 0
      x-decompressed-length equals x-compressed-length
      x-compressed-sha512 is the body's sha512
      it is uncompressed
    otherwise
      x-compressed-sha512 is the body's sha512
      it is compressed
  scan for the body, in pieces
    minimal
      u16 length, then as many bytes
      u16 length, then as many bytes
      u16 length, then as many bytes
      u16 length, then as many bytes
      u16 length, then as many bytes
      u16 length, then as many bytes
      u16 length, then as many bytes
      u16 length, then as many bytes
    expanded
      count, then as many names and values
    the rest is the body
  write uncompressed
    fields: authorization, tracing (x-tracing), identifier (x-identifier), topic (x-topic), verified_uncompressed_sha512 (x-compressed-sha512), uncompressed_message (body)
    authorization: UTF-8 text, none if it is empty
    x-tracing: at most 65535 bytes
    x-identifier: at most 64 bytes
    x-topic: at most 65535 bytes
    x-compressor = 0, never empty
    x-compressed-length = the body's length
    x-decompressed-length = x-compressed-length
    x-compressed-sha512: exactly 64 bytes
    body
    put together, minimal: 00010006, u16 length, authorization, u16 length, x-tracing, u16 length, x-identifier, u16 length, x-topic, 000100, u16 length, x-compressed-length, u16 length, x-decompressed-length, 0040, x-compressed-sha512, body
    put together, expanded: 000000060008000d\"authorization\", u16 length, authorization, 0009\"x-tracing\", u16 length, x-tracing, 000c\"x-identifier\", u16 length, x-identifier, 0007\"x-topic\", u16 length, x-topic, 000c\"x-compressor\"0001000013\"x-compressed-length\", u16 length, x-compressed-length, 0015\"x-decompressed-length\", u16 length, x-decompressed-length, 0013\"x-compressed-sha512\"0040, x-compressed-sha512, body
  write compressed
    fields: authorization, tracing (x-tracing), identifier (x-identifier), topic (x-topic), compressor_id (x-compressor), decompressed_length (x-decompressed-length), verified_compressed_sha512 (x-compressed-sha512), compressed_message (body)
    authorization: UTF-8 text, none if it is empty
    x-tracing: at most 65535 bytes
    x-identifier: at most 64 bytes
    x-topic: at most 65535 bytes
    x-compressor: an unsigned integer of at most 8 bytes, in as few bytes as it needs, but not 0
    x-compressed-length = the body's length
    x-decompressed-length: an unsigned integer of at most 8 bytes, in as few bytes as it needs
    x-compressed-sha512: exactly 64 bytes
    body
    put together, minimal: 00010006, u16 length, authorization, u16 length, x-tracing, u16 length, x-identifier, u16 length, x-topic, u16 length, x-compressor, u16 length, x-compressed-length, u16 length, x-decompressed-length, 0040, x-compressed-sha512, body
    put together, expanded: 000000060008000d\"authorization\", u16 length, authorization, 0009\"x-tracing\", u16 length, x-tracing, 000c\"x-identifier\", u16 length, x-identifier, 0007\"x-topic\", u16 length, x-topic, 000c\"x-compressor\", u16 length, x-compressor, 0013\"x-compressed-length\", u16 length, x-compressed-length, 0015\"x-decompressed-length\", u16 length, x-decompressed-length, 0013\"x-compressed-sha512\"0040, x-compressed-sha512, body
  signed by signing.notify
    tracing: x-tracing
    topic: x-topic
    identifier: x-identifier
    message_sha512: x-compressed-sha512";
    assert_eq!(printed(&builtin().unwrap(), "stateful.notify "), expected);
}

/// Specification 1.5.7 and 1.6.8: four values, the part id's length at once, five more values if it is zero, and only
/// then the checks. A continuation stops after the part id.
#[test]
#[allow(clippy::too_many_lines, reason = "one text, to be read as a whole")]
fn the_plan_of_both_streams_is_that_of_the_specification() {
    let expected = "
  read minimal, if flag minimal_headers (bit 0) is set
    value authorization
    value x-tracing
    value x-identifier
    value x-part-id
    length of x-part-id checked at once
    when x-part-id = 0
      value x-topic
      value x-compressor
      value x-compressed-length
      value x-decompressed-length
      value x-compressed-sha512
  read expanded
    count, then as many names and values
  check
    authorization: present, UTF-8 text, none if it is empty
    x-tracing: present, at most 65535 bytes
    x-identifier: present, at most 64 bytes
    x-part-id: present, an unsigned integer of at most 8 bytes
    when x-part-id = 0
      x-topic: present, at most 65535 bytes
      x-compressor: present, an unsigned integer of at most 8 bytes
      x-compressed-length: present, an unsigned integer of at most 8 bytes
      x-decompressed-length: present, an unsigned integer of at most 8 bytes
      x-compressed-sha512: present, exactly 64 bytes
      the rest is the body
      when x-compressor = 0
        x-decompressed-length equals x-compressed-length
        it is start_uncompressed
      otherwise
        it is start_compressed
    otherwise
      the rest is the body
      it is continuation
  fast path, or else the above
    authorization: present, UTF-8 text, none if it is empty
    x-tracing: present, at most 65535 bytes
    x-identifier: present, at most 64 bytes
    x-part-id: present, an unsigned integer of at most 8 bytes
    when x-part-id = 0
      an expanded block has 9 headers
      x-topic: present, at most 65535 bytes
      x-compressor: present, an unsigned integer of at most 8 bytes
      x-compressed-length: present, an unsigned integer of at most 8 bytes
      x-decompressed-length: present, an unsigned integer of at most 8 bytes
      x-compressed-sha512: present, exactly 64 bytes
      the rest is the body
      when x-compressor = 0
        x-decompressed-length equals x-compressed-length
        it is start_uncompressed
      otherwise
        it is start_compressed
    otherwise
      an expanded block has 4 headers
      the rest is the body
      it is continuation
  scan for the body, in pieces
    minimal
      u16 length, then as many bytes
      u16 length, then as many bytes
      u16 length, then as many bytes
      u16 length, at most 8 bytes, kept as x-part-id
      when x-part-id = 0
        u16 length, then as many bytes
        u16 length, then as many bytes
        u16 length, then as many bytes
        u16 length, then as many bytes
        u16 length, then as many bytes
    expanded
      count, then as many names and values
    the rest is the body
  write start_uncompressed
    fields: authorization, tracing (x-tracing), identifier (x-identifier), topic (x-topic), uncompressed_length (x-compressed-length), unverified_uncompressed_sha512 (x-compressed-sha512), payload (body)
    authorization: UTF-8 text, none if it is empty
    x-tracing: at most 65535 bytes
    x-identifier: at most 64 bytes
    x-part-id = 0, never empty
    x-topic: at most 65535 bytes
    x-compressor = 0, never empty
    x-compressed-length: an unsigned integer of at most 8 bytes, in as few bytes as it needs
    x-decompressed-length = x-compressed-length
    x-compressed-sha512: exactly 64 bytes
    body
    put together, minimal: 0001CODE, u16 length, authorization, u16 length, x-tracing, u16 length, x-identifier, 000100, u16 length, x-topic, 000100, u16 length, x-compressed-length, u16 length, x-decompressed-length, 0040, x-compressed-sha512, body
    put together, expanded: 0000CODE0009000d\"authorization\", u16 length, authorization, 0009\"x-tracing\", u16 length, x-tracing, 000c\"x-identifier\", u16 length, x-identifier, 0009\"x-part-id\"0001000007\"x-topic\", u16 length, x-topic, 000c\"x-compressor\"0001000013\"x-compressed-length\", u16 length, x-compressed-length, 0015\"x-decompressed-length\", u16 length, x-decompressed-length, 0013\"x-compressed-sha512\"0040, x-compressed-sha512, body
  write start_compressed
    fields: authorization, tracing (x-tracing), identifier (x-identifier), topic (x-topic), compressor_id (x-compressor), compressed_length (x-compressed-length), decompressed_length (x-decompressed-length), unverified_compressed_sha512 (x-compressed-sha512), payload (body)
    authorization: UTF-8 text, none if it is empty
    x-tracing: at most 65535 bytes
    x-identifier: at most 64 bytes
    x-part-id = 0, never empty
    x-topic: at most 65535 bytes
    x-compressor: an unsigned integer of at most 8 bytes, in as few bytes as it needs, but not 0
    x-compressed-length: an unsigned integer of at most 8 bytes, in as few bytes as it needs
    x-decompressed-length: an unsigned integer of at most 8 bytes, in as few bytes as it needs
    x-compressed-sha512: exactly 64 bytes
    body
    put together, minimal: 0001CODE, u16 length, authorization, u16 length, x-tracing, u16 length, x-identifier, 000100, u16 length, x-topic, u16 length, x-compressor, u16 length, x-compressed-length, u16 length, x-decompressed-length, 0040, x-compressed-sha512, body
    put together, expanded: 0000CODE0009000d\"authorization\", u16 length, authorization, 0009\"x-tracing\", u16 length, x-tracing, 000c\"x-identifier\", u16 length, x-identifier, 0009\"x-part-id\"0001000007\"x-topic\", u16 length, x-topic, 000c\"x-compressor\", u16 length, x-compressor, 0013\"x-compressed-length\", u16 length, x-compressed-length, 0015\"x-decompressed-length\", u16 length, x-decompressed-length, 0013\"x-compressed-sha512\"0040, x-compressed-sha512, body
  write continuation
    fields: authorization, tracing (x-tracing), identifier (x-identifier), part_id (x-part-id), payload (body)
    authorization: UTF-8 text, none if it is empty
    x-tracing: at most 65535 bytes
    x-identifier: at most 64 bytes
    x-part-id: an unsigned integer of at most 8 bytes, in as few bytes as it needs, but not 0
    body
    put together, minimal: 0001CODE, u16 length, authorization, u16 length, x-tracing, u16 length, x-identifier, u16 length, x-part-id, body
    put together, expanded: 0000CODE0004000d\"authorization\", u16 length, authorization, 0009\"x-tracing\", u16 length, x-tracing, 000c\"x-identifier\", u16 length, x-identifier, 0009\"x-part-id\", u16 length, x-part-id, body";
    let schema = builtin().unwrap();
    let heads = [
        (
            "stateful.notify_stream ",
            "stateful.notify_stream (subscriber, code 7)\n  answered by continue_notify, confirm_notify",
            "0007",
        ),
        (
            "stateful.receive_stream ",
            "stateful.receive_stream (broadcaster, code 8)\n  answered by continue_receive, confirm_receive",
            "0008",
        ),
    ];
    for (message, head, code) in heads {
        let printed = printed(&schema, message);
        let (plan, signed) = printed.split_once("\n  signed by ").unwrap();
        assert_eq!(plan, format!("{head}{}", expected.replace("CODE", code)));
        // Specification 4.4: every part as the first.
        let (_, of_continuation) = signed.split_once("  signed continuation by ").unwrap();
        for name in ["tracing", "topic", "message_sha512"] {
            assert!(of_continuation.contains(&format!("    {name}: as given")), "{of_continuation}");
        }
    }
}

/// What a back end has to know beside the order: which bit a flag is, what a reader takes that no writer gives, what the rest
/// is called in errors and in each variant.
#[test]
fn a_plan_says_bits_names_and_what_only_readers_take() {
    let text = "\
lonely: 1
name: mine
version: 1.0.0
doc: Reports.
protocols: { mine: { doc: Reports., flags: { urgent: { bit: 9, doc: It cannot wait. } } } }
types:
  level: { kind: uint, max_bytes: 1, write: fixed, doc: A level. }
  loud: { kind: bool, doc: Whether to ring. }
  reply: { kind: optional_text, max: 9, doc: Whom it answers. }
protocol: mine
messages:
  report:
    from: subscriber
    code: 1
    doc: A report.
    sequence:
      - { field: level, type: level }
      - { field: loud, type: loud, prefix: u8 }
      - { field: reply, type: reply, prefix: u16, when: { urgent: true } }
      - { rest: text, prefix: u32, doc: What there is to say. }
    variants:
      alarm: { doc: It cannot wait., when: { urgent: true }, fields: { text: { field: reason } } }
      first: { doc: The first., when: { level: 0 } }
      other: { doc: All others. }
";
    let schema = compile("mine.yaml", |_| Ok(text.to_owned())).unwrap();
    let plan = printed(&schema, "mine.report ");
    let lines = [
        "    loud: u8 length, true if it is the one byte 01, else false\n    when flag urgent (bit 9) is set\n",
        "      reply: u16 length, UTF-8 text of at most 9 bytes, none if it is empty\n",
        "      text: u32 length, then the body\n",
        "  write alarm\n    fields: level, loud, reply, reason (text)\n    flag urgent (bit 9): set\n",
        "  write first\n    fields: loud, text\n    flag urgent (bit 9): not set\n    level = 0, never empty\n    loud: u8 length, one byte, 00 or 01\n",
    ];
    for line in lines {
        assert!(plan.contains(line), "{line}\n{plan}");
    }
}
