//! The plan as text, for people who write a back end or want to know why a message is refused.

use std::fmt::Write;

use crate::ir::{Header, HeaderLayout, Layout, Message, Protocol, Schema, Spelling};

use super::{End, Program, ReadStep, Step, WriteStep};

/// Prints the wire plan of every message of a schema, in the order of the type codes.
///
/// ```
/// let schema = lonelypsp_schema::builtin().unwrap();
/// let plan = lonelypsp_schema::print_plan(&schema);
/// assert!(plan.contains("stateful.subscribe_exact (subscriber, code 2)"));
/// ```
pub fn print_plan(schema: &Schema) -> String {
    let mut out = String::new();
    for protocol in &schema.protocols {
        for direction in crate::Direction::BOTH {
            for message in protocol.messages_of(direction) {
                print_message(&mut out, protocol, message);
            }
        }
    }
    out
}

fn print_message(out: &mut String, protocol: &Protocol, message: &Message) {
    let sender = message.direction.sender();
    line(out, 0, &format!("{}.{} ({sender}, code {})", protocol.name, message.name, message.code));
    match &message.layout {
        Layout::Headers(layout) => print_layout(out, layout),
        Layout::Sequence(items) => line(out, 1, &format!("a sequence of {} items", items.len())),
    }
    out.push('\n');
}

fn print_layout(out: &mut String, layout: &HeaderLayout) {
    line(out, 1, "read minimal");
    print_read(out, 2, layout, &layout.plan.minimal);
    line(out, 1, "read expanded");
    line(out, 2, "count, then as many names and values");
    line(out, 1, "check");
    print_program(out, 2, layout, &layout.plan.exact);
    line(out, 1, "fast path, or else the above");
    print_program(out, 2, layout, &layout.plan.fast);
    for (shape, steps) in layout.shapes.iter().zip(&layout.plan.write) {
        match &shape.variant {
            Some(name) => line(out, 1, &format!("write {name}")),
            None => line(out, 1, "write"),
        }
        for step in steps {
            line(out, 2, &write_step(layout, *step));
        }
    }
}

fn print_read(out: &mut String, depth: usize, layout: &HeaderLayout, steps: &[ReadStep]) {
    for step in steps {
        match step {
            ReadStep::Values { from, to } => {
                (*from..*to).for_each(|header| line(out, depth, &format!("value {}", name(layout, header))));
            }
            ReadStep::When { header, equals, then } => {
                line(out, depth, &format!("length of {} checked at once", name(layout, *header)));
                line(out, depth, &format!("when {} = {equals}", name(layout, *header)));
                print_read(out, depth + 1, layout, then);
            }
        }
    }
}

fn print_program(out: &mut String, depth: usize, layout: &HeaderLayout, program: &Program) {
    program.steps.iter().for_each(|step| line(out, depth, &read_step(layout, *step)));
    match &program.end {
        End::Shape(shape) => match &layout.shapes[*shape].variant {
            Some(variant) => line(out, depth, &format!("it is {variant}")),
            None => line(out, depth, "done"),
        },
        End::Branch { header, equals, yes, no } => {
            line(out, depth, &format!("when {} = {equals}", name(layout, *header)));
            print_program(out, depth + 1, layout, yes);
            line(out, depth, "otherwise");
            print_program(out, depth + 1, layout, no);
        }
    }
}

fn read_step(layout: &HeaderLayout, step: Step) -> String {
    match step {
        Step::Count(count) => format!("an expanded block has {count} headers"),
        Step::Value { header, is_used: true } => value(&layout.headers[header]),
        Step::Value { header, is_used: false } => {
            format!("{}; not looked at again", value(&layout.headers[header]))
        }
        Step::TakeBody => "the rest is the body".to_owned(),
        Step::BodyLength(header) => format!("{} is the body's length", name(layout, header)),
        Step::BodyDigest(header, digest) => {
            format!("{} is the body's {}", name(layout, header), digest.as_str())
        }
        Step::Same(header, other) => format!("{} equals {}", name(layout, header), name(layout, other)),
    }
}

fn value(header: &Header) -> String {
    let absent = match header.default {
        Some(value) => format!("{value} if absent"),
        None => "present".to_owned(),
    };
    format!("{}: {absent}, {}", header.wire, header.kind.expectation())
}

fn write_step(layout: &HeaderLayout, step: WriteStep) -> String {
    match step {
        WriteStep::Field { header, not: None } => field(layout, header),
        WriteStep::Field { header, not: Some(value) } => {
            format!("{}, but not {value}", field(layout, header))
        }
        WriteStep::Constant { header, value } => format!("{} = {value}, never empty", name(layout, header)),
        WriteStep::BodyLength { header } => format!("{} = the body's length", name(layout, header)),
        WriteStep::Copy { header, other } => format!("{} = {}", name(layout, header), name(layout, other)),
        WriteStep::Body => "body".to_owned(),
    }
}

fn field(layout: &HeaderLayout, index: usize) -> String {
    let header = &layout.headers[index];
    let spelling = match header.kind {
        crate::Kind::Uint { spelling: Spelling::Minimal, .. } => ", in as few bytes as it needs",
        crate::Kind::Uint { .. } | crate::Kind::Int { .. } => ", in all its bytes",
        _ => "",
    };
    format!("{}: {}{spelling}", header.wire, header.kind.expectation())
}

fn name(layout: &HeaderLayout, index: usize) -> &str {
    &layout.headers[index].wire
}

fn line(out: &mut String, depth: usize, text: &str) {
    let _ = writeln!(out, "{:indent$}{text}", "", indent = depth * 2);
}
