//! What a comparison costs grows with the schemas and not faster.

use std::fmt::Write as _;

use allocation_counter::measure;
use lonelypsp_breaking::{Options, Rule, compare};
use lonelypsp_schema::{Schema, compile};

/// A schema of so many messages that all hold a name of at most so many bytes.
fn schema(messages: usize, most: usize) -> Schema {
    let mut text = format!(
        "lonely: 1\nname: many\nversion: 1.0.0\ndoc: D.\nprotocols:\n  chat:\n    doc: D.\n    flags: {{ short: {{ bit: 0, \
         selects: minimal, doc: S. }} }}\ntypes:\n  name: {{ kind: text, max: {most}, doc: N. }}\n  count: {{ kind: uint, \
         max_bytes: 4, doc: C. }}\nprotocol: chat\nmessages:\n"
    );
    for index in 0..messages {
        let _ = write!(
            text,
            "  m{index}:\n    from: subscriber\n    code: {index}\n    doc: D.\n    headers:\n      x-count: count\n      \
             x-name: name\n    body: bytes\n"
        );
    }
    compile("many.yaml", move |_| Ok(text.clone())).unwrap()
}

fn cost(messages: usize, options: Options) -> u64 {
    let (old, new, same) = (schema(messages, 20), schema(messages, 10), schema(messages, 20));
    let none = measure(|| assert!(compare(&old, &same, options).is_empty())).count_total;
    let all = measure(|| {
        let found = compare(&old, &new, options);
        assert!(found.len() == messages && found.iter().all(|finding| finding.rule == Rule::LimitLowered));
    });
    none + all.count_total
}

#[test]
fn ten_times_as_many_messages_cost_ten_times_as_much() {
    let options = Options { prove: false, ..Options::default() };
    let (few, many) = (cost(40, options), cost(400, options));
    assert!(many < 12 * few, "{few} {many}");
}
