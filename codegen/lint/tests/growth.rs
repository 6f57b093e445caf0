//! What lint costs grows with the schema and not faster, whatever there is to find.

use std::fmt::Write as _;

use allocation_counter::measure;
use lonelypsp_findings::{Exceptions, Tool};
use lonelypsp_lint::{Lint, Selection, lint};
use lonelypsp_schema::{Schema, compile};

const HEAD: &str = "lonely: 1\nname: many\nversion: 1.0.0\ndoc: Many messages.\nprotocols:\n  chat: { prefix: none, doc: Talk. }\n";

/// A schema of so many messages and types, with something to find in each of them.
fn schema(count: usize) -> Schema {
    let mut text = format!("{HEAD}types:\n");
    for index in 0..count {
        // Names with numbers, secrets, limits and units that are not said, and types that are alike.
        let _ = writeln!(text, "  token_{index}: {{ kind: text, max: 9, secret: false, doc: what it is }}");
        let _ = writeln!(text, "  number_{index}: {{ kind: uint, max_bytes: 4, doc: See `x-{index}`. }}");
    }
    text += "protocol: chat\nmessages:\n";
    for index in 0..count {
        let _ = writeln!(
            text,
            "  confirm_{index}x: # lonely:allow LL004 because there is none\n    from: subscriber\n    code: {}\n    doc: See `MESSAGE_{index}`.\n    sequence:\n      - {{ field: token, type: token_{index}, prefix: u8 }}\n      - {{ rest: more, doc: More. }}",
            2 * index
        );
    }
    let text = text.replace("confirm_", "confirm_m");
    compile("many.yaml", |_| Ok(text.clone())).unwrap_or_else(|problems| panic!("{problems}"))
}

fn found(schema: &Schema) -> usize {
    let all = [Lint::FAMILY];
    let tool = Tool { family: Lint::FAMILY, all: &all, ran: &|_| true };
    let findings = lint(schema, &Selection::default());
    Exceptions::read(&schema.sources).apply(findings, &schema.sources, &tool).len()
}

#[test]
fn four_times_the_schema_takes_four_times_the_memory() {
    let (small, large) = (schema(500), schema(2_000));
    let (mut few, mut many) = (0, 0);
    let costs = (measure(|| few = found(&small)), measure(|| many = found(&large)));
    assert!(few > 3_000 && many > 4 * few - 100 && many < 4 * few + 100, "{few} and {many}");
    assert!(costs.1.bytes_total < 5 * costs.0.bytes_total, "{costs:?}");
    assert!(costs.1.count_total < 5 * costs.0.count_total, "{costs:?}");
}

#[test]
fn four_thousand_messages_are_done_in_time() {
    // If each were compared with all others, it would take minutes.
    let begun = std::time::Instant::now();
    assert!(found(&schema(4_000)) > 20_000);
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
}
